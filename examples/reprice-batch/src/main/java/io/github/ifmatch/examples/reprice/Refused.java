package io.github.ifmatch.examples.reprice;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Table;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A price that was not written. Immutable.
 *
 * @param reason conflict or missing
 * @param listPrice the price that the list wanted
 * @param currentPrice the price that somebody else has set meanwhile
 */
record Refused(
        long id,
        long productId,
        String reason,
        @Nullable BigDecimal listPrice,
        @Nullable BigDecimal currentPrice,
        long version) {

    static final Table<Refused, Long> TABLE =
            Table.of(Refused.class, Long.class).named("reprice_refused");

    static Refused of(Outcome<Product> outcome) {
        if (outcome instanceof Conflict<Product> conflict) {
            return new Refused(
                    0,
                    conflict.current().id(),
                    "conflict",
                    conflict.attempted().price(),
                    conflict.current().price(),
                    0);
        }
        Missing<Product> missing = (Missing<Product>) outcome;
        return new Refused(0, (Long) missing.id(), "missing", null, null, 0);
    }
}

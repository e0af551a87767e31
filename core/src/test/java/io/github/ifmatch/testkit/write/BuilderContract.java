package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Applied;
import io.github.ifmatch.testkit.sample.BuiltAccount;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Immutable rows that a builder makes. */
public abstract class BuilderContract extends ShapeContract<BuiltAccount> {

    protected BuilderContract() {
        super(BuiltAccount.TABLE);
    }

    @Override
    protected BuiltAccount row(long id, String owner, String balance, long version) {
        return BuiltAccount.builder()
                .id(id)
                .owner(owner)
                .balance(new BigDecimal(balance))
                .version(version)
                .build();
    }

    @Override
    protected BuiltAccount renamed(BuiltAccount row, String owner) {
        return row.withOwner(owner);
    }

    /** Its fields are final, so one object is an honest patch that changes nothing. */
    @Test
    void patch_oneRow() {
        BuiltAccount ann = rows.insert(row(7, "Ann", "10", 0));

        assertThat(rows.tryPatch(ann, ann.withOwner("Ann"))).isEqualTo(new Applied<>(ann));
        assertThat(rows.get(7L)).hasToString("7 Ann 10.00 v1");
    }
}

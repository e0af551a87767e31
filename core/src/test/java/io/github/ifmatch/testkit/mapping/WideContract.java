package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Shape;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** More columns than a method has parameters. */
public abstract class WideContract extends Contract {

    private static final int COLUMNS = 600;

    /** One text for each column but the first two. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Wide(@Nullable Object[] values) {

        Wide with(int column, String text) {
            @Nullable Object[] others = values.clone();
            others[column] = text;
            return new Wide(others);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Wide wide && Arrays.equals(values, wide.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    private static Table<Wide, Long> table() {
        Shape<Wide> shape = Shape.of(Wide.class, Wide::new)
                .with("id", Long.class, row -> (Long) row.values()[0])
                .with("version", Long.class, row -> (Long) row.values()[1]);
        for (int i = 2; i < COLUMNS; i++) {
            int place = i;
            shape = shape.with("c" + i, String.class, row -> (String) row.values()[place]);
        }
        return Table.of(shape, Long.class).named("wide");
    }

    @Test
    void wide_everyVerb() {
        needs(Feature.WIDE_ROWS);
        String texts = IntStream.range(2, COLUMNS)
                .mapToObj(i -> ", c" + i + " varchar(9)")
                .collect(Collectors.joining());
        database.drop("wide");
        database.execute("CREATE TABLE wide (id bigint PRIMARY KEY, version bigint NOT NULL" + texts + ")");
        VersionedRepository<Wide, Long> rows = database.repository(table());
        @Nullable Object[] values = new Object[COLUMNS];
        values[0] = 1L;
        values[1] = 0L;

        Wide first = rows.insert(new Wide(values).with(2, "two").with(COLUMNS - 1, "last"));
        Wide second = rows.update(first.with(300, "middle"));
        Wide third = rows.patch(1L, 2, Map.of("c" + (COLUMNS - 2), "patched"));
        Wide fourth = rows.patch(third, third.with(255, "more"));

        assertThat(fourth.values()[2]).isEqualTo("two");
        assertThat(fourth.values()[255]).isEqualTo("more");
        assertThat(fourth.values()[300]).isEqualTo("middle");
        assertThat(fourth.values()[COLUMNS - 2]).isEqualTo("patched");
        assertThat(fourth.values()[COLUMNS - 1]).isEqualTo("last");
        assertThat(rows.get(1L)).isEqualTo(fourth);
        assertThat(rows.tryUpdate(second)).isInstanceOf(Conflict.class);
        assertThat(rows.updateAll(List.of(fourth.with(7, "seven"))).get(0).values()[1])
                .isEqualTo(5L);
        assertThat(rows.delete(1L, 5).values()[7]).isEqualTo("seven");
    }
}

package io.github.ifmatch.engine.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Table;
import java.math.BigDecimal;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which columns of two rows differ: as their values' {@code equals} has it, numbers without boxes included. */
class RowComparisonTest {

    @SuppressWarnings("ArrayRecordComponent") // compared by the code under test alone
    private record Sample(
            long id,
            int count,
            boolean active,
            double ratio,
            short small,
            @Nullable String name,
            BigDecimal price,
            int[] numbers,
            @Nullable Integer boxed,
            long version) {}

    private static final Mapping<Sample, Long> MAPPING = DeclaredTable.of(
                    Table.of(Sample.class, Long.class).named("samples"))
            .mapping();

    private static Sample sample() {
        return new Sample(
                1_000, 2_000, true, 0.5, (short) 3, "name", new BigDecimal("1.0"), new int[] {1, 2}, 4_000, 5_000);
    }

    private static String changed(Sample other) {
        BitSet changed = MAPPING.changed(sample(), other);
        return changed.stream()
                .mapToObj(place -> MAPPING.columns().get(place).component())
                .toList()
                .toString();
    }

    @Test
    void changed_nothing_equalValuesInOtherObjects() {
        assertThat(changed(sample())).isEqualTo("[]");
    }

    @Test
    void changed_each() {
        Sample other = new Sample(
                1_001, 2_001, false, 0.6, (short) 4, "other", new BigDecimal("2"), new int[] {1, 3}, 4_001, 5_001);

        assertThat(changed(other)).isEqualTo("[id, count, active, ratio, small, name, price, numbers, boxed, version]");
    }

    @Test
    void changed_null() {
        Sample other = new Sample(
                1_000, 2_000, true, 0.5, (short) 3, null, new BigDecimal("1.0"), new int[] {1, 2}, null, 5_000);

        assertThat(changed(other)).isEqualTo("[name, boxed]");
        assertThat(MAPPING.changed(other, other).isEmpty()).isTrue();
    }

    /** A patch writes what the caller wrote differently, even if the column may hold it to be the same. */
    @Test
    void changed_scaleAndSignOfZero() {
        Sample zero = new Sample(1, 1, true, 0.0, (short) 1, null, new BigDecimal("1.0"), new int[0], null, 1);
        Sample other = new Sample(1, 1, true, -0.0, (short) 1, null, new BigDecimal("1.00"), new int[0], null, 1);
        Sample none = new Sample(1, 1, true, Double.NaN, (short) 1, null, new BigDecimal("1.0"), new int[0], null, 1);

        assertThat(MAPPING.changed(zero, other).cardinality()).isEqualTo(2);
        assertThat(MAPPING.changed(none, none).isEmpty()).isTrue();
    }
}

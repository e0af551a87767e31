package io.github.ifmatch;

import static io.github.ifmatch.testkit.tool.Properties.oneOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.testkit.tool.Properties;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds of every merge without rules. */
class MergePropertiesTest {

    @SuppressWarnings("ArrayRecordComponent") // never compared by itself
    private record Row(
            long id,
            int count,
            @Nullable String text,
            @Nullable BigDecimal number,
            int @Nullable [] array,
            long version) {

        Row at(long newVersion) {
            return new Row(id, count, text, number, array, newVersion);
        }

        Object component(int place) {
            return new Object[] {count, text, number, array}[place];
        }
    }

    private static final Table<Row, Long> ROWS = Table.of(Row.class, Long.class);
    private static final Merge<Row> MERGE = ROWS.merge();

    /** Few values each, so that rows often agree. */
    private static Row row(Random random) {
        return new Row(
                7,
                random.nextInt(3),
                oneOf(random, null, "a", "b"),
                oneOf(random, null, BigDecimal.ONE, BigDecimal.TEN),
                oneOf(random, null, new int[] {1}, new int[] {1, 2}),
                1);
    }

    private interface OfThree {
        void check(Row base, Row mine, Row theirs);
    }

    private static void ofAny(OfThree property) {
        Properties.hold(random -> property.check(row(random), row(random), row(random)));
    }

    /** Equal by their elements, versions and all. */
    private static void assertSame(Optional<Row> merged, Row expected) {
        assertThat(merged)
                .hasValueSatisfying(
                        row -> assertThat(row).usingRecursiveComparison().isEqualTo(expected));
    }

    @Test
    void identity_nothingOfMine() {
        ofAny((base, theirs, unused) -> {
            assertSame(MERGE.merge(base, base, theirs.at(2)), theirs.at(2));
        });
    }

    @Test
    void identity_nothingOfTheirs() {
        ofAny((base, mine, unused) -> {
            assertSame(MERGE.merge(base, mine, base.at(2)), mine.at(2));
        });
    }

    @Test
    void identity_theSameChange() {
        ofAny((base, both, unused) -> {
            assertSame(MERGE.merge(base, both, both.at(2)), both.at(2));
        });
    }

    @Test
    void symmetry() {
        ofAny((base, one, other) -> {
            Optional<Row> merged = MERGE.merge(base, one, other);
            Optional<Row> mirrored = MERGE.merge(base, other, one);

            assertThat(mirrored).usingRecursiveComparison().isEqualTo(merged);
        });
    }

    @Test
    void noInvention() {
        ofAny((base, mine, theirs) -> {
            Optional<Row> merged = MERGE.merge(base, mine, theirs);

            for (int place = 0; place < 4; place++) {
                Object was = base.component(place);
                Object wanted = mine.component(place);
                Object found = theirs.component(place);
                if (merged.isPresent()) {
                    Object expected = Objects.deepEquals(was, wanted) ? found : wanted;
                    assertThat(Objects.deepEquals(merged.get().component(place), expected))
                            .isTrue();
                }
            }
        });
    }

    /** It clashes exactly where both changed a component, and differently. */
    @Test
    void clashes_exactly() {
        ofAny((base, mine, theirs) -> {
            boolean clashes = false;
            for (int place = 0; place < 4; place++) {
                Object was = base.component(place);
                Object wanted = mine.component(place);
                Object found = theirs.component(place);
                clashes |= !Objects.deepEquals(was, wanted)
                        && !Objects.deepEquals(was, found)
                        && !Objects.deepEquals(wanted, found);
            }

            assertThat(MERGE.merge(base, mine, theirs).isEmpty()).isEqualTo(clashes);
        });
    }

    @Test
    void idempotence() {
        ofAny((base, mine, theirs) -> {
            MERGE.merge(base, mine, theirs.at(2)).ifPresent(merged -> {
                assertSame(MERGE.merge(base, mine, merged.at(3)), merged.at(3));
                assertSame(MERGE.merge(merged, merged, merged), merged);
            });
        });
    }
}

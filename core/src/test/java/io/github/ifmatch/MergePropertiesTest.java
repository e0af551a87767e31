package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

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
    @Provide
    Arbitrary<Row> rows() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of("a", "b").injectNull(0.3),
                        Arbitraries.of(BigDecimal.ONE, BigDecimal.TEN).injectNull(0.3),
                        Arbitraries.of(new int[] {1}, new int[] {1, 2}).injectNull(0.3))
                .as((count, text, number, array) -> new Row(7, count, text, number, array, 1));
    }

    /** Equal by their elements, versions and all. */
    private static void assertSame(Optional<Row> merged, Row expected) {
        assertThat(merged)
                .hasValueSatisfying(
                        row -> assertThat(row).usingRecursiveComparison().isEqualTo(expected));
    }

    @Property
    void identity_nothingOfMine(@ForAll("rows") Row base, @ForAll("rows") Row theirs) {
        assertSame(MERGE.merge(base, base, theirs.at(2)), theirs.at(2));
    }

    @Property
    void identity_nothingOfTheirs(@ForAll("rows") Row base, @ForAll("rows") Row mine) {
        assertSame(MERGE.merge(base, mine, base.at(2)), mine.at(2));
    }

    @Property
    void identity_theSameChange(@ForAll("rows") Row base, @ForAll("rows") Row both) {
        assertSame(MERGE.merge(base, both, both.at(2)), both.at(2));
    }

    @Property
    void symmetry(@ForAll("rows") Row base, @ForAll("rows") Row one, @ForAll("rows") Row other) {
        Optional<Row> merged = MERGE.merge(base, one, other);
        Optional<Row> mirrored = MERGE.merge(base, other, one);

        assertThat(mirrored).usingRecursiveComparison().isEqualTo(merged);
    }

    @Property
    void noInvention(@ForAll("rows") Row base, @ForAll("rows") Row mine, @ForAll("rows") Row theirs) {
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
    }

    /** It clashes exactly where both changed a component, and differently. */
    @Property
    void clashes_exactly(@ForAll("rows") Row base, @ForAll("rows") Row mine, @ForAll("rows") Row theirs) {
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
    }

    @Property
    void idempotence(@ForAll("rows") Row base, @ForAll("rows") Row mine, @ForAll("rows") Row theirs) {
        MERGE.merge(base, mine, theirs.at(2)).ifPresent(merged -> {
            assertSame(MERGE.merge(base, mine, merged.at(3)), merged.at(3));
            assertSame(MERGE.merge(merged, merged, merged), merged);
        });
    }
}

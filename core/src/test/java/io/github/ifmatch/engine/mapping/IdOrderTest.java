package io.github.ifmatch.engine.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IdOrderTest {

    private static List<Integer> ascending(@Nullable Object[]... ids) {
        return IdOrder.ascending(Arrays.asList(ids));
    }

    private static Object[] id(Object... values) {
        return values;
    }

    @Test
    void numbers_bySizeNegativesFirst() {
        assertThat(ascending(id(3L), id(Long.MIN_VALUE), id(-1L), id(Long.MAX_VALUE), id(0L)))
                .containsExactly(1, 2, 4, 0, 3);
        assertThat(ascending(id(3), id(-4), id(0))).containsExactly(1, 2, 0);
        assertThat(ascending(id((short) 3), id((short) -4))).containsExactly(1, 0);
    }

    @Test
    void otherValues_byTheirOwnOrder() {
        assertThat(ascending(id("b"), id("B"), id("a"))).containsExactly(1, 2, 0);
        UUID one = new UUID(1, 1);
        UUID two = new UUID(2, 0);
        assertThat(ascending(id(two), id(one))).containsExactly(1, 0);
    }

    /** As databases have it; {@link UUID#compareTo} takes the halves as signed. */
    @Test
    void uuidsAndBytes_unsigned() {
        assertThat(ascending(id(new UUID(-1, 0)), id(new UUID(1, -1)), id(new UUID(1, 1))))
                .containsExactly(2, 1, 0);
        assertThat(ascending(id((Object) new byte[] {-1}), id((Object) new byte[] {1, 7}), id((Object) new byte[] {1})))
                .containsExactly(2, 1, 0);
    }

    @Test
    void withoutOrder_byTheirText() {
        assertThat(ascending(id(List.of(2)), id(List.of(10)), id(List.of(1)))).containsExactly(1, 2, 0);
    }

    @Test
    void severalColumns_theFirstDecidesThenTheNext() {
        assertThat(ascending(id(2L, "a"), id(1L, "b"), id(1L, "a"), id(1L, 7))).containsExactly(3, 2, 1, 0);
        assertThat(ascending(id("x", 0L, 2L), id("x", 0L, 1L), id("w", 9L, 9L))).containsExactly(2, 1, 0);
    }

    @Test
    void unset_firstAndInTheOrderGiven() {
        assertThat(ascending(id(-5L), id(), id(1L), id())).containsExactly(1, 3, 0, 2);
    }

    @Test
    void manyShuffled_allSorted() {
        List<Long> ids = LongStream.range(-5_000, 5_000).boxed().collect(Collectors.toList());
        Collections.shuffle(ids, new Random(7));

        List<Integer> places =
                IdOrder.ascending(ids.stream().map(IdOrderTest::id).toList());

        assertThat(places.stream().map(ids::get)).isSorted().hasSize(10_000);
    }

    @Test
    void manyShuffledAndFarApart_allSorted() {
        for (long step :
                new long[] {1L << 20, 1L << 49, 1L << 53}) { // the last is more than a long can hold beside a place
            List<Long> ids =
                    LongStream.range(-500, 500).map(id -> id * step).boxed().collect(Collectors.toList());
            Collections.shuffle(ids, new Random(7));

            List<Integer> places =
                    IdOrder.ascending(ids.stream().map(IdOrderTest::id).toList());

            assertThat(places.stream().map(ids::get)).isSorted().hasSize(1_000);
        }
    }

    @Test
    void alike_inTheOrderGiven() {
        assertThat(ascending(id(2L), id(1), id(1L), id(2), id(1L))).containsExactly(1, 2, 4, 0, 3);
    }

    @Test
    void distinct_onlyWhatIsKnownToBe() {
        assertThat(IdOrder.areDistinct(List.of(3L, -1L, Long.MAX_VALUE))).isTrue();
        assertThat(IdOrder.areDistinct(List.of())).isTrue();
        assertThat(IdOrder.areDistinct(List.of(3L, -1L, 3L))).isFalse();
        assertThat(IdOrder.areDistinct(List.of("a", "b"))).isFalse();
        assertThat(IdOrder.areDistinct(Arrays.asList(1L, null))).isFalse();
    }
}

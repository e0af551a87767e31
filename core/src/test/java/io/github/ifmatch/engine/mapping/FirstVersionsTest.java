package io.github.ifmatch.engine.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FirstVersionsTest {

    private static final long NOW = 1_800_000_000_000_000L;
    private static final long DAY = 86_400_000_000L;

    private final AtomicLong clock = new AtomicLong(NOW);
    private final FirstVersions versions = new FirstVersions(clock::get);

    @Test
    void next_isTheClocks() {
        assertThat(versions.next()).isEqualTo(NOW);
        clock.set(NOW + 70);
        assertThat(versions.next()).isEqualTo(NOW + 70);
    }

    @Test
    void next_whileTheClockStands() {
        assertThat(LongStream.generate(versions::next).limit(3)).containsExactly(NOW, NOW + 1, NOW + 2);
    }

    @Test
    void next_afterTheClockWasSetBack() {
        long first = versions.next();
        clock.set(NOW - DAY);

        assertThat(versions.next()).isEqualTo(first + 1);
    }

    /** A row that was written more often than the clock has ticked. */
    @Test
    void ended_aheadOfTheClock() {
        long first = versions.next();
        versions.ended(first + 40);

        assertThat(versions.next()).isEqualTo(first + 41);
        clock.set(NOW + 1_000);
        assertThat(versions.next()).isEqualTo(NOW + 1_000);
    }

    @Test
    void ended_belowWhatIsKnown() {
        versions.ended(7);
        versions.ended(NOW - 1);

        assertThat(versions.next()).isEqualTo(NOW);
    }

    /** Somebody's own number would leave no room above it, for any row. */
    @Test
    void ended_farAheadOfTheClock() {
        versions.ended(Long.MAX_VALUE);
        versions.ended(NOW + DAY);
        assertThat(versions.next()).isEqualTo(NOW);

        versions.ended(NOW + DAY - 1);
        assertThat(versions.next()).isEqualTo(NOW + DAY);
    }

    /** Whichever of two inserts the database lets in last, its row has room below the other's versions. */
    @Test
    void next_ofOneId_areApart() {
        IdKey id = IdKey.of(new Object[] {700L});

        long one = versions.next(id);
        long other = versions.next(IdKey.of(new Object[] {700L}));

        assertThat(one).isEqualTo(NOW);
        assertThat(other).isEqualTo(NOW + FirstVersions.APART);
        clock.set(NOW + 3_000);
        assertThat(versions.next(id)).isEqualTo(NOW + 3_000);
    }

    @Test
    void next_ofOneIdInTwoSpellings_areApart() {
        long one = versions.next(IdKey.of(new Object[] {"Anna", 7}));

        assertThat(versions.next(IdKey.of(new Object[] {"anna ", 7}))).isEqualTo(one + FirstVersions.APART);
        assertThat(versions.next(IdKey.of(new Object[] {"ANNA"}))).isLessThan(one + FirstVersions.APART);
        assertThat(versions.next(IdKey.of(new Object[] {"anna"}))).isGreaterThan(one + FirstVersions.APART);
    }

    /** For a statement of one's own, whose id is not known here. */
    @Test
    void next_ofAnyId_aboveAllThatWereGiven() {
        long unused = versions.next(IdKey.of(new Object[] {7}));
        long highest = versions.next(IdKey.of(new Object[] {7}));

        assertThat(versions.next()).isEqualTo(highest + 1);
        assertThat(versions.next()).isEqualTo(highest + 2);
    }

    @Test
    void next_ofOtherIds_areTheClocks() {
        List<Long> given = LongStream.range(0, 1_000)
                .mapToObj(id -> versions.next(IdKey.of(new Object[] {id})))
                .toList();

        assertThat(given)
                .containsExactlyElementsOf(
                        LongStream.range(NOW, NOW + 1_000).boxed().toList());
    }

    @Test
    void next_ofAnId_aboveWhatHasEnded() {
        versions.ended(NOW + 70);

        assertThat(versions.next(IdKey.of(new Object[] {"a", 7}))).isEqualTo(NOW + 71);
    }

    /** A time that somebody has set ahead: the row of its id begins above it, and no other row is moved along. */
    @Test
    void ended_ofOneId_movesNoOther() {
        IdKey id = IdKey.of(new Object[] {700L});
        versions.ended(id, NOW + DAY / 2);
        versions.ended(id, NOW + DAY);

        assertThat(versions.next(id)).isEqualTo(NOW + DAY / 2 + FirstVersions.APART);
        assertThat(versions.next(IdKey.of(new Object[] {701L}))).isLessThan(NOW + 10);
    }

    @Test
    void next_manyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Callable<List<Long>>> takers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            takers.add(() ->
                    LongStream.generate(versions::next).limit(10_000).boxed().toList());
        }
        List<Long> given = new ArrayList<>();
        for (Future<List<Long>> taken : threads.invokeAll(takers)) {
            given.addAll(taken.get());
        }
        threads.shutdown();

        assertThat(new HashSet<>(given)).hasSize(40_000);
    }

    /** The digits of today, and what JSON's readers in JavaScript hold exactly (2^53). */
    @Test
    void ofThisJvm_microseconds() {
        long before = System.currentTimeMillis() * 1_000;

        assertThat(FirstVersions.OF_THIS_JVM.next())
                .isBetween(before, before + DAY)
                .isLessThan(1L << 53);
    }
}

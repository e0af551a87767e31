package io.github.ifmatch.examples.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.examples.benchmarks.peers.shop.Shape;
import io.github.ifmatch.examples.benchmarks.peers.shop.Shop;
import io.github.ifmatch.examples.benchmarks.turns.Contestant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way does the same work: after some turns the table holds what it should, to the last column, and nobody's rows but its own
 * have changed. A refused update that went through, or a batch that wrote too many or too few, fails in the work itself.
 */
@Tag("thorough")
class SamePeersTest {

    private static final int TURNS = 2;
    private static final int SIZE = 4;

    @ParameterizedTest
    @EnumSource
    void everyWork_h2(Workload workload) throws Exception {
        assertSameWork(new Contest("h2", workload));
    }

    @ParameterizedTest
    @EnumSource
    void everyWork_postgres(Workload workload) throws Exception {
        assertSameWork(new Contest("postgresql", workload));
    }

    private static void assertSameWork(Contest contest) throws Exception {
        try (Shop shop = Shop.open(contest.database(), contest.workload().shape())) {
            Range neighbours = new Range(1, SIZE);
            for (int place = 1; place <= contest.ways().size(); place++) {
                shop.clear();
                shop.fill(neighbours.first(), neighbours.last());
                Way way = contest.ways().get(place - 1);
                Contest.Work work = contest.open(way, shop, place, SIZE);

                try (Contestant contestant = work.contestant()) {
                    for (int turn = 0; turn < TURNS; turn++) {
                        contestant.prepare();
                        assertThat(contestant.turn()).as(way.toString()).isPositive();
                    }
                }

                assertDone(contest.workload(), way, shop, work.range());
            }
        }
    }

    private static void assertDone(Workload workload, Way way, Shop shop, Range own) {
        Shop.Audit audit = shop.audit(own.first(), own.last());
        Shop.Audit others = shop.audit(1, SIZE);
        if (workload == Workload.INSERT) {
            assertThat(others.rows()).as(way.toString()).isEqualTo(SIZE);
            assertThat(others.intact()).as(way.toString()).isEqualTo(SIZE);
        } else if (workload == Workload.DELETE) {
            assertThat(audit.rows()).as(way.toString()).isZero();
        } else {
            long written = written(workload);
            long versions = SIZE * Shape.START + written + overtaken(workload);
            assertThat(audit)
                    .as(way.toString())
                    .isEqualTo(
                            workload == Workload.TEXT
                                    ? new Shop.Audit(SIZE, 0, 0, versions)
                                    : new Shop.Audit(SIZE, SIZE, written, versions));
            assertThat(others).as(way.toString()).isEqualTo(new Shop.Audit(SIZE, SIZE, 0, SIZE * Shape.START));
        }
    }

    private static long written(Workload workload) {
        return switch (workload) {
            case FIND, CONFLICT -> 0;
            case HOT_ROW -> (long) TURNS * Shop.THREADS * SIZE;
            default -> (long) TURNS * (SIZE - workload.stale(SIZE));
        };
    }

    private static long overtaken(Workload workload) {
        return workload == Workload.CONFLICT ? (long) TURNS * SIZE : workload.stale(SIZE);
    }

    @ParameterizedTest
    @EnumSource
    void way_saysWhyItDoesNotTakePart(Way way) {
        assertThat(Stream.of(Workload.values()).map(workload -> Answer.of(way, workload)))
                .filteredOn(answer -> !answer.takesPart())
                .allSatisfy(answer -> assertThat(answer.note()).isNotEmpty());
    }
}

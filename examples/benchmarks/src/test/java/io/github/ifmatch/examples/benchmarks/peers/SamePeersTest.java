package io.github.ifmatch.examples.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.examples.benchmarks.peers.shop.Shape;
import io.github.ifmatch.examples.benchmarks.peers.shop.Shop;
import io.github.ifmatch.examples.benchmarks.turns.Contestant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way does the same work: after some turns the table holds what it should, to the last column, and nobody's rows but its own
 * have changed. A refused update that went through, or a batch that wrote too many or too few, fails in the work itself.
 */
class SamePeersTest {

    private static final int TURNS = 3;
    private static final int SIZE = 8;

    static Stream<Arguments> all() {
        return Stream.of(Workload.values())
                .flatMap(workload -> Stream.of(Way.values())
                        .filter(way -> Answer.of(way, workload).takesPart())
                        .map(way -> Arguments.of(workload, way)));
    }

    static Stream<Arguments> some() {
        return all().filter(each -> each.get()[0] == Workload.UPDATE || each.get()[0] == Workload.CONFLICT);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("some")
    void work_h2(Workload workload, Way way) throws Exception {
        assertSameWork(new Contest("h2", workload), way);
    }

    @Tag("thorough")
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("all")
    void everyWork_h2(Workload workload, Way way) throws Exception {
        assertSameWork(new Contest("h2", workload), way);
    }

    @Tag("thorough")
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("all")
    void everyWork_postgres(Workload workload, Way way) throws Exception {
        assertSameWork(new Contest("postgresql", workload), way);
    }

    private static void assertSameWork(Contest contest, Way way) throws Exception {
        try (Shop shop = Shop.open(contest.database(), contest.workload().shape())) {
            Contest.Work work = contest.open(way, shop, 1, SIZE);
            Range neighbours = new Range(1, SIZE);
            shop.fill(neighbours.first(), neighbours.last());

            try (Contestant contestant = work.contestant()) {
                for (int turn = 0; turn < TURNS; turn++) {
                    contestant.prepare();
                    assertThat(contestant.turn()).isPositive();
                }
            }

            assertDone(contest.workload(), shop, work.range(), neighbours);
        }
    }

    private static void assertDone(Workload workload, Shop shop, Range own, Range neighbours) {
        Shop.Audit audit = shop.audit(own.first(), own.last());
        if (workload == Workload.INSERT) {
            Shop.Audit inserted = shop.audit(1, Long.MAX_VALUE);
            assertThat(inserted.rows()).isEqualTo(SIZE);
            assertThat(inserted.intact()).isEqualTo(SIZE);
        } else if (workload == Workload.DELETE) {
            assertThat(audit.rows()).isZero();
        } else {
            long written = written(workload);
            assertThat(audit.rows()).isEqualTo(SIZE);
            assertThat(audit.intact()).isEqualTo(workload == Workload.TEXT ? 0 : SIZE);
            assertThat(audit.stock()).isEqualTo(workload == Workload.TEXT ? 0 : written);
            assertThat(audit.steps()).isEqualTo(written + overtaken(workload));
            assertThat(shop.audit(neighbours.first(), neighbours.last()))
                    .isEqualTo(new Shop.Audit(SIZE, SIZE, 0, SIZE * Shape.START));
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
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"EXECUTE_BATCH"})
    void ways_sayWhatTheyCannotDo(Way way) {
        assertThat(Stream.of(Workload.values()).map(workload -> Answer.of(way, workload)))
                .allSatisfy(answer -> assertThat(answer.takesPart() || !answer.note().isEmpty())
                        .isTrue());
    }
}

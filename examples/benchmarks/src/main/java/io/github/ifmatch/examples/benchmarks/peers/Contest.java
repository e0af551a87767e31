package io.github.ifmatch.examples.benchmarks.peers;

import io.github.ifmatch.examples.benchmarks.peers.library.Opened;
import io.github.ifmatch.examples.benchmarks.peers.row.Row;
import io.github.ifmatch.examples.benchmarks.peers.shop.Shop;
import io.github.ifmatch.examples.benchmarks.turns.Contestant;
import java.util.ArrayList;
import java.util.List;

/** A workload on a database, and who takes part. Immutable. */
record Contest(String database, Workload workload) {

    private static final List<String> DATABASES = List.of("h2", "postgresql");

    static List<Contest> all() {
        List<Contest> all = new ArrayList<>();
        for (String database : DATABASES) {
            for (Workload workload : Workload.values()) {
                all.add(new Contest(database, workload));
            }
        }
        return all;
    }

    String name() {
        return database + " " + workload;
    }

    /** Those that take part; the first is what the others are measured by. */
    List<Way> ways() {
        return List.of(Way.values()).stream()
                .filter(way -> Answer.of(way, workload).takesPart())
                .toList();
    }

    int size() {
        return workload.size(database);
    }

    /** All ways over one shop, each with rows of its own. */
    List<Work> open(Shop shop, int size) {
        List<Work> works = new ArrayList<>();
        for (Way way : ways()) {
            works.add(open(way, shop, works.size(), size));
        }
        shop.vacuum();
        return works;
    }

    /** One way, with so many rows that are its own. */
    Work open(Way way, Shop shop, int place, int size) {
        Range range = new Range(1L + (long) place * size, (long) (place + 1) * size);
        if (workload != Workload.INSERT && workload != Workload.DELETE) {
            shop.fill(range.first(), range.last());
        }
        return new Work(way, range, workload.operations(size), contestant(way.open(shop), shop, range));
    }

    private <R extends Row<R>> Contestant contestant(Opened<R> opened, Shop shop, Range range) {
        if (workload.isBatch()) {
            return new BatchWork<>(opened, shop, range, workload.stale(range.size()));
        }
        return workload == Workload.HOT_ROW
                ? new HotWork<>(opened, range)
                : new SingleWork<>(opened, shop, range, workload);
    }

    /**
     * A way at work.
     *
     * @param operations how many operations a turn is
     */
    record Work(Way way, Range range, int operations, Contestant contestant) {}
}

package io.github.ifmatch.examples.benchmarks.turns;

import io.github.ifmatch.examples.benchmarks.MariaDbServer;
import io.github.ifmatch.examples.benchmarks.Store;
import io.github.ifmatch.examples.benchmarks.batch.Catalogue;
import io.github.ifmatch.examples.benchmarks.batch.Ways;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Some work, and the ways that take turns at it. Immutable.
 *
 * @param database {@code h2}, {@code postgresql}, {@code mariadb} or {@code sqlite}
 * @param work what is done: one of {@link SingleRows.Work}, in small letters, or {@code batch}
 * @param operations how many rows one turn is
 * @param ways the ways; the others are told as ratios to the first, which is hand-written and does the same as Ifmatch
 */
record Contest(String database, String work, int operations, List<String> ways) {

    private static final String BATCH = "batch";

    private static final List<String> DATABASES = List.of("h2", "postgresql", "mariadb", "sqlite");

    /** All there are. */
    static List<Contest> all() {
        List<Contest> all = new ArrayList<>();
        for (String database : DATABASES) {
            for (SingleRows.Work work : SingleRows.Work.values()) {
                all.add(new Contest(
                        database,
                        work.name().toLowerCase(Locale.ROOT),
                        operations(database),
                        List.of("handwritten", "ifmatch")));
            }
        }
        all.add(new Contest(
                "h2",
                BATCH,
                Batches.ROWS,
                List.of(
                        "keys row by row",
                        "Ifmatch",
                        "executeBatch",
                        "executeBatch then keys",
                        "executeBatch then IN",
                        "executeBatch then ANY",
                        "Jdbi",
                        "jOOQ",
                        "Hibernate stateless")));
        all.add(new Contest(
                "postgresql",
                BATCH,
                Batches.ROWS,
                List.of(
                        "unnest locked first",
                        "Ifmatch locked first",
                        "unnest not locked first",
                        "Ifmatch",
                        "executeBatch",
                        "executeBatch then IN",
                        "unnest looked up row by row",
                        "MERGE in order",
                        "Jdbi",
                        "jOOQ",
                        "Hibernate stateless")));
        all.add(new Contest("mariadb", BATCH, Batches.ROWS, Ways.ON_MARIADB));
        all.add(new Contest("sqlite", BATCH, Batches.ROWS, Ways.ON_SQLITE));
        return all;
    }

    /** Fewer where each is a round trip. */
    private static int operations(String database) {
        return switch (database) {
            case "h2" -> 500;
            case "sqlite" -> 200;
            default -> 50;
        };
    }

    /** Why it cannot be held here, if it cannot. */
    Optional<String> missing() {
        return database.equals("mariadb") && !MariaDbServer.isInstalled()
                ? Optional.of(MariaDbServer.MISSING)
                : Optional.empty();
    }

    String name() {
        return database + " " + work;
    }

    /**
     * The ways, over one store.
     *
     * @param table how many rows a batch's table has
     */
    List<Contestant> open(Store store, int table) {
        return work.equals(BATCH) ? batches(store, table) : singleRows(store);
    }

    private List<Contestant> batches(Store store, int table) {
        Catalogue catalogue = Catalogue.of(store, table, Batches.ROWS, 0);
        return ways.stream()
                .<Contestant>map(way -> new Batches(store, catalogue, Ways.open(way, store, Batches.ROWS)))
                .toList();
    }

    private List<Contestant> singleRows(Store store) {
        SingleRows.Shelf shelf = new SingleRows.Shelf(store);
        SingleRows.Work what = SingleRows.Work.valueOf(work.toUpperCase(Locale.ROOT));
        return ways.stream()
                .<Contestant>map(way -> new SingleRows(what, shelf, store.products(way), operations))
                .toList();
    }
}

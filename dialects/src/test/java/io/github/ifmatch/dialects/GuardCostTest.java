package io.github.ifmatch.dialects;

import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a guard costs, in turns with a table that has none: {@code mvn test -pl .,core,dialects -Dtest=GuardCostTest
 * -Dsurefire.failIfNoSpecifiedTests=false -DargLine=-Difmatch.guardCost=true}. The median of the rounds after the first half, in microseconds for
 * a row, and as a ratio.
 */
@EnabledIfSystemProperty(named = "ifmatch.guardCost", matches = "true")
class GuardCostTest {

    private static final int ROUNDS = 120;
    private static final int ROWS = 200;

    private record Item(long id, String name, int stock, long version) {

        Item raised() {
            return new Item(id, name, stock + 1, version);
        }
    }

    /** One of the two tables, and what is done to it. */
    private static final class Way {

        private final VersionedRepository<Item, Long> items;
        private final List<Double> updates = new ArrayList<>();
        private final List<Double> batches = new ArrayList<>();
        private final List<Double> deletes = new ArrayList<>();
        private List<Item> rows;

        Way(VersionedRepository<Item, Long> items) {
            this.items = items;
            this.rows = fill();
        }

        private List<Item> fill() {
            return items.insertAll(LongStream.rangeClosed(1, ROWS)
                    .mapToObj(id -> new Item(id, "name " + id, 0, 0))
                    .toList());
        }

        void round() {
            long start = System.nanoTime();
            rows = rows.stream().map(row -> items.update(row.raised())).toList();
            long updated = System.nanoTime();
            rows = items.updateAll(rows.stream().map(Item::raised).toList());
            long batched = System.nanoTime();
            rows.forEach(items::delete);
            long deleted = System.nanoTime();
            updates.add((updated - start) / 1e3 / ROWS);
            batches.add((batched - updated) / 1e3 / ROWS);
            deletes.add((deleted - batched) / 1e3 / ROWS);
            rows = fill();
        }
    }

    static Stream<TestDatabase> databases() {
        return Stream.of(
                new H2TestDatabase(new H2Dialect()),
                new PostgresTestDatabase(new PostgresDialect()),
                new SqliteTestDatabase(new SqliteDialect()),
                new MariaDbTestDatabase(
                        new MariaDbDialect(),
                        MariaDbTestDatabase.Driver.MARIADB,
                        MariaDbTestDatabase.Sessions.REPEATABLE_READ));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void cost(TestDatabase database) throws SQLException {
        Way plain = way(database, "plain_items", false);
        Way guarded = way(database, "guarded_items", true);
        for (int round = 0; round < ROUNDS; round++) {
            (round % 2 == 0 ? plain : guarded).round();
            (round % 2 == 0 ? guarded : plain).round();
        }

        tell(database.getClass().getSimpleName() + ": update", plain.updates, guarded.updates);
        tell(database.getClass().getSimpleName() + ": a row of a batch", plain.batches, guarded.batches);
        tell(database.getClass().getSimpleName() + ": delete", plain.deletes, guarded.deletes);
    }

    private static Way way(TestDatabase database, String name, boolean isGuarded) throws SQLException {
        Table<Item, Long> table = Table.of(Item.class, Long.class).named(name);
        database.drop(name);
        database.execute("CREATE TABLE " + name
                + " (id bigint PRIMARY KEY, name varchar(50), stock integer NOT NULL, version bigint NOT NULL)");
        if (isGuarded) {
            try (Connection connection = database.dataSource().getConnection()) {
                Guard.of(table).install(connection);
            }
        }
        return new Way(database.repository(table));
    }

    private static void tell(String what, List<Double> plain, List<Double> guarded) {
        double without = median(plain);
        double with = median(guarded);
        System.out.printf("%-60s %8.2f µs, guarded %8.2f µs: %.2f%n", what, without, with, with / without);
    }

    private static double median(List<Double> micros) {
        List<Double> half = micros.subList(micros.size() / 2, micros.size()).stream()
                .sorted()
                .toList();
        return half.get(half.size() / 2);
    }
}

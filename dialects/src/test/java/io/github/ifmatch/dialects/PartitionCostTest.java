package io.github.ifmatch.dialects;

import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What partitions cost, in turns with a plain table, and with the statements that a plain table is sent: {@code mvn test -pl .,core,dialects -Dtest=PartitionCostTest
 * -Dsurefire.failIfNoSpecifiedTests=false -DargLine=-Difmatch.partitionCost=1000000}, the number of rows. The median of the rounds after the
 * first third, in milliseconds for 1,000 rows, and as a ratio.
 */
@EnabledIfSystemProperty(named = "ifmatch.partitionCost", matches = "\\d+")
class PartitionCostTest {

    private static final int ROUNDS = 30;
    private static final int BATCH = 1_000;
    private static final int PARTITIONS = 64;
    private static final long ROWS = Long.getLong("ifmatch.partitionCost", 0);

    private static final TestDatabase DATABASE = new PostgresTestDatabase(new PostgresDialect());

    private record Item(long id, String name, int stock, long version) {

        Item raised() {
            return new Item(id, name, stock + 1, version);
        }
    }

    /** One of the tables, and what is done to it. */
    private static final class Way {

        private final VersionedRepository<Item, Long> items;
        private final VersionedRepository<Item, Long> locked;
        private final Map<String, List<Double>> times = new LinkedHashMap<>();

        Way(String name, Dialect dialect) {
            Table<Item, Long> table = Table.of(Item.class, Long.class).named(name);
            Database database = DATABASE.database(DATABASE.dataSource()).withDialect(dialect);
            this.items = database.repository(table);
            this.locked = database.withLockedBatches().repository(table);
        }

        void round(List<Long> ids) {
            List<Item> found = timed("findAll", () -> items.findAll(ids));
            List<Item> updated = timed("updateAll", () -> items.updateAll(raised(found)));
            List<Item> again = timed("updateAll, locked first", () -> locked.updateAll(raised(updated)));
            List<Item> deleted = timed("deleteAll", () -> items.deleteAll(again));
            List<Item> inserted = timed("insertAll", () -> items.insertAll(deleted));
            List<Item> gone = timed("deleteAll, locked first", () -> locked.deleteAll(inserted));
            var unused = items.insertAll(gone);
        }

        private static List<Item> raised(List<Item> items) {
            return items.stream().map(Item::raised).toList();
        }

        private List<Item> timed(String what, Supplier<List<Item>> work) {
            long start = System.nanoTime();
            List<Item> items = work.get();
            times.computeIfAbsent(what, unused -> new ArrayList<>()).add((System.nanoTime() - start) / 1e6);
            if (items.size() != BATCH) {
                throw new IllegalStateException(what + ": " + items.size());
            }
            return items;
        }
    }

    @Test
    void cost() {
        Map<String, Way> ways = new LinkedHashMap<>();
        for (String by : List.of("", "HASH", "RANGE")) {
            String name = create(by);
            ways.put(by, new Way(name, new PostgresDialect()));
            if (!by.isEmpty()) {
                ways.put(by + ", as if plain,", new Way(name, asIfPlain(new PostgresDialect())));
            }
        }
        Random random = new Random(7);
        for (int round = 0; round < ROUNDS; round++) {
            ways.values().forEach(way -> way.round(ids(random)));
        }
        ways.get("").times.forEach((what, plain) -> {
            double without = median(plain);
            System.out.printf("%-25s plain %7.2f ms", what, without);
            ways.forEach((by, way) -> {
                double with = median(way.times.get(what));
                System.out.print(by.isEmpty() ? "" : String.format("; %s %.2f ms: %.2f", by, with, with / without));
            });
            System.out.println();
        });
    }

    /** Others for each way, so that none finds the rows in memory that another has just read. */
    private static List<Long> ids(Random random) {
        return random.longs(1, ROWS + 1)
                .distinct()
                .limit(BATCH)
                .sorted()
                .boxed()
                .toList();
    }

    /** The same dialect, which does not see that a table is partitioned. */
    private static Dialect asIfPlain(Dialect dialect) {
        return (Dialect) Proxy.newProxyInstance(
                Dialect.class.getClassLoader(),
                new Class<?>[] {Dialect.class},
                (proxy, method, arguments) -> method.getName().equals("catalogTable")
                        ? dialect.catalogTable((Connection) arguments[0], (CatalogName) arguments[1])
                                .map(PartitionCostTest::plain)
                        : method.invoke(dialect, arguments));
    }

    private static CatalogTable plain(CatalogTable table) {
        return new CatalogTable(
                table.name(),
                table.keys(),
                table.takesArbiter(),
                table.writesAfterwards(),
                table.isGuarded(),
                false,
                table.shape());
    }

    private static String create(String by) {
        String name = "cost" + by.toLowerCase(Locale.ROOT);
        DATABASE.drop(name);
        DATABASE.execute("CREATE TABLE " + name
                + " (id bigint PRIMARY KEY, name varchar(50), stock integer NOT NULL, version bigint NOT NULL)"
                + (by.isEmpty() ? "" : " PARTITION BY " + by + " (id)"));
        if (!by.isEmpty()) {
            long width = ROWS / PARTITIONS + 1;
            IntStream.range(0, PARTITIONS)
                    .forEach(i -> DATABASE.execute("CREATE TABLE " + name + "_" + i + " PARTITION OF " + name
                            + " FOR VALUES "
                            + (by.equals("HASH")
                                    ? "WITH (MODULUS " + PARTITIONS + ", REMAINDER " + i + ")"
                                    : "FROM (" + i * width + ") TO (" + (i + 1) * width + ")")));
        }
        DATABASE.execute(
                "INSERT INTO " + name + " SELECT i, 'name ' || i, 0, 1 FROM generate_series(1, " + ROWS + ") AS i",
                "VACUUM ANALYZE " + name);
        return name;
    }

    private static double median(List<Double> millis) {
        List<Double> late = millis.subList(millis.size() / 3, millis.size()).stream()
                .sorted()
                .toList();
        return late.get(late.size() / 2);
    }
}

package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Database;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Event;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import io.github.ifmatch.testkit.tool.Crowd;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Batches that do not lock their rows first: they lock in the order of ids all the same, whatever the planner would rather do; and
 * where they meet somebody who does not, the deadlock is the database's to end and ours to run again.
 */
class PostgresDeadlockTest {

    private static final TestDatabase DATABASE = new PostgresTestDatabase(new PostgresDialect());

    private static final int THREADS = 4;

    private record Stock(long id, int stock, long version) {

        private Stock raised() {
            return new Stock(id, stock + 1, version);
        }
    }

    private static final Table<Stock, Long> STOCKS =
            Table.of(Stock.class, Long.class).named("stocks");

    /** How a session is made to join the values with the rows. */
    private enum Plan {
        NESTED_LOOP("SET enable_hashjoin = off; SET enable_mergejoin = off"),
        HASH("SET enable_nestloop = off; SET enable_mergejoin = off"),
        MERGE("SET enable_nestloop = off; SET enable_hashjoin = off"),
        TABLE_ORDER("SET enable_nestloop = off; SET enable_indexscan = off; SET enable_bitmapscan = off");

        private final String settings;

        Plan(String settings) {
            this.settings = settings;
        }

        private HikariDataSource pool() {
            return DATABASE.pool(config -> {
                config.setMaximumPoolSize(THREADS);
                config.setConnectionInitSql(settings);
            });
        }
    }

    /** What is done to many rows at once. */
    @SuppressWarnings("ImmutableEnumChecker") // none of these functions holds anything
    private enum Batch {
        UPDATES((stocks, rows) ->
                stocks.tryUpdateAll(rows.stream().map(Stock::raised).toList())),
        PATCHES((stocks, rows) -> stocks.tryPatchAll(
                rows.stream().map(row -> new Edit<>(row, row.raised())).toList())),
        VERSIONS((stocks, rows) -> List.copyOf(stocks.tryUpdateVersions(
                        rows.stream().collect(Collectors.toMap(Stock::id, Stock::version)), Map.of("stock", 1))
                .values())),
        DELETES(VersionedRepository::tryDeleteAll);

        private final BiFunction<VersionedRepository<Stock, Long>, List<Stock>, List<Outcome<Stock>>> sending;

        Batch(BiFunction<VersionedRepository<Stock, Long>, List<Stock>, List<Outcome<Stock>>> sending) {
            this.sending = sending;
        }

        /** How many writes were said to be applied, of rows that are read before. */
        private long send(VersionedRepository<Stock, Long> stocks, List<Long> ids) {
            return sending.apply(stocks, stocks.findAll(ids)).stream()
                    .filter(Outcome::isApplied)
                    .count();
        }
    }

    private final List<HikariDataSource> pools = new ArrayList<>();
    private final AtomicInteger secondRuns = new AtomicInteger();

    @BeforeEach
    void createTable() {
        DATABASE.execute(
                "DROP TABLE IF EXISTS stocks",
                "CREATE TABLE stocks (id bigint PRIMARY KEY, stock int NOT NULL, version bigint NOT NULL)");
    }

    @AfterEach
    void closePools() {
        pools.forEach(HikariDataSource::close);
    }

    /** The table holds its rows in the opposite order of their ids. */
    private static void fill(int rows) {
        DATABASE.execute(
                "INSERT INTO stocks SELECT i, 0, 1 FROM generate_series(" + rows + ", 1, -1) AS i", "ANALYZE stocks");
    }

    private Database database(Plan plan) {
        HikariDataSource pool = plan.pool();
        pools.add(pool);
        return DATABASE.database(pool).withListener(this::count);
    }

    private void count(Event event) {
        if (event instanceof Event.Retried retried
                && String.valueOf(retried.failure().getMessage()).contains("Nothing was written")) {
            secondRuns.incrementAndGet();
        }
    }

    private static List<Long> some(Random random, int table, int rows) {
        List<Long> ids =
                new ArrayList<>(LongStream.rangeClosed(1, table).boxed().toList());
        Collections.shuffle(ids, random);
        return ids.subList(0, rows);
    }

    @ParameterizedTest
    @CsvSource({"NESTED_LOOP, TABLE_ORDER, 60, 60", "HASH, MERGE, 60, 60", "HASH, TABLE_ORDER, 60, 40"})
    void overlappingBatches_noneIsAVictimAndNoneIsLost(Plan one, Plan other, int table, int rows) throws Exception {
        meet(one, other, table, rows, 6);
    }

    @Tag("thorough")
    @ParameterizedTest
    @CsvSource({
        "NESTED_LOOP, HASH, 5000, 900",
        "NESTED_LOOP, MERGE, 5000, 2500",
        "HASH, TABLE_ORDER, 400, 300",
        "NESTED_LOOP, TABLE_ORDER, 60, 60",
        "NESTED_LOOP, MERGE, 60, 60"
    })
    void overlappingBatches_manyRounds(Plan one, Plan other, int table, int rows) throws Exception {
        meet(one, other, table, rows, 10);
    }

    private void meet(Plan one, Plan other, int table, int rows, int rounds) throws Exception {
        fill(table);
        AtomicLong applied = new AtomicLong();
        Database first = database(one);
        Database second = database(other);
        for (int round = 0; round < rounds; round++) {
            // the same rows and settings, and no memory of the last round's deadlocks
            List<Database> fresh =
                    List.of(first.withDialect(new PostgresDialect()), second.withDialect(new PostgresDialect()));
            int seed = round;
            Crowd.of(THREADS, thread -> {
                VersionedRepository<Stock, Long> stocks = fresh.get(thread % 2).repository(STOCKS);
                Random random = new Random(31L * seed + thread);
                for (int i = 0; i < 3; i++) {
                    applied.addAndGet(Batch.UPDATES.send(stocks, some(random, table, rows)));
                }
                return true;
            });
        }

        assertThat(applied).hasPositiveValue();
        assertThat(DATABASE.query("SELECT concat(sum(stock), ' ', sum(version - 1)) FROM stocks"))
                .containsExactly(applied + " " + applied);
    }

    /** Whatever they do: nobody is told of a deadlock, and each write that was said to be applied is there once. */
    @ParameterizedTest
    @EnumSource
    void overlappingBatches_ofEachVerb(Batch batch) throws Exception {
        List<Database> databases = List.of(database(Plan.HASH), database(Plan.TABLE_ORDER));
        for (int round = 0; round < 5; round++) {
            DATABASE.execute("TRUNCATE stocks");
            fill(60);
            int seed = round;

            List<Long> applied = Crowd.of(THREADS, thread -> {
                VersionedRepository<Stock, Long> stocks =
                        databases.get(thread % 2).repository(STOCKS);
                return batch.send(stocks, some(new Random(31L * seed + thread), 60, 40));
            });

            long sum = applied.stream().mapToLong(Long::longValue).sum();
            assertThat(sum).isPositive();
            assertThat(DATABASE.query(
                            batch == Batch.DELETES
                                    ? "SELECT 60 - count(*) FROM stocks"
                                    : "SELECT sum(version - 1) FROM stocks"))
                    .containsExactly("" + sum);
        }
    }

    /** Two batches that are sure to meet so: each has locked what the other one waits for. */
    @Test
    void deadlock_isRunAgain() throws Exception {
        fill(2);
        HikariDataSource pool = Plan.NESTED_LOOP.pool();
        pools.add(pool);

        for (int met = 0; secondRuns.get() == 0 && met < 50; met++) { // the database may end the other one
            meet(DATABASE.database(pool).withListener(this::count).repository(STOCKS));
        }

        assertThat(secondRuns).hasPositiveValue();
    }

    private static void meet(VersionedRepository<Stock, Long> stocks) throws Exception {
        List<Stock> rows = stocks.findAll(List.of(1L, 2L));
        try (Connection other = DATABASE.dataSource().getConnection()) {
            other.setAutoCommit(false);
            touch(other, 2);
            List<Integer> applied = Crowd.of(2, thread -> thread == 0 ? written(stocks, rows) : touchFirst(other));
            assertThat(applied).containsExactly(2, 0);
        }
    }

    private static int written(VersionedRepository<Stock, Long> stocks, List<Stock> rows) {
        return (int)
                stocks.tryUpdateAll(rows).stream().filter(Outcome::isApplied).count();
    }

    /** Waits until the batch holds the first row and waits for the second; the other may be the victim. */
    private static int touchFirst(Connection other) throws Exception {
        DATABASE.awaitWaiting(1);
        try {
            touch(other, 1);
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("40P01");
        }
        other.rollback();
        return 0;
    }

    private static void touch(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE stocks SET stock = stock WHERE id = " + id)) {
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void writer_deadlocksAreRunAgain() throws Exception {
        fill(60);
        List<Database> databases = List.of(database(Plan.NESTED_LOOP), database(Plan.TABLE_ORDER));
        AtomicLong written = new AtomicLong();

        Crowd.of(THREADS, thread -> {
            Database ours = databases.get(thread % 2);
            for (int i = 0; i < 8; i++) {
                List<Stock> rows = ours.repository(STOCKS)
                        .findAll(LongStream.rangeClosed(1, 60).boxed().toList());
                written.addAndGet(BatchWriter.of(ours, STOCKS)
                        .updateAll(rows.stream().map(Stock::raised).iterator())
                        .written());
            }
            return true;
        });

        assertThat(DATABASE.query("SELECT sum(stock) FROM stocks")).containsExactly(written.toString());
    }

    /** What locks in the order of ids, as a sorted JDBC batch does, is not ended for our sake. */
    @Test
    void othersInTheOrderOfIds_areNoVictims() throws Exception {
        fill(2_000);
        Database ours = database(Plan.NESTED_LOOP);
        AtomicInteger victims = new AtomicInteger();

        Crowd.of(THREADS, thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 15; i++) {
                List<Long> ids = some(random, 2_000, 300);
                if (thread % 2 == 0) {
                    long unused = Batch.UPDATES.send(ours.repository(STOCKS), ids);
                } else {
                    victims.addAndGet(sortedBatch(ids));
                }
            }
            return true;
        });

        assertThat(victims).hasValue(0);
        assertThat(secondRuns).hasValue(0);
    }

    private static int sortedBatch(List<Long> ids) throws SQLException {
        try (Connection connection = DATABASE.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement =
                    connection.prepareStatement("UPDATE stocks SET version = version + 1 WHERE id = ?")) {
                for (long id : ids.stream().sorted().toList()) {
                    statement.setLong(1, id);
                    statement.addBatch();
                }
                int[] unused = statement.executeBatch();
                connection.commit();
                return 0;
            } catch (SQLException e) {
                connection.rollback();
                return 1;
            }
        }
    }

    /** While it waits for the first row, a batch has locked none of the others, though they were given in reverse. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void notLockedFirst_locksInTheOrderOfIds(boolean deletes) throws Exception {
        fill(3);
        VersionedRepository<Stock, Long> stocks = DATABASE.repository(STOCKS);
        List<Stock> reversed = List.of(new Stock(3, 7, 1), new Stock(2, 7, 1), new Stock(1, 7, 1));
        try (Connection other = DATABASE.dataSource().getConnection()) {
            other.setAutoCommit(false);
            touch(other, 1);
            List<Boolean> done = Crowd.of(2, thread -> {
                if (thread == 0) {
                    return (deletes ? stocks.tryDeleteAll(reversed) : stocks.tryUpdateAll(reversed))
                            .stream().allMatch(Outcome::isApplied);
                }
                DATABASE.awaitWaiting(1);
                touch(other, 2);
                touch(other, 3);
                other.commit();
                return true;
            });
            assertThat(done).containsExactly(true, true);
        }
    }

    private record Word(String id, int count, long version) {}

    /** Java sorts capitals before small letters, this database between them: such rows are always locked first, in its order. */
    @Test
    void textIds_noneIsAVictimAndNoneIsLost() throws Exception {
        DATABASE.execute(
                "DROP TABLE IF EXISTS words",
                "CREATE COLLATION IF NOT EXISTS alphabetical (provider = icu, locale = 'en')",
                "CREATE TABLE words (id text COLLATE alphabetical PRIMARY KEY, count int NOT NULL, version bigint NOT NULL)",
                "INSERT INTO words SELECT CASE i % 2 WHEN 0 THEN 'a' ELSE 'B' END || i, 0, 1 FROM generate_series(1, 60) AS i");
        Table<Word, String> words = Table.of(Word.class, String.class).named("words");
        List<String> ids = IntStream.rangeClosed(1, 60)
                .mapToObj(i -> (i % 2 == 0 ? "a" : "B") + i)
                .toList();
        AtomicLong applied = new AtomicLong();
        for (int round = 0; round < 8; round++) {
            Database ours = DATABASE.database(DATABASE.dataSource()).withListener(this::count);
            Database locking = ours.withLockedBatches();
            Crowd.of(THREADS, thread -> {
                VersionedRepository<Word, String> repository = (thread % 2 == 0 ? ours : locking).repository(words);
                for (int i = 0; i < 3; i++) {
                    List<Word> raised = repository.findAll(ids).stream()
                            .map(word -> new Word(word.id(), word.count() + 1, word.version()))
                            .toList();
                    applied.addAndGet(repository.tryUpdateAll(raised).stream()
                            .filter(Outcome::isApplied)
                            .count());
                }
                return true;
            });
        }

        assertThat(secondRuns).hasValue(0);
        assertThat(DATABASE.query("SELECT concat(sum(count), ' ', sum(version - 1)) FROM words"))
                .containsExactly(applied + " " + applied);
    }

    /** The second run locks first, and for a while so do all others. */
    @Test
    void deadlock_isRememberedForATime() {
        fill(1);
        FaultyDataSource faulty = FaultyDataSource.of(DATABASE.dataSource());
        VersionedRepository<Stock, Long> stocks =
                DATABASE.database(faulty.dataSource()).withListener(this::count).repository(STOCKS);
        faulty.inject((event, real) -> {
            if (event.contains("ANY(ARRAY[")) {
                throw new SQLException("injected", "40P01");
            }
            return real.call();
        });

        for (int version = 1; version < 4; version++) {
            stocks.updateAll(List.of(new Stock(1, version, version)));
        }

        assertThat(secondRuns).hasValue(1);
        assertThat(faulty.drain())
                .filteredOn(event -> event.startsWith("WITH"))
                .hasSize(1 + 3)
                .filteredOn(event -> event.contains("FOR NO KEY UPDATE"))
                .hasSize(3);
    }

    /** An interrupt does not make the deadlock the caller's. */
    @Test
    void deadlock_ofAnInterruptedThread_isRunAgain() {
        fill(1);
        FaultyDataSource faulty = FaultyDataSource.of(DATABASE.dataSource());
        VersionedRepository<Stock, Long> stocks = DATABASE.repository(faulty.dataSource(), STOCKS);
        faulty.inject((event, real) -> {
            if (event.contains("ANY(ARRAY[")) {
                Thread.currentThread().interrupt();
                throw new SQLException("injected", "40P01");
            }
            return real.call();
        });

        Stock stored = stocks.updateAll(List.of(new Stock(1, 5, 1))).get(0);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(stored).isEqualTo(new Stock(1, 5, 2));
    }

    private List<String> sent(Function<Database, Outcome<Stock>> write) {
        CountingDataSource counting = CountingDataSource.of(DATABASE.dataSource());
        Database counted = DATABASE.database(counting.dataSource());
        counted.repository(STOCKS).updateAll(List.of(new Stock(1, 1, 1))); // looks everything up
        counting.drain();
        assertThat(write.apply(counted).isApplied()).isTrue();
        return counting.drain().stream()
                .filter(sql -> sql.startsWith("WITH") || sql.startsWith("SELECT"))
                .toList();
    }

    private static Outcome<Stock> update(VersionedRows<Stock, Long> stocks) {
        return stocks.tryUpdateAll(List.of(new Stock(1, 2, 2))).get(0);
    }

    /** In somebody's transaction a deadlock would end their work: rows are locked first, and so they are where that is chosen. */
    @Test
    void rowsAreLockedFirst_exceptInATransactionOfItsOwn() {
        List<List<String>> sent = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int way = i;
            DATABASE.execute("DELETE FROM stocks", "INSERT INTO stocks VALUES (1, 0, 1)");
            sent.add(sent(counted -> switch (way) {
                case 0 -> update(counted.repository(STOCKS));
                case 1 -> counted.<Outcome<Stock>, RuntimeException>inTransaction(tx -> update(tx.rows(STOCKS)));
                default -> update(counted.withLockedBatches().repository(STOCKS));
            }));
        }

        assertThat(sent.get(0)).singleElement().asString().doesNotContain("FOR NO KEY UPDATE");
        assertThat(sent.get(1)).singleElement().asString().contains("FOR NO KEY UPDATE");
        assertThat(sent.get(2)).isEqualTo(sent.get(1));
    }

    /** A transaction whose commit somebody else sends is not asked about, so its id is not, either. */
    @Test
    void idOfTheTransaction_onlyWhereItIsOurs() throws SQLException {
        fill(1);
        CountingDataSource counting = CountingDataSource.of(DATABASE.dataSource());
        Database counted = DATABASE.database(counting.dataSource());
        try (Connection connection = counting.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            counting.drain();
            Outcome<Stock> outcome = counted.repository(STOCKS)
                    .on(connection)
                    .tryUpdateAll(List.of(new Stock(1, 2, 1)))
                    .get(0);
            assertThat(outcome.isApplied()).isTrue();
            connection.commit();
        }

        assertThat(counting.drain()).anyMatch(sql -> sql.startsWith("WITH")).noneMatch(sql -> sql.contains("xact_id"));
    }
}

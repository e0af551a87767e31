package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Applied;
import io.github.ifmatch.BusyException;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is lost when many write to SQLite at once, with and without a write-ahead log, and what was checked stays as it was. */
@Timeout(120)
class SqliteRaceTest {

    private static final int THREADS = 4;
    private static final int EACH = 40;

    record Counter(long id, long count, long version) {
        static final Table<Counter, Long> TABLE = Table.of(Counter.class, Long.class);
    }

    static Stream<Arguments> databases() {
        return Stream.of(new SqliteDialect(), Dialect.STANDARD)
                .flatMap(dialect -> Stream.of("journal_mode=WAL&synchronous=OFF", "journal_mode=DELETE&synchronous=OFF")
                        .map(settings -> Arguments.of(dialect, settings)));
    }

    private static SqliteTestDatabase database(Dialect dialect, String settings) {
        SqliteTestDatabase database = new SqliteTestDatabase(dialect, settings);
        database.execute(
                "CREATE TABLE counter (id INTEGER PRIMARY KEY, count bigint NOT NULL, version bigint NOT NULL)",
                "INSERT INTO counter VALUES (1, 0, 1), (2, 0, 1)");
        return database;
    }

    private interface Work {
        void run(int thread) throws Exception;
    }

    private static void inThreads(Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<Void>> all = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            Callable<Void> racing = () -> {
                start.await();
                work.run(number);
                return null;
            };
            all.add(threads.submit(racing));
        }
        for (Future<Void> each : all) {
            each.get();
        }
        threads.shutdown();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void modify_losesNothing(Dialect dialect, String settings) throws Exception {
        SqliteTestDatabase database = database(dialect, settings);
        VersionedRepository<Counter, Long> counters = database.repository(Counter.TABLE);

        inThreads(thread -> {
            for (int i = 0; i < EACH; i++) {
                counters.modify(1L, counter -> new Counter(1, counter.count() + 1, counter.version()));
            }
        });

        assertThat(counters.get(1L)).isEqualTo(new Counter(1, THREADS * EACH, THREADS * EACH + 1));
        database.close();
    }

    /** Reads first, and then writes, in a transaction that waits instead of failing. */
    @ParameterizedTest
    @MethodSource("databases")
    void inTransaction_readsThenWrites(Dialect dialect, String settings) throws Exception {
        SqliteTestDatabase database = database(dialect, settings);

        inThreads(thread -> {
            for (int i = 0; i < EACH; i++) {
                database.database().inTransaction(transaction -> {
                    VersionedRows<Counter, Long> rows = transaction.rows(Counter.TABLE);
                    Counter counter = rows.get(1L);
                    return rows.update(new Counter(1, counter.count() + 1, counter.version()));
                });
            }
        });

        assertThat(database.repository(Counter.TABLE).get(1L).count()).isEqualTo(THREADS * EACH);
        database.close();
    }

    /** A batch waits at its beginning for the transaction that holds the lock, and then meets what that one wrote. */
    @ParameterizedTest
    @MethodSource("databases")
    void tryUpdateAll_anotherTransactionWasFaster(Dialect dialect, String settings) throws Exception {
        SqliteTestDatabase database = database(dialect, settings);
        CountingDataSource counting = CountingDataSource.of(database.dataSource());
        VersionedRepository<Counter, Long> counters = database.repository(counting.dataSource(), Counter.TABLE);
        List<Counter> mine = counters.findAll(List.of(1L, 2L)).stream()
                .map(counter -> new Counter(counter.id(), 7, counter.version()))
                .toList();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection winner = database.connect()) {
            winner.setAutoCommit(false);
            VersionedRows<Counter, Long> rows =
                    database.repository(Counter.TABLE).on(winner);
            Counter theirs = rows.touch(rows.touch(rows.get(2L)));
            counting.drain();

            Future<List<Outcome<Counter>>> batch = thread.submit(() -> counters.tryUpdateAll(mine));
            while (!counting.drain().contains("BEGIN IMMEDIATE") && !batch.isDone()) {
                Thread.onSpinWait();
            }
            winner.commit();

            assertThat(batch.get())
                    .containsExactly(
                            new Applied<>(new Counter(1, 7, 2)),
                            new Conflict<>(Counter.TABLE, 2L, 1, mine.get(1), theirs));
        }
        thread.shutdown();
        database.close();
    }

    /** Each adds to its own row only if the other row is still 0, which it checks: both can never be more. */
    @ParameterizedTest
    @MethodSource("databases")
    void check_inSomebodysTransaction_preventsWriteSkew(Dialect dialect, String settings) throws Exception {
        SqliteTestDatabase database = database(dialect, settings);
        VersionedRepository<Counter, Long> counters = database.repository(Counter.TABLE);

        for (int round = 0; round < 20; round++) {
            database.execute("UPDATE counter SET count = 0, version = version + 1");
            inThreads(thread -> addIfOtherIsZero(database, counters, 1 + thread % 2));
            assertThat(database.query("SELECT min(count), max(count) FROM counter"))
                    .containsExactly("0 1");
        }
        database.close();
    }

    private static void addIfOtherIsZero(
            SqliteTestDatabase database, VersionedRepository<Counter, Long> counters, long id) throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            while (true) {
                try {
                    VersionedRows<Counter, Long> rows = counters.on(connection);
                    Counter mine = rows.get(id);
                    Counter other = rows.get(3 - id);
                    if (mine.count() == 0 && other.count() == 0) {
                        rows.check(other);
                        rows.update(new Counter(id, 1, mine.version()));
                    }
                    connection.commit();
                    return;
                } catch (SerializationException | BusyException again) {
                    connection.rollback();
                }
            }
        }
    }
}

package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Applied;
import io.github.ifmatch.BusyException;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Retry;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.Table;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.tool.Crowd;
import io.github.ifmatch.testkit.tool.LogCapture;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** Writers at three nodes of a Galera cluster: each verb tells the truth, and no update is lost, whichever node it goes through. */
@NeedsGalera
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GaleraTest {

    record Stock(long id, String item, int amount, long version) {

        Stock plus(int more) {
            return new Stock(id, item, amount + more, version);
        }
    }

    private static final Table<Stock, Long> STOCK =
            Table.of(Stock.class, Long.class).named("stock");
    private static final int NODES = 3;

    private static final List<HikariDataSource> POOLS = new ArrayList<>();
    private static GaleraCluster cluster;

    private final List<VersionedRepository<Stock, Long>> nodes =
            POOLS.stream().map(pool -> Database.of(pool).repository(STOCK)).toList();

    @BeforeAll
    static void start() throws Exception {
        cluster = GaleraCluster.start();
        for (int node = 0; node < NODES; node++) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(cluster.url(node, true));
            config.setMaximumPoolSize(8);
            config.setInitializationFailTimeout(20_000);
            POOLS.add(new HikariDataSource(config));
        }
    }

    @AfterAll
    static void stop() {
        POOLS.forEach(HikariDataSource::close);
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void createTable() throws Exception {
        execute(
                0,
                "DROP TABLE IF EXISTS stock",
                "CREATE TABLE stock (id bigint AUTO_INCREMENT PRIMARY KEY, item varchar(20), amount integer NOT NULL,"
                        + " version bigint NOT NULL)");
    }

    private static void execute(int node, String... statements) throws Exception {
        try (Connection connection = POOLS.get(node).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void everyVerb_eachAtAnotherNode() {
        Stock inserted = nodes.get(0).insert(new Stock(0, "chair", 1, 0));
        Stock updated = nodes.get(1).update(inserted.plus(1));
        Stock patched = nodes.get(2).patch(updated, updated.plus(1));
        Stock touched = nodes.get(0).touch(patched);

        assertThat(touched).isEqualTo(new Stock(inserted.id(), "chair", 3, 4));
        assertThat(nodes.get(1).get(inserted.id())).isEqualTo(touched);
        assertConflict(nodes.get(1).tryUpdate(updated), touched);
        assertConflict(nodes.get(2).tryPatch(inserted.id(), 2, Map.of("amount", 9)), touched);
        assertConflict(nodes.get(0).tryDelete(inserted), touched);
        assertConflict(nodes.get(1).tryInsert(inserted), touched);
        assertThat(nodes.get(2).overwrite(inserted, "a test").version()).isEqualTo(5);
        assertThat(nodes.get(0).modify(inserted.id(), row -> row.plus(1)).amount())
                .isEqualTo(2);
        assertThat(nodes.get(1).delete(inserted.id(), 6).amount()).isEqualTo(2);
        assertThat(nodes.get(2).tryUpdate(inserted)).isInstanceOf(Missing.class);
    }

    private static void assertConflict(Outcome<Stock> outcome, Stock current) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.current()).isEqualTo(current));
    }

    /** Both wrote the row before either had committed: the second to commit is told so there. */
    @Test
    void refusedAtCommit_inSomebodysTransaction() throws Exception {
        Stock row = nodes.get(0).insert(new Stock(0, "chair", 1, 0));
        try (Connection slow = POOLS.get(1).getConnection()) {
            slow.setAutoCommit(false);
            assertThat(nodes.get(1).on(slow).tryUpdate(row.plus(5))).isInstanceOf(Applied.class);

            nodes.get(0).update(row.plus(1));

            assertThat(catchThrowable(slow::commit)).isNotNull();
            slow.rollback();
        }
        assertThat(nodes.get(2).get(row.id())).isEqualTo(new Stock(row.id(), "chair", 2, 2));
    }

    @Test
    void refusedAtCommit_isASerializationFailureOfATransaction() {
        Stock row = nodes.get(0).insert(new Stock(0, "chair", 1, 0));
        Database database = Database.of(POOLS.get(1));

        Throwable refused = catchThrowable(() -> database.useTransaction(tx -> {
            tx.rows(STOCK).update(row.plus(5));
            nodes.get(0).update(row.plus(1));
        }));

        assertThat(refused).isInstanceOf(SerializationException.class);
        assertThat(nodes.get(2).get(row.id()).amount()).isEqualTo(2);
    }

    @Test
    void refusedAtCommit_isRunAgain() {
        Stock row = nodes.get(0).insert(new Stock(0, "chair", 1, 0));
        AtomicBoolean isFirst = new AtomicBoolean(true);

        Stock written = Database.of(POOLS.get(1)).inTransaction(Retry.upTo(5), tx -> {
            Stock mine = tx.rows(STOCK).update(tx.rows(STOCK).get(row.id()).plus(5));
            if (isFirst.getAndSet(false)) {
                nodes.get(0).modify(row.id(), theirs -> theirs.plus(1));
            }
            return mine;
        });

        assertThat(written).isEqualTo(nodes.get(2).get(row.id())).isEqualTo(new Stock(row.id(), "chair", 7, 3));
    }

    @Test
    void hotRow_nothingIsLost() throws Exception {
        Stock row = nodes.get(0).insert(new Stock(0, "chair", 0, 0));

        List<Integer> written = Crowd.of(2 * NODES, thread -> {
            for (int i = 0; i < 20; i++) {
                nodes.get(thread % NODES).modify(row.id(), current -> current.plus(1), Retry.upTo(100));
            }
            return 20;
        });

        int all = written.stream().mapToInt(Integer::intValue).sum();
        assertThat(nodes.get(1).get(row.id())).isEqualTo(new Stock(row.id(), "chair", all, all + 1));
    }

    /** Of the updates that expect one version, one is applied, and every other is refused with the row as it is. */
    @Test
    void race_oneWinsEachRound() throws Exception {
        Stock row = nodes.get(0).insert(new Stock(0, "chair", 0, 0));
        for (int round = 1; round <= 20; round++) {
            Stock held = nodes.get(0).get(row.id());

            List<Outcome<Stock>> outcomes =
                    Crowd.of(NODES, node -> nodes.get(node).tryUpdate(held.plus(1 + node)));

            assertThat(outcomes).filteredOn(Applied.class::isInstance).hasSize(1);
            Stock winner = nodes.get(0).get(row.id());
            assertThat(outcomes)
                    .filteredOn(outcome -> !(outcome instanceof Applied))
                    .allSatisfy(outcome -> assertConflict(outcome, winner));
        }
    }

    @Test
    void batches_ofEveryNode_addUp() throws Exception {
        List<Stock> rows = nodes.get(0)
                .insertAll(LongStream.rangeClosed(1, 50)
                        .mapToObj(i -> new Stock(i, "item " + i, 0, 0))
                        .toList());

        List<List<Outcome<Stock>>> outcomes = Crowd.of(NODES, node -> {
            List<Stock> mine = rows.stream()
                    .skip(10L * node)
                    .limit(30)
                    .map(row -> row.plus(1))
                    .toList();
            return nodes.get(node).tryUpdateAll(mine);
        });

        long applied = outcomes.stream()
                .flatMap(List::stream)
                .filter(Applied.class::isInstance)
                .count();
        List<Stock> stored = nodes.get(2).findAll(rows.stream().map(Stock::id).toList());
        assertThat(stored.stream().mapToLong(Stock::amount).sum()).isEqualTo(applied);
        assertThat(stored).allSatisfy(row -> assertThat(row.version()).isEqualTo(row.amount() + 1L));
        assertThat(outcomes.stream().flatMap(List::stream)).noneMatch(Missing.class::isInstance);
    }

    /** A node that has not applied what another has committed must wait for it, or say what is wrong. */
    @Test
    void syncWait_aNodeThatLagsBehindWaits() throws Exception {
        try (Connection lagging = POOLS.get(2).getConnection();
                Statement statement = lagging.createStatement()) {
            statement.execute("FLUSH TABLES WITH READ LOCK"); // nothing is applied at this node meanwhile
            Stock row;
            CompletableFuture<Outcome<Stock>> late;
            try {
                row = nodes.get(0).insert(new Stock(0, "chair", 1, 0));
                late = CompletableFuture.supplyAsync(() -> nodes.get(2).tryUpdate(row.plus(1)));
                TimeUnit.MILLISECONDS.sleep(300);
                assertThat(late).isNotDone();
            } finally {
                statement.execute("UNLOCK TABLES");
            }
            assertThat(late.get(30, TimeUnit.SECONDS)).isInstanceOf(Applied.class);
        }
    }

    @Test
    void withoutSyncWait_isWarnedOf() {
        Stock row = nodes.get(0).insert(new Stock(0, "chair", 1, 0));
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(cluster.url(0, false));
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config);
                LogCapture log = LogCapture.start()) {
            assertThat(Database.of(pool).repository(STOCK).get(row.id())).isEqualTo(row);
            assertThat(nodes.get(0).get(row.id())).isEqualTo(row);

            assertThat(log.messages(Level.INFO)).contains("MariaDB: MariaDB on Galera dialect");
            assertThat(log.messages(Level.WARN))
                    .containsExactly(
                            "a node of a Galera cluster with wsrep_sync_wait=0: a row that was just written through"
                                    + " another node may be reported as missing, or a write of it be refused as one that cannot be"
                                    + " ordered; set wsrep_sync_wait=15 in the sessions that write");
        }
    }

    /** What the option is for: without it, the node does not know of the row yet. */
    @Test
    void withoutSyncWait_aNodeThatLagsBehindKnowsLess() throws Exception {
        try (Connection lagging = POOLS.get(2).getConnection();
                Statement statement = lagging.createStatement();
                Connection reading = DriverManager.getConnection(cluster.url(2, false));
                Statement query = reading.createStatement()) {
            statement.execute("FLUSH TABLES WITH READ LOCK");
            try {
                Stock row = nodes.get(0).insert(new Stock(0, "chair", 1, 0));
                try (ResultSet found = query.executeQuery("SELECT id FROM stock WHERE id = " + row.id())) {
                    assertThat(found.next()).isFalse();
                }
            } finally {
                statement.execute("UNLOCK TABLES");
            }
        }
    }

    /** Last, for the node does not come back: those that are left go on, and what was reported written is there. */
    @Test
    @Order(Integer.MAX_VALUE)
    void nodeKilled_whatWasReportedIsThere() throws Exception {
        Stock row = nodes.get(0).insert(new Stock(0, "chair", 0, 0));
        AtomicLong written = new AtomicLong();
        AtomicLong unknown = new AtomicLong();
        CompletableFuture<Void> killing = CompletableFuture.runAsync(() -> {
            try {
                while (written.get() < 60) {
                    TimeUnit.MILLISECONDS.sleep(5);
                }
                cluster.kill(2);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        List<Integer> afterwards = Crowd.of(NODES, node -> write(node, row.id(), written, unknown, killing));
        killing.get(60, TimeUnit.SECONDS);

        long stored = settled(0, row.id()).amount();
        assertThat(settled(1, row.id()).version()).isEqualTo(stored + 1);
        assertThat(stored).isBetween(written.get(), written.get() + unknown.get());
        assertThat(afterwards.get(0)).isPositive();
        assertThat(afterwards.get(1)).isPositive();
    }

    /** The row, once the node is ready again: those that are left must first agree that they are enough. */
    private Stock settled(int node, long id) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try {
                return nodes.get(node).get(id);
            } catch (BusyException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    /** Adds one at a time, until twenty were added after the kill, or the node is gone; answers how many of those there were. */
    private int write(int node, long id, AtomicLong written, AtomicLong unknown, CompletableFuture<Void> killing) {
        int afterwards = 0;
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (afterwards < 20 && System.nanoTime() < deadline) {
            try {
                nodes.get(node).modify(id, row -> row.plus(1), Retry.upTo(100));
                written.incrementAndGet();
                afterwards += killing.isDone() ? 1 : 0;
            } catch (UnknownOutcomeException e) {
                unknown.incrementAndGet();
            } catch (VersionedException e) {
                if (node == 2 && killing.isDone()) {
                    return afterwards; // its node is gone
                }
            }
        }
        return afterwards;
    }
}

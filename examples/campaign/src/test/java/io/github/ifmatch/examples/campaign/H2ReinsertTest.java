package io.github.ifmatch.examples.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Why rows that were inserted again and are gone count as H2's: plain JDBC loses them, too. If this fails, a newer H2 may have mended it,
 * and {@code H2Cluster} need not excuse it any longer.
 */
@Tag("thorough")
class H2ReinsertTest {

    private static final String URL = "jdbc:h2:mem:reinsert;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=2000";
    private static final int ROWS = 40;
    private static final int OWNERS = 4;
    private static final int LOCKERS = 8;

    private final AtomicBoolean isLost = new AtomicBoolean();
    private final long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);

    private boolean mayGoOn() {
        return !isLost.get() && System.nanoTime() < until;
    }

    /** Deletes and inserts its own rows, which nobody else deletes: each must be there when it comes by again. */
    private Void own(int owner) throws SQLException {
        SplittableRandom random = new SplittableRandom(owner);
        try (Connection connection = DriverManager.getConnection(URL);
                PreparedStatement delete = connection.prepareStatement("DELETE FROM t WHERE id = ?");
                PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
            while (mayGoOn()) {
                int id = random.nextInt(ROWS / OWNERS) * OWNERS + owner;
                delete.setInt(1, id);
                insert.setInt(1, id);
                if (delete.executeUpdate() == 0) {
                    isLost.set(true);
                }
                insert.executeUpdate();
            }
        }
        return null;
    }

    /** Locks rows and rolls back: that must change nothing. */
    private Void lock(int locker) throws SQLException {
        SplittableRandom random = new SplittableRandom(100 + locker);
        try (Connection connection = DriverManager.getConnection(URL);
                PreparedStatement lock = connection.prepareStatement("SELECT id FROM t WHERE id = ? FOR UPDATE")) {
            connection.setAutoCommit(false);
            while (mayGoOn()) {
                for (int id = 0; id < ROWS; id++) {
                    if (random.nextInt(3) == 0) {
                        lock.setInt(1, id);
                        try (ResultSet row = lock.executeQuery()) {
                            row.next();
                        }
                    }
                }
                connection.rollback();
            }
        }
        return null;
    }

    @Test
    void rollback_ofWhoWaitedForADeletedRow_takesItsNextInsertAlong() throws Exception {
        try (Connection connection = DriverManager.getConnection(URL);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id bigint PRIMARY KEY)");
            statement.execute("INSERT INTO t SELECT x - 1 FROM SYSTEM_RANGE(1, " + ROWS + ")");
        }
        ExecutorService threads = Executors.newFixedThreadPool(OWNERS + LOCKERS);
        List<Future<Void>> done = new ArrayList<>();

        for (int i = 0; i < OWNERS; i++) {
            int owner = i;
            done.add(threads.submit(() -> own(owner)));
        }
        for (int i = 0; i < LOCKERS; i++) {
            int locker = i;
            done.add(threads.submit(() -> lock(locker)));
        }
        for (Future<Void> one : done) {
            one.get();
        }
        threads.shutdown();

        assertThat(isLost).isTrue();
    }
}

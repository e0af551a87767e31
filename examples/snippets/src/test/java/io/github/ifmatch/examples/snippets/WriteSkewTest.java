package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Database;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.Retry;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.TestDatabase;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What transactions.md says of write skew and of transactions that are run again, on both databases. */
@ParameterizedClass
@MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
class WriteSkewTest {

    // region tx-doctors
    record Doctor(long id, String name, boolean onCall, long version) {
        Doctor off() {
            return new Doctor(id, name, false, version);
        }
    }

    static final Table<Doctor, Long> DOCTORS =
            Table.of(Doctor.class, Long.class).named("doctors");
    // endregion

    private final TestDatabase server;
    private Database database;
    private final CyclicBarrier bothHaveRead = new CyclicBarrier(2);
    private final AtomicInteger attempts = new AtomicInteger();

    WriteSkewTest(TestDatabase server) {
        this.server = server;
        this.database = server.database();
    }

    /** Runs the work, in one way or the other. */
    private interface Leave {
        boolean leave(long mine, long other);
    }

    @BeforeEach
    void createTable() {
        server.execute(
                "DROP TABLE IF EXISTS doctors",
                "CREATE TABLE doctors (id bigint PRIMARY KEY, name varchar(50) NOT NULL,"
                        + " on_call boolean NOT NULL, version bigint NOT NULL)",
                "INSERT INTO doctors VALUES (1, 'Ann', true, 1), (2, 'Bob', true, 1)");
    }

    @Test
    void unchecked_bothLeave() {
        assertThat(leaveTogether(this::leaveUnchecked)).containsExactlyInAnyOrder(true, true);
        assertThat(onCall()).isZero();
    }

    @Test
    void repeatableRead_isNoHelpByItself() {
        database = database.withIsolation(Isolation.REPEATABLE_READ);

        assertThat(leaveTogether(this::leaveUnchecked)).containsExactlyInAnyOrder(true, true);
    }

    @Test
    void repeatableRead_checked_oneStays() {
        database = database.withIsolation(Isolation.REPEATABLE_READ);

        assertThat(leaveTogether(this::leaveChecked)).containsExactlyInAnyOrder(true, false);
        assertThat(onCall()).isEqualTo(1);
    }

    @Test
    void checked_oneStays() {
        assertThat(leaveTogether(this::leaveChecked)).containsExactlyInAnyOrder(true, false);
        assertThat(onCall()).isEqualTo(1);
    }

    private boolean leaveUnchecked(long mine, long other) {
        // region tx-skew
        return database.inTransaction(tx -> {
            VersionedRows<Doctor, Long> doctors = tx.rows(DOCTORS);
            Doctor me = doctors.get(mine);
            Doctor colleague = doctors.get(other);
            if (!stays(colleague)) {
                return false;
            }
            doctors.update(me.off()); // me is unchanged, so this succeeds; colleague may have left as well
            return true;
        });
        // endregion
    }

    private boolean leaveChecked(long mine, long other) {
        // region tx-check
        return database.inTransaction(Retry.DEFAULT, tx -> {
            VersionedRows<Doctor, Long> doctors = tx.rows(DOCTORS);
            Doctor me = doctors.get(mine);
            Doctor colleague = doctors.get(other);
            if (!stays(colleague)) {
                return false;
            }
            doctors.check(colleague); // still as read, and locked until the commit
            doctors.update(me.off());
            return true;
        });
        // endregion
    }

    private List<Boolean> leaveTogether(Leave leave) {
        CompletableFuture<Boolean> ann = leaveAsync(leave, 1, 2);
        CompletableFuture<Boolean> bob = leaveAsync(leave, 2, 1);
        return List.of(ann.join(), bob.join());
    }

    private static CompletableFuture<Boolean> leaveAsync(Leave leave, long mine, long other) {
        return Threads.supply(() -> leave.leave(mine, other));
    }

    /** The first attempts of both have read before either goes on. */
    private boolean stays(Doctor colleague) {
        if (attempts.incrementAndGet() <= 2) {
            await(bothHaveRead);
        }
        return colleague.onCall();
    }

    private long onCall() {
        return database.repository(DOCTORS).findAll(List.of(1L, 2L)).stream()
                .filter(Doctor::onCall)
                .count();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void retry_runsTheWholeWorkAgain() {
        // region tx-retry
        Doctor stored = database.inTransaction(Retry.upTo(5), tx -> {
            Doctor doctor = tx.rows(DOCTORS).get(1L); // read inside, each time
            return tx.rows(DOCTORS).update(off(doctor));
        });
        // endregion

        assertThat(stored).isEqualTo(new Doctor(1, "Ann", false, 3));
        assertThat(attempts).hasValue(2);
    }

    /** The first time, somebody else is faster. */
    private Doctor off(Doctor doctor) {
        if (attempts.incrementAndGet() == 1) {
            database.repository(DOCTORS).touch(doctor);
        }
        return doctor.off();
    }
}

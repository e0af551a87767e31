package io.github.ifmatch.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Account;
import io.github.ifmatch.testkit.FaultyDataSource;
import io.github.ifmatch.testkit.TestDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.BatchChunkSize;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@link VersionCheck} and {@link CheckedSql} on one database. */
abstract class VersionCheckCases {

    private static final String RENAME =
            "UPDATE accounts SET owner = :owner, version = version + 1 WHERE id = :id AND version = :version";

    private final TestDatabase database;
    private Jdbi jdbi;
    private VersionedRepository<Account, Long> accounts;
    private Account ann;
    private Account bob;

    VersionCheckCases(TestDatabase database) {
        this.database = database;
    }

    public interface Dao {
        @VersionCheck
        @SqlUpdate(RENAME)
        void rename(long id, long version, String owner);

        @VersionCheck
        @SqlUpdate(RENAME)
        int renameCounted(long id, long version, String owner);

        @VersionCheck
        @SqlUpdate(RENAME)
        boolean renameAsked(long id, long version, String owner);

        @VersionCheck
        @SqlUpdate(RENAME)
        @GetGeneratedKeys("version")
        long renameAnswered(@BindMethods Account account);

        @VersionCheck
        @SqlUpdate("DELETE FROM accounts a WHERE a.id = ? AND ? = a.version")
        void delete(long id, long version);

        @VersionCheck
        @SqlUpdate(
                "UPDATE accounts SET version = version + 1 WHERE id = :id AND version = :version AND owner = 'Nobody'")
        void never(long id, long version);

        @VersionCheck
        @SqlBatch(RENAME)
        int[] renameAll(@BindMethods List<Account> accounts);

        @VersionCheck
        @SqlBatch(RENAME)
        @BatchChunkSize(1)
        void renameInChunks(@BindMethods List<Account> accounts);

        @Transaction(TransactionIsolationLevel.SERIALIZABLE)
        @VersionCheck
        @SqlBatch(RENAME)
        void renameSerializable(@BindMethods List<Account> accounts);

        @Transaction
        default void renameBoth(Account one, Account other) {
            rename(one.id(), one.version(), one.owner());
            rename(other.id(), other.version(), other.owner());
        }
    }

    @BeforeEach
    void createAccounts() {
        database.execute(Account.DROP, Account.CREATE);
        accounts = database.database().repository(Account.TABLE);
        ann = accounts.insert(Account.of("Ann", 10));
        bob = accounts.insert(Account.of("Bob", 10));
        jdbi = Jdbi.create(database.dataSource()).installPlugin(new SqlObjectPlugin());
        jdbi.getConfig(VersionedTables.class).register(Account.TABLE);
    }

    private List<String> owners() {
        return database.query("SELECT owner FROM accounts ORDER BY id");
    }

    @Test
    void update_current_everyReturnType() {
        Dao dao = jdbi.onDemand(Dao.class);

        dao.rename(ann.id(), 1, "A");
        assertThat(dao.renameCounted(ann.id(), 2, "B")).isEqualTo(1);
        assertThat(dao.renameAsked(ann.id(), 3, "C")).isTrue();
        assertThat(dao.renameAnswered(ann.withVersion(4).withOwner("D"))).isEqualTo(5);
        assertThat(owners()).containsExactly("D", "Bob");
        dao.delete(ann.id(), 5);
        assertThat(owners()).containsExactly("Bob");
    }

    @Test
    void update_stale_everyReturnType() {
        Account theirs = accounts.update(ann.withOwner("Theirs"));
        Dao dao = jdbi.onDemand(Dao.class);
        long id = ann.id();

        for (org.assertj.core.api.ThrowableAssert.ThrowingCallable call :
                List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                        () -> dao.rename(id, 1, "Mine"),
                        () -> dao.renameCounted(id, 1, "Mine"),
                        () -> dao.renameAsked(id, 1, "Mine"),
                        () -> dao.renameAnswered(ann.withOwner("Mine")),
                        () -> dao.delete(id, 1))) {
            ConflictException e = catchThrowableOfType(ConflictException.class, call);
            assertThat(e.current(Account.class)).isEqualTo(theirs);
            assertThat(e.expectedVersion()).isEqualTo(1);
            assertThat(e.table()).isEqualTo("accounts");
            assertThat(e.conflict().looksApplied()).isFalse();
        }
        assertThat(owners()).containsExactly("Theirs", "Bob");
    }

    @Test
    void update_missing_orSuppressed() {
        Dao dao = jdbi.onDemand(Dao.class);

        assertThatThrownBy(() -> dao.rename(-1, 1, "Mine")).isInstanceOf(MissingRowException.class);
        assertThatThrownBy(() -> dao.never(ann.id(), 1)).isInstanceOf(SuppressedWriteException.class);
    }

    @Test
    void update_attached_transactionGoesOn() {
        Account theirs = accounts.update(ann.withOwner("Theirs"));

        jdbi.useTransaction(handle -> {
            Dao dao = handle.attach(Dao.class);
            assertThatThrownBy(() -> dao.rename(ann.id(), 1, "Mine")).isInstanceOf(ConflictException.class);
            dao.rename(ann.id(), theirs.version(), "Merged");
        });

        assertThat(owners()).containsExactly("Merged", "Bob");
    }

    @Test
    void transaction_conflictRollsBack() {
        Dao dao = jdbi.onDemand(Dao.class);

        assertThatThrownBy(() -> dao.renameBoth(ann.withOwner("A"), bob.withVersion(9)))
                .isInstanceOf(ConflictException.class);

        assertThat(owners()).containsExactly("Ann", "Bob");
    }

    @Test
    void batch_current() {
        Dao dao = jdbi.onDemand(Dao.class);

        assertThat(dao.renameAll(List.of(ann.withOwner("A"), bob.withOwner("B"))))
                .containsExactly(1, 1);
        dao.renameInChunks(
                List.of(ann.withOwner("C").withVersion(2), bob.withOwner("D").withVersion(2)));
        dao.renameSerializable(List.of(ann.withOwner("E").withVersion(3)));

        assertThat(owners()).containsExactly("E", "D");
    }

    @Test
    void batch_refused_nothingOfItIsWritten() {
        Dao dao = jdbi.onDemand(Dao.class);
        List<Account> rows = List.of(ann.withOwner("A"), bob.withVersion(9), ann.withId(-1));

        ConflictException e = catchThrowableOfType(ConflictException.class, () -> dao.renameAll(rows));
        assertThat(e.current(Account.class)).isEqualTo(bob);
        assertThat(e.getSuppressed()).singleElement().isInstanceOf(MissingRowException.class);
        assertThatThrownBy(() -> dao.renameInChunks(rows)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> dao.renameSerializable(rows)).isInstanceOf(ConflictException.class);

        assertThat(owners()).containsExactly("Ann", "Bob");
    }

    @Test
    void batch_refusedInCallersTransaction_goesOn() {
        jdbi.useTransaction(handle -> {
            Dao dao = handle.attach(Dao.class);
            dao.rename(bob.id(), 1, "Bobby");
            assertThatThrownBy(() -> dao.renameInChunks(List.of(ann.withOwner("A"), bob)))
                    .isInstanceOf(ConflictException.class);
        });

        assertThat(owners()).containsExactly("Ann", "Bobby");
    }

    @Test
    void fluent_update() {
        Account theirs = accounts.update(ann.withOwner("Theirs"));

        jdbi.useHandle(handle -> {
            ConflictException e = catchThrowableOfType(
                    ConflictException.class,
                    () -> CheckedSql.of(Account.TABLE, handle.createUpdate(RENAME))
                            .bindMethods(ann)
                            .execute());
            assertThat(e.current(Account.class)).isEqualTo(theirs);
            assertThat(CheckedSql.of(Account.TABLE, handle.createUpdate(RENAME))
                            .bindMethods(theirs.withOwner("Mine"))
                            .execute())
                    .isEqualTo(1);
        });
        assertThat(owners()).containsExactly("Mine", "Bob");
    }

    @Test
    void fluent_unsound_nothingIsSent() {
        jdbi.useHandle(handle -> assertThatThrownBy(
                        () -> CheckedSql.of(Account.TABLE, handle.createUpdate("DELETE FROM accounts WHERE id = :id"))
                                .bind("id", ann.id())
                                .execute())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the statement cannot be version-checked: its WHERE does not demand version = :parameter as one"
                                + " of the conditions joined by AND. Nothing was sent."));
        assertThat(owners()).containsExactly("Ann", "Bob");
    }

    @Test
    void fluent_batch() {
        jdbi.useHandle(handle -> {
            PreparedBatch outside = CheckedSql.of(Account.TABLE, handle.prepareBatch(RENAME));
            outside.bindMethods(ann.withOwner("A")).add();
            assertThatThrownBy(outside::execute).isInstanceOf(IllegalStateException.class);

            handle.useTransaction(same -> {
                PreparedBatch batch = CheckedSql.of(Account.TABLE, same.prepareBatch(RENAME));
                batch.bindMethods(ann.withOwner("A")).add();
                batch.bindMethods(bob.withVersion(9)).add();
                assertThatThrownBy(batch::execute).isInstanceOf(ConflictException.class);
            });
            assertThat(owners()).containsExactly("Ann", "Bob");

            handle.useTransaction(same -> {
                PreparedBatch batch = CheckedSql.of(Account.TABLE, same.prepareBatch(RENAME));
                batch.bindMethods(ann.withOwner("A")).add();
                batch.bindMethods(bob.withOwner("B")).add();
                assertThat(batch.execute()).containsExactly(1, 1);
            });
        });
        assertThat(owners()).containsExactly("A", "B");
    }

    /** A driver that does not say what it did is never believed: everything is undone. */
    @Test
    void batch_driverWithoutCounts() {
        FaultyDataSource silent = FaultyDataSource.of(database.dataSource());
        silent.inject((event, real) -> {
            Object result = real.call();
            return result instanceof int[] ? new int[] {-2, -2} : result;
        });
        Jdbi over = Jdbi.create(silent.dataSource()).installPlugin(new SqlObjectPlugin());
        over.getConfig(VersionedTables.class).register(Account.TABLE);

        assertThatThrownBy(() -> over.onDemand(Dao.class).renameAll(List.of(ann.withOwner("A"), bob.withOwner("B"))))
                .isInstanceOf(DatabaseException.class)
                .hasMessage(
                        "accounts " + ann.id() + ": the driver does not say how many rows it changed. It was carried"
                                + " out: roll its transaction back; if it had none, it stands.");

        assertThat(owners()).containsExactly("Ann", "Bob");
    }

    /** What the database refuses stays Jdbi's own exception; Jdbi's runner of serializable transactions knows it. */
    @Test
    void repeatableRead_raced() {
        assertThatThrownBy(() -> jdbi.useTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
                    Dao dao = handle.attach(Dao.class);
                    assertThat(handle.createQuery("SELECT count(*) FROM accounts")
                                    .mapTo(int.class)
                                    .one())
                            .isEqualTo(2);
                    accounts.update(ann.withBalance(20));
                    dao.rename(ann.id(), 1, "Mine");
                }))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .cause()
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("40001"));
        assertThat(owners()).containsExactly("Ann", "Bob");
    }

    @Test
    void concurrently_oneWinner() throws Exception {
        int threads = 16;
        Dao dao = jdbi.onDemand(Dao.class);
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Boolean>> answers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            String mine = "T" + i;
            answers.add(pool.submit(() -> {
                start.await(60, TimeUnit.SECONDS);
                try {
                    dao.rename(ann.id(), 1, mine);
                    return true;
                } catch (ConflictException e) {
                    assertThat(e.currentVersion()).isEqualTo(2);
                    return false;
                }
            }));
        }
        int winners = 0;
        for (Future<Boolean> answer : answers) {
            winners += answer.get(60, TimeUnit.SECONDS) ? 1 : 0;
        }
        pool.shutdownNow();

        assertThat(winners).isEqualTo(1);
        assertThat(accounts.get(ann.id()).version()).isEqualTo(2);
        assertThat(accounts.get(ann.id()).balance()).isEqualByComparingTo(BigDecimal.TEN);
    }
}

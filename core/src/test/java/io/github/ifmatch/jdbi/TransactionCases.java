package io.github.ifmatch.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Retry;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.batch.BatchReport;
import io.github.ifmatch.batch.BatchStoppedException;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.sample.Account;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.transaction.SerializableTransactionRunner;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jdbi's transactions, begun in each of its ways, on one database. */
abstract class TransactionCases {

    private final TestDatabase database;
    private Jdbi jdbi;
    private AccountDao dao;
    private VersionedRepository<Account, Long> accounts;
    private VersionedRepository<Account, Long> others;
    private Account ann;
    private Account bob;

    TransactionCases(TestDatabase database) {
        this.database = database;
    }

    public interface AccountDao extends VersionedDao<Account, Long> {

        @SqlQuery("SELECT * FROM accounts WHERE owner = :owner")
        List<Account> byOwner(String owner);

        @SqlUpdate("UPDATE accounts SET balance = 0 WHERE id = :id")
        int empty(@BindMethods Account account);

        @Transaction
        default void rename(Account... renamed) {
            for (Account each : renamed) {
                update(each);
            }
        }

        /** Begins a transaction in one. */
        @Transaction
        default void renameNested(Account one, Account other) {
            update(one);
            assertThatThrownBy(() -> rename(other)).isExactlyInstanceOf(ConflictException.class);
        }

        @Transaction(TransactionIsolationLevel.SERIALIZABLE)
        default TransactionIsolationLevel renameSerializable(Account renamed) {
            update(renamed);
            return getHandle().getTransactionIsolationLevel();
        }
    }

    @BeforeEach
    void createAccounts() {
        Account.create(database);
        others = database.database().repository(Account.TABLE);
        ann = others.insert(Account.of("Ann", 10));
        bob = others.insert(Account.of("Bob", 10));
        jdbi = Jdbi.create(database.dataSource())
                .installPlugin(new VersionedPlugin()
                        .with(settings -> settings.withDialect(database.dialect()))
                        .withTables(Account.TABLE));
        dao = jdbi.onDemand(AccountDao.class);
        accounts = VersionedJdbi.repository(jdbi, Account.TABLE);
    }

    private List<String> owners() {
        return database.query("SELECT owner FROM accounts ORDER BY id");
    }

    @Test
    void dao_besideItsOwnStatements() {
        Account renamed = dao.update(ann.withOwner("Anne"));

        assertThat(dao.byOwner("Anne")).containsExactly(renamed);
        assertThat(dao.empty(renamed)).isEqualTo(1);
        assertThat(dao.get(ann.id()).balance()).isEqualByComparingTo("0");
        assertThat(dao.updateAll(List.of(renamed.withOwner("A"), bob.withOwner("B"))))
                .extracting(Account::version)
                .containsExactly(3L, 2L);
    }

    @Test
    void dao_rowMapperOfTheApplication() {
        Account mapped = Account.of("mapped", 0);
        jdbi.registerRowMapper(Account.class, (row, context) -> mapped);

        assertThat(dao.byOwner("Ann")).containsExactly(mapped);
        assertThat(dao.get(ann.id())).isEqualTo(ann);
    }

    /** Jdbi's own exception is taken off: ours has the driver's as its cause. */
    @Test
    void noConnection() {
        SQLException down = new SQLException("down", "08001");
        Jdbi over = Jdbi.create(() -> {
                    throw down;
                })
                .installPlugin(new VersionedPlugin().with(settings -> settings.withDialect(database.dialect())));

        assertThatThrownBy(() -> VersionedJdbi.repository(over, Account.TABLE).find(1L))
                .isInstanceOf(DatabaseException.class)
                .hasCause(down);
    }

    @Test
    void annotated_conflictRollsBack_unwrapped() {
        assertThatThrownBy(() -> dao.rename(ann.withOwner("A"), bob.withVersion(9)))
                .isExactlyInstanceOf(ConflictException.class);

        assertThat(owners()).containsExactly("Ann", "Bob");
    }

    @Test
    void annotated_commits() {
        dao.rename(ann.withOwner("A"), bob.withOwner("B"));

        assertThat(owners()).containsExactly("A", "B");
    }

    @Test
    void annotated_isolation() {
        assertThat(dao.renameSerializable(ann.withOwner("A"))).isEqualTo(TransactionIsolationLevel.SERIALIZABLE);
        assertThat(owners()).containsExactly("A", "Bob");
        assertThatThrownBy(() -> dao.renameSerializable(ann)).isExactlyInstanceOf(ConflictException.class);
        jdbi.useHandle(handle ->
                assertThat(handle.getTransactionIsolationLevel()).isNotEqualTo(TransactionIsolationLevel.SERIALIZABLE));
    }

    @Test
    void nested_innerConflictLeavesTheOuterAlive() {
        dao.renameNested(ann.withOwner("A"), bob.withVersion(9));

        assertThat(owners()).containsExactly("A", "Bob");
    }

    @Test
    void handle_nestedTransaction_rollsBackAsOne() {
        assertThatThrownBy(() -> jdbi.useTransaction(handle -> {
                    VersionedJdbi.rows(handle, Account.TABLE).update(ann.withOwner("A"));
                    handle.useTransaction(
                            inner -> VersionedJdbi.rows(inner, Account.TABLE).update(bob.withVersion(9)));
                }))
                .isExactlyInstanceOf(ConflictException.class);

        assertThat(owners()).containsExactly("Ann", "Bob");
    }

    @Test
    void savepoint_undoesAWrite_versionIncluded() {
        jdbi.useTransaction(handle -> {
            VersionedRows<Account, Long> rows = VersionedJdbi.rows(handle, Account.TABLE);
            rows.update(ann.withOwner("A"));
            handle.savepoint("before");
            rows.update(bob.withOwner("B"));
            rows.updateWhere(Map.of("owner", "All"), "id > ?", -5);
            handle.rollbackToSavepoint("before");
            assertThat(rows.update(bob.withOwner("Bobby")).version()).isEqualTo(2);
        });

        assertThat(owners()).containsExactly("A", "Bobby");
    }

    /** The repository, the SQL object on demand, and an attached one are in the handle's transaction. */
    @Test
    void handle_everyWayJoins() {
        jdbi.useHandle(handle -> {
            handle.begin();
            accounts.update(ann.withOwner("A"));
            dao.update(dao.get(ann.id()).withOwner("AA"));
            handle.attach(AccountDao.class).updateAll(List.of(bob.withOwner("B")));
            assertThat(others.get(ann.id())).isEqualTo(ann);
            handle.rollback();
        });

        assertThat(owners()).containsExactly("Ann", "Bob");
    }

    @Test
    void handle_withoutTransaction_eachOperationCommits() {
        jdbi.useHandle(handle -> {
            accounts.update(ann.withOwner("A"));
            assertThat(owners()).containsExactly("A", "Bob");
            dao.updateAll(List.of(bob.withOwner("B")));
            assertThat(owners()).containsExactly("A", "B");
            assertThat(handle.isInTransaction()).isFalse();
        });
    }

    /** A framework lends its connection, and Jdbi is told not to end what is not its own: neither do we. */
    @Test
    void lentConnection_isLeftToItsOwner() throws SQLException {
        try (Connection lent = database.dataSource().getConnection()) {
            lent.setAutoCommit(false);
            Jdbi over = Jdbi.create(lent)
                    .installPlugin(new VersionedPlugin().with(settings -> settings.withDialect(database.dialect())));
            over.getConfig(Handles.class).setForceEndTransactions(false);
            VersionedRepository<Account, Long> rows = VersionedJdbi.repository(over, Account.TABLE);

            rows.update(ann.withOwner("A"));
            rows.updateAll(List.of(bob.withOwner("B")));
            assertThatThrownBy(() -> rows.update(ann)).isInstanceOf(ConflictException.class);

            assertThat(owners()).containsExactly("Ann", "Bob");
            lent.commit();
            assertThat(owners()).containsExactly("A", "B");
        }
    }

    @Test
    void handle_ofAnotherThread_isNotJoined() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            jdbi.useHandle(handle -> {
                handle.begin();
                VersionedJdbi.rows(handle, Account.TABLE).update(ann.withOwner("A"));
                Account seen = other.submit(() -> accounts.get(ann.id())).get(10, TimeUnit.SECONDS);
                other.submit(() -> accounts.update(bob.withOwner("B"))).get(10, TimeUnit.SECONDS);
                assertThat(seen).isEqualTo(ann);
                handle.rollback();
            });
        } finally {
            other.shutdown();
        }

        assertThat(owners()).containsExactly("Ann", "B");
    }

    /** Jdbi's runner sees the SQLSTATE through our exception, and begins anew. */
    @Test
    void serializableRunner_triesAgain() {
        List<Exception> given = new ArrayList<>();
        jdbi.setTransactionHandler(new SerializableTransactionRunner());
        jdbi.getConfig(SerializableTransactionRunner.Configuration.class).setOnSuccess(given::addAll);

        Account written = jdbi.inTransaction(TransactionIsolationLevel.SERIALIZABLE, this::raced);

        assertThat(written.version()).isEqualTo(3);
        assertThat(owners()).containsExactly("Mine after Theirs", "Bob");
        assertThat(given).hasSize(1);
    }

    /** Somebody else writes the row once it was read, the first time. */
    private Account raced(Handle handle) {
        VersionedRows<Account, Long> rows = VersionedJdbi.rows(handle, Account.TABLE);
        Account read = rows.get(ann.id());
        if (read.version() == 1) {
            others.update(ann.withOwner("Theirs"));
        }
        return rows.update(read.withOwner("Mine after " + read.owner()));
    }

    /** Jdbi ends that transaction, whichever way it was begun; the writer would commit it chunk by chunk. */
    @Test
    void batchWriter_refusesToJoin() {
        BatchWriter<Account, Long> writer = BatchWriter.of(VersionedJdbi.database(jdbi), Account.TABLE);
        AtomicInteger taken = new AtomicInteger();
        Runnable write = () -> {
            BatchReport unused = writer.updateAll(List.of(ann).stream().peek(row -> taken.incrementAndGet()));
        };

        assertThatThrownBy(() -> jdbi.useTransaction(handle -> write.run()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("use database.inTransaction(tx -> tx.rows(TABLE).tryUpdateAll(…))");
        assertThatThrownBy(() -> VersionedJdbi.database(jdbi).useTransaction(transaction -> write.run()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(taken).hasValue(0);
        assertThat(owners()).containsExactly("Ann", "Bob");

        jdbi.useHandle(handle -> write.run());
        assertThat(others.get(ann.id()).version()).isEqualTo(2);
    }

    /** The thread's handle is in the chunk's transaction: repositories are part of it, and no other can be committed in it. */
    @Test
    void batchWriter_checkpointOnTheSameHandle() {
        Database joined = VersionedJdbi.database(jdbi);
        BatchWriter<Account, Long> writer =
                BatchWriter.of(joined, Account.TABLE).withRowsPerChunk(1);

        BatchReport report = writer.withCheckpoint((transaction, chunk) -> {
                    Account unused = accounts.insert(Account.of("checkpoint " + chunk.end(), 1));
                })
                .updateAll(Stream.of(ann));
        assertThatThrownBy(() -> writer.withCheckpoint((transaction, chunk) -> {
                            Account unused = accounts.insert(Account.of("lost", 1));
                            assertThatThrownBy(() -> joined.useTransaction(inner -> {}))
                                    .isInstanceOf(IllegalStateException.class);
                            throw new IllegalStateException("mine");
                        })
                        .updateAll(Stream.of(bob)))
                .isInstanceOf(BatchStoppedException.class);

        assertThat(report.written()).isEqualTo(1);
        assertThat(owners()).containsExactly("Ann", "Bob", "checkpoint 1");
    }

    /** A part that failed cannot be committed with the rest, also if its exception is caught. */
    @Test
    void inTransaction_nestedFailureSwallowed() {
        Database joined = VersionedJdbi.database(jdbi);
        AtomicInteger attempts = new AtomicInteger();

        assertThatThrownBy(() -> joined.useTransaction(outer -> {
                    assertThatThrownBy(() -> joined.useTransaction(inner -> {
                                Account unused = inner.rows(Account.TABLE).update(ann.withOwner("Anne"));
                                throw new IllegalArgumentException("mine");
                            }))
                            .hasMessage("mine");
                }))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("the transaction can only be rolled back: a part of it failed"
                        + " (java.lang.IllegalArgumentException)");
        assertThat(owners()).containsExactly("Ann", "Bob");

        Account renamed = joined.inTransaction(
                Retry.upTo(3),
                outer -> joined.inTransaction(Retry.upTo(3), inner -> {
                    Account read = inner.rows(Account.TABLE).get(ann.id());
                    if (attempts.incrementAndGet() == 1) {
                        others.touch(read);
                    }
                    return inner.rows(Account.TABLE).update(read.withOwner("Anne"));
                }));
        assertThat(renamed.version()).isEqualTo(3);
        assertThat(attempts).hasValue(2);
    }

    /** pgjdbc answers a commit that the server made a rollback as if all were well; the handle's own statement may have caused it. */
    @Test
    void inTransaction_statementOfTheHandleFailsAndIsSwallowed() {
        assumeFalse(database.has(TestDatabase.Feature.SURVIVES_ERRORS));

        assertThatThrownBy(() -> VersionedJdbi.database(jdbi).useTransaction(transaction -> {
                    Account unused = transaction.rows(Account.TABLE).update(ann.withOwner("Anne"));
                    jdbi.useHandle(handle -> assertThatThrownBy(() -> handle.execute("SELECT nonsense"))
                            .isInstanceOf(UnableToExecuteStatementException.class));
                }))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("the transaction was refused at commit (SQLSTATE 25P02). Nothing was written: it was rolled"
                        + " back.");
        assertThat(owners()).containsExactly("Ann", "Bob");
    }
}

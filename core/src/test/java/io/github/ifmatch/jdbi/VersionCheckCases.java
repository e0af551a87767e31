package io.github.ifmatch.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.sample.Account;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.jdbi.v3.core.statement.UnableToCreateStatementException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;
import org.jdbi.v3.core.transaction.TransactionException;
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
        Account.create(database);
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

    /** StringTemplate takes each attribute of a statement for one of the template, and refuses a dot in its name. */
    @Test
    void fluent_attributesOfTheTemplate() {
        jdbi.useHandle(handle -> {
            handle.getConfig(SqlStatements.class).setTemplateEngine((template, context) -> {
                assertThat(context.getAttributes().keySet())
                        .isNotEmpty()
                        .allSatisfy(name -> assertThat(name).matches("\\w+"));
                return template;
            });
            assertThat(CheckedSql.of(Account.TABLE, handle.createUpdate(RENAME))
                            .bindMethods(ann.withOwner("Anne"))
                            .execute())
                    .isEqualTo(1);
        });
    }

    /** Such as by a helper of the application's, and by its caller. */
    @Test
    void fluent_checkedTwice() {
        Account theirs = accounts.update(ann.withOwner("Theirs"));

        jdbi.useHandle(handle -> {
            try (Update update =
                    CheckedSql.of(Account.TABLE, CheckedSql.of(Account.TABLE, handle.createUpdate(RENAME)))) {
                assertThatThrownBy(() -> update.bindMethods(ann).execute()).isInstanceOf(ConflictException.class);
            }
            assertThat(CheckedSql.of(Account.TABLE, CheckedSql.of(Account.TABLE, handle.createUpdate(RENAME)))
                            .bindMethods(theirs.withOwner("Mine"))
                            .execute())
                    .isEqualTo(1);
            handle.useTransaction(same -> {
                PreparedBatch stale =
                        CheckedSql.of(Account.TABLE, CheckedSql.of(Account.TABLE, same.prepareBatch(RENAME)));
                stale.bindMethods(bob.withOwner("B")).add();
                stale.bindMethods(ann).add();
                assertThatThrownBy(stale::execute).isInstanceOf(ConflictException.class);
                PreparedBatch fresh =
                        CheckedSql.of(Account.TABLE, CheckedSql.of(Account.TABLE, same.prepareBatch(RENAME)));
                fresh.bindMethods(bob.withOwner("Bobby")).add();
                assertThat(fresh.execute()).containsExactly(1);
            });
        });
        assertThat(owners()).containsExactly("Mine", "Bobby");
    }

    @Test
    void fluent_checkedForAnotherTable() {
        jdbi.useHandle(handle -> {
            Update update = CheckedSql.of(Account.TABLE, handle.createUpdate(RENAME));

            assertThatThrownBy(() -> CheckedSql.of(Account.TABLE.named("others"), update))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("statement must be checked once: for accounts already");
            assertThat(update.bindMethods(ann.withOwner("A")).execute()).isEqualTo(1);
        });
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
                                + " out: roll its transaction back; if it had none, it stands.")
                .hasNoSuppressedExceptions(); // the others are not asked for: the transaction may be dead

        assertThat(owners()).containsExactly("Ann", "Bob");
    }

    @Test
    void batch_driverWithTooFewCounts() {
        FaultyDataSource terse = FaultyDataSource.of(database.dataSource());
        terse.inject((event, real) -> {
            Object result = real.call();
            return result instanceof int[] ? new int[] {1} : result;
        });
        Jdbi over = Jdbi.create(terse.dataSource()).installPlugin(new SqlObjectPlugin());
        over.getConfig(VersionedTables.class).register(Account.TABLE);

        assertThatThrownBy(() -> over.onDemand(Dao.class).renameAll(List.of(ann.withOwner("A"), bob.withOwner("B"))))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("accounts " + bob.id() + ": the driver does not say how many rows it changed.");

        assertThat(owners()).containsExactly("Ann", "Bob");
    }

    @Test
    void fluent_batch_sentTwice() {
        jdbi.useTransaction(handle -> {
            PreparedBatch batch = CheckedSql.of(Account.TABLE, handle.prepareBatch(RENAME));
            for (Account each : List.of(ann.withOwner("A"), bob.withOwner("B"))) {
                batch.bindMethods(each).add();
                assertThat(batch.execute()).containsExactly(1);
            }
        });

        assertThat(owners()).containsExactly("A", "B");
    }

    @Transaction(TransactionIsolationLevel.SERIALIZABLE)
    public interface SerializableDao {
        @VersionCheck
        @SqlBatch(RENAME)
        int[] renameAll(@BindMethods List<Account> accounts);
    }

    @Test
    void batch_transactionOfTheType() {
        assertThat(jdbi.onDemand(SerializableDao.class).renameAll(List.of(ann.withOwner("A"))))
                .containsExactly(1);
        assertThatThrownBy(() -> jdbi.onDemand(SerializableDao.class)
                        .renameAll(List.of(bob.withOwner("B"), ann.withOwner("stale"))))
                .isInstanceOf(ConflictException.class);

        assertThat(owners()).containsExactly("A", "Bob");
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

    /** A statement of another customizer, a checked one too, that is sent first. */
    @Test
    void fluent_anotherStatementIsSentFirst() {
        jdbi.useTransaction(handle -> {
            StatementCustomizer first = new StatementCustomizer() {
                @Override
                public void beforeTemplating(PreparedStatement none, StatementContext context) {
                    handle.execute("DELETE FROM accounts WHERE id = -1");
                    CheckedSql.of(Account.TABLE, handle.createUpdate(RENAME))
                            .bindMethods(bob.withOwner("Bobby"))
                            .execute();
                }
            };

            int count = CheckedSql.of(Account.TABLE, handle.createUpdate(RENAME))
                    .addCustomizer(first)
                    .bindMethods(ann.withOwner("Anne"))
                    .execute();

            assertThat(count).isEqualTo(1);
        });
        assertThat(owners()).containsExactly("Anne", "Bobby");
    }

    /** What was to be recorded and was never built does not stay behind. */
    @Test
    void fluent_neverBuilt_handleGoesOn() {
        jdbi.useHandle(handle -> {
            StatementBuilder builder = handle.getStatementBuilder();
            try (Update broken = CheckedSql.of(Account.TABLE, handle.createUpdate("UPDATE accounts SET <none>"))) {
                assertThatThrownBy(broken::execute).isInstanceOf(UnableToCreateStatementException.class);
            }

            assertThat(handle.getStatementBuilder()).isSameAs(builder);
            assertThat(CheckedSql.of(Account.TABLE, handle.createUpdate(RENAME))
                            .bindMethods(ann.withOwner("Anne"))
                            .execute())
                    .isEqualTo(1);
            assertThat(handle.getStatementBuilder()).isSameAs(builder);
        });
    }

    /** Two of them wait for their statement, and that of the first is built first. */
    @Test
    void fluent_builtInTheOrderThatTheyWait() throws SQLException {
        jdbi.useHandle(handle -> {
            StatementBuilder builder = handle.getStatementBuilder();
            try (Update one = handle.createUpdate("SELECT 1");
                    Update other = handle.createUpdate("SELECT 1")) {
                Recorder ofOne = new Recorder();
                Recorder ofOther = new Recorder();
                RecordingBuilder.await(handle, one.getContext(), ofOne);
                RecordingBuilder.await(handle, other.getContext(), ofOther);

                StatementBuilder waiting = handle.getStatementBuilder();
                try (PreparedStatement statement =
                        waiting.create(handle.getConnection(), "SELECT ?", one.getContext())) {
                    statement.setInt(1, 7);
                }
                try (PreparedStatement statement =
                        handle.getStatementBuilder().create(handle.getConnection(), "SELECT ?", other.getContext())) {
                    statement.setInt(1, 8);
                }

                assertThat(ofOne.rows().get(0).get(0).value()).isEqualTo(7);
                assertThat(ofOther.rows().get(0).get(0).value()).isEqualTo(8);
                assertThat(handle.getStatementBuilder()).isSameAs(builder);
            }
        });
    }

    /** JDBC keeps a parameter for the rows that follow; an argument may count on that. */
    @Test
    void batch_boundOnce_holdsForTheRowsAfter() {
        AtomicInteger bound = new AtomicInteger();
        Argument once = (position, statement, context) -> {
            if (bound.getAndIncrement() == 0) {
                statement.setLong(position, 1);
            }
        };

        jdbi.useTransaction(handle -> {
            PreparedBatch batch = CheckedSql.of(Account.TABLE, handle.prepareBatch(RENAME));
            batch.bindMethods(ann.withOwner("A")).bind("version", once).add();
            batch.bindMethods(bob.withOwner("B")).bind("version", once).add();

            assertThat(batch.execute()).containsExactly(1, 1);
        });
        assertThat(bound).hasValue(2);
        assertThat(owners()).containsExactly("A", "B");
    }

    public record Holder(long id, String owner, long version) {}

    @Test
    void fluent_sameStatement_ofTwoTables() {
        Table<Holder, Long> holders = Table.of(Holder.class, Long.class).named("accounts");
        Account theirs = accounts.update(ann.withOwner("Theirs"));

        jdbi.useHandle(handle -> {
            for (Table<?, Long> table : List.of(Account.TABLE, holders)) {
                ConflictException e = catchThrowableOfType(
                        ConflictException.class,
                        () -> CheckedSql.of(table, handle.createUpdate(RENAME))
                                .bindMethods(ann)
                                .execute());
                assertThat(e.current(table.rowType()))
                        .isEqualTo(table == holders ? new Holder(ann.id(), "Theirs", 2) : theirs);
            }
        });
    }

    /** Nothing of it is open when it is undone. */
    @Test
    void batch_refused_statementIsClosed() throws SQLException {
        List<PreparedStatement> sent = new ArrayList<>();
        StatementCustomizer remember = new StatementCustomizer() {
            @Override
            public void beforeBinding(PreparedStatement statement, StatementContext context) {
                sent.add(statement);
            }
        };
        Jdbi over = over((method, real) -> {
            if (method.equals("rollback to")) {
                assertThat(sent.get(1).isClosed()).isTrue();
                sent.remove(1);
            }
            return real.call();
        });

        over.useHandle(handle -> {
            PreparedBatch outside = CheckedSql.of(Account.TABLE, handle.prepareBatch(RENAME));
            outside.addCustomizer(remember).bindMethods(ann).add();
            assertThatThrownBy(() -> outside.executePreparedBatch("version")
                            .mapTo(long.class)
                            .list())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a version-checked batch must be sent in a transaction, or the rows that are written"
                            + " before one is refused could not be undone: use handle.inTransaction(…). Nothing was"
                            + " sent.");
            assertThat(sent.get(0).isClosed()).isTrue();

            handle.useTransaction(same -> {
                PreparedBatch stale = CheckedSql.of(Account.TABLE, same.prepareBatch(RENAME));
                stale.addCustomizer(remember).bindMethods(ann.withVersion(9)).add();
                assertThatThrownBy(() -> stale.executePreparedBatch("version")
                                .mapTo(long.class)
                                .list())
                        .isInstanceOf(ConflictException.class);
            });
            assertThat(sent).hasSize(1);
        });
    }

    @Test
    void batch_inCallersTransaction_savepointIsReleased() {
        List<String> calls = new ArrayList<>();
        Jdbi over = over((method, real) -> {
            if (method.endsWith("Savepoint") || method.equals("rollback to")) {
                calls.add(method);
            }
            return real.call();
        });

        over.useTransaction(handle -> {
            Dao dao = handle.attach(Dao.class);
            dao.renameInChunks(List.of(ann.withOwner("A")));
            PreparedBatch batch = CheckedSql.of(Account.TABLE, handle.prepareBatch(RENAME));
            batch.bindMethods(bob.withOwner("B")).add();
            assertThat(batch.execute()).containsExactly(1);
            assertThatThrownBy(() -> dao.renameInChunks(List.of(bob))).isInstanceOf(ConflictException.class);
        });

        assertThat(calls)
                .containsExactly(
                        "setSavepoint",
                        "releaseSavepoint",
                        "setSavepoint",
                        "releaseSavepoint",
                        "setSavepoint",
                        "rollback to",
                        "releaseSavepoint");
    }

    /** Some drivers refuse to release a savepoint, always or after a rollback to it. */
    @Test
    void batch_inCallersTransaction_releaseRefused() {
        Jdbi over = over((method, real) -> {
            if (method.equals("releaseSavepoint")) {
                throw new SQLFeatureNotSupportedException("injected", "0A000");
            }
            return real.call();
        });

        over.useTransaction(handle -> {
            Dao dao = handle.attach(Dao.class);
            assertThat(dao.renameAll(List.of(ann.withOwner("A")))).containsExactly(1);
            assertThatThrownBy(() -> dao.renameAll(List.of(bob.withOwner("B"), bob.withVersion(9))))
                    .isInstanceOf(ConflictException.class)
                    .hasNoSuppressedExceptions();
            PreparedBatch batch = CheckedSql.of(Account.TABLE, handle.prepareBatch(RENAME));
            batch.bindMethods(bob.withOwner("B")).add();
            batch.bindMethods(bob.withVersion(9)).add();
            assertThatThrownBy(batch::execute).isInstanceOf(ConflictException.class);
        });

        assertThat(owners()).containsExactly("A", "Bob");
    }

    @Test
    void batch_inCallersTransaction_withoutSavepoints() {
        Jdbi over = over((method, real) -> method.equals("supportsSavepoints") ? false : real.call());

        over.useTransaction(handle -> {
            Dao dao = handle.attach(Dao.class);
            assertThatThrownBy(() -> dao.renameAll(List.of(ann.withOwner("A"))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a version-checked batch in your transaction needs a savepoint, which the database does"
                            + " not have: send it in a transaction of its own, which is then rolled back, or row by row."
                            + " Nothing was sent.");
        });
        assertThat(over.onDemand(Dao.class).renameAll(List.of(bob.withOwner("B"))))
                .containsExactly(1);

        assertThat(owners()).containsExactly("Ann", "B");
    }

    @Test
    void batch_inCallersTransaction_savepointRefused() {
        Jdbi over = over((method, real) -> {
            if (method.equals("setSavepoint")) {
                throw new SQLException("injected", "58000");
            }
            return real.call();
        });

        over.useTransaction(
                handle -> assertThatThrownBy(() -> handle.attach(Dao.class).renameAll(List.of(ann.withOwner("A"))))
                        .isInstanceOf(TransactionException.class)
                        .hasMessage(
                                "the savepoint that a version-checked batch needs was refused. Nothing of the batch was sent."));

        assertThat(owners()).containsExactly("Ann", "Bob");
    }

    @Test
    void batch_inCallersTransaction_cannotBeUndone() {
        Jdbi over = over((method, real) -> {
            if (method.equals("rollback to")) {
                throw new SQLException("injected", "58000");
            }
            return real.call();
        });

        over.useTransaction(handle -> {
            assertThatThrownBy(
                            () -> handle.attach(Dao.class).renameAll(List.of(ann.withOwner("A"), bob.withVersion(9))))
                    .isInstanceOf(ConflictException.class)
                    .satisfies(e -> assertThat(e.getSuppressed())
                            .singleElement()
                            .isInstanceOfSatisfying(
                                    TransactionException.class,
                                    suppressed -> assertThat(suppressed)
                                            .hasMessage("the batch could not be undone up to its savepoint: rows of it"
                                                    + " may be written in this transaction; roll it back")));
            handle.rollback();
        });

        assertThat(owners()).containsExactly("Ann", "Bob");
    }

    private interface Call {
        Object call() throws Throwable;
    }

    private interface Instead {
        Object of(String method, Call real) throws Throwable;
    }

    /** A Jdbi over connections that do something else instead of a method that was called. */
    private Jdbi over(Instead instead) {
        Jdbi over = Jdbi.create(() -> (Connection) proxy(database.dataSource().getConnection(), instead))
                .installPlugin(new SqlObjectPlugin());
        over.getConfig(VersionedTables.class).register(Account.TABLE);
        return over;
    }

    private static Object proxy(Object real, Instead instead) {
        Class<?> type = real instanceof Connection ? Connection.class : DatabaseMetaData.class;
        return Proxy.newProxyInstance(
                VersionCheckCases.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    boolean isToSavepoint = method.getName().equals("rollback") && arguments != null;
                    Object result = instead.of(isToSavepoint ? "rollback to" : method.getName(), () -> {
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
                    return result instanceof DatabaseMetaData ? proxy(result, instead) : result;
                });
    }
}

package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.BusyException;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Resolver;
import io.github.ifmatch.Sender;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one row, or none, is taken for. */
public abstract class VerdictContract extends AccountContract {

    @Test
    void applied_rowAsTriggerLeftIt() {
        meddle(Meddling.EDITS_OWNER, "accounts");

        Account ann = accounts.insert(Account.of("Ann", 10));
        Account anne = accounts.update(ann.withOwner("Anne"));

        assertThat(ann.owner()).isEqualTo("ANN");
        assertThat(anne.owner()).isEqualTo("ANNE");
        assertThat(stored()).containsExactly(anne);
    }

    @Test
    void applied_numberAsColumnScalesIt() {
        needs(Feature.EXACT_NUMBERS);
        Account ann = accounts.insert(Account.of("Ann", 10));

        Account richer = accounts.update(new Account(ann.id(), "Ann", new BigDecimal("12.345"), 1));

        assertThat(ann.balance()).isEqualTo(new BigDecimal("10.00"));
        assertThat(richer.balance()).isEqualTo(new BigDecimal("12.35"));
        assertThat(stored()).containsExactly(richer);
    }

    record Stamp(long id, Instant at, long version) {}

    @Test
    void applied_timestampAsColumnRoundsIt() {
        needs(Feature.TIMES_ROUNDED);
        database.drop("stamp");
        database.execute("CREATE TABLE stamp (id bigint PRIMARY KEY, {'at'} {instant(3)}, version bigint NOT NULL)");
        VersionedRepository<Stamp, Long> stamps = database.repository(Table.of(Stamp.class, Long.class));
        Instant at = Instant.parse("2026-03-01T12:00:00.123456789Z");

        Stamp inserted = stamps.insert(new Stamp(1, at, 0));
        Stamp updated = stamps.update(new Stamp(1, at.plus(Duration.ofHours(1)), 1));

        assertThat(inserted.at()).isEqualTo(Instant.parse("2026-03-01T12:00:00.123Z"));
        assertThat(updated).isEqualTo(new Stamp(1, Instant.parse("2026-03-01T13:00:00.123Z"), 2));
        assertThat(stamps.get(1L)).isEqualTo(updated);
    }

    /** The writes that check the version. */
    enum Write {
        UPDATE,
        PATCH,
        PATCH_BY_ID,
        TOUCH,
        DELETE,
        DELETE_BY_ID;

        Outcome<Account> send(VersionedRows<Account, Long> rows, Account account) {
            return switch (this) {
                case UPDATE -> rows.tryUpdate(account);
                case PATCH -> rows.tryPatch(account, account.withOwner("Patched"));
                case PATCH_BY_ID -> rows.tryPatch(account.id(), account.version(), Map.of("owner", "Patched"));
                case TOUCH -> rows.tryTouch(account);
                case DELETE -> rows.tryDelete(account);
                case DELETE_BY_ID -> rows.tryDelete(account.id(), account.version());
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void conflict_rowChanged(Write write) throws SQLException {
        Account ann = accounts.insert(Account.of("Ann", 10));
        Account theirs = accounts.update(ann.withOwner("Anne"));

        Outcome<Account> alone = write.send(accounts, ann);
        Outcome<Account> joined = inCallersTransaction(rows -> write.send(rows, ann));

        assertThat(alone).isEqualTo(joined).isInstanceOfSatisfying(Conflict.class, conflict -> {
            assertThat(conflict.expectedVersion()).isEqualTo(1);
            assertThat(conflict.currentVersion()).isEqualTo(2);
            assertThat(conflict.current()).isEqualTo(theirs);
        });
        assertThat(stored()).containsExactly(theirs);
    }

    @ParameterizedTest
    @EnumSource
    void missing_rowDeleted(Write write) throws SQLException {
        Account ann = accounts.insert(Account.of("Ann", 10));
        accounts.delete(ann);

        assertThat(write.send(accounts, ann)).isEqualTo(new Missing<>(Account.TABLE, ann.id()));
        assertThat(inCallersTransaction(rows -> write.send(rows, ann)))
                .isEqualTo(new Missing<>(Account.TABLE, ann.id()));
        assertThat(stored()).isEmpty();
    }

    @Test
    void missing_overwrite() {
        assertThat(accounts.tryOverwrite(new Account(7, "Ann", BigDecimal.ONE, 3), "support ticket 4711"))
                .isEqualTo(new Missing<>(Account.TABLE, 7L));
        assertThat(stored()).isEmpty();
    }

    /** The version alone proves nothing when it is lower than expected: only a locking read does. */
    @ParameterizedTest
    @EnumSource
    void conflict_rowDeletedAndInsertedAgain(Write write) throws SQLException {
        Account ann = accounts.insert(Account.of("Ann", 10));
        Account old = touched(ann, 4);
        accounts.delete(old);
        Account again = accounts.insert(ann.withOwner("Bob"));
        FaultyDataSource watched = FaultyDataSource.of(database.dataSource());
        assertThat(accounts(watched.dataSource()).get(ann.id())).isEqualTo(again);
        watched.drain();

        Outcome<Account> alone = write.send(accounts(watched.dataSource()), old);
        List<String> sent = watched.drain();
        Outcome<Account> joined = inCallersTransaction(rows -> write.send(rows, old));

        assertThat(alone).isEqualTo(joined).isInstanceOfSatisfying(Conflict.class, conflict -> {
            assertThat(conflict.expectedVersion()).isEqualTo(5);
            assertThat(conflict.current()).isEqualTo(again);
        });
        if (database.has(Feature.ROW_LOCKS) && database.has(Feature.LOCKING_READS)) { // else a look is as good
            assertThat(sent)
                    .filteredOn(sql -> sql.contains(database.dialect().locking("")))
                    .hasSize(1);
        }
        assertThat(stored()).containsExactly(again);
    }

    /** The row that refused the insert is gone when we look: then nothing stands against it any more. */
    @Test
    void insert_refusingRowIsGone() {
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        int[] failures = {1};
        faulty.inject((event, real) -> {
            if (event.contains("INSERT INTO accounts") && failures[0]-- > 0) {
                throw new SQLException("injected", "23505");
            }
            return real.call();
        });
        Account bob = new Account(77, "Bob", new BigDecimal("1.00"), 0);

        assertThat(accounts(faulty.dataSource()).tryInsert(bob)).isEqualTo(new Applied<>(bob.withVersion(1)));
    }

    /** The row that stood against it is as expected when we look, and the second attempt is refused: for that, not for its savepoint. */
    @Test
    void callers_secondAttemptCannotBeOrdered() throws SQLException {
        needs(Feature.GAPS_UNLOCKED);
        needs(Feature.CONCURRENT_WRITERS);
        Account ann = accounts.insert(Account.of("Ann", 10));
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        AtomicInteger updates = new AtomicInteger();
        faulty.inject((event, real) -> {
            if (event.startsWith("ROLLBACK TO") || (event.startsWith("UPDATE ") && updates.get() > 0)) {
                throw new SQLException("injected", "40001");
            }
            if (!event.startsWith("UPDATE ")) {
                return real.call();
            }
            updates.incrementAndGet();
            accounts.delete(ann);
            Object answer = real.call();
            accounts.insert(ann);
            return answer;
        });

        try (Connection connection = faulty.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            VersionedRows<Account, Long> rows = accounts(faulty.dataSource()).on(connection);
            assertThatThrownBy(() -> rows.tryUpdate(ann.withOwner("Anne"))).isInstanceOf(SerializationException.class);
            assertThat(updates).hasValue(1);
            connection.rollback();
        }
        assertThat(stored()).containsExactly(ann);
    }

    /** What was locked in a transaction that was rolled back is not locked any more. */
    @Test
    void missing_rowDeletedAfterARefusedSecondAttempt() {
        needs(Feature.GAPS_UNLOCKED);
        needs(Feature.CONCURRENT_WRITERS);
        Account ann = accounts.insert(Account.of("Ann", 10));
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        AtomicInteger updates = new AtomicInteger();
        faulty.inject((event, real) -> {
            int made = event.startsWith("UPDATE ") ? updates.incrementAndGet() : 0;
            if (made == 2) {
                throw new SQLException("injected", "40001");
            }
            if (made > 0) {
                accounts.delete(ann);
            }
            Object answer = real.call();
            if (made == 1) { // nothing stands against it at the next look
                accounts.insert(ann);
            }
            return answer;
        });

        assertThat(accounts(faulty.dataSource()).tryUpdate(ann.withOwner("Anne")))
                .isEqualTo(new Missing<>(Account.TABLE, ann.id()));
        assertThat(updates).hasValue(3);
    }

    /** What is applied after a refused second attempt is committed, like everything that is told as applied. */
    @Test
    void applied_afterARefusedSecondAttempt() {
        needs(Feature.GAPS_UNLOCKED);
        needs(Feature.CONCURRENT_WRITERS);
        Account ann = accounts.insert(Account.of("Ann", 10));
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        AtomicInteger updates = new AtomicInteger();
        faulty.inject((event, real) -> {
            int made = event.startsWith("UPDATE ") ? updates.incrementAndGet() : 0;
            if (made == 2) {
                throw new SQLException("injected", "40001");
            }
            if (made != 1) {
                return real.call();
            }
            accounts.delete(ann);
            Object answer = real.call();
            accounts.insert(ann); // nothing stands against it at the next look
            return answer;
        });

        Outcome<Account> outcome = accounts(faulty.dataSource()).tryUpdate(ann.withOwner("Anne"));

        assertThat(outcome).isEqualTo(new Applied<>(ann.withOwner("Anne").withVersion(2)));
        assertThat(stored()).containsExactly(outcome.orElseThrow());
        assertThat(updates).hasValue(3);
        assertThat(faulty.drain())
                .filteredOn(event -> event.startsWith("UPDATE ") || event.equals("COMMIT") || event.equals("ROLLBACK"))
                .endsWith("COMMIT");
    }

    /** Each attempt meets a row, and no look does: what a trigger did instead of the insert stands once at most. */
    @Test
    void insert_comesAndGoes_isSentInAutocommitOnce() {
        needs(Feature.CONCURRENT_WRITERS);
        if (!database.has(Feature.UNLOCKED_READS) || !database.has(Feature.INSERTED_ROW_RETURNED)) {
            needs(Feature.DUPLICATES_UNLOCKED); // else the row cannot go before the transaction of the insert that
            // met it ends
        }
        Account bob = new Account(77, "Bob", new BigDecimal("1.00"), 0);
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        AtomicInteger sent = new AtomicInteger();
        List<Boolean> autocommit = new ArrayList<>(); // of those that did not fail; one that fails is undone whole
        boolean[] isInTransaction = {false};
        faulty.inject((event, real) -> {
            if (event.startsWith("AUTOCOMMIT")) {
                isInTransaction[0] = event.endsWith("false");
            }
            if (!event.startsWith("INSERT ")) {
                return real.call();
            }
            sent.incrementAndGet();
            accounts.insert(bob);
            try {
                Object answer = real.call();
                autocommit.add(!isInTransaction[0]);
                return answer;
            } finally {
                accounts.delete(bob.withVersion(1));
            }
        });
        var rows = accounts(faulty.dataSource());

        assertThatThrownBy(() -> rows.tryInsert(bob))
                .isInstanceOf(database.has(Feature.OTHER_KEYS_KNOWN) ? BusyException.class : DatabaseException.class);

        assertThat(sent).hasValueGreaterThan(1);
        assertThat(autocommit).filteredOn(each -> each).hasSizeLessThan(2);
        assertThat(stored()).isEmpty();
    }

    /** The row that an insert met was just like its own, and is gone once the insert was undone: it need not have been the insert's. */
    @Test
    void insert_rowLikeItsOwnIsGone() {
        needs(Isolation.READ_COMMITTED);
        Account bob = new Account(77, "Bob", new BigDecimal("1.00"), 0);
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        AtomicInteger inserts = new AtomicInteger();
        AtomicInteger rollbacks = new AtomicInteger();
        faulty.inject((event, real) -> {
            if (event.startsWith("INSERT ") && inserts.incrementAndGet() == 1) {
                accounts.insert(bob);
            }
            Object answer = real.call();
            if (event.equals("ROLLBACK") && rollbacks.incrementAndGet() == 1) {
                accounts.delete(bob.withVersion(1));
            }
            return answer;
        });
        Database own = database.database(faulty.dataSource()).withIsolation(Isolation.READ_COMMITTED);

        Outcome<Account> outcome = own.repository(Account.TABLE).tryInsert(bob);

        assertThat(outcome)
                .isInstanceOfAny(Applied.class, Conflict.class); // a conflict, if it was looked at before it went
    }

    /** A statement by itself stands, whatever its answer fails with: it is not sent again, and not taken for somebody else's. */
    @ParameterizedTest
    @ValueSource(strings = {"40001", "57014", "23505"})
    void answerFails_writeStands(String state) {
        needs(Feature.INSERTED_ROW_RETURNED, Feature.UPDATED_ROW_RETURNED);
        Database deaf = database.database().withSender((connection, sql, keys, values) -> {
            PreparedStatement statement = keys.isEmpty()
                    ? connection.prepareStatement(sql)
                    : connection.prepareStatement(sql, keys.toArray(String[]::new));
            values.bind(statement);
            boolean unused = statement.execute();
            return new Unanswered(statement, sql.startsWith("SELECT") ? null : state);
        });
        VersionedRepository<Account, Long> rows = deaf.repository(Account.TABLE);

        assertThatThrownBy(() -> rows.insert(Account.of("Ann", 10)))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("accounts (new row): insert failed (SQLSTATE " + state + "). The write stands.");
        Account ann = stored().get(0);
        assertThat(stored()).hasSize(1);
        assertThatThrownBy(() -> rows.update(ann.withOwner("Anne")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageEndingWith("The write stands.");
        assertThat(stored()).containsExactly(ann.withOwner("Anne").withVersion(2));
    }

    /** A statement that was executed; its answer fails, if a state is given. */
    private record Unanswered(
            PreparedStatement real, @Nullable String state) implements Sender.Sent {

        @Override
        public PreparedStatement statement() {
            return (PreparedStatement) Proxy.newProxyInstance(
                    Unanswered.class.getClassLoader(),
                    new Class<?>[] {PreparedStatement.class},
                    (self, method, arguments) -> {
                        if (state != null) {
                            throw new SQLException("injected", state);
                        }
                        return method.invoke(real, arguments);
                    });
        }

        @Override
        public void close() throws SQLException {
            real.close();
        }
    }

    @Test
    void insert_breaksAnotherIndex() {
        database.execute("CREATE UNIQUE INDEX accounts_owner ON accounts (owner)");
        Account ann = accounts.insert(Account.of("Ann", 10));

        assertThatThrownBy(() -> accounts.tryInsert(new Account(77, "Ann", BigDecimal.ONE, 0)))
                .isInstanceOf(DatabaseException.class)
                .extracting(Contract::said)
                .isEqualTo("accounts 77: insert would break a unique index. Nothing was written.");
        assertThat(stored()).containsExactly(ann);
    }

    @Test
    void conflict_looksApplied() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        Account mine = ann.withBalance(20);
        assertThat(accounts.tryUpdate(mine)).isInstanceOf(Applied.class);

        assertThat(accounts.tryUpdate(mine))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.looksApplied()).isTrue());
        assertThat(accounts.tryUpdate(ann.withBalance(21)))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.looksApplied()).isFalse());
    }

    @Test
    void update_versionIsNull() {
        createLegacy("bigint");
        database.execute("INSERT INTO legacy VALUES (1, 'Ann', NULL)");

        assertThatThrownBy(() -> database.repository(Legacy.TABLE).tryUpdate(new Legacy(1, "Anne", 0)))
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "legacy.version is NULL, which the component version (long) cannot hold: set it in every row, or"
                                + " declare the table with adoptNullVersions()");

        VersionedRepository<Legacy, Long> adopting = database.repository(Legacy.TABLE.adoptNullVersions());
        Legacy ann = adopting.get(1L);
        assertThat(ann).isEqualTo(new Legacy(1, "Ann", 0));
        assertThat(adopting.tryUpdate(new Legacy(1, "Anne", 7)))
                .isEqualTo(new Conflict<>(Legacy.TABLE.adoptNullVersions(), 1L, 7, new Legacy(1, "Anne", 7), ann));
        assertThat(adopting.update(new Legacy(1, "Anne", 0))).isEqualTo(new Legacy(1, "Anne", 1));
        assertThat(adopting.tryUpdate(ann)).isInstanceOf(Conflict.class);
    }

    record Legacy(long id, String owner, long version) {
        static final Table<Legacy, Long> TABLE = Table.of(Legacy.class, Long.class);
    }

    /** The widths that a counter may have. */
    enum Width {
        SMALLINT(Short.MAX_VALUE),
        INTEGER(Integer.MAX_VALUE),
        BIGINT(Long.MAX_VALUE);

        final long last;

        Width(long last) {
            this.last = last;
        }
    }

    @ParameterizedTest
    @EnumSource
    void update_versionOverflows(Width width) {
        needs(Feature.VALUES_CHECKED);
        createLegacy(width.name() + " NOT NULL");
        database.execute("INSERT INTO legacy VALUES (1, 'Ann', " + width.last + ")");
        VersionedRepository<Legacy, Long> rows = database.repository(Legacy.TABLE);
        Legacy ann = rows.get(1L);

        assertThatThrownBy(() -> rows.tryUpdate(new Legacy(1, "Anne", width.last)))
                .isInstanceOfSatisfying(
                        DatabaseException.class,
                        e -> assertThat(e)
                                .hasMessage(
                                        "legacy 1: update failed (SQLSTATE " + e.sqlState() + "): version " + width.last
                                                + " is the last that a column of type " + width.name()
                                                + " can hold; give the version a wider"
                                                + " type. Nothing was written.")
                                .extracting(DatabaseException::kind)
                                .isEqualTo(DatabaseException.Kind.OTHER));
        assertThat(rows.get(1L)).isEqualTo(ann);
    }

    record Narrow(long id, String owner, short version) {
        static final Table<Narrow, Long> TABLE =
                Table.of(Narrow.class, Long.class).named("legacy");
    }

    /** A version that the row's own component cannot hold must not be written: nobody could read it. */
    @Test
    void update_versionOverflowsComponent() {
        createLegacy("bigint NOT NULL");
        database.execute("INSERT INTO legacy VALUES (1, 'Ann', 32767)");
        VersionedRepository<Narrow, Long> rows = database.repository(Narrow.TABLE);
        Narrow ann = rows.get(1L);

        assertThatThrownBy(() -> rows.tryUpdate(new Narrow(1, "Anne", Short.MAX_VALUE)))
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "legacy 1: version 32767 is the last that a component of type short can hold; give the version"
                                + " a wider type. Nothing was written.");
        assertThat(rows.get(1L)).isEqualTo(ann);
    }

    /** Nobody knows the version before: the database refuses the one that could not be read. */
    @Test
    void overwrite_versionOverflowsComponent() {
        needs(Feature.VALUES_CHECKED);
        createLegacy("bigint NOT NULL");
        database.execute("INSERT INTO legacy VALUES (1, 'Ann', 32767)", "INSERT INTO legacy VALUES (2, 'Bob', 7)");
        VersionedRepository<Narrow, Long> rows = database.repository(Narrow.TABLE);
        Narrow ann = rows.get(1L);
        Narrow bob = rows.get(2L);

        assertThatThrownBy(() -> rows.overwrite(new Narrow(1, "Anne", (short) 1), "test"))
                .isInstanceOf(DatabaseException.class)
                .extracting(Contract::said)
                .asString()
                .matches("legacy 1: overwrite failed.*\\. Nothing was written\\.");
        assertThatThrownBy(() -> rows.updateWhere(Map.of("owner", "Eve"), "id > ?", 0L))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("Nothing was written.");
        assertThat(rows.findAll(List.of(1L, 2L))).containsExactly(ann, bob);
        assertThat(rows.updateWhere(Map.of("owner", "Eve"), "id = ?", 2L)).isEqualTo(1);
        assertThat(rows.overwrite(new Narrow(2, "Eva", (short) 1), "test")).isEqualTo(new Narrow(2, "Eva", (short) 9));
    }

    /** Legacy columns begin at 0, as Hibernate's and Rails' do: that says nothing of an insert. */
    @Test
    void conflict_fromVersionZero() {
        createLegacy("bigint DEFAULT 0 NOT NULL");
        database.execute("INSERT INTO legacy VALUES (1, 'Ann', 0)");
        VersionedRepository<Legacy, Long> rows = database.repository(Legacy.TABLE);
        Legacy ann = rows.get(1L);
        rows.update(ann);
        String changed = "legacy 1 was changed by somebody else: expected version 0, current version 1. Nothing was"
                + " written; current(Legacy.class) is the row as it now stands.";

        assertThatThrownBy(() -> rows.update(ann)).hasMessage(changed);
        assertThatThrownBy(() -> rows.patch(1L, 0, Map.of("owner", "Eve"))).hasMessage(changed);
        assertThatThrownBy(() -> rows.delete(ann)).hasMessage(changed);
        assertThatThrownBy(() -> rows.check(ann)).hasMessage(changed);
        assertThatThrownBy(() -> rows.insert(ann))
                .hasMessage("legacy 1 exists already: expected version 0, current version 1. Nothing was written;"
                        + " current(Legacy.class) is the row as it now stands.");
    }

    @Test
    void conflict_namesTheVerb() {
        createLegacy("bigint NOT NULL");
        database.execute("INSERT INTO legacy VALUES (1, 'Ann', 2)");
        VersionedRepository<Legacy, Long> rows = database.repository(Legacy.TABLE);
        Legacy stale = new Legacy(1, "Eve", 1);

        assertThat(verb(rows.tryInsert(stale))).isEqualTo("insert");
        assertThat(verb(rows.tryUpdate(stale))).isEqualTo("update");
        assertThat(verb(rows.tryUpdate(stale, Resolver.keepTheirs()))).isEqualTo("update");
        assertThat(verb(rows.tryPatch(stale, new Legacy(1, "Eva", 1)))).isEqualTo("patch");
        assertThat(verb(rows.tryPatch(1L, 1, Map.of("owner", "Eva")))).isEqualTo("patch");
        assertThat(verb(rows.tryPatch(1L, 1, Map.of()))).isEqualTo("patch");
        assertThat(verb(rows.tryTouch(stale))).isEqualTo("touch");
        assertThat(verb(rows.tryDelete(stale))).isEqualTo("delete");
        assertThat(verb(rows.tryDelete(1L, 1))).isEqualTo("delete");
        assertThat(verb(rows.tryCheck(stale))).isEqualTo("check");
        assertThat(verb(rows.tryInsertAll(List.of(stale)).get(0))).isEqualTo("insert");
        assertThat(verb(rows.tryUpdateAll(List.of(stale)).get(0))).isEqualTo("update");
        assertThat(verb(rows.tryDeleteAll(List.of(stale)).get(0))).isEqualTo("delete");
        assertThatThrownBy(() -> rows.confirm(1L, 1, 0))
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        e -> assertThat(e.conflict().verb()).isEqualTo("statement"));
    }

    private static String verb(Outcome<Legacy> refused) {
        return ((Conflict<Legacy>) refused).verb();
    }

    private void createLegacy(String versionType) {
        database.drop("legacy");
        database.execute("CREATE TABLE legacy (id bigint PRIMARY KEY, owner varchar(50), version " + versionType + ")");
    }

    private Account touched(Account account, int times) {
        Account touched = account;
        for (int i = 0; i < times; i++) {
            touched = accounts.touch(touched);
        }
        return touched;
    }

    private Outcome<Account> inCallersTransaction(Function<VersionedRows<Account, Long>, Outcome<Account>> work)
            throws SQLException {
        try (Connection connection = begin()) {
            Outcome<Account> result = work.apply(accounts.on(connection));
            connection.rollback();
            return result;
        }
    }
}

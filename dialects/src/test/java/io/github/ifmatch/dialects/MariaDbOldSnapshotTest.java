package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Retry;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.sample.Account;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * REPEATABLE READ on MariaDB: reads show the snapshot, writes and locked looks the newest rows. So a verdict tells of the newest row; with
 * {@code innodb_snapshot_isolation} there is none, but that the work is to be run again.
 */
@NeedsMariaDb
class MariaDbOldSnapshotTest {

    private static final Account THEIRS = new Account(7, "Theirs", new BigDecimal("1.00"), 1);

    private static final TestDatabase PLAIN = new MariaDbTestDatabase(
            new MariaDbDialect(), MariaDbTestDatabase.Driver.MARIADB, MariaDbTestDatabase.Sessions.REPEATABLE_READ);

    private static final TestDatabase CHECKED = new MariaDbTestDatabase(
            new MariaDbDialect(), MariaDbTestDatabase.Driver.MARIADB, MariaDbTestDatabase.Sessions.SNAPSHOT);

    private Account first;

    @BeforeEach
    void create() {
        for (TestDatabase database : List.of(PLAIN, CHECKED)) {
            Account.create(database);
            first = database.repository(Account.TABLE)
                    .insert(Account.of("First", 1).withId(1));
        }
    }

    /** What others do after the snapshot was taken. */
    @SuppressWarnings("ImmutableEnumChecker") // what they do holds no state
    enum Meanwhile {
        INSERT(others -> others.insert(THEIRS)),
        UPDATE(others -> others.update(others.get(1L).withOwner("Theirs"))),
        DELETE(others -> others.delete(others.get(1L)));

        private final transient Consumer<VersionedRepository<Account, Long>> others;

        Meanwhile(Consumer<VersionedRepository<Account, Long>> others) {
            this.others = others;
        }
    }

    private static <T> T after(
            TestDatabase database, Meanwhile meanwhile, Function<VersionedRows<Account, Long>, T> work) {
        return database.database().inTransaction(Retry.upTo(1), transaction -> {
            VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
            assertThat(rows.find(99L)).isEmpty(); // the snapshot is taken
            meanwhile.others.accept(database.repository(Account.TABLE));
            return work.apply(rows);
        });
    }

    private static Outcome<Account> verdict(
            Meanwhile meanwhile, Function<VersionedRows<Account, Long>, Outcome<Account>> work) {
        return after(PLAIN, meanwhile, work);
    }

    @Test
    void update_ofANewerRow() {
        Account changed = first.withOwner("Theirs").withVersion(2);

        assertThat(verdict(Meanwhile.UPDATE, rows -> rows.tryUpdate(first.withOwner("Mine"))))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.current()).isEqualTo(changed));
    }

    /** Even where the snapshot's row shows by itself that there is a conflict. */
    @Test
    void conflict_showsTheNewestRow() {
        Account second = PLAIN.repository(Account.TABLE).update(first.withOwner("Second"));

        assertThat(verdict(Meanwhile.UPDATE, rows -> rows.tryUpdate(first.withOwner("Mine"))))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.current())
                                .isEqualTo(second.withOwner("Theirs").withVersion(3)));
        assertThat(verdict(Meanwhile.DELETE, rows -> rows.tryUpdate(first.withOwner("Mine"))))
                .isEqualTo(new Missing<>(Account.TABLE, 1L));
    }

    /**
     * A batch of its own, row by row since one broke a key: the look at a row that was refused takes the snapshot, and must not be
     * what the looks after later writes go by.
     */
    @Test
    void batchOfItsOwn_looksAtWhatIsNewest() {
        VersionedRepository<Account, Long> others = PLAIN.repository(Account.TABLE);
        Account late = new Account(8, "Late", new BigDecimal("1.00"), 1);
        FaultyDataSource faulty = FaultyDataSource.of(PLAIN.dataSource());
        AtomicInteger inserts = new AtomicInteger();
        faulty.inject((event, real) -> {
            if (event.startsWith("INSERT")) {
                switch (inserts.incrementAndGet()) {
                    case 1 -> assertThat(others.insert(THEIRS)).isEqualTo(THEIRS); // breaks the batch
                    case 4 -> assertThat(others.insert(late)).isEqualTo(late); // before the third of three rows
                    default -> {}
                }
            }
            return real.call();
        });

        List<Outcome<Account>> outcomes = PLAIN.repository(faulty.dataSource(), Account.TABLE)
                .tryInsertAll(List.of(
                        new Account(6, "Mine", BigDecimal.ONE, 0), THEIRS.withOwner("Mine"), late.withOwner("Mine")));

        assertThat(inserts).hasValueGreaterThanOrEqualTo(4);
        assertThat(outcomes.get(0)).isInstanceOf(Applied.class);
        assertThat(outcomes.subList(1, 3))
                .extracting(outcome -> ((Conflict<Account>) outcome).current())
                .containsExactly(THEIRS, late);
    }

    private record Named(String id, String owner, long version) {}

    private static final Table<Named, String> NAMED =
            Table.of(Named.class, String.class).named("named");

    /** The lock shows a row whose id has another spelling; which of the ids it answers, the snapshot does not show. */
    @Test
    void lockedRowOfAnotherSpelling_isNotMissing() {
        PLAIN.drop("named");
        PLAIN.execute("CREATE TABLE named (id varchar(20) COLLATE utf8mb4_general_ci PRIMARY KEY, owner varchar(20),"
                + " version bigint NOT NULL)");
        VersionedRepository<Named, String> others = PLAIN.repository(NAMED);

        assertThatThrownBy(() -> PLAIN.database().inTransaction(Retry.upTo(1), transaction -> {
                    VersionedRows<Named, String> rows = transaction.rows(NAMED);
                    assertThat(rows.find("x")).isEmpty(); // the snapshot is taken
                    assertThat(others.insert(new Named("ABC", "theirs", 0)).version())
                            .isEqualTo(1);
                    return rows.tryDeleteAll(List.of(new Named("abc", "mine", 1)));
                }))
                .isInstanceOf(SerializationException.class);
        List<Outcome<Named>> again = PLAIN.database()
                .inTransaction(
                        transaction -> transaction.rows(NAMED).tryDeleteAll(List.of(new Named("abc", "mine", 1))));
        assertThat(again).singleElement().isInstanceOf(Applied.class);
    }

    @Test
    void update_ofARowThatIsGone() {
        assertThat(verdict(Meanwhile.DELETE, rows -> rows.tryUpdate(first)))
                .isEqualTo(new Missing<>(Account.TABLE, 1L));
    }

    @Test
    void update_ofANewRow() {
        assertThat(verdict(Meanwhile.INSERT, rows -> rows.tryUpdate(THEIRS.withOwner("Mine"))))
                .isEqualTo(new Applied<>(THEIRS.withOwner("Mine").withVersion(2)));
    }

    @Test
    void insert_ofANewRow() {
        assertThat(verdict(Meanwhile.INSERT, rows -> rows.tryInsert(THEIRS.withOwner("Mine"))))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.current()).isEqualTo(THEIRS));
    }

    @Test
    void check_sees_whatIsNewest() {
        assertThat(verdict(Meanwhile.INSERT, rows -> rows.tryCheck(THEIRS))).isEqualTo(new Applied<>(THEIRS));
        assertThat(verdict(Meanwhile.UPDATE, rows -> rows.tryCheck(first))).isInstanceOf(Conflict.class);
        assertThat(verdict(Meanwhile.DELETE, rows -> rows.tryCheck(first.withVersion(2))))
                .isInstanceOf(Missing.class);
    }

    @Test
    void delete_ofARowThatIsNewerOrGone() {
        assertThat(verdict(Meanwhile.UPDATE, rows -> rows.tryDelete(first))).isInstanceOf(Conflict.class);
        assertThat(verdict(Meanwhile.DELETE, rows -> rows.tryDelete(first.withVersion(2))))
                .isInstanceOf(Missing.class);
    }

    @Test
    void batch_ofARowThatIsNewerOrGone() {
        List<Outcome<Account>> newer =
                after(PLAIN, Meanwhile.UPDATE, rows -> rows.tryUpdateAll(List.of(first.withOwner("Mine"))));
        List<Outcome<Account>> gone =
                after(PLAIN, Meanwhile.DELETE, rows -> rows.tryUpdateAll(List.of(first.withVersion(2))));

        assertThat(newer)
                .singleElement()
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.current())
                                .isEqualTo(first.withOwner("Theirs").withVersion(2)));
        assertThat(gone).singleElement().isEqualTo(new Missing<>(Account.TABLE, 1L));
    }

    @ParameterizedTest
    @EnumSource
    void snapshotIsolation_isRunAgain(Meanwhile meanwhile) {
        Account row = meanwhile == Meanwhile.INSERT ? THEIRS : first;

        assertThatThrownBy(() -> after(CHECKED, meanwhile, rows -> rows.tryUpdate(row.withOwner("Mine"))))
                .isInstanceOf(SerializationException.class);
        assertThat(CHECKED.query("SELECT count(*) FROM accounts WHERE owner = 'Mine'"))
                .containsExactly("0");
    }
}

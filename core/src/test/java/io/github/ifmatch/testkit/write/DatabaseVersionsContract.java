package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.http.Problem;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import io.github.ifmatch.type.VersionSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions that the database makes, each of them lower than the one before: which one it begins with, and what if it makes none. */
public abstract class DatabaseVersionsContract extends AccountContract {

    private static final Table<Account, Long> TABLE = Account.TABLE.versions(VersionSource.DATABASE);
    private static final long FIRST = 1_000_000;
    private static final int STEP = 7;

    private Database of;
    private VersionedRepository<Account, Long> rows;

    @BeforeEach
    void makeRows() {
        database.drop("accounts");
        database.execute("CREATE TABLE accounts (id {identity}, owner varchar(50) NOT NULL,"
                + " balance numeric(12, 2) NOT NULL, version bigint DEFAULT " + FIRST + " NOT NULL)");
        meddle(Meddling.LOWERS_VERSION, "accounts");
        of = database.database();
        rows = database.repository(TABLE);
    }

    private static Account ann(long id) {
        return Account.of("Ann", 10).withId(id);
    }

    /** The row after so many writes. */
    private static Account after(int writes, Account row) {
        return row.withVersion(FIRST - (long) STEP * writes);
    }

    @Test
    void insert() {
        assertThat(rows.insert(Account.of("Ann", 10)).version()).isEqualTo(FIRST);
        assertThat(rows.insert(ann(70).withVersion(3))).isEqualTo(after(0, ann(70)));
        assertThat(rows.insertAll(List.of(ann(71), ann(72)))).containsExactly(after(0, ann(71)), after(0, ann(72)));
        assertThat(rows.insertAll(List.of(Account.of("Bob", 1), Account.of("Cid", 1))))
                .allMatch(row -> row.version() == FIRST);
    }

    /** The row that stands there has the lower number: it is the newer one all the same, and is said to be. */
    @Test
    void problem_ofALowerVersion() {
        Account first = rows.insert(ann(7));
        Account second = rows.touch(first);

        Conflict<Account> refused = (Conflict<Account>) rows.tryUpdate(first);

        assertThat(refused.currentVersion()).isEqualTo(second.version()).isLessThan(FIRST);
        assertThat(Problem.of(refused).toMap().get("detail")).asString().contains("was changed by somebody else");
    }

    /** Without its trigger the database makes no version: nobody could tell one state of the row from the next. */
    @Test
    void noNewVersion() {
        database.drop("accounts");
        database.execute("CREATE TABLE accounts (id {identity}, owner varchar(50) NOT NULL,"
                + " balance numeric(12, 2) NOT NULL, version bigint DEFAULT 5 NOT NULL)");
        VersionedRepository<Account, Long> unmade = database.repository(TABLE);
        Account ann = unmade.insert(ann(7));

        assertThatThrownBy(() ->
                        of.inTransaction(transaction -> transaction.rows(TABLE).update(ann.withOwner("Anne"))))
                .isInstanceOf(MappingException.class)
                .hasMessageStartingWith("accounts 7: after update on version 5 the row shows version 5."
                        + " The database, to which versions are left, must make a new one at each write.");
        assertThat(unmade.get(7L)).isEqualTo(ann);
        assertThatThrownBy(() -> unmade.updateAll(List.of(ann.withOwner("Anne"))))
                .isInstanceOf(MappingException.class);
        assertThat(unmade.get(7L)).isEqualTo(ann);
    }

    @Test
    void declaration() {
        assertThat(TABLE.versions()).isEqualTo(VersionSource.DATABASE);
        of.verify(TABLE);
        assertThatThrownBy(() -> Guard.of(TABLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("accounts must count its versions, or which one must come next is not known");
        assertThatThrownBy(TABLE::adoptNullVersions)
                .isInstanceOf(MappingException.class)
                .hasMessage("accounts (Account): versions that are left to the database cannot be adopted where they"
                        + " are NULL");
    }
}

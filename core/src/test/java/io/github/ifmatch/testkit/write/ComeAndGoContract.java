package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ifmatch.BusyException;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.http.Problem;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A row of the same id stands against an insert at each of its attempts, and is gone at each look: that others are busy with it is said
 * where the catalogue tells that no other index can be what is broken.
 */
public abstract class ComeAndGoContract extends AccountContract {

    private static final Account EVE = Account.of("Eve", 10).withId(77);
    private static final Account BOB = Account.of("Bob", 10).withId(77);

    private Database meddled;

    @BeforeEach
    void comeAndGo() {
        needs(Feature.CONCURRENT_WRITERS);
        if (!database.has(Feature.UNLOCKED_READS)) {
            // else the row cannot go before the transaction of the insert that met it ends
            needs(Feature.DUPLICATES_UNLOCKED);
        }
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.inject((event, real) -> {
            if (!event.contains("INSERT INTO accounts")) {
                return real.call();
            }
            Account there = accounts.insert(EVE);
            try {
                return real.call();
            } finally {
                accounts.delete(there);
            }
        });
        meddled = database.database(faulty.dataSource());
    }

    private VersionedException refused(ThrowingCallable insert) {
        VersionedException refused = catchThrowableOfType(VersionedException.class, insert);
        assertThat(stored()).isEmpty();
        return refused;
    }

    private void assertBusy(VersionedException refused) {
        if (!database.has(Feature.OTHER_KEYS_KNOWN)) {
            assertUnique(refused);
            return;
        }
        assertThat(refused)
                .isInstanceOf(BusyException.class)
                .extracting(Contract::said)
                .asString()
                .startsWith("accounts 77: insert met a row of the same id, which came and went. ");
        Problem problem = Problem.of(refused);
        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.headers()).containsEntry("Retry-After", "1");
    }

    private static void assertUnique(VersionedException refused) {
        assertThat(refused)
                .isInstanceOf(DatabaseException.class)
                .extracting(Contract::said)
                .asString()
                .startsWith("accounts 77: insert would break a unique index. ");
    }

    /** In a transaction what the insert met may be locked by now, also against the one who is to delete it. */
    private void needsUnlocked() {
        if (!database.has(Feature.INSERTED_ROW_RETURNED)) {
            needs(Feature.DUPLICATES_UNLOCKED);
        }
    }

    @Test
    void insert_alone() {
        needsUnlocked();
        VersionedException refused =
                refused(() -> meddled.repository(Account.TABLE).tryInsert(BOB));

        assertBusy(refused);
        assertThat(refused).hasMessageEndingWith("Nothing was written.");
    }

    @Test
    void insert_inATransaction() {
        needs(Feature.DUPLICATES_UNLOCKED);
        assertBusy(refused(() -> meddled.inTransaction(
                transaction -> transaction.rows(Account.TABLE).tryInsert(BOB))));
    }

    @Test
    void insertAll() {
        needs(Feature.DUPLICATES_UNLOCKED);
        List<Account> rows = List.of(Account.of("Ann", 10).withId(76), BOB);

        assertBusy(refused(() -> meddled.repository(Account.TABLE).insertAll(rows)));
        assertBusy(refused(() -> meddled.repository(Account.TABLE).tryInsertAll(rows)));
    }

    @Test
    void changeSet() {
        needs(Feature.DUPLICATES_UNLOCKED);
        assertBusy(refused(() -> meddled.apply(ChangeSet.empty().insert("bob", Account.TABLE, BOB))));
    }

    @Test
    void insert_otherUniqueIndex() {
        needsUnlocked();
        database.execute("CREATE UNIQUE INDEX accounts_owner ON accounts (owner)");

        assertUnique(refused(() -> meddled.repository(Account.TABLE).tryInsert(BOB)));
    }

    /** Of another table, perhaps: what the trigger does is not looked into. */
    @Test
    void insert_trigger() {
        needsUnlocked();
        meddle(Meddling.EDITS_OWNER, "accounts");

        assertUnique(refused(() -> meddled.repository(Account.TABLE).tryInsert(BOB)));
    }

    /** All that it breaks is broken by a row of the same id. */
    @Test
    void insert_uniqueIndexOverTheIdAndMore() {
        needsUnlocked();
        database.execute("CREATE UNIQUE INDEX accounts_owner ON accounts (owner, id)");

        assertBusy(refused(() -> meddled.repository(Account.TABLE).tryInsert(BOB)));
    }
}

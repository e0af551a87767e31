package io.github.ifmatch.testkit.sample;

import io.github.ifmatch.Outcome;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What each verb sends, on a connection of a warmed pool in autocommit. For one thread at a time. */
public final class SentStatements {

    private final CountingDataSource counting;
    private final VersionedRepository<Account, Long> accounts;
    private final VersionedRepository<Account, Long> adopting;
    private final VersionedRepository<Profile, Long> profiles;
    private final Account fresh;
    private final Account stale;
    private final long profile;

    /** Makes the tables anew, with a row to be written and one that somebody else has changed. */
    public SentStatements(TestDatabase database) {
        Account.create(database);
        Profile.create(database);
        counting = CountingDataSource.of(database.dataSource());
        accounts = database.repository(counting.dataSource(), Account.TABLE);
        adopting = database.repository(counting.dataSource(), Account.TABLE.adoptNullVersions());
        profiles = database.repository(counting.dataSource(), Profile.TABLE);
        fresh = accounts.insert(Account.of("Ann", 10));
        stale = accounts.insert(Account.of("Bob", 10));
        accounts.touch(stale);
        profile = profiles.insert(new Profile(0, "Ann", "first", null, 0)).id();
        adopting.touch(adopting.insert(Account.of("Old", 10)));
        counting.drain();
    }

    private List<String> sent(boolean applied, Outcome<?> outcome) {
        if (outcome.isApplied() != applied) {
            throw new IllegalStateException("unexpected: " + outcome);
        }
        return counting.drain();
    }

    private static Account withoutId() {
        return Account.of("Eve", 30);
    }

    public List<String> insert() {
        return sent(true, accounts.tryInsert(withoutId()));
    }

    public List<String> insertGivenId() {
        return sent(true, accounts.tryInsert(withoutId().withId(4711)));
    }

    public List<String> insertExistingId() {
        return sent(false, accounts.tryInsert(withoutId().withId(fresh.id())));
    }

    public List<String> find() {
        if (accounts.find(fresh.id()).isEmpty()) {
            throw new IllegalStateException("no row");
        }
        return counting.drain();
    }

    /** Three ids. */
    public List<String> findAll() {
        if (accounts.findAll(List.of(fresh.id(), stale.id(), -1L)).size() != 2) {
            throw new IllegalStateException("not two rows");
        }
        return counting.drain();
    }

    public List<String> update() {
        return applied(accounts::tryUpdate);
    }

    public List<String> updateStale() {
        return refused(accounts::tryUpdate);
    }

    public List<String> updateMissing() {
        return sent(false, accounts.tryUpdate(fresh.withId(-1)));
    }

    public List<String> patch() {
        return applied(row -> accounts.tryPatch(row, row.withBalance(11)));
    }

    public List<String> patchStale() {
        return refused(row -> accounts.tryPatch(row, row.withBalance(11)));
    }

    public List<String> patchNamed() {
        return applied(row -> accounts.tryPatch(row.id(), row.version(), Map.of("owner", "Anne")));
    }

    public List<String> touch() {
        return applied(accounts::tryTouch);
    }

    public List<String> touchStale() {
        return refused(accounts::tryTouch);
    }

    public List<String> overwrite() {
        return sent(true, accounts.tryOverwrite(stale, "test"));
    }

    public List<String> delete() {
        return applied(accounts::tryDelete);
    }

    public List<String> deleteStale() {
        return refused(accounts::tryDelete);
    }

    public List<String> deleteById() {
        return applied(row -> accounts.tryDelete(row.id(), row.version()));
    }

    public List<String> writeUnversioned() {
        return sent(true, profiles.tryWriteUnversioned(profile, Map.of("lastSeen", "second")));
    }

    /** Every versioned column of a row with columns of each kind. */
    public List<String> updateProfile() {
        return sent(true, profiles.tryUpdate(new Profile(profile, "Anne", "mine", 99, 1)));
    }

    /** An update of a row whose version may be NULL. */
    public List<String> updateAdopting() {
        return applied(adopting::tryUpdate);
    }

    private List<String> applied(Function<Account, Outcome<Account>> write) {
        return sent(true, write.apply(fresh));
    }

    private List<String> refused(Function<Account, Outcome<Account>> write) {
        return sent(false, write.apply(stale));
    }
}

package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.Transaction;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.Profile;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The caller's mistakes at run time: each a clear message, nothing sent or nothing written. */
public abstract class BadInputContract extends Contract {

    private static final String NO_OTHER_ID =
            "; an id does not change: insert the row under its new id and delete the old row, in one transaction";

    private CountingDataSource counting;
    private VersionedRepository<Account, Long> accounts;
    private VersionedRepository<Profile, Long> profiles;
    private Account ann;

    @BeforeEach
    void createTables() {
        Account.create(database);
        Profile.create(database);
        counting = CountingDataSource.of(database.dataSource());
        accounts = database.repository(counting.dataSource(), Account.TABLE);
        profiles = database.repository(counting.dataSource(), Profile.TABLE);
        ann = accounts.insert(Account.of("Ann", 10));
        profiles.insert(new Profile(7, "Ann", "first", null, 0));
        counting.drain();
    }

    /** Nothing is sent, so nothing can have been written. */
    private void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
        assertThat(counting.drain()).isEmpty();
    }

    @Test
    void patchNamed_unknownName() {
        assertRefused(
                () -> accounts.patch(ann.id(), 1, Map.of("owner", "Eve", "nowhere", 1, "balance_", 2)),
                "values must name versioned components (owner, balance): balance_, nowhere");
    }

    @Test
    void patchNamed_notForPatches() {
        assertRefused(
                () -> accounts.patch(ann.id(), 1, Map.of("id", 8L)),
                "values must name versioned components (owner, balance): id" + NO_OTHER_ID);
        assertRefused(
                () -> accounts.patch(ann.id(), 1, Map.of("version", 8L)),
                "values must name versioned components (owner, balance): version");
        assertRefused(
                () -> profiles.patch(7L, 1, Map.of("nameLength", 8)),
                "values must name versioned components (name): nameLength");
        assertRefused(
                () -> profiles.patch(7L, 1, Map.of("lastSeen", "now")),
                "values must name versioned components (name): lastSeen");
    }

    @Test
    void patchNamed_wrongClass() {
        assertRefused(
                () -> accounts.patch(ann.id(), 1, Map.of("owner", 13)),
                "accounts.owner takes a java.lang.String: java.lang.Integer");
    }

    private record Counter(long id, int count, long version) {}

    @Test
    void patchNamed_nullForAPrimitive() {
        VersionedRepository<Counter, Long> counters =
                database.repository(counting.dataSource(), Table.of(Counter.class, Long.class));

        assertRefused(
                () -> counters.patch(7L, 1, Collections.singletonMap("count", null)),
                "counter.count takes a int: null");
    }

    @Test
    void patch_otherIdOrVersion() {
        assertRefused(
                () -> accounts.patch(ann, ann.withId(8).withOwner("Eve")),
                "before and after must have the same id and version; they differ in accounts.id" + NO_OTHER_ID);
        assertRefused(
                () -> accounts.patch(ann, ann.withVersion(8).withOwner("Eve")),
                "before and after must have the same id and version; they differ in accounts.version");
    }

    @Test
    void patch_notForPatches() {
        Profile before = new Profile(7, "Ann", "first", 3, 1);

        assertRefused(
                () -> profiles.patch(before, new Profile(7, "Ann", "second", 3, 1)),
                "before and after must not differ in profiles.last_seen: it is unversioned, write it with"
                        + " writeUnversioned(…)");
        assertRefused(
                () -> profiles.patch(before, new Profile(7, "Ann", "first", 4, 1)),
                "before and after must not differ in profiles.name_length: the database computes it");
    }

    @Test
    void writeUnversioned_otherColumns() {
        assertRefused(
                () -> profiles.writeUnversioned(7L, Map.of("name", "Eve")),
                "values must name unversioned components (lastSeen): name");
        assertRefused(() -> profiles.writeUnversioned(7L, Map.of()), "values must name at least one component");
        assertRefused(
                () -> profiles.writeUnversioned(7L, Map.of("lastSeen", 1)),
                "profiles.last_seen takes a java.lang.String: java.lang.Integer");
    }

    @Test
    void overwrite_blankReason() {
        assertRefused(() -> accounts.overwrite(ann, ""), "reason must say why: blank");
        assertRefused(() -> accounts.overwrite(ann, " \t\n"), "reason must say why: blank");
    }

    /** Through raw types, as code without generics calls. */
    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void rawTypes_otherClasses() {
        VersionedRows raw = accounts;
        String id = "id must be a java.lang.Long: java.lang.Integer";
        String row = "row must be a io.github.ifmatch.testkit.sample.Account: io.github.ifmatch.testkit.sample.Profile";
        Object profile = new Profile(7, "Ann", "first", 3, 1);

        assertRefused(() -> raw.find(7), id);
        assertRefused(() -> raw.get(7), id);
        assertRefused(() -> raw.findAll(List.of(7)), id);
        assertRefused(() -> raw.delete(7, 1), id);
        assertRefused(() -> raw.patch(7, 1, Map.of("owner", "Eve")), id);
        assertRefused(() -> raw.insert(profile), row);
        assertRefused(() -> raw.update(profile), row);
        assertRefused(() -> raw.delete(profile), row);
        assertRefused(() -> raw.touch(profile), row);
        assertRefused(() -> raw.overwrite(profile, "why"), row);
        assertRefused(
                () -> raw.patch(ann, profile),
                "after must be a io.github.ifmatch.testkit.sample.Account: io.github.ifmatch.testkit.sample.Profile");
    }

    @Test
    void transaction_afterItsEnd() {
        Transaction[] kept = new Transaction[1];
        VersionedRows<Account, Long> rows = database.database().inTransaction(transaction -> {
            kept[0] = transaction;
            return transaction.rows(Account.TABLE);
        });
        String message = "the transaction has ended; use it only inside inTransaction(…)";

        assertThatThrownBy(() -> kept[0].rows(Account.TABLE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> kept[0].connection())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> rows.update(ann))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> rows.find(ann.id()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThat(accounts.get(ann.id())).isEqualTo(ann);
    }

    /** Refuses what the column makes of 0.005. */
    private record Picky(long id, BigDecimal amount, long version) {

        private Picky {
            if (amount.compareTo(new BigDecimal("0.01")) == 0) {
                throw new IllegalArgumentException("no cents: " + amount);
            }
        }
    }

    private VersionedRepository<Picky, Long> picky() {
        database.drop("picky");
        database.execute(
                "CREATE TABLE picky (id bigint PRIMARY KEY, amount numeric(8, 2), version bigint NOT NULL)",
                "INSERT INTO picky VALUES (1, 0.01, 1)",
                "INSERT INTO picky VALUES (2, 2, 1)");
        return database.repository(Table.of(Picky.class, Long.class));
    }

    @Test
    void constructor_refusesAStoredRow() {
        VersionedRepository<Picky, Long> picky = picky();

        assertThatThrownBy(() -> picky.find(1L))
                .isInstanceOf(MappingException.class)
                .hasMessage("picky (Picky): the record's constructor refused a row")
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    /** The row is found unfit after the write: in autocommit it stands, in a transaction it is rolled back. */
    @Test
    void constructor_refusesAWrittenRow() {
        needs(Feature.EXACT_NUMBERS);
        VersionedRepository<Picky, Long> picky = picky();
        boolean stands = database.has(Feature.UPDATED_ROW_RETURNED);

        assertThatThrownBy(() -> picky.update(new Picky(2, new BigDecimal("0.005"), 1)))
                .isInstanceOf(MappingException.class)
                .hasMessage("picky 2: picky (Picky): the record's constructor refused a row. "
                        + (stands ? "The write stands." : "Nothing was written: it was rolled back."));
        if (stands) {
            assertThatThrownBy(() -> picky.find(2L)).isInstanceOf(MappingException.class);
        } else {
            assertThat(picky.get(2L).version()).isEqualTo(1);
        }
    }

    @Test
    void read_nullForAPrimitive() {
        database.drop("counter");
        database.execute(
                "CREATE TABLE counter (id bigint PRIMARY KEY, count integer, version bigint NOT NULL)",
                "INSERT INTO counter VALUES (7, NULL, 1)");
        VersionedRepository<Counter, Long> counters = database.repository(Table.of(Counter.class, Long.class));

        assertThatThrownBy(() -> counters.get(7L))
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "counter.count is NULL, which the component count (int) cannot hold: declare it as Integer");
    }
}

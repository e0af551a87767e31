package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.HeaderFields;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.Problem;
import io.github.ifmatch.http.Put;
import io.github.ifmatch.http.RowTags;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.Meddled;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import io.github.ifmatch.testkit.tool.Crowd;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** HTTP's preconditions are the statement's own: check and write are one act. */
public abstract class ConditionalRowsContract extends AccountContract {

    private static final int THREADS = 8;

    /** Of a long race. */
    private static final int ROUNDS = 1_000;

    private final Preconditions<Account, Long> preconditions = Preconditions.of(RowTags.of(Account.TABLE));
    private ConditionalRows<Account, Long> conditional;

    @BeforeEach
    void makeConditional() {
        conditional = ConditionalRows.of(accounts);
    }

    private Decision.Proceed put(long id, String field, String value) {
        return (Decision.Proceed) preconditions.evaluate(
                "PUT", HeaderFields.of(Map.of(field, List.of(value))), id, () -> accounts.find(id));
    }

    private static int status(Outcome<Account> outcome, Decision.Proceed proceed) {
        return outcome.fold(
                row -> row.version() == 1 ? 201 : 200,
                conflict -> Problem.of(conflict, proceed).status(),
                missing -> Problem.of(missing, proceed).status());
    }

    /** What the client of this thread is answered, whether the write answers or throws. */
    private static int answered(Decision.Proceed proceed, Supplier<Outcome<Account>> write) {
        try {
            return status(write.get(), proceed);
        } catch (VersionedException e) {
            return Problem.of(e, proceed).status();
        }
    }

    /** The row at version 3, having been at 1 and 2. */
    private Account atVersion3() {
        return accounts.touch(accounts.touch(accounts.insert(Account.of("Ann", 10))));
    }

    @Test
    void update_acceptableVersion() {
        Account row = atVersion3();

        for (AcceptableVersions acceptable :
                List.of(AcceptableVersions.only(3), AcceptableVersions.oneOf(List.of(1L, 4L, 9L)))) {
            Outcome<Account> outcome =
                    conditional.tryUpdate(row.withOwner("Anne").withVersion(77), acceptable);

            assertThat(outcome).isInstanceOf(Applied.class);
        }
        assertThat(accounts.get(row.id())).isEqualTo(row.withOwner("Anne").withVersion(5));
    }

    @Test
    void update_noAcceptableVersion() {
        Account row = atVersion3();

        for (AcceptableVersions acceptable : List.of(
                AcceptableVersions.only(2),
                AcceptableVersions.oneOf(List.of(1L, 2L)),
                AcceptableVersions.oneOf(List.of()),
                AcceptableVersions.absence())) {
            Outcome<Account> outcome = conditional.tryUpdate(row.withOwner("Anne"), acceptable);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Conflict.class,
                            conflict -> assertThat(conflict.current()).isEqualTo(row));
            assertThat(conditional.tryDelete(row.id(), acceptable)).isInstanceOf(Conflict.class);
            assertThat(conditional.tryPatch(row.id(), acceptable, Map.of("owner", "Anne")))
                    .isInstanceOf(Conflict.class);
        }
        assertThat(stored()).containsExactly(row);
    }

    private record Narrow(long id, String owner, short version) {}

    /** Whatever number a client sends, a row that cannot be at that version is not at it. */
    @Test
    void update_versionBeyondTheComponent() {
        database.drop("narrow");
        database.execute(
                "CREATE TABLE narrow (id bigint PRIMARY KEY, owner varchar(9), version bigint NOT NULL)",
                "INSERT INTO narrow VALUES (1, 'Ann', 3)");
        ConditionalRows<Narrow, Long> rows =
                ConditionalRows.of(database.repository(Table.of(Narrow.class, Long.class)));
        Narrow mine = new Narrow(1, "Anne", (short) 0);

        for (AcceptableVersions acceptable :
                List.of(AcceptableVersions.only(65_539), AcceptableVersions.oneOf(List.of(65_539L, 70_000L)))) {
            assertThat(rows.tryUpdate(mine, acceptable)).isInstanceOf(Conflict.class);
            assertThat(rows.tryPatch(1L, acceptable, Map.of("owner", "Anne"))).isInstanceOf(Conflict.class);
            assertThat(rows.tryDelete(1L, acceptable)).isInstanceOf(Conflict.class);
            assertThat(rows.tryDelete(2L, acceptable)).isInstanceOf(Missing.class);
        }
        assertThat(rows.tryUpdate(mine, AcceptableVersions.oneOf(List.of(3L, 65_539L))))
                .isEqualTo(new Applied<>(new Narrow(1, "Anne", (short) 4)));
    }

    @Test
    void update_anyVersion() {
        Account row = atVersion3();
        AcceptableVersions any = AcceptableVersions.anyVersion();

        assertThat(conditional.tryUpdate(row.withOwner("Anne").withVersion(1), any))
                .isInstanceOf(Applied.class);
        assertThat(conditional.tryPatch(row.id(), any, Map.of("owner", "Anna"))).isInstanceOf(Applied.class);
        assertThat(stored()).containsExactly(row.withOwner("Anna").withVersion(5));
        assertThat(conditional.tryDelete(row.id(), any)).isInstanceOf(Applied.class);
        assertThat(stored()).isEmpty();
    }

    @Test
    void missingRow() {
        Account gone = Account.of("Ann", 10).withId(404).withVersion(1);

        for (AcceptableVersions acceptable : List.of(
                AcceptableVersions.only(1),
                AcceptableVersions.oneOf(List.of(1L, 2L)),
                AcceptableVersions.oneOf(List.of()),
                AcceptableVersions.anyVersion())) {
            assertThat(conditional.tryUpdate(gone, acceptable)).isInstanceOf(Missing.class);
            assertThat(conditional.tryPut(gone, acceptable)).isInstanceOf(Missing.class);
            assertThat(conditional.tryDelete(404L, acceptable)).isInstanceOf(Missing.class);
            assertThat(conditional.tryPatch(404L, acceptable, Map.of("owner", "Anne")))
                    .isInstanceOf(Missing.class);
        }
        assertThat(stored()).isEmpty();
    }

    @Test
    void put_createsOrUpdates() {
        Account ann = Account.of("Ann", 10).withId(7);
        AcceptableVersions anything = AcceptableVersions.anything();

        assertThat(conditional.tryPut(ann, anything))
                .isEqualTo(new Applied<>(ann.scaled().withVersion(1)));
        assertThat(conditional.tryPut(ann.withOwner("Anne"), anything))
                .isEqualTo(new Applied<>(ann.scaled().withOwner("Anne").withVersion(2)));
        assertThat(conditional.tryPut(ann, AcceptableVersions.absence())).isInstanceOf(Conflict.class);
    }

    /** PUT /accounts/0: an insert would leave the id to the database, and make another row than the one that was named. */
    @Test
    void put_idThatTheDatabaseWouldGive() {
        Account zero = Account.of("Ann", 10);

        for (AcceptableVersions acceptable : List.of(
                AcceptableVersions.anything(),
                AcceptableVersions.absence(),
                AcceptableVersions.anyVersion(),
                AcceptableVersions.only(1))) {
            assertThat(conditional.tryCreateOrUpdate(zero, acceptable))
                    .isEqualTo(new Put<>(new Missing<>(Account.TABLE, 0L), false));
        }
        assertThat(stored()).isEmpty();
    }

    @Test
    void put_rowOfSuchAnId() {
        needs(Feature.ZERO_IDS);
        Account zero = Account.of("Ann", 10);
        database.execute("INSERT INTO accounts (id, owner, balance, version) VALUES (0, 'Zoe', 1, 1)");
        Account zoe = accounts.get(0L);
        assertThat(conditional.tryPut(zero, AcceptableVersions.absence()))
                .isEqualTo(new Conflict<>(Account.TABLE, "insert", 0L, 0, zero, zoe));
        assertThat(conditional.tryPut(zero, AcceptableVersions.only(1)))
                .isEqualTo(new Applied<>(zero.scaled().withVersion(2)));
        assertThat(conditional.tryPut(zero, AcceptableVersions.anything()))
                .isEqualTo(new Applied<>(zero.scaled().withVersion(3)));
    }

    /** RFC 9110 §9.3.4. A legacy row at version 0 is at version 1 once it is updated, as one that was created is. */
    @Test
    void put_saysWhetherItCreated() {
        Account ann = Account.of("Ann", 10).withId(7);
        AcceptableVersions anything = AcceptableVersions.anything();
        Put<Account> created = conditional.tryCreateOrUpdate(ann, anything);
        Put<Account> refused = conditional.tryCreateOrUpdate(ann, AcceptableVersions.absence());
        database.execute("UPDATE accounts SET version = 0");

        Put<Account> updated = conditional.tryCreateOrUpdate(ann, AcceptableVersions.only(0));

        Applied<Account> stored = new Applied<>(ann.scaled().withVersion(1));
        assertThat(created).isEqualTo(new Put<>(stored, true));
        assertThat(updated).isEqualTo(new Put<>(stored, false));
        assertThat(refused.outcome()).isInstanceOf(Conflict.class);
        assertThat(refused.isCreated()).isFalse();
        assertThat(conditional.tryCreateOrUpdate(ann, anything).isCreated()).isFalse();
        assertThat(conditional
                        .tryCreateOrUpdate(ann.withId(8), AcceptableVersions.absence())
                        .isCreated())
                .isTrue();
    }

    /** RFC 9110 §13.1.1: there must be a row, whether it is looked for before the write or not. */
    @Test
    void put_ifMatch_noRow() {
        Account ann = Account.of("Ann", 10).withId(404);

        for (String ifMatch : List.of("\"1\"", "\"1\", \"2\"", "*")) {
            Decision.Proceed proceed = put(404, "If-Match", ifMatch);
            Outcome<Account> outcome = conditional.tryPut(ann, proceed.versions());

            assertThat(Problem.of(outcome, proceed).status()).isEqualTo(412);
        }
        assertThat(stored()).isEmpty();
    }

    @Test
    void put_ifNoneMatchAny_race() throws Exception {
        createdByOne(20);
    }

    @Tag("thorough")
    @Test
    void put_ifNoneMatchAny_longRace() throws Exception {
        createdByOne(ROUNDS);
    }

    /** RFC 9110 §13.1.2: the client assumes that it creates the row, and at most one client does. */
    private void createdByOne(int rounds) throws Exception {
        for (long id = 1; id <= rounds; id++) {
            Account row = Account.of("Ann", 10).withId(id);
            List<Integer> statuses = Crowd.of(THREADS, thread -> {
                Decision.Proceed proceed = put(row.id(), "If-None-Match", "*");
                return answered(proceed, () -> conditional.tryPut(row.withBalance(thread), proceed.versions()));
            });

            assertThat(statuses).containsOnlyOnce(201);
            assertThat(statuses.stream().filter(status -> status == 412)).hasSize(THREADS - 1);
        }
        assertThat(stored()).hasSize(rounds).allMatch(account -> account.version() == 1);
    }

    @Test
    void put_ifMatch_race() throws Exception {
        updatedByOne(20);
    }

    @Tag("thorough")
    @Test
    void put_ifMatch_longRace() throws Exception {
        updatedByOne(ROUNDS);
    }

    /** All have read version 1: one of them is 200, the others are 412, however they interleave. */
    private void updatedByOne(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            Account row = accounts.insert(Account.of("Ann", 10));
            List<Integer> statuses = Crowd.of(THREADS, thread -> {
                Decision.Proceed proceed = put(row.id(), "If-Match", "\"1\"");
                return answered(proceed, () -> conditional.tryPut(row.withBalance(thread), proceed.versions()));
            });

            assertThat(statuses).containsOnlyOnce(200);
            assertThat(statuses.stream().filter(status -> status == 412)).hasSize(THREADS - 1);
            assertThat(accounts.get(row.id()).version()).isEqualTo(2);
        }
    }

    @Test
    void patch_severalVersions_race() throws Exception {
        patchedByFour(10);
    }

    @Tag("thorough")
    @Test
    void patch_severalVersions_longRace() throws Exception {
        patchedByFour(ROUNDS);
    }

    /** Versions 1 to 4 are acceptable: four writes are made, each on another of them, and no more; to the others it is 412. */
    private void patchedByFour(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            Account row = accounts.insert(Account.of("Ann", 10));
            Set<Long> left = ConcurrentHashMap.newKeySet();
            List<Integer> statuses = Crowd.of(THREADS, thread -> {
                Decision.Proceed proceed = put(row.id(), "If-Match", "\"1\", \"2\", \"3\", \"4\"");
                return answered(proceed, () -> {
                    Outcome<Account> outcome =
                            conditional.tryPatch(row.id(), proceed.versions(), Map.of("owner", "Ann " + thread));
                    if (outcome instanceof Applied<Account> applied) {
                        left.add(applied.row().version());
                    }
                    return outcome;
                });
            });

            assertThat(left).containsExactlyInAnyOrder(2L, 3L, 4L, 5L);
            assertThat(statuses.stream().filter(status -> status == 200)).hasSize(4);
            assertThat(statuses.stream().filter(status -> status == 412)).hasSize(THREADS - 4);
            assertThat(accounts.get(row.id()).version()).isEqualTo(5);
        }
    }

    /** The row was acceptable when it was looked at, and is not when it is written. */
    @Test
    void update_changesAfterTheLook() {
        Account row = accounts.insert(Account.of("Ann", 10));
        VersionedRepository<Account, Long> meddled = Meddled.afterFind(accounts, () -> {
            accounts.touch(accounts.touch(row));
        });

        Outcome<Account> outcome =
                ConditionalRows.of(meddled).tryUpdate(row.withOwner("Anne"), AcceptableVersions.oneOf(List.of(1L, 2L)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.currentVersion()).isEqualTo(3));
        assertThat(accounts.get(row.id()).owner()).isEqualTo("Ann");
    }

    /** It has moved on to another acceptable version: that one is written. */
    @Test
    void update_movesToAnotherAcceptableVersion() {
        Account row = accounts.insert(Account.of("Ann", 10));
        VersionedRepository<Account, Long> meddled = Meddled.afterFind(accounts, () -> {
            accounts.touch(row);
        });

        Outcome<Account> outcome =
                ConditionalRows.of(meddled).tryUpdate(row.withOwner("Anne"), AcceptableVersions.oneOf(List.of(1L, 2L)));

        assertThat(outcome).isEqualTo(new Applied<>(row.withOwner("Anne").withVersion(3)));
    }

    @Test
    void update_inTheCallersTransaction() throws Exception {
        Account row = atVersion3();
        try (Connection connection = begin()) {
            Outcome<Account> outcome = ConditionalRows.of(accounts.on(connection))
                    .tryUpdate(row.withOwner("Anne"), AcceptableVersions.oneOf(List.of(2L, 3L)));

            assertThat(outcome.isApplied()).isTrue();
            connection.rollback();
        }
        assertThat(stored()).containsExactly(row);
    }

    /** Writers wait for one another, and the loser is 412, not 500. */
    @Test
    void put_ifMatch_waitsForTheWinner() throws Exception {
        Account row = accounts.insert(Account.of("Ann", 10));
        Decision.Proceed proceed = put(row.id(), "If-Match", "\"1\"");
        Future<Integer> loser;
        try (Connection connection = begin()) {
            accounts.on(connection).update(row.withOwner("Anne"));
            loser = start(() -> status(conditional.tryPut(row.withOwner("Bob"), proceed.versions()), proceed));
            connection.commit();
        }

        assertThat(result(loser)).isEqualTo(412);
        assertThat(accounts.get(row.id()).owner()).isEqualTo("Anne");
    }
}

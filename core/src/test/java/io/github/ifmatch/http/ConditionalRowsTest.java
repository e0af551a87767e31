package io.github.ifmatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.sample.Account;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What conditional writes do where somebody else writes between their statements. */
class ConditionalRowsTest {

    private static final TestDatabase DATABASE = new H2TestDatabase(Dialect.STANDARD);

    private final VersionedRepository<Account, Long> accounts =
            DATABASE.database().repository(Account.TABLE);
    private final List<String> calls = new ArrayList<>();

    @BeforeEach
    void createAccounts() {
        Account.create(DATABASE);
    }

    /** The rows, with somebody who writes before each call of this method. */
    private ConditionalRows<Account, Long> meddledBefore(String called, Runnable meddling) {
        return meddledBefore(called, meddling, "no other", () -> {});
    }

    @SuppressWarnings("unchecked")
    private ConditionalRows<Account, Long> meddledBefore(
            String called, Runnable meddling, String other, Runnable otherMeddling) {
        return ConditionalRows.of((VersionedRepository<Account, Long>) Proxy.newProxyInstance(
                ConditionalRowsTest.class.getClassLoader(),
                new Class<?>[] {VersionedRepository.class},
                (proxy, method, arguments) -> {
                    if (method.getName().startsWith("try")) {
                        calls.add(method.getName());
                    }
                    if (method.getName().equals(called)) {
                        meddling.run();
                    }
                    if (method.getName().equals(other)) {
                        otherMeddling.run();
                    }
                    try {
                        return method.invoke(accounts, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Test
    void patch_losesEveryRace() {
        Account row = accounts.insert(Account.of("Ann", 10));
        AcceptableVersions acceptable =
                AcceptableVersions.oneOf(LongStream.rangeClosed(1, 20).boxed().toList());

        Outcome<Account> outcome = meddledBefore("tryPatch", () -> accounts.touch(accounts.get(row.id())))
                .tryPatch(row.id(), acceptable, Map.of("owner", "Mine"));

        assertThat(calls).containsExactly("tryPatch", "tryPatch", "tryPatch", "tryPatch", "tryPatch");
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.currentVersion()).isEqualTo(6));
        assertThat(accounts.get(row.id()).owner()).isEqualTo("Ann");
    }

    /** It was missing, and is there when it is to be inserted. */
    @Test
    void put_somebodyElseCreates() {
        Account mine = Account.of("Mine", 10).withId(7);

        Put<Account> put = meddledBefore("tryInsert", () -> accounts.insert(mine.withOwner("Theirs")))
                .tryCreateOrUpdate(mine, AcceptableVersions.anything());

        assertThat(put).isEqualTo(new Put<>(new Applied<>(mine.scaled().withVersion(2)), false));
        assertThat(calls).containsExactly("tryOverwrite", "tryInsert", "tryOverwrite");
    }

    /** Somebody creates it before each insert, and deletes it before each overwrite: the last word is an insert's. */
    @Test
    void put_rowComesAndGoes() {
        Account mine = Account.of("Mine", 10).withId(7);
        Account theirs = mine.withOwner("Theirs");
        ConditionalRows<Account, Long> meddled =
                meddledBefore("tryInsert", () -> accounts.insert(theirs), "tryOverwrite", () -> {
                    accounts.find(7L).ifPresent(accounts::delete);
                });

        Put<Account> put = meddled.tryCreateOrUpdate(mine, AcceptableVersions.anything());

        assertThat(calls).containsExactly("tryOverwrite", "tryInsert", "tryOverwrite", "tryInsert");
        assertThat(put.outcome())
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.current())
                                .isEqualTo(theirs.scaled().withVersion(1)));
    }

    @Test
    void acceptable_toString() {
        assertThat(Stream.of(
                                AcceptableVersions.anything(),
                                AcceptableVersions.anyVersion(),
                                AcceptableVersions.absence(),
                                AcceptableVersions.oneOf(List.of(5L, 3L)),
                                AcceptableVersions.oneOf(List.of()))
                        .map(AcceptableVersions::toString))
                .containsExactly("any version or no row", "any version", "no row", "version 3 or 5", "nothing");
    }

    private record Narrow(long id, String owner, short version) {}

    /** No statement is sent; the conflict says what one would have said. */
    @Test
    void conflict_versionBeyondTheComponent() {
        DATABASE.drop("narrow");
        DATABASE.execute(
                "CREATE TABLE narrow (id bigint PRIMARY KEY, owner varchar(9), version bigint NOT NULL)",
                "INSERT INTO narrow VALUES (1, 'Ann', 3)");
        Table<Narrow, Long> table = Table.of(Narrow.class, Long.class);
        Narrow current = new Narrow(1, "Ann", (short) 3);
        ConditionalRows<Narrow, Long> rows =
                ConditionalRows.of(DATABASE.database().repository(table));
        AcceptableVersions beyond = AcceptableVersions.only(65_539);

        assertThat(List.of(
                        rows.tryPatch(1L, beyond, Map.of("owner", "Anne")),
                        rows.tryDelete(1L, beyond),
                        rows.tryUpdate(current, AcceptableVersions.oneOf(List.of(65_539L, 70_000L)))))
                .isEqualTo(List.of(
                        new Conflict<>(table, "patch", 1L, 65_539, current, current),
                        new Conflict<>(table, "delete", 1L, 65_539, current, current),
                        new Conflict<>(table, "update", 1L, 0, current, current)))
                .extracting(outcome -> ((Conflict<?>) outcome).verb())
                .containsExactly("patch", "delete", "update");
    }

    /** Whether a statement was sent, or none of the versions could be one. */
    @Test
    void check_verb() {
        Account row = accounts.touch(accounts.insert(Account.of("Ann", 10)));
        ConditionalRows<Account, Long> rows = ConditionalRows.of(accounts);

        for (AcceptableVersions stale : List.of(
                AcceptableVersions.only(1), AcceptableVersions.oneOf(List.of(7L, 9L)), AcceptableVersions.absence())) {
            assertThat(rows.tryCheck(row.id(), stale)).isInstanceOfSatisfying(Conflict.class, conflict -> {
                assertThat(conflict.verb()).isEqualTo("check");
                assertThat(conflict.current()).isEqualTo(row);
            });
        }
    }

    private record Rate(BigDecimal id, String owner, long version) {}

    @Test
    void put_idBetweenZeroAndOne() {
        DATABASE.drop("rate");
        DATABASE.execute("CREATE TABLE rate (id numeric(4, 2) PRIMARY KEY, owner varchar(9), version bigint NOT NULL)");
        ConditionalRows<Rate, BigDecimal> rows =
                ConditionalRows.of(DATABASE.database().repository(Table.of(Rate.class, BigDecimal.class)));
        Rate half = new Rate(new BigDecimal("0.50"), "Ann", 0);

        assertThat(rows.tryCreateOrUpdate(half, AcceptableVersions.absence()))
                .isEqualTo(new Put<>(new Applied<>(new Rate(half.id(), "Ann", 1)), true));
    }
}

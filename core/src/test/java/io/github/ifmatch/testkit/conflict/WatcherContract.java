package io.github.ifmatch.testkit.conflict;

import static java.util.Collections.singletonMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Edit;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedBatchException;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.Retry;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.Watcher;
import io.github.ifmatch.batch.BatchReport;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.Profile;
import io.github.ifmatch.testkit.tool.LogCapture;
import io.github.ifmatch.type.ColumnType;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a watcher sees: each operation begin and end, once, on its thread; and what it can change: nothing. */
public abstract class WatcherContract extends Contract {

    private static final Retry TWICE = Retry.upTo(2).withPauses(Duration.ZERO, Duration.ZERO);

    private final List<String> seen = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private boolean isRunning;
    private Database watched;
    private VersionedRepository<Account, Long> accounts;
    private VersionedRepository<Account, Long> others;
    private Account ann;
    private Account bob;

    @BeforeEach
    void createTable() {
        Account.create(database);
        others = database.repository(Account.TABLE);
        watched = database.database().withWatcher(this::begins);
        accounts = database.repository(of -> of.withWatcher(this::begins), Account.TABLE);
        ann = others.insert(Account.of("Ann", 10));
        bob = others.insert(Account.of("Bob", 10));
    }

    /** What does not belong there is written down, too: what a watcher throws, nobody hears of. */
    private Watcher.Watch begins(String table, String verb) {
        if (isRunning) {
            seen.add("inside another: " + verb);
        }
        isRunning = true;
        Thread thread = Thread.currentThread();
        return end -> {
            isRunning = false;
            String elsewhere = Thread.currentThread() == thread ? "" : " on another thread";
            seen.add(verb + " " + table + " " + end.outcome() + " " + end.applied() + " of " + end.rows() + elsewhere);
            end.failure().ifPresent(failures::add);
        };
    }

    private static void refused(Outcome<Account> outcome) {
        assertThat(outcome.isApplied()).isFalse();
    }

    @Test
    void ended_eachWrite() {
        Account cid = accounts.insert(Account.of("Cid", 1));
        Account updated = accounts.update(cid.withBalance(2));
        Account patched = accounts.patch(updated, updated.withBalance(3));
        Account named = accounts.patch(patched.id(), patched.version(), Map.of("owner", "C"));
        Account touched = accounts.touch(named);
        Account overwritten = accounts.overwrite(touched, "ticket");
        accounts.delete(overwritten);
        accounts.delete(ann.id(), 1);

        assertThat(seen)
                .containsExactly(
                        "insert accounts written 1 of 1",
                        "update accounts written 1 of 1",
                        "patch accounts written 1 of 1",
                        "patch accounts written 1 of 1",
                        "touch accounts written 1 of 1",
                        "overwrite accounts written 1 of 1",
                        "delete accounts written 1 of 1",
                        "delete accounts written 1 of 1");
        assertThat(failures).isEmpty();
    }

    @Test
    void ended_unversioned() {
        Profile.create(database);
        VersionedRepository<Profile, Long> profiles =
                database.repository(of -> of.withWatcher(this::begins), Profile.TABLE);

        Profile stored = profiles.insert(new Profile(0, "Ann", null, null, 0));
        profiles.writeUnversioned(stored.id(), Map.of("lastSeen", "today"));

        assertThat(seen).containsExactly("insert profiles written 1 of 1", "writeUnversioned profiles written 1 of 1");
    }

    @Test
    void ended_eachRead() {
        assertThat(accounts.find(ann.id())).contains(ann);
        assertThat(accounts.find(-1L)).isEmpty();
        assertThat(accounts.get(ann.id())).isEqualTo(ann);
        assertThatThrownBy(() -> accounts.get(-1L)).isInstanceOf(MissingRowException.class);
        assertThat(accounts.findAll(List.of(ann.id(), -1L, bob.id()))).containsExactly(ann, bob);
        accounts.check(ann);
        accounts.patch(ann.id(), 1, Map.of());

        assertThat(seen)
                .containsExactly(
                        "find accounts read 1 of 1",
                        "find accounts read 0 of 1",
                        "find accounts read 1 of 1",
                        "find accounts read 0 of 1",
                        "findAll accounts read 2 of 3",
                        "check accounts read 1 of 1",
                        "patch accounts read 1 of 1");
        assertThat(failures).isEmpty();
    }

    @Test
    void ended_refused() {
        others.touch(ann);

        refused(accounts.tryInsert(ann));
        refused(accounts.tryUpdate(ann));
        refused(accounts.tryCheck(ann));
        refused(accounts.tryPatch(ann.id(), 1, Map.of()));
        assertThatThrownBy(() -> accounts.delete(ann)).isInstanceOf(RuntimeException.class);
        refused(accounts.tryDelete(-1L, 1));
        refused(accounts.tryCheck(ann.withId(-1)));
        refused(accounts.tryOverwrite(ann.withId(-1), "ticket"));

        assertThat(seen)
                .containsExactly(
                        "insert accounts conflicted 0 of 1",
                        "update accounts conflicted 0 of 1",
                        "check accounts conflicted 0 of 1",
                        "patch accounts conflicted 0 of 1",
                        "delete accounts conflicted 0 of 1",
                        "delete accounts missed 0 of 1",
                        "check accounts missed 0 of 1",
                        "overwrite accounts missed 0 of 1");
        assertThat(failures).isEmpty();
    }

    @Test
    void ended_eachBatch() {
        List<Account> two = accounts.insertAll(List.of(Account.of("Cid", 1), Account.of("Dan", 2)));
        List<Account> updated = accounts.updateAll(two);
        List<Account> patched = accounts.patchAll(
                updated.stream().map(row -> new Edit<>(row, row.withOwner("x"))).toList());
        accounts.updateVersions(Map.of(ann.id(), 1L), Map.of("owner", "y"));
        accounts.deleteAll(patched);
        assertThat(accounts.updateWhere(Map.of("owner", "z"), "balance > ?", Account.money("5")))
                .isEqualTo(2);

        assertThat(seen)
                .containsExactly(
                        "insertAll accounts written 2 of 2",
                        "updateAll accounts written 2 of 2",
                        "patchAll accounts written 2 of 2",
                        "patchAll accounts written 1 of 1",
                        "deleteAll accounts written 2 of 2",
                        "updateWhere accounts written 2 of 2");
    }

    @Test
    void ended_refusedBatch() {
        others.touch(ann);

        assertThat(accounts.tryUpdateAll(List.of(ann, bob, bob.withId(-1)))).hasSize(3);
        assertThat(accounts.tryUpdateAll(List.of(bob.withVersion(2), bob.withId(-1))))
                .hasSize(2);
        assertThatThrownBy(() -> accounts.updateAll(List.of(ann))).isInstanceOf(RefusedBatchException.class);

        assertThat(seen)
                .containsExactly(
                        "updateAll accounts conflicted 1 of 3",
                        "updateAll accounts missed 1 of 2",
                        "updateAll accounts conflicted 0 of 1");
        assertThat(failures).isEmpty();
    }

    @Test
    void begins_nothingToSend() {
        accounts.patch(ann, ann);
        accounts.patchAll(List.of(new Edit<>(ann, ann)));
        accounts.updateAll(List.of());
        assertThatThrownBy(() -> accounts.update(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> accounts.updateWhere(Map.of("owner", "x"), " "))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(seen).isEmpty();
        assertThat(isRunning).isFalse();
    }

    @Test
    void ended_inTransaction() {
        Account stored = watched.inTransaction(transaction -> {
            VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
            Account updated = rows.update(rows.get(ann.id()));
            rows.updateAll(List.of(bob));
            assertThat(rows.updateWhere(Map.of("owner", "x"), "balance > 0")).isEqualTo(2);
            refused(rows.tryUpdate(ann));
            return updated;
        });

        assertThat(stored.version()).isEqualTo(2);
        assertThat(seen)
                .containsExactly(
                        "find accounts read 1 of 1",
                        "update accounts sent 1 of 1",
                        "updateAll accounts sent 1 of 1",
                        "updateWhere accounts sent 2 of 2",
                        "update accounts conflicted 0 of 1");
    }

    @Test
    void ended_onConnection() throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            accounts.on(connection).touch(bob);
            connection.setAutoCommit(false);
            accounts.on(connection).touch(ann);
            connection.rollback();
        }

        assertThat(seen).containsExactly("touch accounts written 1 of 1", "touch accounts sent 1 of 1");
    }

    @Test
    void ended_failed() {
        Throwable single = catchThrowable(() -> accounts.insert(Account.of(null, 1)));
        Throwable batch = catchThrowable(() -> accounts.insertAll(List.of(Account.of(null, 1))));
        Throwable where = catchThrowable(() -> accounts.updateWhere(singletonMap("owner", null), "balance > 0"));

        assertThat(seen)
                .containsExactly(
                        "insert accounts failed 0 of 0",
                        "insertAll accounts failed 0 of 0",
                        "updateWhere accounts failed 0 of 0");
        assertThat(single).isInstanceOf(DatabaseException.class);
        assertThat(failures).hasSize(3).satisfies(told -> {
            assertThat(told.get(0)).isSameAs(single);
            assertThat(told.get(1)).isSameAs(batch);
            assertThat(told.get(2)).isSameAs(where);
        });
    }

    /** A column type's own code runs inside the operation; a function's of {@code modify} between two. */
    @Test
    void ended_thrownByTheCallersCode() {
        ColumnType<String> refusing = ColumnType.of(String.class).as(text -> text, text -> {
            throw new IllegalStateException("a column type's own fault");
        });
        VersionedRepository<Account, Long> typed =
                database.repository(of -> of.withWatcher(this::begins), Account.TABLE.type("owner", refusing));

        Throwable thrown = catchThrowable(() -> typed.update(ann));
        assertThatThrownBy(() -> accounts.modify(ann.id(), row -> {
                    throw new IllegalStateException("a function's own fault");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(seen).containsExactly("update accounts failed 0 of 0", "find accounts read 1 of 1");
        assertThat(failures).singleElement().isSameAs(thrown);
    }

    @Test
    void ended_modify() {
        AtomicInteger calls = new AtomicInteger();

        accounts.modify(
                ann.id(),
                row -> {
                    if (calls.incrementAndGet() == 1) {
                        others.touch(row);
                    }
                    return row.withBalance(11);
                },
                TWICE);

        assertThat(seen)
                .containsExactly(
                        "find accounts read 1 of 1",
                        "patch accounts conflicted 0 of 1",
                        "lock accounts read 1 of 1",
                        "patch accounts sent 1 of 1");
    }

    @Test
    void ended_changeSet() {
        watched.apply(ChangeSet.empty().update("a", Account.TABLE, ann).delete("b", Account.TABLE, bob));
        assertThatThrownBy(() -> watched.apply(ChangeSet.empty().update("a", Account.TABLE, ann)))
                .isInstanceOf(RefusedException.class);

        assertThat(seen)
                .containsExactly(
                        "lock accounts read 2 of 2",
                        "update accounts sent 1 of 1",
                        "delete accounts sent 1 of 1",
                        "lock accounts read 1 of 1");
    }

    @Test
    void ended_batchWriter() {
        BatchReport report = BatchWriter.of(watched, Account.TABLE)
                .withRowsPerChunk(1)
                .updateAll(List.of(ann, bob).iterator());

        assertThat(report.written()).isEqualTo(2);
        assertThat(seen).containsExactly("updateAll accounts sent 1 of 1", "updateAll accounts sent 1 of 1");
    }

    /** At the end of an operation in a transaction of its own everybody sees it; the listener is told later. */
    @Test
    void ended_afterCommit_beforeTheListener() {
        List<String> order = new ArrayList<>();
        Watcher watcher = (table, verb) ->
                end -> order.add(verb + " " + others.get(ann.id()).version());
        VersionedRepository<Account, Long> rows = database.repository(
                of -> of.withWatcher(watcher)
                        .withListener(event -> order.add(event.getClass().getSimpleName())),
                Account.TABLE);

        rows.touch(ann);

        assertThat(order).containsExactly("touch 2", "Written");
    }

    @Test
    void all_inOrder_evenIfOneThrows() {
        List<String> order = new ArrayList<>();
        Watcher unfit = (table, verb) -> {
            throw new IllegalStateException("a watcher's own fault");
        };
        Watcher all = Watcher.all(named("one", order), unfit, named("two", order));
        VersionedRepository<Account, Long> rows = database.repository(of -> of.withWatcher(all), Account.TABLE);

        try (LogCapture log = LogCapture.start()) {
            rows.touch(ann);

            assertThat(log.messages(Level.WARN)).containsExactly("a watcher failed on touch of accounts");
        }
        assertThat(order).containsExactly("one begins", "two begins", "two written", "one written");
    }

    private static Watcher named(String name, List<String> order) {
        return (table, verb) -> {
            order.add(name + " begins");
            return end -> order.add(name + " " + end.outcome());
        };
    }

    /** A watcher that throws as operations begin, or as they end, or returns no watch: nothing comes of it but a line in the log. */
    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, AssertionError.class, StackOverflowError.class})
    void begins_throws(Class<? extends Throwable> failure) {
        Watcher atBegin = (table, verb) -> {
            sneak(failure);
            return end -> {};
        };
        Watcher atEnd = (table, verb) -> end -> sneak(failure);
        Watcher none = (table, verb) -> null;

        for (Watcher watcher : List.of(atBegin, atEnd, none, Watcher.all(atBegin, atEnd, none))) {
            VersionedRepository<Account, Long> rows = database.repository(of -> of.withWatcher(watcher), Account.TABLE);
            try (LogCapture log = LogCapture.start()) {
                Account read = rows.get(ann.id());
                Account updated = rows.update(read.withBalance(2));
                assertThat(rows.tryUpdate(read)).isInstanceOf(Conflict.class);
                assertThat(rows.updateAll(List.of(updated))).hasSize(1);
                assertThatThrownBy(() -> rows.insert(Account.of(null, 1))).isInstanceOf(DatabaseException.class);

                assertThat(log.messages(Level.WARN))
                        .containsExactly(
                                "a watcher failed on find of accounts",
                                "a watcher failed on update of accounts",
                                "a watcher failed on update of accounts",
                                "a watcher failed on updateAll of accounts",
                                "a watcher failed on insert of accounts");
            }
        }
        assertThat(others.get(ann.id()).version()).isEqualTo(9);
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void sneak(Class<? extends Throwable> failure) throws X {
        try {
            throw (X) failure.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

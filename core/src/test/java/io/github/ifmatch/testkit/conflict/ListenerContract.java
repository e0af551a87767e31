package io.github.ifmatch.testkit.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Counts;
import io.github.ifmatch.Database;
import io.github.ifmatch.Event;
import io.github.ifmatch.Listener;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.Resolver;
import io.github.ifmatch.Retry;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.LostCommits;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.tool.ThreadTransactions;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a listener is told: everything, once; and what it can change: nothing. */
public abstract class ListenerContract extends Contract {

    private static final Retry TWICE = Retry.upTo(2).withPauses(Duration.ZERO, Duration.ZERO);

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private Database versioned;
    private VersionedRepository<Account, Long> accounts;
    private VersionedRepository<Account, Long> others;
    private Account ann;

    @BeforeEach
    void createTable() {
        Account.create(database);
        others = database.repository(Account.TABLE);
        versioned = database.database().withListener(events::add);
        accounts = database.repository(of -> of.withListener(events::add), Account.TABLE);
        ann = others.insert(Account.of("Ann", 10));
    }

    private Conflict<Account> conflict(String verb, long expected, Account attempted, Account current) {
        return new Conflict<>(Account.TABLE, verb, ann.id(), expected, attempted, current);
    }

    private static void refused(Outcome<Account> outcome) {
        assertThat(outcome.isApplied()).isFalse();
    }

    @Test
    void on_written() {
        Account bob = accounts.insert(Account.of("Bob", 1));
        Account updated = accounts.update(bob.withBalance(2));
        Account patched = accounts.patch(updated, updated.withBalance(3));
        Account touched = accounts.touch(patched);
        accounts.delete(touched);

        assertThat(events)
                .containsExactly(
                        new Event.Written("accounts", "insert", bob.id()),
                        new Event.Written("accounts", "update", bob.id()),
                        new Event.Written("accounts", "patch", bob.id()),
                        new Event.Written("accounts", "touch", bob.id()),
                        new Event.Written("accounts", "delete", bob.id()));
    }

    @Test
    void on_nothingToWrite() {
        accounts.patch(ann, ann);
        accounts.patch(ann.id(), 1, Map.of());
        accounts.check(ann);
        assertThat(accounts.find(ann.id())).contains(ann);

        assertThat(events).isEmpty();
    }

    @Test
    void on_conflict() {
        Account theirs = others.touch(ann);

        refused(accounts.tryInsert(ann));
        refused(accounts.tryUpdate(ann.withBalance(2)));
        refused(accounts.tryPatch(ann, ann.withBalance(3)));
        refused(accounts.tryPatch(ann.id(), 1, Map.of()));
        refused(accounts.tryTouch(ann));
        refused(accounts.tryDelete(ann));
        refused(accounts.tryCheck(ann));

        assertThat(events)
                .containsExactly(
                        new Event.Conflicted("accounts", "insert", conflict("insert", 0, ann, theirs)),
                        new Event.Conflicted("accounts", "update", conflict("update", 1, ann.withBalance(2), theirs)),
                        new Event.Conflicted("accounts", "patch", conflict("patch", 1, ann.withBalance(3), theirs)),
                        new Event.Conflicted("accounts", "patch", conflict("patch", 1, theirs, theirs)),
                        new Event.Conflicted("accounts", "touch", conflict("touch", 1, ann, theirs)),
                        new Event.Conflicted("accounts", "delete", conflict("delete", 1, ann, theirs)),
                        new Event.Conflicted("accounts", "check", conflict("check", 1, ann, theirs)));
    }

    @Test
    void on_missing() {
        others.delete(ann);
        Missing<Account> missing = new Missing<>(Account.TABLE, ann.id());

        refused(accounts.tryUpdate(ann));
        refused(accounts.tryPatch(ann.id(), 1, Map.of()));
        refused(accounts.tryOverwrite(ann, "ticket"));
        refused(accounts.tryCheck(ann));

        assertThat(events)
                .containsExactly(
                        new Event.Missed("accounts", "update", missing),
                        new Event.Missed("accounts", "patch", missing),
                        new Event.Missed("accounts", "overwrite", missing),
                        new Event.Missed("accounts", "check", missing));
    }

    @Test
    void on_merge() {
        Account theirs = others.update(ann.withOwner("Anne"));
        Account mine = ann.withBalance(2);

        accounts.update(mine, Account.TABLE.mergeFrom(ann));

        assertThat(events)
                .containsExactly(
                        new Event.Conflicted("accounts", "update", conflict("update", 1, mine, theirs)),
                        new Event.Written("accounts", "update", ann.id()),
                        new Event.Resolved("accounts", conflict("update", 1, mine, theirs)));
    }

    @Test
    void on_mergeThatWasNotWritten() {
        Account theirs = others.update(ann.withOwner("Anne"));

        refused(accounts.tryUpdate(ann, Resolver.keepTheirs()));

        assertThat(events)
                .containsExactly(new Event.Conflicted("accounts", "update", conflict("update", 1, ann, theirs)));
    }

    @Test
    void on_overwrite() {
        others.touch(ann);

        accounts.overwrite(ann, "ticket 4711");

        assertThat(events)
                .containsExactly(
                        new Event.Written("accounts", "overwrite", ann.id()),
                        new Event.Overwritten("accounts", ann.id(), 1, 3, "ticket 4711"));
    }

    @Test
    void on_retry() {
        assertThatThrownBy(() -> accounts.modify(
                        ann.id(),
                        row -> {
                            others.touch(row);
                            return row.withBalance(11);
                        },
                        TWICE.withoutLocking()))
                .isInstanceOf(ConflictException.class);

        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Conflicted", "Retried", "Conflicted");
        assertThat(events.get(1)).isInstanceOfSatisfying(Event.Retried.class, retried -> {
            assertThat(retried.table()).isEqualTo("accounts");
            assertThat(retried.attempts()).isEqualTo(1);
            assertThat(((ConflictException) retried.failure()).expectedVersion())
                    .isEqualTo(1);
        });
    }

    @Test
    void on_lockedAttempt() {
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

        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Conflicted", "Retried", "Written");
        assertThat(events.get(2)).isEqualTo(new Event.Written("accounts", "patch", ann.id()));
    }

    @Test
    void on_retriedTransaction() {
        needs(Feature.NEWEST_WRITTEN);
        AtomicInteger calls = new AtomicInteger();

        versioned.inTransaction(TWICE, transaction -> {
            Account read = transaction.rows(Account.TABLE).get(ann.id());
            if (calls.incrementAndGet() == 1) {
                others.touch(read);
            }
            return transaction.rows(Account.TABLE).update(read);
        });

        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName() + " " + event.table())
                .containsExactly("Conflicted accounts", "Retried transaction", "Written accounts");
    }

    @Test
    void on_changeSet() {
        Account bob = others.insert(Account.of("Bob", 1));
        Account theirs = others.touch(ann);
        ChangeSet refused = ChangeSet.empty().update("a", Account.TABLE, ann).update("b", Account.TABLE, bob);

        assertThatThrownBy(() -> versioned.apply(refused)).isInstanceOf(RefusedException.class);
        assertThat(events)
                .containsExactly(new Event.Conflicted("accounts", "update", conflict("update", 1, ann, theirs)));

        events.clear();
        versioned.apply(ChangeSet.empty().update("a", Account.TABLE, theirs).delete("b", Account.TABLE, bob));
        assertThat(events)
                .containsExactly(
                        new Event.Written("accounts", "update", ann.id()),
                        new Event.Written("accounts", "delete", bob.id()));
    }

    /** Each of the operations above, and what it leaves, with a listener that throws whatever it is told. */
    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, AssertionError.class, StackOverflowError.class})
    void on_throws(Class<? extends Throwable> failure) {
        AtomicInteger told = new AtomicInteger();
        List<Event> second = new ArrayList<>();
        Listener throwing = event -> {
            told.incrementAndGet();
            sneak(failure);
        };
        Listener both = Listener.all(throwing, second::add);
        Database disturbed = database.database().withListener(both);
        VersionedRepository<Account, Long> rows = database.repository(of -> of.withListener(both), Account.TABLE);

        Account updated = rows.update(ann.withBalance(2));
        assertThat(rows.tryUpdate(ann)).isInstanceOf(Conflict.class);
        Account merged = rows.update(ann.withOwner("Anne"), Account.TABLE.mergeFrom(ann));
        Account overwritten = rows.overwrite(merged, "ticket");
        Account inTransaction = disturbed.inTransaction(
                transaction -> transaction.rows(Account.TABLE).touch(overwritten));

        assertThat(updated.version()).isEqualTo(2);
        assertThat(others.get(ann.id())).isEqualTo(inTransaction);
        assertThat(told).hasValue(8);
        assertThat(second).hasSize(8);
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void sneak(Class<? extends Throwable> failure) throws X {
        try {
            throw (X) failure.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void counts_hotRowsAndFields() {
        Counts counts = new Counts();
        VersionedRepository<Account, Long> counted = database.repository(of -> of.withListener(counts), Account.TABLE);
        Account bob = counted.insert(Account.of("Bob", 1));
        others.update(ann.withOwner("Anne"));
        others.touch(bob);

        refused(counted.tryUpdate(ann));
        refused(counted.tryUpdate(ann.withBalance(2)));
        refused(counted.tryUpdate(bob.withBalance(2)));

        Counts.Snapshot snapshot = counts.snapshot();
        assertThat(snapshot.events()).isEqualTo(Map.of("accounts conflicted", 3L, "accounts written", 1L));
        assertThat(snapshot.hotRows()).isEqualTo(Map.of("accounts " + ann.id(), 2L, "accounts " + bob.id(), 1L));
        assertThat(snapshot.hotFields()).isEqualTo(Map.of("accounts.owner", 2L, "accounts.balance", 2L));
        assertThat(snapshot.conflictRate("accounts")).isEqualTo(0.75);
    }

    private static List<String> brief(List<Event> told) {
        return told.stream()
                .map(event -> event.getClass().getSimpleName() + " " + event.table())
                .toList();
    }

    @Test
    void on_inTransaction_toldWhenItIsCommitted() {
        Account bob = others.insert(Account.of("Bob", 1));
        Account cid = others.insert(Account.of("Cid", 1));

        versioned.useTransaction(transaction -> {
            VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
            Account anne = rows.update(ann.withOwner("Anne"));
            Account overwritten = rows.overwrite(anne, "ticket");
            assertThat(rows.updateAll(List.of(overwritten, bob))).hasSize(2);
            assertThat(rows.updateWhere(Map.of("owner", "x"), "id = ?", cid.id()))
                    .isEqualTo(1);
            assertThat(events).isEmpty();
        });

        assertThat(events)
                .containsExactly(
                        new Event.Written("accounts", "update", ann.id(), true),
                        new Event.Written("accounts", "overwrite", ann.id(), true),
                        new Event.Overwritten("accounts", ann.id(), 2, 3, "ticket", true),
                        new Event.Written("accounts", "update", ann.id(), true),
                        new Event.Written("accounts", "update", bob.id(), true),
                        new Event.UpdatedWhere("accounts", 1, true));
    }

    /** What was refused is a fact, whatever becomes of the transaction; what was written is not. */
    @Test
    void on_inTransaction_rolledBack() {
        Account theirs = others.touch(ann);

        assertThatThrownBy(() -> versioned.useTransaction(transaction -> {
                    VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
                    Account unused = rows.insert(Account.of("Bob", 1));
                    refused(rows.tryUpdate(ann));
                    refused(rows.tryUpdate(theirs.withId(-1)));
                    assertThat(brief(events)).containsExactly("Conflicted accounts", "Missed accounts");
                    throw new IllegalStateException("the caller's");
                }))
                .hasMessage("the caller's");

        assertThat(brief(events)).containsExactly("Conflicted accounts", "Missed accounts");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void on_inTransaction_unknownOutcome(boolean isCommitted) {
        Database unlucky = database.database(LostCommits.of(database.dataSource(), isCommitted))
                .withListener(events::add);

        assertThatThrownBy(() -> unlucky.inTransaction(
                        transaction -> transaction.rows(Account.TABLE).touch(ann)))
                .isInstanceOf(UnknownOutcomeException.class);
        assertThatThrownBy(() -> unlucky.apply(ChangeSet.empty().touch("ann", Account.TABLE, others.get(ann.id()))))
                .isInstanceOf(UnknownOutcomeException.class);

        assertThat(events).isEmpty();
    }

    /** Only whoever ends the transaction knows whether it is committed. */
    @Test
    void on_somebodysTransaction_toldAsSent() throws Exception {
        Account bob = others.insert(Account.of("Bob", 1));
        Account theirs = others.touch(bob);

        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            VersionedRows<Account, Long> rows = accounts.on(connection);
            Account anne = rows.overwrite(ann.withOwner("Anne"), "ticket");
            refused(rows.tryUpdate(bob));
            assertThat(rows.tryUpdateAll(List.of(anne, bob))).hasSize(2);
            assertThat(rows.updateWhere(Map.of("owner", "x"), "id = ?", ann.id()))
                    .isEqualTo(1);
            connection.rollback();
            connection.setAutoCommit(true);
            Account touched = rows.touch(theirs);
            assertThat(touched.version()).isEqualTo(3);
        }

        assertThat(events)
                .containsExactly(
                        new Event.Written("accounts", "overwrite", ann.id(), false),
                        new Event.Overwritten("accounts", ann.id(), 1, 2, "ticket", false),
                        new Event.Conflicted("accounts", "update", bobsConflict(bob, theirs)),
                        new Event.Written("accounts", "update", ann.id(), false),
                        new Event.Conflicted("accounts", "update", bobsConflict(bob, theirs)),
                        new Event.UpdatedWhere("accounts", 1, false),
                        new Event.Written("accounts", "touch", bob.id(), true));
    }

    private static Conflict<Account> bobsConflict(Account bob, Account theirs) {
        return new Conflict<>(Account.TABLE, bob.id(), 1, bob, theirs);
    }

    /** Through a framework: its transaction, and where it has none, one of the operation's own. */
    @Test
    void on_joinedTransaction_toldAsSent() throws Exception {
        ThreadTransactions transactions = new ThreadTransactions(database.dataSource());
        Database joining =
                Database.of(transactions).withDialect(database.dialect()).withListener(events::add);
        VersionedRepository<Account, Long> rows = joining.repository(Account.TABLE);

        transactions.bind(false, connection -> {
            Account theirs = others.update(ann.withOwner("Anne"));
            Account merged = rows.update(ann.withBalance(2), Account.TABLE.mergeFrom(ann));
            assertThat(merged.version()).isEqualTo(3);
            assertThat(theirs.version()).isEqualTo(2);
            joining.useTransaction(transaction -> {
                Account unused = transaction.rows(Account.TABLE).touch(merged);
            });
        });
        transactions.bind(true, connection -> {
            Account unused = rows.touch(others.get(ann.id()));
        });

        assertThat(brief(events))
                .containsExactly(
                        "Conflicted accounts",
                        "Written accounts",
                        "Resolved accounts",
                        "Written accounts",
                        "Written accounts");
        assertThat(events.get(1)).isEqualTo(new Event.Written("accounts", "update", ann.id(), false));
        assertThat(((Event.Resolved) events.get(2)).isCommitted()).isFalse();
        assertThat(events.get(3)).isEqualTo(new Event.Written("accounts", "touch", ann.id(), false));
        assertThat(events.get(4)).isEqualTo(new Event.Written("accounts", "touch", ann.id(), true));
    }

    /** Rows on the connection of a transaction of ours are part of it. */
    @Test
    void on_connectionOfOurTransaction() {
        assertThatThrownBy(() -> versioned.useTransaction(transaction -> {
                    Account unused = accounts.on(transaction.connection()).touch(ann);
                    throw new IllegalStateException("the caller's");
                }))
                .hasMessage("the caller's");
        assertThat(events).isEmpty();

        versioned.useTransaction(transaction -> {
            Account unused = versioned
                    .repository(Account.TABLE)
                    .on(transaction.connection())
                    .touch(ann);
            assertThat(events).isEmpty();
        });
        assertThat(events).containsExactly(new Event.Written("accounts", "touch", ann.id(), true));
    }

    @Test
    void counts_writtenAndSent() throws Exception {
        Counts counts = new Counts();
        Database counted = database.database().withListener(counts);
        Account anne = counted.inTransaction(
                transaction -> transaction.rows(Account.TABLE).update(ann.withOwner("Anne")));
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            Account unused = counted.repository(Account.TABLE).on(connection).overwrite(anne, "ticket");
            connection.rollback();
        }

        assertThat(counts.snapshot().events())
                .isEqualTo(Map.of("accounts written", 1L, "accounts sent", 1L, "accounts overwritten sent", 1L));
    }
}

package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Database;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Retry;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import io.github.ifmatch.testkit.tool.Crowd;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code check}: a row that was only read is verified and held; so there is no write skew. */
public abstract class CheckContract extends Contract {

    private Database versioned;
    private VersionedRepository<Account, Long> accounts;
    private Account ann;
    private Account bob;

    @BeforeEach
    void createTable() {
        Account.create(database);
        versioned = database.has(Feature.READ_COMMITTED)
                ? database.database().withIsolation(Isolation.READ_COMMITTED)
                : database.database();
        accounts = versioned.repository(Account.TABLE);
        ann = accounts.insert(Account.of("Ann", 10));
        bob = accounts.insert(Account.of("Bob", 10));
    }

    @Test
    void check_unchanged() {
        assertThat(accounts.tryCheck(ann)).isEqualTo(new Applied<>(ann));
        assertThat(accounts.check(ann)).isEqualTo(ann);
        assertThat(accounts.get(ann.id())).isEqualTo(ann);
    }

    @Test
    void check_changed() {
        Account theirs = accounts.update(ann.withOwner("Anne"));

        assertThat(accounts.tryCheck(ann)).isEqualTo(new Conflict<>(Account.TABLE, "check", ann.id(), 1, ann, theirs));
        assertThatThrownBy(() -> accounts.check(ann))
                .isInstanceOf(ConflictException.class)
                .hasMessage(
                        "accounts " + ann.id() + " was changed by somebody else: expected version 1, current version 2."
                                + " Nothing was written; current(Account.class) is the row as it now stands.");
    }

    @Test
    void check_deleted() {
        accounts.delete(ann);

        assertThat(accounts.tryCheck(ann)).isEqualTo(new Missing<>(Account.TABLE, ann.id()));
    }

    @Test
    void check_oneRoundTrip() {
        CountingDataSource counting = CountingDataSource.of(database.dataSource());
        database.database(counting.dataSource()).useTransaction(transaction -> {
            VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
            assertThat(rows.get(ann.id())).isEqualTo(ann);
            assertThat(counting.drain()).isNotEmpty();

            rows.check(ann);

            List<String> sent = counting.drain();
            assertThat(sent).hasSize(1);
            assertThat(sent.get(0)).startsWith("SELECT ");
            if (database.has(Feature.ROW_LOCKS)) {
                assertThat(sent.get(0)).matches("SELECT .* FOR (NO KEY )?UPDATE( WITH RS)?");
            }
        });
    }

    /** Until the transaction ends, nobody else writes the row. */
    @Test
    void check_holdsTheRow() {
        needs(Feature.SKIP_LOCKED);
        String unheld = "SELECT owner FROM accounts ORDER BY id FOR UPDATE SKIP LOCKED";

        versioned.useTransaction(transaction -> {
            assertThat(transaction.rows(Account.TABLE).get(ann.id())).isEqualTo(ann);
            assertThat(database.query(unheld)).containsExactly("Ann", "Bob");

            transaction.rows(Account.TABLE).check(ann);
            assertThat(database.query(unheld)).containsExactly("Bob");
        });

        assertThat(database.query(unheld)).containsExactly("Ann", "Bob");
    }

    /** Two withdraw from one account each, because both together hold enough; both have read before either writes, and written before either commits. */
    private void withdrawTwice(boolean checks) throws Exception {
        CyclicBarrier bothHaveRead = new CyclicBarrier(2);
        CyclicBarrier bothHaveWritten = new CyclicBarrier(2);
        Crowd.of(2, thread -> {
            int[] attempts = {0};
            versioned.inTransaction(Retry.upTo(20), transaction -> {
                VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
                List<Account> both = rows.findAll(List.of(ann.id(), bob.id()));
                boolean isFirst = ++attempts[0] == 1;
                if (isFirst) {
                    Crowd.meet(bothHaveRead);
                }
                if (both.get(0).balance().add(both.get(1).balance()).intValueExact() >= 20) {
                    rows.update(both.get(thread).withBalance(-10));
                    if (isFirst) {
                        Crowd.meet(bothHaveWritten);
                    }
                    if (checks) {
                        rows.check(both.get(1 - thread));
                    }
                }
                return true;
            });
            return true;
        });
    }

    private List<Integer> balances() {
        return accounts.findAll(List.of(ann.id(), bob.id())).stream()
                .map(Account::balance)
                .map(BigDecimal::intValueExact)
                .toList();
    }

    @Test
    void writeSkew_unchecked() throws Exception {
        needs(Feature.CONCURRENT_WRITERS);
        withdrawTwice(false);

        assertThat(balances()).containsExactly(-10, -10);
    }

    @Test
    void writeSkew_checked() throws Exception {
        needs(Feature.LOCKING_READS, Feature.CONCURRENT_WRITERS);
        withdrawTwice(true);

        assertThat(balances()).containsExactlyInAnyOrder(10, -10);
    }
}

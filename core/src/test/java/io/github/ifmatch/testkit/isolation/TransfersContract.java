package io.github.ifmatch.testkit.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.BusyException;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Database;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.Retry;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.tool.Crowd;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Eight threads move money between five accounts, each time in a transaction of two versioned updates that is run again after a conflict; two others read
 * all accounts, one after the other. Every transfer that was acknowledged stands, no other one does, and nobody sees money come or go.
 */
public abstract class TransfersContract extends Contract {

    private static final int WRITERS = 8;
    private static final int READERS = 2;
    private static final int ACCOUNTS = 5;
    private static final int EACH = 100;

    private static final Retry RETRY = Retry.upTo(40).withPauses(Duration.ofMillis(1), Duration.ofMillis(20));

    private final AtomicInteger writing = new AtomicInteger();
    private final AtomicInteger sums = new AtomicInteger();
    private List<Long> ids;

    /** Indexes of accounts, and how much went from the one to the other. */
    private record Transfer(int from, int to, int amount) {

        int gain(int account) {
            return (account == to ? amount : 0) - (account == from ? amount : 0);
        }

        static Transfer random(Random random) {
            int from = random.nextInt(ACCOUNTS);
            int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
            return new Transfer(from, to, 1 + random.nextInt(9));
        }
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void transfers_allStand_sumIsConstant(Isolation isolation) throws Exception {
        needs(isolation);
        Account.create(database);
        VersionedRepository<Account, Long> accounts = database.repository(Account.TABLE);
        ids = IntStream.range(0, ACCOUNTS)
                .mapToObj(i -> accounts.insert(Account.of("Owner " + i, EACH)).id())
                .toList();
        writing.set(WRITERS);

        List<List<Transfer>> threads = Crowd.of(
                WRITERS + READERS, thread -> thread < WRITERS ? write(isolation, new Random(thread)) : watch());

        List<Transfer> made = threads.stream().flatMap(List::stream).toList();
        assertThat(made).isNotEmpty();
        assertThat(sums).hasPositiveValue();
        for (int i = 0; i < ACCOUNTS; i++) {
            int account = i;
            Account stored = accounts.get(ids.get(i));
            assertThat(stored.balance().intValueExact())
                    .isEqualTo(EACH
                            + made.stream().mapToInt(each -> each.gain(account)).sum());
            assertThat(stored.version())
                    .isEqualTo(1
                            + made.stream()
                                    .filter(each -> each.gain(account) != 0)
                                    .count());
        }
    }

    /** Answers the transfers that were acknowledged. */
    private List<Transfer> write(Isolation isolation, Random random) {
        Database isolated = database.database().withIsolation(isolation);
        int attempts =
                database.has(Feature.UNLOCKED_READS) ? 20 : 3; // where readers are waited for, most of them deadlock
        List<Transfer> acknowledged = new ArrayList<>();
        try {
            for (int i = 0; i < attempts; i++) {
                Transfer transfer = Transfer.random(random);
                try {
                    isolated.inTransaction(RETRY, transaction -> {
                        VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
                        Account from = rows.get(ids.get(transfer.from()));
                        Account to = rows.get(ids.get(transfer.to()));
                        rows.update(moved(from, -transfer.amount()));
                        return rows.update(moved(to, transfer.amount()));
                    });
                    acknowledged.add(transfer);
                } catch (ConflictException | SerializationException | BusyException givenUp) {
                    assertThat(givenUp).isNotNull(); // not made, which the balances show
                }
            }
            return acknowledged;
        } finally {
            writing.decrementAndGet();
        }
    }

    private static Account moved(Account account, int amount) {
        return account.withBalance(account.balance().intValueExact() + amount);
    }

    /** In a snapshot, or with what it has read locked. */
    private List<Transfer> watch() {
        Database steady = database.database()
                .withIsolation(
                        database.has(Feature.REPEATABLE_READ) ? Isolation.REPEATABLE_READ : Isolation.SERIALIZABLE);
        boolean isSeen = false;
        while (!isSeen || writing.get() > 0) { // the last look is one that nobody hinders
            try {
                int sum = steady.inTransaction(
                        RETRY,
                        transaction -> ids.stream()
                                .map(transaction.rows(Account.TABLE)::get)
                                .map(Account::balance)
                                .mapToInt(BigDecimal::intValueExact)
                                .sum());
                assertThat(sum).isEqualTo(ACCOUNTS * EACH);
                sums.incrementAndGet();
                isSeen = true;
            } catch (SerializationException | BusyException never) {
                assertThat(database.has(Feature.UNLOCKED_READS)).isFalse(); // who only reads need not wait elsewhere
            }
        }
        return List.of();
    }
}

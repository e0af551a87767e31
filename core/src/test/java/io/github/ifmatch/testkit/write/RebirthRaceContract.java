package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.VersionedException;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.Problem;
import io.github.ifmatch.http.Put;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import io.github.ifmatch.testkit.tool.Crowd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One row is created and deleted, over and over, while others write it: it comes and goes between any two looks, and always begins at
 * version 1 again. Whatever a writer meets, nobody suppresses its write; at worst it is told that each of its attempts has met
 * a row which was gone at the next look.
 */
public abstract class RebirthRaceContract extends AccountContract {

    private static final int ROUNDS = 1_000;

    private static final Account ROW = Account.of("Ann", 10).withId(7).withVersion(1);

    /** What a thread does in every round, and what may be true of it. */
    private enum Way {
        PUT_ANYTHING("PUT", AcceptableVersions.anything(), Decision.Source.BODY, 200, 201, 409) {
            @Override
            Put<Account> send(ConditionalRows<Account, Long> rows) {
                return rows.tryCreateOrUpdate(ROW, proceed.versions());
            }
        },
        PUT_ABSENCE("PUT", AcceptableVersions.absence(), Decision.Source.HEADER, 201, 412) {
            @Override
            Put<Account> send(ConditionalRows<Account, Long> rows) {
                return rows.tryCreateOrUpdate(ROW, proceed.versions());
            }
        },
        PUT_ANY_VERSION("PUT", AcceptableVersions.anyVersion(), Decision.Source.HEADER, 200, 412) {
            @Override
            Put<Account> send(ConditionalRows<Account, Long> rows) {
                return rows.tryCreateOrUpdate(ROW, proceed.versions());
            }
        },
        PATCH_FIRST_VERSION("PATCH", AcceptableVersions.only(1), Decision.Source.HEADER, 200, 404, 412) {
            @Override
            Put<Account> send(ConditionalRows<Account, Long> rows) {
                return new Put<>(rows.tryPatch(7L, proceed.versions(), Map.of("owner", "Anne")), false);
            }
        },
        DELETE_FIRST_VERSION("DELETE", AcceptableVersions.only(1), Decision.Source.HEADER, 200, 404, 412) {
            @Override
            Put<Account> send(ConditionalRows<Account, Long> rows) {
                return new Put<>(rows.tryDelete(7L, proceed.versions()), false);
            }
        },
        DELETE_ANY_VERSION("DELETE", AcceptableVersions.anyVersion(), Decision.Source.HEADER, 200, 404, 409) {
            @Override
            Put<Account> send(ConditionalRows<Account, Long> rows) {
                return new Put<>(rows.tryDelete(7L, proceed.versions()), false);
            }
        };

        @SuppressWarnings("ImmutableEnumChecker")
        final Decision.Proceed proceed;

        @SuppressWarnings("ImmutableEnumChecker")
        final List<Integer> statuses;

        Way(String method, AcceptableVersions versions, Decision.Source source, Integer... statuses) {
            this.proceed = new Decision.Proceed(
                    versions, source, false, Optional.of(new Decision.Target(method, Account.TABLE, 7L)));
            this.statuses = List.of(statuses);
        }

        abstract Put<Account> send(ConditionalRows<Account, Long> rows);
    }

    private interface Sending {
        Put<Account> send(Way way);
    }

    /** What the client is answered, if that is not true. */
    private Optional<String> untrue(Way way, Sending sending) {
        try {
            Put<Account> put = sending.send(way);
            int status = put.outcome().isApplied()
                    ? put.isCreated() ? 201 : 200
                    : Problem.of(put.outcome(), way.proceed).status();
            return way.statuses.contains(status) ? Optional.empty() : Optional.of(way + ": " + status);
        } catch (VersionedException e) {
            return mayBeThrown(e, Problem.of(e, way.proceed)) ? Optional.empty() : Optional.of(way + ": " + e);
        }
    }

    /** That others are busy with the row; or, where the catalogue is not asked, that it may have been another index. */
    private boolean mayBeThrown(VersionedException thrown, Problem problem) {
        boolean isBusy = problem.status() == 503 && problem.headers().containsKey("Retry-After");
        boolean isUnknown = problem.kind() == Problem.Kind.UNIQUE && !database.has(Feature.OTHER_KEYS_KNOWN);
        return (isBusy || isUnknown) && thrown.getMessage().matches(".*([Nn]othing of it was|Nothing was) written.*");
    }

    private void race(int rounds, Sending sending) throws Exception {
        Way[] ways = Way.values();

        List<List<String>> untrue = Crowd.of(ways.length, thread -> {
            List<String> found = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                untrue(ways[thread], sending).ifPresent(found::add);
            }
            return found;
        });

        assertThat(untrue).allSatisfy(found -> assertThat(found).isEmpty());
    }

    private void raceAlone(int rounds) throws Exception {
        ConditionalRows<Account, Long> conditional = ConditionalRows.of(accounts);

        race(rounds, way -> way.send(conditional));
    }

    private void raceInTransactions(int rounds) throws Exception {
        race(
                rounds,
                way -> database.database()
                        .inTransaction(transaction -> way.send(ConditionalRows.of(transaction.rows(Account.TABLE)))));
    }

    @Test
    void writes_whileTheRowComesAndGoes() throws Exception {
        raceAlone(ROUNDS / 10);
    }

    @Tag("thorough")
    @Test
    void writes_whileTheRowComesAndGoes_long() throws Exception {
        raceAlone(ROUNDS);
    }

    @Test
    void writesInTransactions_whileTheRowComesAndGoes() throws Exception {
        raceInTransactions(ROUNDS / 5);
    }

    @Tag("thorough")
    @Test
    void writesInTransactions_whileTheRowComesAndGoes_long() throws Exception {
        raceInTransactions(ROUNDS);
    }
}

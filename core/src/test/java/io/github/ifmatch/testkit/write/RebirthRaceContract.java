package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import io.github.ifmatch.testkit.tool.Crowd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** What a thread does in every round. */
    private enum Way {
        PUT_ANYTHING {
            @Override
            Outcome<Account> send(ConditionalRows<Account, Long> rows) {
                return rows.tryPut(ROW, AcceptableVersions.anything());
            }
        },
        PUT_ABSENCE {
            @Override
            Outcome<Account> send(ConditionalRows<Account, Long> rows) {
                return rows.tryPut(ROW, AcceptableVersions.absence());
            }
        },
        PUT_ANY_VERSION {
            @Override
            Outcome<Account> send(ConditionalRows<Account, Long> rows) {
                return rows.tryPut(ROW, AcceptableVersions.anyVersion());
            }
        },
        PATCH_FIRST_VERSION {
            @Override
            Outcome<Account> send(ConditionalRows<Account, Long> rows) {
                return rows.tryPatch(7L, AcceptableVersions.only(1), Map.of("owner", "Anne"));
            }
        },
        DELETE_FIRST_VERSION {
            @Override
            Outcome<Account> send(ConditionalRows<Account, Long> rows) {
                return rows.tryDelete(7L, AcceptableVersions.only(1));
            }
        },
        DELETE_ANY_VERSION {
            @Override
            Outcome<Account> send(ConditionalRows<Account, Long> rows) {
                return rows.tryDelete(7L, AcceptableVersions.anyVersion());
            }
        };

        abstract Outcome<Account> send(ConditionalRows<Account, Long> rows);
    }

    private interface Sending {
        Outcome<Account> send(Way way);
    }

    private static List<String> failures(Way way, int rounds, Sending sending) {
        List<String> failed = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            try {
                if (sending.send(way) instanceof Missing && way == Way.PUT_ANYTHING) {
                    failed.add("what was to be created is missing");
                }
            } catch (SerializationException | DatabaseException comeAgain) { // each attempt met a row, and no look did
                assertThat(comeAgain)
                        .hasMessageMatching(".*(40001|insert would break a unique index).*"
                                + " ([Nn]othing of it was|Nothing was) written.*");
            } catch (VersionedException e) {
                failed.add(way + ": " + e);
            }
        }
        return failed;
    }

    private static void race(int rounds, Sending sending) throws Exception {
        Way[] ways = Way.values();

        List<List<String>> failures = Crowd.of(ways.length, thread -> failures(ways[thread], rounds, sending));

        assertThat(failures).allSatisfy(failed -> assertThat(failed).isEmpty());
    }

    @Tag("thorough")
    @Test
    void writes_whileTheRowComesAndGoes() throws Exception {
        ConditionalRows<Account, Long> conditional = ConditionalRows.of(accounts);

        race(ROUNDS, way -> way.send(conditional));
    }

    @Test
    void writesInTransactions_whileTheRowComesAndGoes() throws Exception {
        race(
                ROUNDS / 5,
                way -> database.database()
                        .inTransaction(transaction -> way.send(ConditionalRows.of(transaction.rows(Account.TABLE)))));
    }
}

package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.github.ifmatch.Applied;
import io.github.ifmatch.Missing;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import io.github.ifmatch.testkit.tool.LogCapture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The last-writer-wins verb, and what is logged: every overwrite at WARN, conflicts at DEBUG, SQL at TRACE, never values. */
public abstract class OverwriteContract extends Contract {

    /** In every row of these tests, so that a message that shows a column value shows this. */
    private static final String SECRET = "s3cr3t";

    private VersionedRepository<Account, Long> accounts;

    @BeforeEach
    void createTable() {
        Account.create(database);
        accounts = database.repository(Account.TABLE);
    }

    @Test
    void overwrite_staleVersion() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        accounts.touch(accounts.touch(ann));

        Account mine = accounts.overwrite(ann.withBalance(12), "support ticket 4711");

        assertThat(mine).isEqualTo(new Account(ann.id(), "Ann", Account.money("12.00"), 4));
        assertThat(accounts.get(ann.id())).isEqualTo(mine);
        assertThat(accounts.tryOverwrite(ann, "again")).isEqualTo(new Applied<>(ann.withVersion(5)));
    }

    /** A version above the stored one, as after a restored backup: nothing is compared. */
    @Test
    void overwrite_versionAbove() {
        Account ann = accounts.insert(Account.of("Ann", 10));

        assertThat(accounts.overwrite(ann.withVersion(99), "restored")).isEqualTo(ann.withVersion(2));
    }

    @Test
    void overwrite_missingRow() {
        Account gone = accounts.insert(Account.of("Ann", 10));
        accounts.delete(gone);

        try (LogCapture log = LogCapture.start()) {
            assertThat(accounts.tryOverwrite(gone, "why")).isEqualTo(new Missing<>(Account.TABLE, gone.id()));
            assertThatThrownBy(() -> accounts.overwrite(gone, "why"))
                    .isInstanceOf(MissingRowException.class)
                    .hasMessage("accounts " + gone.id() + ": there is no such row (any more). Nothing was written.");

            assertThat(log.messages(Level.WARN)).isEmpty();
        }
    }

    @Test
    void overwrite_isLogged() {
        Account ann = accounts.insert(Account.of(SECRET, 10));
        accounts.touch(ann);

        try (LogCapture log = LogCapture.start()) {
            accounts.overwrite(ann, "support ticket 4711\nforged line");

            assertThat(log.messages(Level.WARN))
                    .containsExactly("accounts " + ann.id() + " overwritten: held version 1, now version 3;"
                            + " reason: support ticket 4711 forged line");
            assertThat(log.messages()).noneMatch(message -> message.contains(SECRET));
        }
    }

    @Test
    void conflict_isLogged() {
        Account ann = accounts.insert(Account.of(SECRET, 10));
        accounts.touch(ann);
        Account gone = ann.withId(-1);

        try (LogCapture log = LogCapture.start()) {
            List<Boolean> applied = List.of(
                    accounts.tryUpdate(ann).isApplied(),
                    accounts.tryPatch(ann.id(), 1, Map.of("owner", SECRET)).isApplied(),
                    accounts.tryDelete(ann).isApplied(),
                    accounts.tryInsert(ann).isApplied(),
                    accounts.tryTouch(gone).isApplied());

            assertThat(applied).containsOnly(false);
            String row = "accounts " + ann.id();
            String conflict = " refused: Conflict[" + row + ", expected version 1, current version 2]";
            assertThat(log.messages(Level.DEBUG))
                    .filteredOn(message -> message.contains("refused"))
                    .containsExactly(
                            "update" + conflict,
                            "patch" + conflict,
                            "delete" + conflict,
                            "insert refused: Conflict[" + row + ", expected version 0, current version 2]",
                            "touch refused: Missing[accounts -1]");
            assertThat(log.messages()).noneMatch(message -> message.contains(SECRET));
        }
    }

    @Test
    void statement_isLogged() {
        CountingDataSource counting = CountingDataSource.of(database.dataSource());
        VersionedRepository<Account, Long> counted = database.repository(counting.dataSource(), Account.TABLE);
        Account ann = counted.insert(Account.of(SECRET, 10));
        counting.drain();

        try (LogCapture log = LogCapture.start()) {
            counted.update(ann);

            List<String> statements = counting.drain().stream()
                    .filter(sent -> sent.contains("accounts"))
                    .toList();
            assertThat(log.messages(Level.TRACE)).isNotEmpty().containsExactlyElementsOf(statements);
            assertThat(log.messages()).noneMatch(message -> message.contains(SECRET));
        }
    }
}

package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Notes.Note;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.race.Answer;
import io.github.ifmatch.testkit.race.TabCheck;
import io.github.ifmatch.testkit.race.TabsReport;
import io.github.ifmatch.testkit.race.TabsReport.Status;
import io.github.ifmatch.testkit.race.TwoTabs;
import io.github.ifmatch.testkit.sample.Account;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two tabs find each planted fault, and none where there is none. */
class TwoTabsTest {

    private static final int TRIES = 50;

    private Notes notes;

    @BeforeEach
    void createNotes() throws SQLException {
        notes = Notes.create();
    }

    @AfterEach
    void closeNotes() {
        notes.close();
    }

    /** A save function of {@link Notes}. */
    interface Saving {
        int save(Notes notes, Note note) throws Exception;
    }

    private TwoTabs<Note, String, Integer> tabs(Saving saving) {
        return TwoTabs.of(notes::open)
                .edit(Note::withText)
                .save(note -> saving.save(notes, note))
                .stored(notes::text)
                .version(notes::version);
    }

    @Test
    void rightly_passes() {
        TabsReport report =
                tabs(Notes::rightly).draft(refusal -> refusal.tab().text()).run();

        assertThat(report).losesNothing().tried(TabCheck.values());
        assertThat(report).hasToString("""
                Two tabs: 0 of 9 checks failed
                  passed     one tab saves
                  passed     two tabs: A saves, then B
                  passed     slow save: B's begins before A's ends
                  passed     resume: a tab that was opened long ago
                  passed     offline and back: a queued save, sent again
                  passed     the same request sent twice
                  passed     the same request sent again after others wrote
                  passed     the draft after a refusal
                  passed     reload after a refusal""");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "last write wins",
                        Notes::lastWriteWins,
                        TabCheck.STALE_SAVE,
                        "B's save is accepted, and A's edit is gone: a lost update"),
                fault(
                        "last write wins",
                        Notes::lastWriteWins,
                        TabCheck.SENT_LATE,
                        "the request is applied a second time (accepted), and what others have saved in between is gone: a lost update"),
                fault(
                        "check, then write",
                        Notes::checkThenWrite,
                        TabCheck.SLOW_SAVE,
                        "both saves are accepted, and one edit is gone: a lost update"),
                fault(
                        "slow save that overwrites",
                        Notes::slowOverwrite,
                        TabCheck.SLOW_SAVE,
                        "both saves are accepted, and one edit is gone: a lost update"),
                fault(
                        "version not advanced",
                        Notes::notAdvanced,
                        TabCheck.STALE_SAVE,
                        "B's save is accepted, and A's edit is gone: a lost update"),
                fault(
                        "200 on a conflict",
                        Notes::acceptedOnConflict,
                        TabCheck.STALE_SAVE,
                        "B's save is accepted, but is not stored: its edit is lost silently"),
                fault(
                        "refused but written",
                        Notes::refusedButWritten,
                        TabCheck.STALE_SAVE,
                        "B's save is refused, and yet it is stored; A's edit is gone: a lost update"),
                fault(
                        "applied twice",
                        Notes::appliedTwice,
                        TabCheck.SENT_TWICE,
                        "the second request is applied once more: it has advanced the version"),
                fault(
                        "version refreshed by a refusal",
                        Notes::refreshedByRefusal,
                        TabCheck.OFFLINE,
                        "the queued save, sent again is accepted, and the others' edit is gone: a lost update"),
                fault(
                        "known is approved",
                        Notes::knownIsApproved,
                        TabCheck.SENT_LATE,
                        "the request is applied a second time (accepted), and what others have saved in between is gone: a lost update"),
                fault(
                        "a short version",
                        Notes::shortVersion,
                        TabCheck.RESUME,
                        "the old tab's save is accepted, and the others' edit is gone: a lost update"));
    }

    private static Arguments fault(String name, Saving saving, TabCheck check, String reason) {
        return Arguments.of(name, saving, check, reason);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("faults")
    void fault_isFound(String name, Saving saving, TabCheck check, String reason) {
        TabsReport report = tabs(saving).run();
        for (int i = 0; i < TRIES && report.line(check).status() != Status.FAILED; i++) {
            report = tabs(saving).run();
        }

        assertThat(report.line(check).reason()).isEqualTo(reason);
        TabsReport found = report;
        assertThatThrownBy(() -> assertThat(found).losesNothing()).hasMessage(found.toString());
    }

    @Test
    void refusalThatOutlivesAReload() {
        TwoTabs<Note, String, Integer> tabs = tabs(Notes::sulking);
        Stream.of(TabCheck.values())
                .filter(check -> check != TabCheck.PLAIN_SAVE && check != TabCheck.RELOAD)
                .forEach(check -> tabs.without(check, "it refuses, too"));

        TabsReport report = tabs.run();

        assertThat(report).failsAt(TabCheck.RELOAD);
        assertThat(report.line(TabCheck.RELOAD).reason())
                .isEqualTo("the save after the reload must be accepted, and is refused");
    }

    /** Without a version, a tab that was opened between the two requests shows it. */
    @Test
    void appliedTwice_withoutAVersion() {
        TabsReport report = tabs(Notes::appliedTwice).version(() -> "").run();

        assertThat(report).failsAt(TabCheck.SENT_TWICE);
        assertThat(report.line(TabCheck.SENT_TWICE).reason())
                .isEqualTo(
                        "a tab that was opened between the two requests is refused: the second request is applied once more");
    }

    @Test
    void draft_gone() {
        assertThat(tabs(Notes::rightly).draft(refusal -> "").run()).failsAt(TabCheck.DRAFT_KEPT);
    }

    @Test
    void draft_notGiven_andCheckLeftOut_areNotTried() {
        TabsReport report =
                tabs(Notes::rightly).without(TabCheck.SLOW_SAVE, "one thread").run();

        assertThat(report.of(Status.NOT_APPLICABLE)).containsExactly(TabCheck.SLOW_SAVE, TabCheck.DRAFT_KEPT);
        assertThat(report.line(TabCheck.DRAFT_KEPT))
                .hasToString("not tried  the draft after a refusal: no draft(…) is given");
        assertThatThrownBy(() -> assertThat(report).tried(TabCheck.SLOW_SAVE))
                .hasMessageStartingWith("\"slow save: B's begins before A's ends\" must have passed. Two tabs: 0 of 9");
    }

    /** A save that says nothing known proves nothing. */
    @Test
    void answer_unknown() {
        TabsReport report = tabs((saved, note) -> {
                    if (saved.rightly(note) == 0) {
                        throw new IOException("418");
                    }
                    return 1;
                })
                .without(TabCheck.SLOW_SAVE, "one is enough")
                .run();

        assertThat(report.line(TabCheck.STALE_SAVE).reason())
                .isEqualTo("B's save must be refused, and is unknown (java.io.IOException: 418): say what it means by"
                        + " answers(…) or exceptions(…); A's edit stands");
        assertThat(tabs((saved, note) -> {
                            if (saved.rightly(note) == 0) {
                                throw new IOException("418");
                            }
                            return 1;
                        })
                        .exceptions(e -> Answer.REFUSED)
                        .run())
                .losesNothing();
    }

    @Test
    void functionThatThrows_isAFailureWithItsCause() {
        IOException broken = new IOException("no network");
        TabsReport report = TwoTabs.<Note>of(() -> {
                    throw broken;
                })
                .edit(Note::withText)
                .save(notes::rightly)
                .stored(notes::text)
                .run();

        assertThat(report.line(TabCheck.PLAIN_SAVE).reason())
                .isEqualTo("could not be tried: java.io.IOException: no network");
        assertThatThrownBy(() -> assertThat(report).losesNothing())
                .satisfies(e -> assertThat(e.getSuppressed()).contains(broken));
    }

    @Test
    void tabs_areClosed() {
        List<Note> closed = new ArrayList<>();

        TabsReport report = tabs(Notes::rightly).rounds(1).close(closed::add).run();

        assertThat(report).losesNothing();
        assertThat(closed).hasSizeGreaterThan(15).allMatch(note -> note != null);
    }

    /** That a tab could not be closed is told where nothing worse is. */
    @Test
    void tabs_thatCannotBeClosed() {
        IOException stuck = new IOException("stuck");

        TabsReport open = tabs(Notes::lastWriteWins).rounds(1).run();
        TabsReport report = tabs(Notes::lastWriteWins)
                .rounds(1)
                .close(tab -> {
                    throw stuck;
                })
                .run();

        assertThat(open.of(Status.FAILED)).isNotEmpty();
        for (TabCheck check : TabCheck.values()) {
            TabsReport.Line line = report.line(check);
            if (open.line(check).status() == Status.PASSED) {
                assertThat(line.reason()).isEqualTo("a tab could not be closed: " + stuck);
            } else {
                assertThat(line.status()).isEqualTo(open.line(check).status());
                assertThat(line.reason()).doesNotContain("closed");
            }
        }
    }

    /** Outcomes and exceptions of Ifmatch, and numbers that are typed, which the column gives a scale. */
    @Test
    void ifmatch_passes() {
        TestDatabase database = new H2TestDatabase(Dialect.STANDARD);
        Account.create(database);
        VersionedRepository<Account, Long> accounts = database.repository(Account.TABLE);
        long id = accounts.insert(Account.of("Ann", 10)).id();

        TabsReport byOutcome = TwoTabs.of(() -> accounts.get(id))
                .edit(n -> n, Account::withBalance)
                .save(accounts::tryUpdate)
                .stored(() -> accounts.get(id).balance().intValueExact())
                .version(() -> accounts.get(id).version())
                .draft(refusal -> ((Conflict<Account>) refusal.result())
                        .attempted()
                        .balance()
                        .intValueExact())
                .run();
        TabsReport byException = TwoTabs.of(() -> accounts.get(id))
                .edit(Account::withOwner)
                .save(accounts::update)
                .stored(() -> accounts.get(id).owner())
                .draft(refusal -> ((ConflictException) refusal.exception())
                        .attempted(Account.class)
                        .owner())
                .run();

        assertThat(byOutcome).losesNothing().tried(TabCheck.values());
        assertThat(byException).losesNothing().tried(TabCheck.values());
    }
}

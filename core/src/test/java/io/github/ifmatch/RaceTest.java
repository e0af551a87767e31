package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.TwoTabsTest.Saving;
import io.github.ifmatch.testkit.race.Answer;
import io.github.ifmatch.testkit.race.Race;
import io.github.ifmatch.testkit.race.RaceReport;
import io.github.ifmatch.testkit.race.RaceReport.Kind;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A race finds each planted fault and the path that has it, and none where there is none. */
class RaceTest {

    private static final int TRIES = 20;

    private Notes notes;

    @BeforeEach
    void createNotes() throws SQLException {
        notes = Notes.create();
    }

    @AfterEach
    void closeNotes() {
        notes.close();
    }

    private Race<String> race(Saving saving) {
        return Race.of(notes::text)
                .path("PUT", notes::open, (note, text) -> saving.save(notes, note.withText(text)))
                .version(notes::version);
    }

    @Test
    void rightly_passes() {
        RaceReport report = race(Notes::rightly).writers(4).rounds(20).run();

        assertThat(report).losesNothing().suspects();
        assertThat(report).hasToString("""
                Race: nothing lost
                  'PUT' against itself, 20 rounds
                    PUT: 20 won, 60 refused, 0 failed, 0 unknown""");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("last write wins", (Saving) Notes::lastWriteWins, Kind.LOST_UPDATE),
                Arguments.of("check, then write", (Saving) Notes::checkThenWrite, Kind.LOST_UPDATE),
                Arguments.of("slow save that overwrites", (Saving) Notes::slowOverwrite, Kind.LOST_UPDATE),
                Arguments.of("version not advanced", (Saving) Notes::notAdvanced, Kind.LOST_UPDATE),
                Arguments.of("version not advanced", (Saving) Notes::notAdvanced, Kind.VERSION),
                Arguments.of("200 on a conflict", (Saving) Notes::acceptedOnConflict, Kind.VERSION),
                Arguments.of("refused but written", (Saving) Notes::refusedButWritten, Kind.REFUSED_BUT_STORED),
                Arguments.of("always refused", (Saving) (notes, note) -> 0, Kind.ALL_REFUSED),
                Arguments.of("always fails", (Saving) (notes, note) -> 422, Kind.NEVER_WON),
                Arguments.of("accepted, never written", (Saving) (notes, note) -> 1, Kind.NOT_STORED));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("faults")
    void fault_isFound(String name, Saving saving, Kind kind) {
        RaceReport report = race(saving).run();
        for (int i = 0; i < TRIES && !report.kinds().contains(kind); i++) {
            report = race(saving).run();
        }

        assertThat(report).found(kind).suspects("PUT");
        RaceReport found = report;
        assertThatThrownBy(() -> assertThat(found).losesNothing()).hasMessage(found.toString());
    }

    /** Against itself each of them shows what it is; in pairs, whom it hurts. */
    @Test
    void adminSql_isTheOneToLookAt() {
        RaceReport report = race(Notes::rightly)
                .path("nightly job", notes::open, (note, text) -> notes.rightly(note.withText(text)))
                .path("admin SQL", notes::adminSql)
                .rounds(200)
                .run();

        assertThat(report).suspects("admin SQL").found(Kind.LOST_UPDATE);
        assertThat(report.pairings())
                .filteredOn(pairing -> !pairing.findings().isEmpty())
                .extracting(pairing -> pairing.first() + "/" + pairing.second())
                .containsExactly("PUT/admin SQL", "nightly job/admin SQL", "admin SQL/admin SQL");
        assertThat(report.toString())
                .startsWith("Race: look at admin SQL")
                .contains("an accepted update of 'PUT' is gone: 'admin SQL' stands in its place, in ");
    }

    /** Two paths that are right alone and know nothing of each other's version. */
    @Test
    void twoVersions_areTwoSuspects() {
        RaceReport report = race(Notes::rightly)
                .path("import", () -> notes.open("tag"), (note, text) -> notes.byTag(note.withText(text)))
                .version(() -> "")
                .run();

        assertThat(report).suspects("PUT", "import").found(Kind.LOST_UPDATE);
    }

    @Test
    void unknown_mayStandIfNobodyWon() {
        RaceReport report = race((saved, note) -> {
                    int unused = saved.rightly(note);
                    throw new IOException("no answer");
                })
                .rounds(5)
                .run();

        assertThat(report.kinds()).containsExactly(Kind.NEVER_WON);
        assertThat(report.toString())
                .contains("0 won, 0 refused, 0 failed, 40 unknown (first: java.io.IOException: no answer)");
    }

    @Test
    void path_nameUsedTwice() {
        Race<String> race = Race.of(notes::text).path("PUT", notes::adminSql);

        assertThatThrownBy(() -> race.path("PUT", notes::adminSql))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name must be used once: PUT");
    }

    @Test
    void noPath_isNoRace() {
        assertThatThrownBy(() -> Race.of(notes::text).run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("at least one path is needed: path(…)");
    }

    @ParameterizedTest
    @CsvSource({
        "200, ACCEPTED",
        "204, ACCEPTED",
        "303, UNKNOWN",
        "400, FAILED",
        "404, REFUSED",
        "409, REFUSED",
        "410, REFUSED",
        "412, REFUSED",
        "422, FAILED",
        "428, REFUSED",
        "500, UNKNOWN",
        "503, UNKNOWN",
        "0, REFUSED",
        "1, ACCEPTED",
        "2, UNKNOWN"
    })
    void answer_ofNumbers(int number, Answer answer) {
        assertThat(Answer.ofResult(number)).isEqualTo(answer);
    }

    @Test
    void answer_ofExceptions() {
        assertThat(Answer.ofException(new SQLException("", "40001"))).isEqualTo(Answer.FAILED);
        assertThat(Answer.ofException(new SQLException("", "40003"))).isEqualTo(Answer.UNKNOWN);
        assertThat(Answer.ofException(new SQLException("", "08006"))).isEqualTo(Answer.UNKNOWN);
        assertThat(Answer.ofException(new SQLException("no state"))).isEqualTo(Answer.UNKNOWN);
        assertThat(Answer.ofException(new SQLIntegrityConstraintViolationException("", "23505")))
                .isEqualTo(Answer.FAILED);
        assertThat(Answer.ofException(new IllegalStateException(new OptimisticLockException())))
                .isEqualTo(Answer.REFUSED);
        assertThat(Answer.ofException(new UnknownOutcomeException("", new SQLException("", "40001"), null)))
                .isEqualTo(Answer.UNKNOWN);
        assertThat(Answer.ofResult(null)).isEqualTo(Answer.ACCEPTED);
        assertThat(Answer.ofResult(false)).isEqualTo(Answer.REFUSED);
        assertThat(Answer.ofResult(7L)).isEqualTo(Answer.ACCEPTED);
        assertThat(Answer.ofResult(0L)).isEqualTo(Answer.REFUSED);
    }

    /** By its name, as JPA's, whose library is not here. */
    private static final class OptimisticLockException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}

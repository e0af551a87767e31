package io.github.ifmatch.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.MappingException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingsTest {

    private static final Finding NOTE = Finding.note("time-rounded", "a time is rounded", "go on with the stored row");
    private static final Finding TRIGGER = Finding.warning("trigger", "the trigger t runs", "look at it");
    private static final Finding OTHER = Finding.warning("trigger", "the trigger u runs", "look at it");
    private static final Finding ERROR = Finding.error("no-column", "it has no column c", "add it");

    private static Findings findings(Finding... all) {
        return Findings.of("items", "items (Item)", List.of(all), MappingException::new);
    }

    @Test
    void worstFirst() {
        Findings findings = findings(NOTE, TRIGGER, ERROR, OTHER);

        assertThat(findings.all()).containsExactly(ERROR, TRIGGER, OTHER, NOTE);
        assertThat(findings.worst()).contains(Severity.ERROR);
        assertThat(findings.atLeast(Severity.WARNING)).containsExactly(ERROR, TRIGGER, OTHER);
        assertThat(findings.line()).isEqualTo("items: 1 error, 2 warnings, 1 note: no-column, trigger, time-rounded");
        assertThat(findings).hasToString("""
                        items: 1 error, 2 warnings, 1 note: no-column, trigger, time-rounded
                          ERROR no-column: it has no column c. To do: add it.
                          WARNING trigger: the trigger t runs. To do: look at it.
                          WARNING trigger: the trigger u runs. To do: look at it.
                          NOTE time-rounded: a time is rounded. To do: go on with the stored row.""");
    }

    @Test
    void none() {
        assertThat(findings().worst()).isEmpty();
        assertThat(findings().line()).isEqualTo("items: nothing found");
        assertThat(findings().table()).isEqualTo("items");
        assertThatCode(() -> findings().throwOn(Severity.NOTE)).doesNotThrowAnyException();
    }

    @Test
    void throwOn_saysEveryProblemThatMattersSoMuch() {
        Findings findings = findings(NOTE, TRIGGER, ERROR);

        assertThatThrownBy(() -> findings.throwOn(Severity.ERROR))
                .isInstanceOf(MappingException.class)
                .hasMessage("items (Item) does not fit the database: it has no column c");
        assertThatThrownBy(() -> findings.throwOn(Severity.WARNING))
                .hasMessage("items (Item) does not fit the database: it has no column c; the trigger t runs");
        assertThatCode(() -> findings(NOTE, TRIGGER).throwOn(Severity.ERROR)).doesNotThrowAnyException();
    }

    @Test
    void without_whatIsKnownOf() {
        Findings findings = findings(NOTE, TRIGGER, OTHER);

        assertThat(findings.without("trigger").all()).containsExactly(NOTE);
        assertThat(findings.without("trigger", "time-rounded").all()).isEmpty();
        assertThat(findings.without("no-such-code").all()).containsExactly(TRIGGER, OTHER, NOTE);
        assertThatThrownBy(() -> findings(ERROR).without("no-column"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("codes must not be of an error: no-column");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Trigger", "two words", "-x", "x-", "x1"})
    void codes_areWords(String code) {
        assertThatThrownBy(() -> Finding.note(code, "something", "nothing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("code must be lower-case words with hyphens between: " + code);
    }

    @Test
    void texts_saySomething() {
        assertThatThrownBy(() -> Finding.note("code", " ", "nothing")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Finding.note("code", "something", "")).isInstanceOf(IllegalArgumentException.class);
    }
}

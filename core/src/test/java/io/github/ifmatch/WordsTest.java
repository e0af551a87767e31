package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.testkit.tool.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words in braces, in SQL. */
class WordsTest {

    private static String render(String sql) {
        return Words.render(sql, (word, argument) -> "<" + word + "|" + argument + ">", name -> "[" + name + "]");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '#',
            delimiter = ';',
            value = {
                "id {identity}, version; id <identity|>, version",
                "at {instant(3)} NOT NULL; at <instant|3> NOT NULL",
                "{time with zone(6)}; <time with zone|6>",
                "{'order'} integer, {'Sales Dept'}.{'a \"quote\"'}; [order] integer, [Sales Dept].[a \"quote\"]",
                "'{}', '{uuid}', 'it''s {uuid}', {uuid}; '{}', '{uuid}', 'it''s {uuid}', <uuid|>",
                "{d '2026-03-01'}, {ts '2026-03-01 10:00:00'}, {fn now()}; {d '2026-03-01'}, {ts '2026-03-01 10:00:00'}, {fn now()}",
                "$1 \\ ({length(name)}); $1 \\ (<length|name>)"
            })
    void render_words(String sql, String expected) {
        assertThat(render(sql)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{Identity}", "{identity", "{identity(3}", "{''}"})
    void render_noWord(String sql) {
        assertThatThrownBy(() -> render("id " + sql))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("word must be spelled {word} or {word(argument)}: {");
    }

    @Test
    void render_plain() {
        assertThat(render("SELECT * FROM accounts WHERE owner = 'Ann'"))
                .isEqualTo("SELECT * FROM accounts WHERE owner = 'Ann'");
    }
}

package io.github.ifmatch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §8.8.3. */
class ETagTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"xyzzy\"",
                "W/\"xyzzy\"",
                "\"\"",
                "W/\"\"",
                "\"a,b\"",
                "\"W/\"",
                "\"*\"",
                "\"\\\"",
                "\"!#~\"",
                "\"\u0080\u00ff\""
            })
    void parse_tag(String text) {
        assertThat(ETag.parse(text)).hasValueSatisfying(tag -> assertThat(tag).hasToString(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "xyzzy",
                "\"",
                "\"xyzzy",
                "xyzzy\"",
                "w/\"xyzzy\"", // case-sensitive
                "W\"xyzzy\"",
                "W/xyzzy",
                "W/ \"xyzzy\"",
                "W/W/\"xyzzy\"",
                "'xyzzy'",
                "*",
                "\"a b\"", // no spaces
                "\"a\tb\"",
                "\"a\"b\"", // no quotes, and a backslash escapes none
                "\"a\\\"b\"",
                "\"\u007f\"",
                "\"\u0100\"",
                "\"\u0000\"",
                "\"\r\n\"",
                " \"xyzzy\"",
                "\"xyzzy\" ",
                "\"a\",\"b\""
            })
    void parse_none(String text) {
        assertThat(ETag.parse(text)).isEmpty();
    }

    static IntStream characters() {
        return IntStream.rangeClosed(0, 0x120);
    }

    @ParameterizedTest
    @MethodSource("characters")
    void tag_character(int code) {
        boolean isAllowed = code == 0x21 || (code >= 0x23 && code <= 0x7E) || (code >= 0x80 && code <= 0xFF);
        String value = "a" + (char) code + "b";

        assertThat(ETag.parse('"' + value + '"').isPresent()).isEqualTo(isAllowed);
        if (isAllowed) {
            assertThat(ETag.strong(value).value()).isEqualTo(value);
        } else {
            assertThatThrownBy(() -> ETag.strong(value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("value must hold only what RFC 9110 §8.8.3 lets into a tag: character 1");
        }
    }

    /** The table of §8.8.3.2. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'W/\"1\"', 'W/\"1\"', false, true",
                "'W/\"1\"', 'W/\"2\"', false, false",
                "'W/\"1\"', '\"1\"',   false, true",
                "'\"1\"',   '\"1\"',   true,  true",
                "'\"1\"',   '\"2\"',   false, false",
                "'\"a\"',   '\"A\"',   false, false"
            })
    void matches_strongAndWeak(String one, String other, boolean strongly, boolean weakly) {
        ETag first = ETag.parse(one).orElseThrow();
        ETag second = ETag.parse(other).orElseThrow();

        assertThat(first.matchesStrongly(second)).isEqualTo(strongly);
        assertThat(second.matchesStrongly(first)).isEqualTo(strongly);
        assertThat(first.matchesWeakly(second)).isEqualTo(weakly);
        assertThat(second.matchesWeakly(first)).isEqualTo(weakly);
    }

    @Test
    void ofVersion() {
        assertThat(ETag.ofVersion(5)).hasToString("\"5\"").isEqualTo(ETag.strong("5"));
        assertThat(ETag.ofVersion(5).asWeak()).hasToString("W/\"5\"").isNotEqualTo(ETag.ofVersion(5));
    }
}

package io.github.ifmatch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §13.1.1 and §13.1.2: {@code "*" / #entity-tag}, with the lists of §5.6.1. */
class TagListTest {

    private static Arguments list(List<String> lines, String... tags) {
        return Arguments.of(lines, List.of(tags));
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                list(List.of("\"a\""), "\"a\""),
                list(List.of("\"a\",\"b\""), "\"a\"", "\"b\""),
                list(List.of("\"a\"\t ,  W/\"b\" "), "\"a\"", "W/\"b\""),
                list(List.of("\"a\"", "\"b\", \"c\""), "\"a\"", "\"b\"", "\"c\""), // §5.3: several field lines
                list(List.of("\"a,b\", \"c\""), "\"a,b\"", "\"c\""), // a comma inside a tag
                list(List.of("\",\""), "\",\""),
                list(List.of(", \"a\",, ,\"b\","), "\"a\"", "\"b\""), // §5.6.1.2: empty elements
                list(List.of("")),
                list(List.of("", " ", ",")),
                list(List.of("\"*\""), "\"*\"")); // a tag, no wildcard
    }

    @ParameterizedTest
    @MethodSource("lists")
    void parse_list(List<String> lines, List<String> tags) throws Exception {
        TagList list = TagList.parse("If-Match", lines);

        assertThat(list.isAny()).isFalse();
        assertThat(list.tags()).map(ETag::toString).isEqualTo(tags);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", " *", "*\t"})
    void parse_wildcard(String line) throws Exception {
        assertThat(TagList.parse("If-Match", List.of(line))).isEqualTo(new TagList(true, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*,*",
                "*, \"a\"",
                "\"a\", *",
                ",*",
                "*,",
                "W/*",
                "**",
                "'*'",
                "a",
                "5",
                "\"a\" \"b\"",
                "\"a\"\"b\"",
                "\"a\";",
                "w/\"a\"",
                "\"a",
                "a\"",
                "\"a\", b",
                "\"a\\\"b\"",
                "\u00a0",
                "\"a\"\r\n",
                "\u0660",
                "null",
                "\"a\",\u000b\"b\""
            })
    void parse_malformed(String line) {
        assertThatThrownBy(() -> TagList.parse("If-Match", List.of(line)))
                .isInstanceOf(MalformedFieldException.class)
                .hasMessageStartingWith("If-Match: no ");
    }

    @Test
    void parse_malformed_saysWhere() {
        assertThatThrownBy(() -> TagList.parse("If-None-Match", List.of("\"a\"", "secret")))
                .hasMessage("If-None-Match: no entity tag at character 5");
        assertThatThrownBy(() -> TagList.parse("If-None-Match", List.of("\"a\" secret")))
                .hasMessage("If-None-Match: no comma at character 5");
    }

    @Test
    void parse_wildcardInTwoLines() {
        assertThatThrownBy(() -> TagList.parse("If-Match", List.of("*", "*")))
                .isInstanceOf(MalformedFieldException.class);
    }

    @Test
    void parse_limits() throws Exception {
        List<String> most = Collections.nCopies(TagList.MOST_ELEMENTS, "\"a\"");
        List<String> more = Collections.nCopies(TagList.MOST_ELEMENTS + 1, "");
        String longest = '"' + "x".repeat(TagList.LONGEST - 2) + '"';

        assertThat(TagList.parse("If-Match", most).tags()).hasSize(TagList.MOST_ELEMENTS);
        assertThatThrownBy(() -> TagList.parse("If-Match", more)).hasMessage("If-Match: more than 256 elements");
        assertThat(TagList.parse("If-Match", List.of(longest)).tags()).hasSize(1);
        assertThatThrownBy(() -> TagList.parse("If-Match", List.of(longest + " ")))
                .hasMessage("If-Match: longer than 8192 characters");
    }
}

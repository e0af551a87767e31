package io.github.ifmatch.http;

import static io.github.ifmatch.http.Page.AFTER;
import static io.github.ifmatch.http.Page.AT;
import static io.github.ifmatch.http.Page.BEFORE;
import static io.github.ifmatch.testkit.tool.Properties.oneOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.http.Decision.Answer;
import io.github.ifmatch.http.Decision.Proceed;
import io.github.ifmatch.testkit.tool.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of every request: fuzzed field values, and every combination of preconditions against the RFC's own steps. */
class PreconditionsPropertiesTest {

    private static final Preconditions<Page, Long> PRECONDITIONS =
            Preconditions.of(RowTags.of(Page.TABLE)).withStrongLastModified(Page::changed);

    private static final String TAG = "(?:W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"";

    /** The grammar of §5.6.1.2 and §8.8.3 for a recipient, written down once more. */
    private static final Pattern LIST =
            Pattern.compile("[ \\t]*(?:" + TAG + ")?(?:[ \\t]*,[ \\t]*(?:" + TAG + ")?)*[ \\t]*");

    private static final Pattern WILDCARD = Pattern.compile("[ \\t]*\\*[ \\t]*");
    private static final Pattern ONE_TAG = Pattern.compile(TAG);

    private static String value(Random random) {
        StringBuilder value = new StringBuilder();
        for (int parts = random.nextInt(6); parts >= 0; parts--) {
            value.append(oneOf(
                    random,
                    "\"5\"",
                    "\"4\"",
                    "W/\"5\"",
                    ",",
                    ", ",
                    " ",
                    "\t",
                    "*",
                    "\"*\"",
                    "\"",
                    "W/",
                    "w/",
                    "5",
                    "\"a,b\"",
                    "\\",
                    "\u00e9",
                    "\u0000",
                    "\r\n",
                    "\u0665",
                    "\"\"",
                    String.valueOf((char) random.nextInt(0x180))));
        }
        return value.toString();
    }

    @Test
    void fuzzedTags_areReadAsTheGrammarSays() {
        Properties.hold(random -> {
            List<String> lines = new ArrayList<>();
            for (int count = random.nextInt(3); count >= 0; count--) {
                lines.add(value(random));
            }
            String joined = String.join(",", lines);
            HeaderFields fields = name -> name.equals("If-Match") ? lines : List.of();

            Decision decision = PRECONDITIONS.evaluate("PUT", fields, Page.STORED);

            boolean isWildcard = WILDCARD.matcher(joined).matches();
            if (!isWildcard && !LIST.matcher(joined).matches()) {
                assertThat(decision).isInstanceOf(Decision.BadRequest.class);
            } else if (isWildcard) {
                assertThat(PreconditionsTest.written(decision)).isEqualTo("any version");
            } else if (decision instanceof Proceed proceed) {
                assertThat(proceed.versions().versions())
                        .hasValueSatisfying(set -> assertThat(set).contains(5L));
                assertThat(ONE_TAG.matcher(joined).results().map(MatchResult::group))
                        .contains("\"5\"");
            } else {
                assertThat(decision).isInstanceOf(Decision.PreconditionFailed.class);
            }
        });
    }

    /** Whatever the fields hold, the answer is one of these, nothing is thrown, and no value is repeated to the client. */
    @Test
    void fuzzedFields_areAlwaysAnswered() {
        List<String> names =
                List.of("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range", "Range");
        Properties.hold(random -> {
            HeaderFields fields = name -> names.contains(name) && random.nextInt(3) == 0
                    ? List.of(oneOf(random, value(random), AT, BEFORE, AT + ", " + AT, "secret"))
                    : List.of();
            String method = oneOf(random, "GET", "HEAD", "PUT", "PATCH", "POST", "DELETE", "OPTIONS", "");

            Decision decision = PRECONDITIONS.evaluate(
                    method, fields, 7L, oneOf(random, Optional.of(Page.STORED), Optional.empty()));

            if (decision instanceof Answer answer) {
                assertThat(answer.status()).isIn(304, 400, 412, 428);
                assertThat(answer.toString()).doesNotContain("secret");
            }
        });
    }

    private static final List<String> TAG_LISTS = List.of("", "*", "\"5\"", "W/\"5\"", "\"4\"", "\"4\", \"5\"", "bad");
    private static final List<String> DATES = List.of("", BEFORE, AT, AFTER, "bad");

    /** Every combination of the four fields and of method, against the steps of §13.2.2 done naively: 8,575 of them. */
    @Test
    void combinations_followTheSteps() {
        int combinations = 0;
        for (String method : List.of("GET", "HEAD", "PUT", "PATCH", "DELETE", "POST", "OPTIONS")) {
            for (String match : TAG_LISTS) {
                for (String noneMatch : TAG_LISTS) {
                    for (String unmodified : DATES) {
                        for (String modified : DATES) {
                            check(method, match, noneMatch, unmodified, modified);
                            combinations++;
                        }
                    }
                }
            }
        }
        assertThat(combinations).isEqualTo(8_575);
    }

    private static void check(String method, String match, String noneMatch, String unmodified, String modified) {
        String[] lines = Stream.of(
                        "If-Match: " + match,
                        "If-None-Match: " + noneMatch,
                        "If-Unmodified-Since: " + unmodified,
                        "If-Modified-Since: " + modified)
                .filter(line -> !line.endsWith(": "))
                .toArray(String[]::new);

        Decision decision = PRECONDITIONS.optional().evaluate(method, Page.fields(lines), Page.STORED);

        int status = decision instanceof Answer answer ? answer.status() : 200;
        assertThat(status)
                .as("%s %s", method, List.of(lines))
                .isEqualTo(steps(method, match, noneMatch, unmodified, modified));
    }

    private static int steps(String method, String match, String noneMatch, String unmodified, String modified) {
        boolean isRead = method.equals("GET") || method.equals("HEAD");
        if (method.equals("OPTIONS")) {
            return 200;
        }
        boolean ignoresDate = isRead || !match.isEmpty() || noneMatch.equals("*");
        if (match.equals("bad") || noneMatch.equals("bad") || (unmodified.equals("bad") && !ignoresDate)) {
            return 400;
        }
        if (!match.isEmpty()) { // step 1
            if (!match.equals("*") && !Stream.of(match.split(", ")).toList().contains("\"5\"")) {
                return 412;
            }
        } else if (unmodified.equals(BEFORE)) { // step 2
            return 412;
        }
        if (!noneMatch.isEmpty()) { // step 3
            return noneMatch.equals("*") || noneMatch.contains("\"5\"") ? (isRead ? 304 : 412) : 200;
        }
        return isRead && (modified.equals(AT) || modified.equals(AFTER)) ? 304 : 200; // step 4
    }
}

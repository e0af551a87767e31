package io.github.ifmatch.http;

import static io.github.ifmatch.http.Page.AFTER;
import static io.github.ifmatch.http.Page.AT;
import static io.github.ifmatch.http.Page.BEFORE;
import static io.github.ifmatch.http.Page.STORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.ifmatch.Missing;
import io.github.ifmatch.http.Decision.Answer;
import io.github.ifmatch.http.Decision.Proceed;
import io.github.ifmatch.http.Decision.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §13, rule by rule. The row stands at version 5, and last changed at {@link Page#AT}. */
class PreconditionsTest {

    private static final Preconditions<Page, Long> REQUIRED =
            Preconditions.of(RowTags.of(Page.TABLE)).withLastModified(Page::changed);
    private static final Preconditions<Page, Long> OPTIONAL = REQUIRED.optional();
    private static final Preconditions<Page, Long> STRONG_DATES = REQUIRED.withStrongLastModified(Page::changed);

    private static final Optional<Target> GET = Optional.of(new Target("GET", Page.TABLE, 7L));

    private static Arguments rule(String section, String method, String expected, String... fields) {
        return Arguments.of(section, method, expected, fields);
    }

    static Stream<Arguments> rulesOfReading() {
        return Stream.of(
                rule("13.1.1 any representation", "GET", "200", "If-Match: *"),
                rule("13.1.1 one of the list", "GET", "200", "If-Match: \"4\", \"5\""),
                rule("13.1.1 none of the list", "GET", "412", "If-Match: \"4\", \"6\""),
                rule("13.1.1 strong comparison", "GET", "412", "If-Match: W/\"5\""),
                rule("13.1.1 HEAD, too", "HEAD", "412", "If-Match: \"4\""),
                rule("13.1.1 malformed", "GET", "400", "If-Match: 5"),
                rule("13.1.1 empty", "GET", "412", "If-Match: "),
                rule("13.1.2 any representation", "GET", "304", "If-None-Match: *"),
                rule("13.1.2 one of the list", "GET", "304", "If-None-Match: \"4\", \"5\""),
                rule("13.1.2 weak comparison", "GET", "304", "If-None-Match: W/\"5\""),
                rule("13.1.2 HEAD, too", "HEAD", "304", "If-None-Match: \"5\""),
                rule("13.1.2 none of the list", "GET", "200", "If-None-Match: \"4\", W/\"6\""),
                rule("13.1.2 malformed", "GET", "400", "If-None-Match: *, \"5\""),
                rule("13.1.2 quoted star", "GET", "200", "If-None-Match: \"*\""),
                rule("13.1.3 not modified", "GET", "304", "If-Modified-Since: " + AT),
                rule("13.1.3 not modified since later", "GET", "304", "If-Modified-Since: " + AFTER),
                rule("13.1.3 modified", "GET", "200", "If-Modified-Since: " + BEFORE),
                rule("13.1.3 HEAD, too", "HEAD", "304", "If-Modified-Since: " + AT),
                rule("13.1.3 obsolete form", "GET", "304", "If-Modified-Since: Sunday, 06-Nov-94 08:49:37 GMT"),
                rule("13.1.3 obsolete form", "GET", "304", "If-Modified-Since: Sun Nov  6 08:49:37 1994"),
                rule("13.1.3 no date: ignored", "GET", "200", "If-Modified-Since: yesterday"),
                rule("13.1.3 two dates: ignored", "GET", "200", "If-Modified-Since: " + AT, "If-Modified-Since: " + AT),
                rule(
                        "13.1.3 ignored beside If-None-Match",
                        "GET",
                        "200",
                        "If-None-Match: \"4\"",
                        "If-Modified-Since: " + AT),
                rule(
                        "13.1.3 ignored beside If-None-Match",
                        "GET",
                        "304",
                        "If-None-Match: \"5\"",
                        "If-Modified-Since: " + BEFORE),
                rule("13.1.4 unmodified", "GET", "200", "If-Unmodified-Since: " + AT),
                rule("13.1.4 modified", "GET", "412", "If-Unmodified-Since: " + BEFORE),
                rule("13.1.4 no date: ignored", "GET", "200", "If-Unmodified-Since: yesterday"),
                rule(
                        "13.1.4 ignored beside If-Match",
                        "GET",
                        "200",
                        "If-Match: \"5\"",
                        "If-Unmodified-Since: " + BEFORE),
                rule("13.1.5 no Range: ignored", "GET", "200", "If-Range: \"5\""),
                rule("13.1.5 no Range: ignored", "GET", "200", "If-Range: no tag"),
                rule("13.1.5 no If-Range", "GET", "206", "Range: bytes=0-1"),
                rule("13.1.5 same tag", "GET", "206", "Range: bytes=0-1", "If-Range: \"5\""),
                rule("13.1.5 other tag", "GET", "200 whole", "Range: bytes=0-1", "If-Range: \"4\""),
                rule("13.1.5 strong comparison", "GET", "200 whole", "Range: bytes=0-1", "If-Range: W/\"5\""),
                rule("13.1.5 weak date", "GET", "200 whole", "Range: bytes=0-1", "If-Range: " + AT),
                rule("13.1.5 no date", "GET", "200 whole", "Range: bytes=0-1", "If-Range: yesterday"),
                rule("13.1.5 malformed tag", "GET", "400", "Range: bytes=0-1", "If-Range: \"5"),
                rule("13.1.5 several tags", "GET", "400", "Range: bytes=0-1", "If-Range: \"5\", \"4\""),
                rule("13.1.5 GET only", "HEAD", "200 whole", "Range: bytes=0-1", "If-Range: \"5\""),
                rule("13.2.2 If-Match before If-None-Match", "GET", "412", "If-Match: \"4\"", "If-None-Match: \"5\""),
                rule("13.2.2 If-Match, then If-None-Match", "GET", "304", "If-Match: \"5\"", "If-None-Match: \"5\""),
                rule(
                        "13.2.2 If-Unmodified-Since before If-None-Match",
                        "GET",
                        "412",
                        "If-Unmodified-Since: " + BEFORE,
                        "If-None-Match: \"5\""),
                rule(
                        "13.2.2 If-None-Match before If-Range",
                        "GET",
                        "304",
                        "If-None-Match: \"5\"",
                        "Range: bytes=0-1",
                        "If-Range: \"4\""),
                rule("13.2.2 malformed is never passed over", "GET", "400", "If-Match: \"4\"", "If-None-Match: 5"),
                rule("6.3 names in any case", "GET", "304", "iF-nOnE-mAtCh: \"5\""),
                rule("5.3 several lines", "GET", "304", "If-None-Match: \"3\"", "If-None-Match: \"5\""));
    }

    @ParameterizedTest(name = "{0}: {1} {3} is {2}")
    @MethodSource("rulesOfReading")
    void reading(String section, String method, String expected, String[] fields) {
        Decision decision = REQUIRED.evaluate(method, Page.fields(fields), STORED);

        assertThat(shown(decision, fields)).isEqualTo(expected);
        assertThat(REQUIRED.evaluate(method, Page.fields(fields), 7L, () -> Optional.of(STORED)))
                .isEqualTo(decision);
    }

    private static String shown(Decision decision, String[] fields) {
        if (decision instanceof Answer answer) {
            return Integer.toString(answer.status());
        }
        assertThat(((Proceed) decision).versions()).isEqualTo(AcceptableVersions.only(5));
        boolean isAsked = Stream.of(fields).anyMatch(line -> line.startsWith("Range"));
        return !isAsked ? "200" : ((Proceed) decision).honoursRange() ? "206" : "200 whole";
    }

    static Stream<Arguments> rulesOfWriting() {
        return Stream.of(
                rule("13.1.1 this version", "PUT", "version 5", "If-Match: \"5\""),
                rule("13.1.1 one of several", "PATCH", "version 4 or 5", "If-Match: \"5\", \"4\", W/\"3\""),
                rule("13.1.1 any", "DELETE", "any version", "If-Match: *"),
                rule("13.1.1 another version", "PUT", "412", "If-Match: \"4\""),
                rule("13.1.1 weak", "PUT", "412", "If-Match: W/\"5\""),
                rule("13.1.1 weak wildcard", "PUT", "400", "If-Match: W/*"),
                rule("13.1.1 empty", "PUT", "412", "If-Match:"),
                rule("13.1.1 malformed", "PUT", "400", "If-Match: 5"),
                rule("13.1.1 partly malformed", "PUT", "400", "If-Match: \"5\", 4"),
                rule("13.1.1 wildcard among others", "PUT", "400", "If-Match: \"4\", *"),
                rule("13.1.2 exists", "PUT", "412", "If-None-Match: *"),
                rule("13.1.2 weak comparison", "POST", "412", "If-None-Match: W/\"5\"", "If-Match: \"5\""),
                rule("13.1.2 malformed", "PUT", "400", "If-None-Match: any", "If-Match: \"5\""),
                rule("13.1.3 GET and HEAD only", "PUT", "version 5", "If-Modified-Since: " + AT, "If-Match: \"5\""),
                rule("13.1.4 modified", "PUT", "412", "If-Unmodified-Since: " + BEFORE),
                rule("13.1.4 no date", "PUT", "400", "If-Unmodified-Since: yesterday"),
                rule("13.1.4 two dates", "PUT", "400", "If-Unmodified-Since: " + AT, "If-Unmodified-Since: " + AT),
                rule(
                        "13.1.4 ignored beside If-Match",
                        "PUT",
                        "version 5",
                        "If-Unmodified-Since: " + BEFORE,
                        "If-Match: \"5\""),
                rule(
                        "13.1.4 ignored beside If-Match",
                        "PUT",
                        "version 5",
                        "If-Unmodified-Since: yesterday",
                        "If-Match: \"5\""),
                rule("13.1.5 GET only", "PUT", "version 5", "If-Match: \"5\"", "Range: bytes=0-1", "If-Range: no tag"),
                rule("13.2.2 If-Match before If-None-Match", "PUT", "412", "If-Match: \"4\"", "If-None-Match: \"4\""),
                rule("13.2.2 both hold", "PUT", "version 5", "If-Match: \"5\"", "If-None-Match: \"4\""),
                rule("13.2.2 both cannot hold", "PUT", "412", "If-Match: *", "If-None-Match: *"),
                rule("13.2.1 no representation", "OPTIONS", "any version or no row", "If-Match: \"4\""),
                rule("13.2.1 no representation", "TRACE", "any version or no row", "If-None-Match: 5"),
                rule("13.2.1 no representation", "CONNECT", "any version or no row", "If-None-Match: *"));
    }

    /** Whether they are required or not, and whether a date is strong or not, makes no difference here. */
    @ParameterizedTest(name = "{0}: {1} {3} is {2}")
    @MethodSource("rulesOfWriting")
    void writing(String section, String method, String expected, String[] fields) {
        for (Preconditions<Page, Long> preconditions : List.of(REQUIRED, OPTIONAL, STRONG_DATES)) {
            assertThat(written(preconditions.evaluate(method, Page.fields(fields), STORED)))
                    .isEqualTo(expected);
        }
    }

    static String written(Decision decision) {
        return decision instanceof Answer answer
                ? Integer.toString(answer.status())
                : ((Proceed) decision).versions().toString();
    }

    private static Arguments required(
            String section, String required, String optional, String strong, String... fields) {
        return Arguments.of(section, required, optional, strong, fields);
    }

    static Stream<Arguments> rulesOfRequiring() {
        return Stream.of(
                required("6585.3 none", "428", "any version or no row", "428"),
                required("6585.3 If-Match", "version 5", "version 5", "version 5", "If-Match: \"5\""),
                required(
                        "6585.3 a weak date guards nothing",
                        "428",
                        "version 5",
                        "version 5",
                        "If-Unmodified-Since: " + AT),
                required("6585.3 other tags guard nothing", "428", "version 5", "428", "If-None-Match: \"4\""),
                required(
                        "6585.3 If-Modified-Since is not for writes",
                        "428",
                        "any version or no row",
                        "428",
                        "If-Modified-Since: " + AT),
                required("6585.3 unknown field", "428", "any version or no row", "428", "If-Matches: \"5\""));
    }

    @ParameterizedTest(name = "{0}: {4} is {1}; if optional {2}; with strong dates {3}")
    @MethodSource("rulesOfRequiring")
    void requiring(String section, String required, String optional, String strong, String[] fields) {
        HeaderFields all = Page.fields(fields);

        assertThat(written(REQUIRED.evaluate("PUT", all, STORED))).isEqualTo(required);
        assertThat(written(OPTIONAL.evaluate("PUT", all, STORED))).isEqualTo(optional);
        assertThat(written(STRONG_DATES.evaluate("PUT", all, STORED))).isEqualTo(strong);
        for (String method : new String[] {"POST", "PATCH", "DELETE", "put"}) {
            assertThat(written(REQUIRED.evaluate(method, all, STORED))).isEqualTo(required);
        }
    }

    /** Of what we do not know, nobody can say that it must be conditional; what is sent with it is evaluated. */
    @ParameterizedTest
    @ValueSource(strings = {"PROPFIND", "QUERY", "SEARCH", "REPORT", "MOVE", "BREW", ""})
    void requiring_unknownMethod(String method) {
        assertThat(written(REQUIRED.evaluate(method, Page.fields(), STORED))).isEqualTo("any version or no row");
        assertThat(written(REQUIRED.evaluate(method, Page.fields(), 7L, Optional.empty())))
                .isEqualTo("any version or no row");
        assertThat(written(REQUIRED.evaluate(method, Page.fields("If-Match: \"5\""), STORED)))
                .isEqualTo("version 5");
        assertThat(written(REQUIRED.evaluate(method, Page.fields("If-Match: \"4\""), STORED)))
                .isEqualTo("412");
        assertThat(written(REQUIRED.evaluate(method, Page.fields("If-None-Match: \"5\""), STORED)))
                .isEqualTo("412");
    }

    static Stream<Arguments> rulesOfNoDate() {
        String bad = "If-Unmodified-Since: yesterday";
        return Stream.of(
                noDate("13.1.4 nothing else guards the write", "PUT", "400", "428", bad),
                noDate("13.1.4 nothing else guards the write", "PUT", "400", "428", bad, "If-None-Match: \"4\""),
                noDate("13.1.4 If-Match guards it", "PUT", "version 5", "version 5", bad, "If-Match: \"5\""),
                noDate("13.1.4 If-Match guards it", "DELETE", "412", "412", bad, "If-Match: \"4\""),
                noDate("13.1.4 If-None-Match guards it", "PUT", "412", "412", bad, "If-None-Match: *"),
                noDate("13.1.4 a read", "GET", "version 5", "version 5", bad));
    }

    private static Arguments noDate(String section, String method, String dates, String none, String... fields) {
        return Arguments.of(section, method, dates, none, fields);
    }

    /** Where no dates are configured, a date would be ignored, and so is what is none. */
    @ParameterizedTest(name = "{0}: {1} {4} is {2}; without dates {3}")
    @MethodSource("rulesOfNoDate")
    void ifUnmodifiedSince_noDate(String section, String method, String dates, String none, String[] fields) {
        HeaderFields all = Page.fields(fields);

        assertThat(written(REQUIRED.evaluate(method, all, STORED))).isEqualTo(dates);
        assertThat(written(Preconditions.of(RowTags.of(Page.TABLE)).evaluate(method, all, STORED)))
                .isEqualTo(none);
    }

    static Stream<Arguments> rulesOfAbsence() {
        return Stream.of(
                rule("13.1.1 any, and none is there", "PUT", "412", "If-Match: *"),
                rule("13.1.1 none is there", "PUT", "412", "If-Match: \"5\""),
                rule("13.1.2 create", "PUT", "no row", "If-None-Match: *"),
                rule("13.1.2 both cannot hold", "PUT", "412", "If-Match: \"5\"", "If-None-Match: *"),
                rule("13.2.1 a 404 goes first", "GET", "any version or no row", "If-Match: \"5\""),
                rule("13.2.1 a 404 goes first", "GET", "any version or no row", "If-None-Match: *"),
                rule("13.2.1 a 404 goes first", "DELETE", "version 5", "If-Match: \"5\""),
                rule("13.2.1 a 404 goes first", "PATCH", "any version", "If-Match: *"),
                rule("13.1.4 no date to compare", "PUT", "428", "If-Unmodified-Since: " + AT),
                rule("13.1.1 malformed", "PUT", "400", "If-Match: 5"),
                rule("13.1.2 malformed", "PUT", "400", "If-None-Match: 5"),
                rule("13.2.1 a 404 before what is malformed", "GET", "nothing", "If-Match: 5"),
                rule("13.2.1 a 404 before what is malformed", "HEAD", "nothing", "If-None-Match: 5"),
                rule("13.2.1 a 404 before what is malformed", "DELETE", "nothing", "If-Match: 5"),
                rule("13.2.1 a 404 before what is malformed", "PATCH", "nothing", "If-Match: \"5\", *"),
                rule("13.2.1 a 404 before what is malformed", "PATCH", "nothing", "If-Unmodified-Since: yesterday"),
                rule(
                        "13.2.1 a 404 before what is malformed",
                        "GET",
                        "any version or no row",
                        "Range: bytes=0-1",
                        "If-Range: \"5"),
                rule("6585.3 none", "PUT", "428"),
                rule("6585.3 none, and the answer does not depend on the row", "DELETE", "428"));
    }

    @ParameterizedTest(name = "{0}: {1} {3} is {2}")
    @MethodSource("rulesOfAbsence")
    void absence(String section, String method, String expected, String[] fields) {
        HeaderFields all = Page.fields(fields);

        assertThat(written(REQUIRED.evaluate(method, all, 7L, Optional.empty())))
                .isEqualTo(expected);
    }

    /** Whoever looks for the row, and whenever, the answer is the same: what a decision leaves open, the problem of the write says. */
    @ParameterizedTest(name = "{0}: {1} {3}")
    @MethodSource("rulesOfAbsence")
    void absence_readLazily(String section, String method, String expected, String[] fields) {
        Preconditions<Page, Long> preconditions = REQUIRED;
        HeaderFields all = Page.fields(fields);
        int eagerly = absent(preconditions.evaluate(method, all, 7L, Optional.empty()));

        assertThat(absent(preconditions.evaluate(method, all, 7L, Optional::empty)))
                .isEqualTo(eagerly);
    }

    private static int absent(Decision decision) {
        if (decision instanceof Answer answer) {
            return answer.status();
        }
        Proceed proceed = (Proceed) decision;
        return proceed.versions().equals(AcceptableVersions.absence())
                ? 201
                : Problem.of(new Missing<>(Page.TABLE, 7L), proceed).status();
    }

    static Stream<Arguments> rulesOfUnreadRows() {
        return Stream.of(
                rule("13.1.1 the write will tell", "PUT", "version 4", "If-Match: \"4\""),
                rule("13.1.1 the write will tell", "PUT", "any version", "If-Match: *"),
                rule("13.1.2 the write will tell", "PUT", "no row", "If-None-Match: *"),
                rule("13.1.1 malformed", "PUT", "400", "If-Match: 4"),
                rule("6585.3 none", "PUT", "428"),
                rule("6585.3 none", "DELETE", "428", "Accept: *"),
                rule("13.2.1 no representation", "OPTIONS", "any version or no row", "If-Match: \"4\""));
    }

    @ParameterizedTest(name = "{0}: {1} {3} is {2}, and the row is not read")
    @MethodSource("rulesOfUnreadRows")
    void unreadRows(String section, String method, String expected, String[] fields) {
        Supplier<Optional<Page>> never = () -> {
            throw new AssertionError("the row is read");
        };

        assertThat(written(REQUIRED.evaluate(method, Page.fields(fields), 7L, never)))
                .isEqualTo(expected);
    }

    static Stream<Arguments> rulesOfReadRows() {
        return Stream.of(
                rule("13.1.1 none of this row", "PUT", "412", "If-Match: W/\"5\", \"x\""),
                rule("13.1.1 an empty list", "DELETE", "412", "If-Match: ,"),
                rule("13.1.2 one of the list", "PUT", "412", "If-None-Match: \"5\"", "If-Match: \"5\""),
                rule("13.1.2 none of the list", "PUT", "412", "If-None-Match: \"4\"", "If-Match: \"4\""),
                rule("13.2.2 both cannot hold", "PUT", "412", "If-None-Match: *", "If-Match: \"5\""),
                rule("13.2.2 both cannot hold", "PATCH", "412", "If-None-Match: *", "If-Match: *"),
                rule("13.1.4 modified", "PUT", "412", "If-Unmodified-Since: " + BEFORE),
                rule(
                        "13.1.4 the version that the date was compared with",
                        "PUT",
                        "version 5",
                        "If-Unmodified-Since: " + AT));
    }

    @ParameterizedTest(name = "{0}: {1} {3} is {2}, and the row is read once")
    @MethodSource("rulesOfReadRows")
    void readRows(String section, String method, String expected, String[] fields) {
        AtomicInteger reads = new AtomicInteger();
        Supplier<Optional<Page>> counted = () -> {
            reads.incrementAndGet();
            return Optional.of(STORED);
        };

        assertThat(written(STRONG_DATES.evaluate(method, Page.fields(fields), 7L, counted)))
                .isEqualTo(expected);
        assertThat(reads).hasValue(1);
    }

    @Test
    void lastModified_unknown() {
        Page undated = new Page(7, "any", null, 5);

        assertThat(written(STRONG_DATES.evaluate("PUT", Page.fields("If-Unmodified-Since: " + AT), undated)))
                .isEqualTo("428");
        assertThat(written(OPTIONAL.evaluate("PUT", Page.fields("If-Unmodified-Since: " + BEFORE), undated)))
                .isEqualTo("any version or no row");
        assertThat(REQUIRED.evaluate("GET", Page.fields("If-Modified-Since: " + AT), undated))
                .isInstanceOf(Proceed.class);
    }

    /** A row that somebody makes after the look is modified since the date: it must not be written. */
    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE", "MOVE"})
    void ifUnmodifiedSince_noRow(String method) {
        HeaderFields date = Page.fields("If-Unmodified-Since: " + AT);

        assertThat(written(OPTIONAL.evaluate(method, date, 7L, Optional.empty())))
                .isEqualTo("no row");
        assertThat(written(STRONG_DATES.evaluate(method, date, 7L, Optional.empty())))
                .isEqualTo("no row");
    }

    /** With strong dates, the same date is the same representation; an older or a newer one is not (§13.1.5). */
    @ParameterizedTest
    @CsvSource({"08:49:36, false", "08:49:37, true", "08:49:38, false"})
    void ifRange_strongDate(String time, boolean honours) {
        HeaderFields fields = Page.fields("Range: bytes=0-1", "If-Range: Sun, 06 Nov 1994 " + time + " GMT");

        assertThat(STRONG_DATES.evaluate("GET", fields, STORED))
                .isEqualTo(new Proceed(AcceptableVersions.only(5), Decision.Source.HEADER, honours, GET));
    }

    @Test
    void settings_inAnyOrder() {
        Preconditions<Page, Long> none =
                Preconditions.of(RowTags.of(Page.TABLE)).optional();
        HeaderFields range = Page.fields("Range: bytes=0-1", "If-Range: " + AT);

        assertThat(written(none.withLastModified(Page::changed).evaluate("PUT", Page.fields(), STORED)))
                .isEqualTo("any version or no row");
        assertThat(written(none.withStrongLastModified(Page::changed).evaluate("PUT", Page.fields(), STORED)))
                .isEqualTo("any version or no row");
        assertThat(STRONG_DATES.optional().evaluate("GET", range, STORED))
                .isEqualTo(new Proceed(AcceptableVersions.only(5), Decision.Source.HEADER, true, GET));
    }

    @Test
    void answers_sayWhatIsKnown() {
        Decision failed = REQUIRED.evaluate("PUT", Page.fields("If-Match: \"4\""), STORED);
        Decision absent = REQUIRED.evaluate("PUT", Page.fields("If-Match: \"4\""), 7L, Optional.empty());
        Decision notModified = REQUIRED.evaluate("GET", Page.fields("If-None-Match: W/\"5\""), STORED);
        Decision required = REQUIRED.evaluate("PUT", Page.fields(), STORED);
        Decision malformed = REQUIRED.evaluate("PUT", Page.fields("If-Match: secret"), STORED);

        assertThat(failed)
                .isEqualTo(new Decision.PreconditionFailed(
                        "If-Match does not hold: the row stands at another version.",
                        OptionalLong.of(5),
                        Optional.of(ETag.ofVersion(5)),
                        Optional.of(STORED)));
        assertThat(failed.toString()).doesNotContain("secret");
        assertThat(absent)
                .isEqualTo(new Decision.PreconditionFailed(
                        "If-Match does not hold: there is no such row (any more).",
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(notModified).isEqualTo(new Decision.NotModified(ETag.ofVersion(5)));
        assertThat(((Answer) notModified).headers()).containsExactly(entry("ETag", "\"5\""));
        assertThat(((Answer) required).headers()).containsExactly(entry("Cache-Control", "no-store"));
        assertThat(malformed)
                .isEqualTo(new Decision.BadRequest(Problem.Kind.MALFORMED, "If-Match: no entity tag at character 1"));
    }

    static Stream<Arguments> wordsOfFailures() {
        String stands = "If-Match does not hold: the row stands at another version.";
        return Stream.of(
                words("PUT", stands, "If-Match: \"4\""),
                words("GET", stands, "If-Match: \"4\", W/\"5\""),
                words("PUT", stands, "If-Match: \"6\", \"4\""),
                words(
                        "PUT",
                        "If-Match does not hold: a weak entity tag never matches (RFC 9110 §13.1.1).",
                        "If-Match: W/\"5\", W/\"4\""),
                words(
                        "DELETE",
                        "If-Match does not hold: none of its entity tags is one of this row.",
                        "If-Match: \"of-another\", W/\"5\""),
                words("PUT", "If-Match does not hold: it lists no entity tag.", "If-Match: ,"),
                words("PUT", "If-None-Match does not hold: the row exists.", "If-None-Match: *"),
                words("PATCH", "If-None-Match does not hold: the row exists.", "If-None-Match: *", "If-Match: \"5\""),
                words(
                        "PUT",
                        "If-None-Match does not hold: it lists the entity tag of the row as it stands.",
                        "If-None-Match: \"4\", W/\"5\""),
                words(
                        "PUT",
                        "If-Unmodified-Since does not hold: the row was changed later.",
                        "If-Unmodified-Since: " + BEFORE));
    }

    private static Arguments words(String method, String detail, String... fields) {
        return Arguments.of(method, detail, fields);
    }

    /** A 412 says what is so, and has the row, its version and its tag for whoever may see them. */
    @ParameterizedTest(name = "{0} {2}: {1}")
    @MethodSource("wordsOfFailures")
    void failed_saysWhatIsSo(String method, String detail, String[] fields) {
        assertThat(REQUIRED.evaluate(method, Page.fields(fields), STORED))
                .isEqualTo(new Decision.PreconditionFailed(
                        detail, OptionalLong.of(5), Optional.of(ETag.ofVersion(5)), Optional.of(STORED)));
    }

    @Test
    void failed_tagOfAnotherRow() {
        Preconditions<Page, Long> bound =
                Preconditions.of(RowTags.of(Page.TABLE).bound());
        String another = bound.tags().of(8L, 5).toString();

        assertThat(((Decision.PreconditionFailed) bound.evaluate("PUT", Page.fields("If-Match: " + another), STORED))
                        .detail())
                .isEqualTo("If-Match does not hold: none of its entity tags is one of this row.");
    }

    @Test
    void proceed_saysWhatTheRequestIsMadeOf() {
        Proceed proceed = (Proceed) REQUIRED.evaluate("PATCH", Page.fields("If-Match: \"5\""), STORED);

        assertThat(proceed.target()).hasValue(new Target("PATCH", Page.TABLE, 7L));
    }

    /** §13.1.1 wants a row; §13.1.2 holds where there is none, so what remains is that the row is not there. */
    @ParameterizedTest
    @CsvSource({
        "'If-Match: \"5\"', 412",
        "'If-Match: *', 412",
        "'If-None-Match: \"4\"', 404",
    })
    void put_rowVanishesMeanwhile(String field, int status) {
        Proceed proceed = (Proceed) REQUIRED.optional().evaluate("PUT", Page.fields(field), STORED);

        assertThat(Problem.of(new Missing<>(Page.TABLE, 7L), proceed).status()).isEqualTo(status);
    }

    @Test
    void fields_nameInTwoCases() {
        HeaderFields fields = HeaderFields.of(Map.of("If-Match", List.of("\"4\""), "if-match", List.of("\"5\"")));

        assertThat(written(REQUIRED.evaluate("PUT", fields, STORED))).isEqualTo("version 4 or 5");
    }

    @Test
    void fields_thatAnswerNull() {
        assertThat(written(REQUIRED.evaluate("PUT", name -> null, STORED))).isEqualTo("428");
    }
}

package io.github.ifmatch.examples.twotabs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.http.HttpDate;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What RFC 9110 demands of every address, by section. */
class HttpTest extends RunningServer {

    private static final String LONG = "x".repeat(3000);

    // §8.8.1, §8.8.3.3, §12.5.5: a content coding makes another representation

    @Test
    void gzip_tagged_isNotEncoded() {
        assertThat(patch(1, "{\"notes\":\"" + LONG + "\"}", "If-Match: *").status()).isEqualTo(200);

        for (String path : List.of("/api/rules", "/api/rules/1")) {
            var plain = raw.get(path);
            var asked = raw.get(path, "Accept-Encoding: gzip");

            assertThat(asked.field("Content-Encoding")).isEmpty();
            assertThat(asked.field("ETag")).isEqualTo(plain.field("ETag")).isPresent();
            assertThat(asked.content()).isEqualTo(plain.content()).hasSizeGreaterThan(2000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/rules/1", "/rules/new", "/static/style.css"})
    void gzip_page_saysThatItVaries(String path) {
        var plain = raw.get(path);
        var zipped = raw.get(path, "Accept-Encoding: gzip");

        assertThat(zipped.field("Content-Encoding")).hasValue("gzip");
        assertThat(zipped.unzipped()).startsWith(plain.text().substring(0, 15));
        assertThat(plain.field("Content-Encoding")).isEmpty();
        for (var answer : List.of(plain, zipped)) {
            assertThat(answer.field("Vary")).hasValue("Accept-Encoding");
            assertThat(answer.field("ETag").filter(tag -> !tag.startsWith("W/"))).isEmpty();
        }
    }

    // §15.4.5: 304

    @ParameterizedTest
    @ValueSource(strings = {"/api/rules", "/api/rules/1", "/static/style.css"})
    void notModified_says_whatA200Would(String path) {
        var whole = raw.get(path);
        String tag = "If-None-Match: " + whole.field("ETag").orElseThrow();

        for (String method : List.of("GET", "HEAD")) {
            var answer = raw.send(method, path, "", tag);

            assertThat(answer.status()).isEqualTo(304);
            assertThat(answer.content()).isEmpty();
            for (String field : List.of("ETag", "Cache-Control", "Content-Location", "Vary", "Expires")) {
                assertThat(answer.all(field)).as(field).isEqualTo(whole.all(field));
            }
            assertThat(answer.field("Date")).isPresent();
            for (String field : List.of("Content-Length", "Content-Type", "Content-Encoding", "Transfer-Encoding")) {
                assertThat(answer.field(field)).as(field).isEmpty();
            }
        }
    }

    @Test
    void noContent_hasNoContentType() {
        var answer = raw.send("DELETE", "/api/rules/1", "", "If-Match: " + tag(1));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.field("Content-Type")).isEmpty();
        assertThat(answer.field("Content-Length")).isEmpty();
    }

    // §15.5.6, §9.3.7, §10.2.1: 405, OPTIONS, Allow

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/rules    | POST, PUT, PATCH, DELETE, TRACE, PROPFIND, QUERY | GET, HEAD, OPTIONS",
                "/api/rules/1  | POST, TRACE, PROPFIND, QUERY | DELETE, GET, HEAD, OPTIONS, PATCH, PUT",
                "/api/rules/99 | POST | DELETE, GET, HEAD, OPTIONS, PATCH, PUT",
                "/             | POST, PUT, DELETE | GET, HEAD, OPTIONS",
                "/rules        | PUT, DELETE | GET, HEAD, OPTIONS, POST",
                "/rules/1      | PUT, PATCH, DELETE | GET, HEAD, OPTIONS, POST",
                "/who          | GET, HEAD, PUT | OPTIONS, POST",
            })
    void methods_others_are405WithAllow(String path, String others, String allowed) {
        for (String method : others.split(", ", -1)) {
            // a page asks a POST for its form first; of any other method, nothing but that there is no such thing to do
            var answer = method.equals("POST")
                    ? raw.send(method, path, "", "Content-Type: application/x-www-form-urlencoded")
                    : raw.send(method, path, "");

            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(allow(answer)).as(method).isEqualTo(Set.of(allowed.split(", ", -1)));
        }
        var options = raw.send("OPTIONS", path, "");
        assertThat(options.status()).isEqualTo(204);
        assertThat(allow(options)).isEqualTo(Set.of(allowed.split(", ", -1)));
        assertThat(options.field("Accept-Patch").isPresent()).isEqualTo(allowed.contains("PATCH"));
    }

    private static Set<String> allow(Raw.Answer answer) {
        return new TreeSet<>(List.of(String.join(", ", answer.all("Allow")).split(", ", -1)));
    }

    @Test
    void options_ofNothing_is404() {
        assertThat(raw.send("OPTIONS", "/nothing", "").status()).isEqualTo(404);
    }

    // §9.3.2: HEAD

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/rules",
                "/rules/1",
                "/rules/99",
                "/rules/new",
                "/rules/nonsense",
                "/rules/1/choices",
                "/drafts/none",
                "/nothing",
                "/static/style.css",
                "/static/nothing",
                "/api/rules",
                "/api/rules/1",
                "/api/rules/99",
                "/api/nothing"
            })
    void head_answersAsGetWould(String path) {
        var get = raw.get(path);
        var head = raw.send("HEAD", path, "");

        assertThat(head.status()).isEqualTo(get.status());
        assertThat(head.content()).isEmpty();
        for (String field : List.of("Content-Type", "ETag", "Location", "Last-Modified", "Cache-Control", "Vary")) {
            assertThat(head.all(field)).as(field).isEqualTo(get.all(field));
        }
        head.field("Content-Length")
                .ifPresent(length -> assertThat(Integer.parseInt(length)).isEqualTo(get.content().length()));
    }

    // §14.5: partial PUT

    @ParameterizedTest
    @ValueSource(strings = {"bytes 0-5/10", "bytes */10", "items 0-1/*", "nonsense"})
    void put_contentRange_is400AndNothingIsWritten(String range) {
        String rule = "{\"name\":\"A\",\"threshold\":1,\"discount\":1,\"notes\":\"\",\"enabled\":true}";

        var update = raw.send("PUT", "/api/rules/1", rule, json("If-Match: *", "Content-Range: " + range));
        var creation = raw.send("PUT", "/api/rules/77", rule, json("If-None-Match: *", "Content-Range: " + range));

        assertThat(update.status()).isEqualTo(400);
        assertThat(creation.status()).isEqualTo(400);
        assertThat(raw.get("/api/rules/1").text()).contains("\"version\":1");
        assertThat(raw.get("/api/rules/77").status()).isEqualTo(404);
    }

    private static String[] json(String... fields) {
        return Raw.with("Content-Type: application/json", fields);
    }

    /** §14.4: of other methods it must be ignored. */
    @Test
    void patch_contentRange_isIgnored() {
        assertThat(patch(1, "{\"discount\":1}", "If-Match: *", "Content-Range: bytes 0-5/10")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void content_ofOtherType_is415AndSaysWhich() {
        var put = raw.send("PUT", "/api/rules/1", "{}", "If-Match: *", "Content-Type: text/plain");
        var patch = raw.send("PATCH", "/api/rules/1", "{}", json("If-Match: *"));

        assertThat(put.status()).isEqualTo(415);
        assertThat(put.field("Accept")).hasValue("application/json");
        assertThat(patch.status()).isEqualTo(415);
        assertThat(patch.field("Accept-Patch")).hasValue("application/merge-patch+json");
    }

    // §8.8.2, §13.1.3, §13.1.4: dates

    @Test
    void lastModified_isWhenTheRuleWasSaved() {
        assertThat(raw.get("/api/rules/1").field("Last-Modified")).hasValue("Mon, 05 Jan 2026 08:00:00 GMT");
        Instant before = Instant.now().minusSeconds(1);

        var saved = patch(1, "{\"discount\":1}", "If-Match: *");

        Instant modified = HttpDate.parse(saved.field("Last-Modified").orElseThrow()).orElseThrow();
        assertThat(modified).isBetween(before, Instant.now());
        assertThat(raw.get("/api/rules/1").field("Last-Modified")).isEqualTo(saved.field("Last-Modified"));
        assertThat(raw.get("/api/rules").field("Last-Modified")).isEmpty();
    }

    @Test
    void lastModified_ofAServerWhoseClockIsAhead_isNotInTheFuture() throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE pricing_rules SET updated_at = TIMESTAMP WITH TIME ZONE '2999-01-01 00:00:00+00'");
        }

        var answer = raw.get("/api/rules/1");

        assertThat(date(answer, "Last-Modified")).isBeforeOrEqualTo(date(answer, "Date"));
    }

    private static Instant date(Raw.Answer answer, String field) {
        return HttpDate.parse(answer.field(field).orElseThrow()).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "If-Modified-Since   | Mon, 05 Jan 2026 08:00:00 GMT | 304",
                "If-Modified-Since   | Mon, 05 Jan 2026 07:59:59 GMT | 200",
                "If-Modified-Since   | nonsense                      | 200",
                "If-Unmodified-Since | Mon, 05 Jan 2026 08:00:00 GMT | 200",
                "If-Unmodified-Since | Mon, 05 Jan 2026 07:59:59 GMT | 412",
            })
    void dates_areEvaluated(String field, String date, int status) {
        assertThat(raw.get("/api/rules/1", field + ": " + date).status()).isEqualTo(status);
    }

    /** §8.8.2.2: a rule may change twice within a second, so a date guards no write. */
    @Test
    void dates_guardNoWrite() {
        assertThat(patch(1, "{\"discount\":1}", "If-Unmodified-Since: Mon, 05 Jan 2026 08:00:00 GMT")
                        .status())
                .isEqualTo(428);
    }
}

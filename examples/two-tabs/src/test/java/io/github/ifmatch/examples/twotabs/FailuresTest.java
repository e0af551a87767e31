package io.github.ifmatch.examples.twotabs;

import static io.github.ifmatch.testkit.fault.FaultyDataSource.failingAfter;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every failure is answered in the form of what was asked for, and those of the server are in the log. */
class FailuresTest extends RunningServer {

    private static final String NOTES = "Worth keeping";

    private static void assertPage(Raw.Answer answer) {
        assertThat(answer.field("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(answer.text()).contains("<!doctype html>", "Back to the list").doesNotContain("jetty", "Exception");
        assertProtected(answer);
    }

    private static void assertProblem(Raw.Answer answer) {
        assertThat(answer.field("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.text())
                .startsWith("{\"type\":\"about:blank\",")
                .contains("\"status\":" + answer.status())
                .doesNotContain("Exception");
        assertProtected(answer);
    }

    private static void assertProtected(Raw.Answer answer) {
        assertThat(answer.field("Content-Security-Policy")).isPresent();
        assertThat(answer.field("X-Content-Type-Options")).hasValue("nosniff");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "rules/nonsense", "rules/%ff", "rules/%2e%2e/x", "rules/%5c"})
    void addresses_ofNothing_areAnsweredInTheFormAskedFor(String path) {
        var page = raw.get("/" + path);
        var problem = raw.get("/api/" + path);

        assertThat(page.status()).isIn(400, 404).isEqualTo(problem.status());
        assertPage(page);
        assertProblem(problem);
    }

    /** Jetty cannot read these, nor what stands after them. */
    @ParameterizedTest
    @ValueSource(strings = {"/rules/%zz", "/rules/%00", "/rules/%", "nonsense"})
    void addresses_unreadable_areAPage(String path) {
        var answer = raw.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertPage(answer);
    }

    @Test
    void fields_tooLong_are431() {
        String field = "X: " + "a".repeat(20_000);

        assertThat(raw.get("/", field).status()).isEqualTo(431);
        assertPage(raw.get("/", field));
        assertProblem(raw.get("/api/rules", field));
        assertThat(raw.get("/" + "a".repeat(20_000)).status()).isEqualTo(414);
    }

    @Test
    void multipart_60Megabytes_isToldByItsType() {
        var answer = raw.send(
                "POST",
                "/rules/1",
                "--x\r\n",
                "Content-Type: multipart/form-data; boundary=x",
                "Content-Length: 60000000",
                "Expect: 100-continue");

        assertThat(answer.status()).isEqualTo(415);
        assertPage(answer);
        assertThat(answer.text()).contains("application/x-www-form-urlencoded");
    }

    @Test
    void content_tooLong_is413() {
        String content = "name=" + "a".repeat(1_100_000);

        var form = raw.form("/rules", content, "Content-Length: 60000000");
        var patch = patch(1, content, "If-Match: *", "Content-Length: 60000000");

        assertThat(form.status()).isEqualTo(413);
        assertPage(form);
        assertThat(form.text()).contains("a million bytes");
        assertThat(patch.status()).isEqualTo(413);
        assertProblem(patch);
    }

    @Test
    void readFails_is500AndLogged() throws SQLException {
        execute("DROP TABLE pricing_rules CASCADE");

        var page = raw.get("/");
        var problem = raw.get("/api/rules");
        var one = raw.get("/api/rules/1");

        assertThat(page.status()).isEqualTo(500);
        assertPage(page);
        assertThat(problem.status()).isEqualTo(500);
        assertProblem(problem);
        assertThat(one.status()).isEqualTo(500);
        assertProblem(one);
        assertThat(failures()).containsExactly("GET /: 500", "GET /api/rules: 500", "GET /api/rules/1: 500");
    }

    @Test
    void saveFails_keepsWhatWasTypedAndIsLogged() throws SQLException {
        var edit = Client.fields(ann.get("/rules/1"));
        edit.put("notes", NOTES);
        var creation = Client.fields(ann.get("/rules/new"));
        creation.putAll(Map.of("name", "New", "discount", "5", "notes", NOTES));
        execute("DROP TABLE pricing_rules CASCADE");

        var saved = ann.post("/rules/1", edit);
        var created = ann.post("/rules", creation);

        assertThat(saved.statusCode()).isEqualTo(500);
        assertThat(Client.fields(saved))
                .containsEntry("notes", NOTES)
                .containsEntry("version", edit.get("version"))
                .containsEntry("base", edit.get("base"));
        assertThat(created.statusCode()).isEqualTo(500);
        assertThat(Client.fields(created)).containsEntry("notes", NOTES).containsEntry("key", creation.get("key"));
        assertThat(failures()).containsExactly("POST /rules/1: 500", "POST /rules: 500");
    }

    @Test
    void rowHeldByOthers_is503AndLogged() throws SQLException {
        var edit = Client.fields(ann.get("/rules/1"));
        edit.put("notes", NOTES);
        String token = ann.get("/").body().replaceFirst("(?s).*?name=\"row\" value=\"(1:[^\"]*)\".*", "$1");
        String tag = tag(1);

        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("UPDATE pricing_rules SET discount = 14 WHERE id = 1");
            var saved = ann.post("/rules/1", edit);
            var listed = ann.post("/rules/list", Map.of("row", token, "action", "disable"));
            var patched = patch(1, "{\"discount\":1}", "If-Match: " + tag);
            connection.rollback();

            assertThat(saved.statusCode()).isEqualTo(503);
            assertThat(saved.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(Client.fields(saved)).containsEntry("notes", NOTES);
            assertThat(listed.statusCode()).isEqualTo(503);
            assertThat(listed.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(listed.body()).contains("<!doctype html>", "Others are saving");
            assertThat(patched.status()).isEqualTo(503);
            assertProblem(patched);
        }
        assertThat(failures()).containsExactly("POST /rules/1: 503", "POST /rules/list: 503", "PATCH /api/rules/1: 503");
        assertThat(ann.post("/rules/1", edit).statusCode()).isEqualTo(303);
    }

    @Test
    void outcomeUnknown_isToldAndLogged_andSavingAgainSavesOnce() {
        var edit = Client.fields(ann.get("/rules/1"));
        edit.put("notes", NOTES);
        var creation = Client.fields(ann.get("/rules/new"));
        creation.putAll(Map.of("name", "Made once", "discount", "5"));
        faults.inject(failingAfter("COMMIT"::equals, "08006"));

        var saved = ann.post("/rules/1", edit);
        var created = ann.post("/rules", creation);
        faults.inject((event, real) -> real.call());

        assertThat(saved.statusCode()).isEqualTo(500);
        assertThat(saved.body()).contains("may be saved or not", NOTES);
        assertThat(created.statusCode()).isEqualTo(500);
        assertThat(created.body()).contains("may be saved or not", "Made once");
        assertThat(failures()).containsExactly("POST /rules/1: 500", "POST /rules: 500");
        assertThat(ann.post("/rules/1", edit).statusCode()).isEqualTo(303);
        assertThat(ann.post("/rules", creation).statusCode()).isEqualTo(303);
        assertThat(ann.get("/api/rules/1").body()).contains(NOTES, "\"version\":2");
        assertThat(ann.get("/api/rules").body()).containsOnlyOnce("Made once");
    }

    @Test
    void error_isAPageOrAProblemAndLogged() {
        faults.inject((event, real) -> {
            throw new StackOverflowError("for the test");
        });

        var page = raw.get("/");
        var problem = raw.get("/api/rules");

        assertThat(page.status()).isEqualTo(500);
        assertPage(page);
        assertThat(problem.status()).isEqualTo(500);
        assertProblem(problem);
        assertThat(failures()).contains("GET /: 500", "GET /api/rules: 500");
    }
}

package io.github.ifmatch.examples.twotabs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.testkit.race.TabCheck;
import io.github.ifmatch.testkit.race.TabsReport;
import io.github.ifmatch.testkit.race.TwoTabs;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the pages and the API must do on every database, without a browser. */
abstract class FlowContract {

    private static final String XSS = "<script>alert(1)</script>\"'&<b>";
    private static final String RULE =
            "{\"name\":\"Rule\",\"threshold\":0.10,\"discount\":5,\"notes\":\"\",\"enabled\":true}";
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private HikariDataSource pool;
    private Server server;
    private Client ann;
    private Client bob;

    abstract HikariDataSource open();

    @BeforeEach
    void start() {
        pool = open();
        server = Server.start(pool, 0, new byte[32]);
        ann = Client.of(server.url(), "Ann");
        bob = Client.of(server.url(), "Bob");
    }

    @AfterEach
    void stop() {
        server.close();
        pool.close();
    }

    @CanIgnoreReturnValue
    private HttpResponse<String> saves(Client who, Map<String, String> fields) {
        return who.post("/rules/1", fields);
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        fields.put(name, value);
        return fields;
    }

    private HttpResponse<String> collide() {
        var anns = Client.fields(ann.get("/rules/1"));
        assertThat(saves(bob, with(Client.fields(bob.get("/rules/1")), "discount", "14"))
                        .statusCode())
                .isEqualTo(303);
        return saves(ann, with(anns, "discount", "15"));
    }

    @Test
    void save_stale_is409AndNothingIsWritten() {
        var conflict = collide();

        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(conflict.body()).contains("Your changes were not saved yet", "Changed by you and Bob", "14.00", "15");
        assertThat(ann.get("/api/rules/1").body()).contains("\"discount\":14.00", "\"version\":2");
    }

    /** The whole checklist, by the form as a browser sends it. */
    @Test
    void form_inTwoTabs_losesNothing() {
        TabsReport report = TwoTabs.of(() -> Client.fields(ann.get("/rules/1")))
                .edit(n -> BigDecimal.valueOf(n, 2), (form, discount) -> with(form, "discount", discount.toPlainString()))
                .save(form -> saves(ann, form))
                .stored(() -> Paths.discount(bob))
                .answers(Paths::answer)
                .draft(refusal -> new BigDecimal(Client.fields(refusal.result()).get("discount")))
                .version(() -> tag(1))
                .run();

        assertThat(report).losesNothing().tried(TabCheck.values());
    }

    /** The same by the API, where the problem has what was sent, and what is stored. */
    @Test
    void api_inTwoTabs_losesNothing() {
        TabsReport report = TwoTabs.of(() -> Map.of("If-Match", tag(1)))
                .edit(n -> BigDecimal.valueOf(n, 2), (headers, discount) -> {
                    Map<String, String> typed = new HashMap<>(headers);
                    return with(typed, "discount", discount.toPlainString());
                })
                .save(typed -> patch(
                        "{\"discount\":" + typed.get("discount") + "}", Map.of("If-Match", typed.get("If-Match"))))
                .stored(() -> Paths.discount(bob))
                .version(() -> tag(1))
                .run();

        assertThat(report)
                .losesNothing()
                .tried(
                        TabCheck.STALE_SAVE,
                        TabCheck.SLOW_SAVE,
                        TabCheck.RESUME,
                        TabCheck.OFFLINE,
                        TabCheck.SENT_TWICE,
                        TabCheck.SENT_LATE,
                        TabCheck.RELOAD);
    }

    @Test
    void choices_mine_areApplied() {
        var fields = with(Client.fields(collide()), "choice.discount", "mine");

        assertThat(ann.post("/rules/1/choices", fields).statusCode()).isEqualTo(303);

        assertThat(ann.get("/api/rules/1").body()).contains("\"discount\":15.00", "\"version\":3");
    }

    @Test
    void choices_undecided_is422() {
        assertThat(ann.post("/rules/1/choices", Client.fields(collide())).statusCode())
                .isEqualTo(422);
    }

    @Test
    void save_sentTwice_isSavedOnce() {
        var fields = with(Client.fields(ann.get("/rules/1")), "discount", "15");

        assertThat(saves(ann, fields).statusCode()).isEqualTo(303);
        assertThat(saves(ann, fields).statusCode()).isEqualTo(303);

        assertThat(ann.get("/api/rules/1").body()).contains("\"version\":2");
    }

    @Test
    void save_invalid_keepsTheVersionItCameWith() {
        var fields = Client.fields(ann.get("/rules/1"));
        saves(bob, with(Client.fields(bob.get("/rules/1")), "discount", "14"));

        var problems = saves(ann, with(fields, "discount", "much"));

        assertThat(problems.statusCode()).isEqualTo(422);
        assertThat(Client.fields(problems))
                .containsEntry("version", fields.get("version"))
                .containsEntry("discount", "much");
        assertThat(saves(ann, with(Client.fields(problems), "discount", "15")).statusCode())
                .isEqualTo(409);
    }

    @Test
    void save_tamperedVersionOrBase_isRefusedWithWhatWasTyped() {
        for (String field : new String[] {"version", "base"}) {
            var fields = with(Client.fields(ann.get("/rules/1")), "notes", "Worth keeping");
            fields.computeIfPresent(field, (name, value) -> value.substring(0, value.length() - 2) + "xx");

            var answer = saves(ann, fields);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("Worth keeping");
        }
    }

    @Test
    void save_noVersion_is428() {
        var fields = Client.fields(ann.get("/rules/1"));
        fields.remove("version");

        assertThat(saves(ann, fields).statusCode()).isEqualTo(428);
    }

    @Test
    void save_deleted_is410WithWhatWasTyped() {
        var fields = with(Client.fields(ann.get("/rules/1")), "notes", "Worth keeping");
        bob.send("DELETE", "/api/rules/1", "", Map.of("If-Match", tag(1)));

        var answer = saves(ann, fields);

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).contains("Worth keeping");
    }

    @Test
    void list_staleToggle_is409AndNothingIsDone() {
        String page = ann.get("/").body();
        String token = page.replaceFirst("(?s).*?name=\"row\" value=\"(1:[^\"]*)\".*", "$1");
        bob.post("/rules/1", with(Client.fields(bob.get("/rules/1")), "discount", "14"));

        var answer = ann.post("/rules/list", Map.of("row", token, "action", "disable"));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("Nothing was done yet", "Last changed by Bob");
        assertThat(ann.get("/api/rules/1").body()).contains("\"enabled\":true");
    }

    @Test
    void create_sentTwice_makesOneRule() {
        var fields = with(with(Client.fields(ann.get("/rules/new")), "name", "Once"), "discount", "5");

        var first = ann.post("/rules", fields);
        var second = ann.post("/rules", fields);

        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(second.headers().map().get("Location"))
                .isEqualTo(first.headers().map().get("Location"));
    }

    @Test
    void pages_scriptsInEveryField_areEscaped() {
        Client xss = Client.of(server.url(), "<i>Ann");
        var fields = with(with(Client.fields(xss.get("/rules/1")), "name", XSS), "notes", XSS);
        fields.put("condition-1-operand", XSS);
        assertThat(saves(xss, fields).statusCode()).isEqualTo(303);
        var stale = with(Client.fields(bob.get("/rules/1")), "notes", XSS + "2");
        saves(xss, with(Client.fields(xss.get("/rules/1")), "notes", "other " + XSS));

        for (HttpResponse<String> page : List.of(xss.get("/"), xss.get("/rules/1"), saves(bob, stale))) {
            assertThat(page.body()).doesNotContain("<script", "<b>", "<i>").contains("&lt;script");
        }
    }

    @Test
    void post_otherSite_is403() {
        var answer = ann.send(
                "POST",
                "/rules/list",
                "action=delete",
                Map.of("Origin", "https://evil.example", "Content-Type", "application/x-www-form-urlencoded"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
    }

    private String tag(long id) {
        return ann.get("/api/rules/" + id).headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void api_read_hasATagAndAnswers304() {
        for (String path : new String[] {"/api/rules", "/api/rules/1"}) {
            String tag = ann.get(path).headers().firstValue("ETag").orElseThrow();

            assertThat(ann.send("GET", path, "", Map.of("If-None-Match", tag)).statusCode())
                    .isEqualTo(304);
            assertThat(ann.send("HEAD", path, "", Map.of()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void api_writes_withoutPreconditionAre428() {
        assertThat(ann.send("PUT", "/api/rules/1", RULE, JSON).statusCode()).isEqualTo(428);
        assertThat(patch("{\"discount\":1}", Map.of()).statusCode()).isEqualTo(428);
        assertThat(ann.send("DELETE", "/api/rules/1", "", Map.of()).statusCode())
                .isEqualTo(428);
    }

    @Test
    void api_staleTag_is412WithTheCurrentRow() {
        String tag = tag(1);
        assertThat(patch("{\"discount\":14.5}", Map.of("If-Match", tag)).statusCode())
                .isEqualTo(200);

        var answer = patch("{\"discount\":15}", Map.of("If-Match", tag));

        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"currentVersion\":2", "\"pointer\":\"/discount\"", "14.50");
        assertThat(patch("{\"discount\":15,\"version\":1}", Map.of()).statusCode())
                .isEqualTo(409);
    }

    /** Whether the row was read for the precondition or by the write. */
    @Test
    void api_every412_hasTheCurrentRow() {
        String stale = tag(1);
        patch("{\"discount\":14.5}", Map.of("If-Match", stale));
        for (Map<String, String> precondition : List.of(
                Map.of("If-Match", stale),
                Map.of("If-Match", "W/" + tag(1)),
                Map.of("If-Match", tag(2)),
                Map.of("If-None-Match", "*"),
                Map.of("If-Match", tag(1), "If-None-Match", tag(1)))) {
            var answer = patch("{\"discount\":15}", precondition);

            assertThat(answer.statusCode()).isEqualTo(412);
            assertThat(answer.body()).contains("\"current\":{\"id\":1", "14.50", "\"currentTag\"");
        }
        assertThat(ann.get("/api/rules/1").body()).contains("\"version\":2");
    }

    @Test
    void api_put_withIfMatchAndNoRow_is412() {
        for (String ifMatch : List.of("*", tag(1), "\"1\"")) {
            Map<String, String> headers = Map.of("Content-Type", "application/json", "If-Match", ifMatch);

            assertThat(ann.send("PUT", "/api/rules/600", RULE, headers).statusCode())
                    .isEqualTo(412);
            assertThat(ann.send("DELETE", "/api/rules/600", "", Map.of("If-Match", ifMatch))
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(ann.get("/api/rules/600").statusCode()).isEqualTo(404);
    }

    @Test
    void api_put_createsOnceAndKeepsDecimals() {
        Map<String, String> create = Map.of("Content-Type", "application/json", "If-None-Match", "*");

        assertThat(ann.send("PUT", "/api/rules/500", RULE, create).statusCode()).isEqualTo(201);
        assertThat(ann.send("PUT", "/api/rules/500", RULE, create).statusCode()).isEqualTo(412);

        assertThat(ann.get("/api/rules/500").body()).contains("\"threshold\":0.10");
    }

    /** RFC 9110 §8.8.1: a strong tag never comes back for other content, whatever came between. */
    @Test
    void api_put_afterDelete_earlierTagsNeverMatch() {
        Map<String, String> create = Map.of("Content-Type", "application/json", "If-None-Match", "*");
        Set<String> earlier = new HashSet<>();
        for (int life = 0; life < 3; life++) {
            String rule = RULE.replace("0.10", life + ".50");
            assertThat(ann.send("PUT", "/api/rules/500", rule, create).statusCode())
                    .isEqualTo(201);

            for (String tag : earlier) {
                assertThat(ann.send("GET", "/api/rules/500", "", Map.of("If-None-Match", tag))
                                .statusCode())
                        .isEqualTo(200);
                Map<String, String> match = Map.of("Content-Type", "application/json", "If-Match", tag);
                assertThat(ann.send("PUT", "/api/rules/500", RULE, match).statusCode())
                        .isEqualTo(412);
                assertThat(ann.send("DELETE", "/api/rules/500", "", match).statusCode())
                        .isEqualTo(412);
            }
            assertThat(earlier.add(tag(500))).isTrue();
            Map<String, String> match = Map.of("Content-Type", "application/json", "If-Match", tag(500));
            assertThat(ann.send("PUT", "/api/rules/500", rule, match).statusCode())
                    .isEqualTo(200);
            assertThat(ann.get("/api/rules/500").body()).contains("\"threshold\":" + life + ".50");
            assertThat(earlier.add(tag(500))).isTrue();
            ann.send("DELETE", "/api/rules/500", "", Map.of("If-Match", tag(500)));
        }
    }

    @Test
    void api_content_isChecked() {
        Map<String, String> match = Map.of("If-Match", tag(1));

        var json = ann.send("PATCH", "/api/rules/1", "{}", JSON);
        assertThat(json.statusCode()).isEqualTo(415);
        assertThat(json.headers().firstValue("Accept-Patch")).hasValue("application/merge-patch+json");
        assertThat(patch("{\"colour\":1}", match).statusCode()).isEqualTo(400);
        assertThat(patch("{\"name\":null}", match).statusCode()).isEqualTo(400);
        assertThat(patch("{\"discount\":1e999999999}", match).statusCode()).isEqualTo(422);
        assertThat(patch("{\"discount\":1.005}", match).statusCode()).isEqualTo(422);
        assertThat(patch("{", match).statusCode()).isEqualTo(400);
        assertThat(patch("{}", Map.of("If-Match", "5")).statusCode()).isEqualTo(400);
        assertThat(ann.get("/api/rules/999").statusCode()).isEqualTo(404);
    }

    @CanIgnoreReturnValue
    private HttpResponse<String> patch(String body, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.put("Content-Type", "application/merge-patch+json");
        return ann.send("PATCH", "/api/rules/1", body, all);
    }
}

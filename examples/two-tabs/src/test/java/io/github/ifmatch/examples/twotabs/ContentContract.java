package io.github.ifmatch.examples.twotabs;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is typed or sent is stored as it is, or refused as what it is: on every database alike. */
abstract class ContentContract extends RunningServer {

    @Override
    abstract HikariDataSource open();

    // Numbers, whatever their exponent

    @ParameterizedTest
    @CsvSource({
        "1e2147483648, between 0 and 100",
        "1e99999999999999999999, between 0 and 100",
        "-1e2147483648, between 0 and 100",
        "1e-2147483649, at most 2 decimals",
        "1E-999999999, at most 2 decimals",
        "1e999999999, between 0 and 100",
        "1.005, at most 2 decimals",
        "100.01, between 0 and 100",
        "-0.01, between 0 and 100",
    })
    void number_outOfBounds_is422(String number, String problem) {
        for (var answer : new Raw.Answer[] {
            patch(1, "{\"discount\":" + number + "}", "If-Match: *"),
            raw.send("PUT", "/api/rules/77", rule(number), "If-None-Match: *", "Content-Type: application/json")
        }) {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.text()).contains("\"/discount\":", problem);
        }
        assertThat(raw.get("/api/rules/1").text()).contains("\"version\":1");
        assertThat(failures()).isEmpty();
    }

    private static String rule(String discount) {
        return "{\"name\":\"A\",\"threshold\":1,\"discount\":" + discount + ",\"notes\":\"\",\"enabled\":true}";
    }

    @ParameterizedTest
    @CsvSource({
        "0e-999999999, 0.00",
        "0e2147483648, 0.00",
        "-0.0e-2147483649, 0.00",
        "0.000000000000000000000, 0.00",
        "1e1, 10.00",
        "0.0125E3, 12.50",
        "12.5000, 12.50",
        "1E2, 100.00",
    })
    void number_thatFits_isStored(String number, String stored) {
        assertThat(patch(1, "{\"discount\":" + number + "}", "If-Match: *").text())
                .contains("\"discount\":" + stored + ",");
        assertThat(raw.send("PUT", "/api/rules/77", rule(number), "If-None-Match: *", "Content-Type: application/json")
                        .text())
                .contains("\"discount\":" + stored + ",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2147483648", "9223372036854775808", "-1", "0", "2", "1e18", "-9223372036854775809"})
    void version_thatTheRuleHasNot_is409(String version) {
        var answer = patch(1, "{\"discount\":1,\"version\":" + version + "}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains("\"currentVersion\":1");
    }

    @Test
    void version_anyIntegerOfJson_isRead() {
        assertThat(patch(1, "{\"discount\":1,\"version\":1.0}").status()).isEqualTo(200);
        assertThat(patch(1, "{\"discount\":2,\"version\":0.2e1}").status()).isEqualTo(200);
        assertThat(patch(1, "{\"discount\":3,\"version\":1.5}").status()).isEqualTo(400);
        assertThat(patch(1, "{\"discount\":3,\"version\":\"3\"}").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                          | must be a JSON object",
                "[]                          | must be a JSON object",
                "1                           | must be a JSON object",
                "{                           | not JSON",
                "{\"discount\":1}{}          | nothing after it",
                "{\"discount\":1,\"discount\":2} | names a member twice",
                "{\"discount\":1} x          | not JSON",
                "{\"discount\":01}           | not JSON",
                "{\"discount\":NaN}          | not JSON",
                "{\"discount\":{\"a\":[1]}}  | must be a number",
                "{\"\\ud800\":1}             | no member of this name",
                "{\"id\":2}                  | not the one of the address",
                "{\"id\":1e2147483648}       | not the one of the address",
            })
    void content_thatIsNoRule_is400(String content, String detail) {
        var answer = patch(1, content, "If-Match: *");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains(detail);
        assertThat(failures()).isEmpty();
    }

    @Test
    void content_deepOrLong_is400() {
        assertThat(patch(1, "{\"notes\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}", "If-Match: *")
                        .status())
                .isEqualTo(400);
        assertThat(patch(1, "{\"discount\":" + "1".repeat(20_000) + "}", "If-Match: *").status())
                .isEqualTo(400);
        assertThat(patch(1, "{\"discount\":1e" + "1".repeat(20_000) + "}", "If-Match: *").status())
                .isEqualTo(400);
        assertThat(failures()).isEmpty();
    }

    // Characters

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "x\\udc00\\ud800", "\\ud83d\\ud83d\\udc1d", "\\ud83d x", "\\u0000"})
    void text_halfACharacter_is422(String text) {
        for (String member : new String[] {"name", "notes"}) {
            var answer = patch(1, "{\"" + member + "\":\"" + text + "\"}", "If-Match: *");

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.text()).contains("\"/" + member + "\":");
        }
        assertThat(raw.get("/api/rules/1").text()).contains("\"version\":1");
        assertThat(failures()).isEmpty();
    }

    @Test
    void text_wholeCharacters_areStored() {
        String text = "e\u0301 \uD83D\uDC1D \uD83D\uDC69\u200D\uD83D\uDCBB \uFFFF";

        patch(1, "{\"name\":\"e\\u0301 \\ud83d\\udc1d \\ud83d\\udc69\\u200d\\ud83d\\udcbb \\uffff\"}", "If-Match: *");

        assertThat(raw.get("/api/rules/1").text()).contains("\"name\":\"" + text + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "39, \uD83D\uDC1D, ''", // a bee, of two units
        "38, \uD83D\uDC1D, \uD83D\uDC1D",
        "38, e\u0301x, e\u0301", // e with an accent
        "39, e\u0301, ''",
        "36, \uD83D\uDC69\u200D\uD83D\uDCBB, ''", // a woman and her laptop, joined
        "35, \uD83D\uDC69\u200D\uD83D\uDCBB, \uD83D\uDC69\u200D\uD83D\uDCBB",
        "39, \uD83C\uDDE9\uD83C\uDDEA, ''", // a flag, of two letters
        "40, y, ''",
    })
    void name_tooLong_isCutBetweenCharacters(int before, String character, String kept) {
        Client someone = client("x".repeat(before) + character);
        var fields = Client.fields(someone.get("/rules/1"));
        fields.put("discount", "14");

        assertThat(someone.post("/rules/1", fields).statusCode()).isEqualTo(303);

        assertThat(someone.get("/rules/1").body()).contains("saved by " + "x".repeat(before) + kept + " ");
    }

    @Test
    void name_ofACookieThatIsNoUtf8_isNobodys() {
        for (String cookie : new String[] {"%FF", "%ED%A0%80", "%zz"}) {
            assertThat(raw.get("/", "Cookie: who=" + cookie).text()).contains("<strong>Guest</strong>");
        }
    }

    // Conditions

    private static final Pattern NEW_LINE = Pattern.compile("condition-new-\\d+-operand");

    private Map<String, String> form(int conditions) {
        var fields = Client.fields(ann.get("/rules/new"));
        fields.putAll(Map.of("name", "Many", "discount", "5"));
        for (int i = 1; i <= conditions; i++) {
            fields.put("condition#" + (1000 + i), "new-" + i);
            fields.put("condition-new-" + i + "-subject", "CATEGORY");
            fields.put("condition-new-" + i + "-operator", "IS");
            fields.put("condition-new-" + i + "-operand", "Value " + i);
        }
        fields.remove("condition");
        return fields;
    }

    private static long lines(HttpResponse<String> page) {
        return NEW_LINE.matcher(page.body()).results().map(found -> found.group()).distinct().count();
    }

    @Test
    void conditions_51_areToldAndNoneIsLost() {
        var refused = ann.post("/rules", form(51));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Use at most 50 conditions", "Value 51");
        assertThat(lines(refused)).isEqualTo(51);
        assertThat(ann.post("/rules", form(50)).statusCode()).isEqualTo(303);
        assertThat(ann.get("/").body()).contains("Value 50");
    }

    @Test
    void conditions_51OfAStoredRule_areToldAndNoneIsLost() {
        var many = form(48); // the rule has three already
        many.keySet().removeIf(name -> !name.startsWith("condition"));
        var fields = Client.fields(ann.get("/rules/1"));
        fields.putAll(many);

        var refused = ann.post("/rules/1", fields);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Use at most 50 conditions", "Value 48");
        fields.put("condition-1-removed", "on");
        assertThat(ann.post("/rules/1", fields).statusCode()).isEqualTo(303);
        assertThat(ann.get("/rules/1").body()).contains("Value 48");
    }

    @Test
    void conditions_full_haveNoRoomForOneMore() {
        assertThat(lines(ann.post("/rules/condition", form(49)))).isEqualTo(50);

        var full = ann.post("/rules/condition", form(50));

        assertThat(full.statusCode()).isEqualTo(422);
        assertThat(full.body()).contains("A rule has at most 50 conditions");
        assertThat(lines(full)).isEqualTo(50);
    }

    @Test
    void conditions_thatNoFormHas_areNotLeftOut() {
        var fields = form(1);
        fields.put("condition#9999", "nonsense");

        assertThat(ann.post("/rules", fields).statusCode()).isEqualTo(400);
        assertThat(ann.post("/rules", form(1000)).statusCode()).isEqualTo(400);
    }

    @Test
    void conditions_thatReadAlike_areNotTheSame() {
        var fields = Client.fields(ann.get("/rules/1"));
        fields.putAll(Map.of("condition-1-operator", "IS", "condition-1-operand", "not Trade"));
        assertThat(ann.post("/rules/1", fields).headers().firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).contains("done=saved"));
        var other = Client.fields(ann.get("/rules/1"));

        other.putAll(Map.of("condition-1-operator", "IS_NOT", "condition-1-operand", "Trade"));
        var answer = ann.post("/rules/1", other);

        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).contains("done=saved"));
        assertThat(Client.fields(ann.get("/rules/1"))).containsEntry("condition-1-operand", "Trade");
    }

    // A form sent twice

    private Map<String, String> form(String name) {
        var fields = Client.fields(ann.get("/rules/new"));
        fields.putAll(Map.of("name", name, "discount", "5"));
        return fields;
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "name, Other",
        "threshold, 1.00",
        "discount, 6",
        "notes, Other",
        "condition-new-1-operand, Other",
        "condition-new-1-operator, IS_NOT",
        "condition-new-1-subject, WEEKDAY",
    })
    void create_backAndOtherContent_isAnotherRule(String field, String value) {
        var fields = form("First");
        fields.put("condition-new-1-operand", "Trade");
        String first = location(ann.post("/rules", fields));
        fields.put(field, value);

        String second = location(ann.post("/rules", fields));

        assertThat(second).contains("done=created").isNotEqualTo(first);
        assertThat(location(ann.post("/rules", fields))).isEqualTo(second);
        assertThat(ann.get("/api/rules").body().split("\"id\":", -1)).hasSize(1 + 8 + 2);
    }

    @Test
    void create_sameContentWrittenOtherwise_isTheSameRule() {
        var fields = form("Made here");
        String first = location(ann.post("/rules", fields));
        fields.put("discount", "5.00");

        assertThat(location(ann.post("/rules", fields))).isEqualTo(first);
    }

    @Test
    void create_againAfterItWasChanged_isTheSameRule() {
        var fields = form("Made here");
        String first = location(ann.post("/rules", fields));
        long id = Long.parseLong(first.replaceFirst(".*rule=(\\d+).*", "$1"));
        assertThat(patch(id, "{\"name\":\"Changed\"}", "If-Match: *").status()).isEqualTo(200);

        assertThat(location(ann.post("/rules", fields))).isEqualTo(first);

        assertThat(ann.get("/api/rules").body()).contains("Changed").doesNotContain("Made here");
    }

    @Test
    void create_againAfterItWasDeleted_isToldAndKeepsWhatWasTyped() {
        var fields = form("Worth keeping");
        long id = Long.parseLong(location(ann.post("/rules", fields)).replaceFirst(".*rule=(\\d+).*", "$1"));
        assertThat(raw.send("DELETE", "/api/rules/" + id, "", "If-Match: " + tag(id)).status())
                .isEqualTo(204);

        var again = ann.post("/rules", fields);

        assertThat(again.statusCode()).isEqualTo(410);
        assertThat(again.body()).contains("Worth keeping");
        var anew = ann.post("/rules/again", Client.fields(again));
        assertThat(location(ann.post("/rules", Client.fields(anew)))).contains("done=created");
        assertThat(ann.get("/api/rules").body()).contains("Worth keeping");
    }

    // What is typed into the conflict page's form

    @Test
    void difference_partsNoCharacter() {
        String laptop = "\uD83D\uDC69\u200D\uD83D\uDCBB";
        String farmer = "\uD83D\uDC69\u200D\uD83C\uDF3E";
        patch(1, "{\"notes\":\"cafe\u0301 " + laptop + " end\"}", "If-Match: *");
        var anns = Client.fields(ann.get("/rules/1"));
        patch(1, "{\"notes\":\"cafe " + farmer + " end\"}", "If-Match: *");
        anns.put("notes", "cafe\u0301 " + laptop + " end!");

        var conflict = ann.post("/rules/1", anns);

        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(conflict.body())
                .contains(">cafe\u0301 " + laptop + "<", ">cafe " + farmer + "<")
                .doesNotContain("\uD83D\uDC69<", ">\u0301", ">\u200D");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "choices", "edit", "compare", "overwrite", "overwrite/confirmed"})
    void conflict_tooLongText_isToldAtOnceAndStoredNowhere(String action) {
        var anns = Client.fields(ann.get("/rules/1"));
        patch(1, "{\"discount\":1}", "If-Match: *");
        anns.put("discount", "2");
        var conflict = Client.fields(ann.post("/rules/1", anns));
        conflict.put("notes", "\"!\".repeat".repeat(25_000));

        var answer = ann.post("/rules/1/" + action, conflict);

        assertThat(answer.statusCode()).isIn(200, 400, 422);
        assertThat(failures()).isEmpty();
        assertThat(ann.get("/").body()).doesNotContain("Kept drafts");
        assertThat(raw.get("/api/rules/1").text()).contains("\"discount\":1.00");
    }

    // Preconditions go before content

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"colour\":1}", "{\"discount\":1e9}", "{\"version\":1,\"name\":\"\"}"})
    void unusableContent_staleTag_is412(String content) {
        String stale = "If-Match: " + tag(1);
        assertThat(patch(1, content, stale).status()).isIn(400, 422);
        patch(1, "{\"notes\":\"x\"}", stale);

        assertThat(patch(1, content, stale).status()).isEqualTo(412);
        assertThat(raw.send("PUT", "/api/rules/1", content, stale, "Content-Type: application/json")
                        .status())
                .isEqualTo(412);
        assertThat(raw.send("PUT", "/api/rules/1", content, stale, "Content-Type: text/plain")
                        .status())
                .isEqualTo(415);
        assertThat(patch(1, content, "If-Match: *").status()).isIn(400, 422);
    }

    @Test
    void anyTag_andAVersionInTheContent_bothCount() {
        patch(1, "{\"notes\":\"x\"}", "If-Match: *");

        assertThat(patch(1, "{\"notes\":\"y\",\"version\":1}", "If-Match: *").status()).isEqualTo(409);
        assertThat(patch(1, "{\"notes\":\"y\",\"version\":2}", "If-Match: *").status()).isEqualTo(200);
    }
}

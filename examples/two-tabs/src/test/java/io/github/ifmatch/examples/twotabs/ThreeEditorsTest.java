package io.github.ifmatch.examples.twotabs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.examples.twotabs.rules.Pool;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the conflict page says of several others, and what becomes of choices when what they were about changes again. */
class ThreeEditorsTest {

    private HikariDataSource pool;
    private Server server;
    private Client ann;
    private Client bob;
    private Client cleo;

    @BeforeEach
    void start() {
        pool = Pool.open("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", null, null);
        server = Server.start(pool, 0, new byte[32]);
        ann = Client.of(server.url(), "Ann");
        bob = Client.of(server.url(), "Bob");
        cleo = Client.of(server.url(), "Cleo");
    }

    @AfterEach
    void stop() {
        server.close();
        pool.close();
    }

    private static Map<String, String> form(Client who) {
        return Client.fields(who.get("/rules/1"));
    }

    private void saves(Client who, String field, String value) {
        var fields = form(who);
        fields.put(field, value);
        assertThat(who.post("/rules/1", fields).statusCode()).isEqualTo(303);
    }

    private HttpResponse<String> savesStale(Map<String, String> fields, String... changes) {
        for (int i = 0; i < changes.length; i += 2) {
            fields.put(changes[i], changes[i + 1]);
        }
        var conflict = ann.post("/rules/1", fields);
        assertThat(conflict.statusCode()).isEqualTo(409);
        return conflict;
    }

    @CanIgnoreReturnValue
    private HttpResponse<String> applies(Map<String, String> fields, int status) {
        var answer = ann.post("/rules/1/choices", fields);
        assertThat(answer.statusCode()).isEqualTo(status);
        return answer;
    }

    private String stored() {
        return ann.get("/api/rules/1").body();
    }

    /** The page's words alone. */
    private static String words(HttpResponse<String> page) {
        return page.body().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").replaceAll(" ([.,])", "$1");
    }

    /** The part of the table that is about one thing. */
    private static String row(HttpResponse<String> page, String label) {
        String words = words(page);
        return words.substring(words.indexOf(label + " Changed")).replaceFirst("( Yours.*? (Yours|The original)).*", "$1");
    }

    @Test
    void choices_becameAClash_areOpenAgain() {
        var mine = form(ann);
        saves(bob, "discount", "14");
        var choices = Client.fields(savesStale(mine, "name", "Ann’s name"));
        assertThat(choices).containsEntry("choice.name", "mine").containsEntry("choice.discount", "theirs");
        saves(cleo, "name", "Cleo’s name");

        var again = applies(choices, 409);

        assertThat(words(again))
                .contains("It was changed once more since you chose.", "one choice is open again")
                .contains("Name Changed by you and Cleo New since you chose")
                .contains("Discount, percent Changed only by Bob 12.50");
        var kept = Client.fields(again);
        assertThat(kept).doesNotContainKey("choice.name").containsEntry("choice.discount", "theirs");
        applies(kept, 422);
        assertThat(stored()).contains("Cleo’s name");
        kept.put("choice.name", "mine");
        applies(kept, 303);
        assertThat(stored()).contains("Ann’s name", "14.00");
    }

    @Test
    void choices_changedBackMeanwhile_areOpenAgain() {
        var mine = form(ann);
        saves(bob, "discount", "14");
        var choices = Client.fields(savesStale(mine, "discount", "15"));
        choices.put("choice.discount", "theirs");
        saves(bob, "discount", "12.50");

        var again = applies(choices, 409);

        assertThat(row(again, "Discount, percent")).contains("Changed only by you", "New since you chose");
        assertThat(Client.fields(again)).doesNotContainKey("choice.discount");
    }

    @Test
    void choices_savedAgainWithoutADifference_areKept() {
        var mine = form(ann);
        saves(bob, "discount", "14");
        var choices = Client.fields(savesStale(mine, "discount", "15"));
        choices.put("choice.discount", "mine");
        saves(cleo, "threshold", "300");
        saves(cleo, "threshold", "250");

        var again = applies(choices, 409);

        assertThat(words(again)).contains("Nothing that you see here is different; your choices are kept.");
        applies(Client.fields(again), 303);
        assertThat(stored()).contains("\"discount\":15.00");
    }

    @Test
    void choices_allTheirs_writeNothing() {
        var mine = form(ann);
        saves(bob, "discount", "14");
        var choices = Client.fields(savesStale(mine, "discount", "15"));
        choices.put("choice.discount", "theirs");

        var answer = applies(choices, 303);

        assertThat(answer.headers().firstValue("Location")).hasValue("/?done=left&rule=1");
        assertThat(stored()).contains("\"version\":2");
    }

    @Test
    void conflict_threeEditors_isAscribedToEach() {
        var mine = form(ann);
        saves(bob, "discount", "14");
        saves(bob, "condition-1-operand", "Trade and crafts");
        saves(cleo, "threshold", "300");
        saves(cleo, "condition-2-removed", "on");
        var conflict = savesStale(mine, "discount", "15", "condition-3-operand", "8");

        assertThat(words(conflict))
                .contains("Bob and Cleo changed “Trade customers, hand tools” after you had opened it; the last change was made just now.")
                .contains("From order total Changed only by Cleo")
                .contains("Discount, percent Changed by you and Bob")
                .contains("Condition 1 Changed only by Bob")
                .contains("Condition 2 Changed only by Cleo")
                .contains("Condition 3 Changed only by you")
                .contains("1 changed on both sides: your choice 1 changed only by you 3 changed only by others")
                .doesNotContain("0 changed");
    }

    @Test
    void conflict_conditionAddedByOneAndChangedByAnother_isTheOther() {
        var mine = form(ann);
        var more = Client.fields(bob.post("/rules/1/condition", form(bob)));
        more.put("condition-new-1-operand", "Vienna");
        assertThat(bob.post("/rules/1", more).statusCode()).isEqualTo(303);
        assertThat(row(savesStale(mine, "notes", "Ann’s"), "Condition 4")).contains("Changed only by Bob");
        saves(cleo, "condition-1000000-operand", "Graz");

        assertThat(row(savesStale(mine, "notes", "Ann’s"), "Condition 4")).contains("Changed only by Cleo");
    }

    @Test
    void conflict_listAndApi_areAscribed() {
        var mine = form(ann);
        String token = bob.get("/").body().replaceFirst("(?s).*?name=\"row\" value=\"(1:[^\"]*)\".*", "$1");
        bob.post("/rules/list", Map.of("row", token, "action", "disable"));
        patches(cleo, "{\"discount\":14}");

        var conflict = savesStale(mine, "notes", "Ann’s");
        assertThat(row(conflict, "Enabled")).contains("Changed only by Bob");
        assertThat(row(conflict, "Discount, percent")).contains("Changed only by Cleo");
        saves(bob, "threshold", "300");

        conflict = savesStale(mine, "notes", "Ann’s");
        assertThat(row(conflict, "Discount, percent")).contains("Changed only by somebody else", "Somebody else’s");
        assertThat(words(conflict)).contains("Bob and somebody else changed");
    }

    private void patches(Client who, String body) {
        String tag = who.get("/api/rules/1").headers().firstValue("ETag").orElseThrow();
        var headers = Map.of("If-Match", tag, "Content-Type", "application/merge-patch+json");
        assertThat(who.send("PATCH", "/api/rules/1", body, headers).statusCode()).isEqualTo(200);
    }

    @Test
    void conflict_onlyMyself_speaksOfTabs() {
        var mine = form(ann);
        saves(ann, "discount", "14");

        assertThat(words(savesStale(mine, "discount", "15")))
                .contains("You changed “Trade customers, hand tools” in your other tab just now, after you had opened it here.")
                .contains("Changed in both tabs", "Your other tab’s")
                .doesNotContain("Ann’s", "0 changed");
    }

    @Test
    void keepEditing_choices_comeBackUnlessTypedAnew() {
        var mine = form(ann);
        saves(bob, "discount", "14");
        saves(bob, "notes", "Bob’s");
        var choices = Client.fields(savesStale(mine, "discount", "15", "notes", "Ann’s"));
        choices.put("choice.discount", "theirs");
        choices.put("choice.notes", "mine");

        var edited = Client.fields(ann.post("/rules/1/edit", choices));

        assertThat(edited).containsEntry("discount", "15").containsEntry("notes", "Ann’s");
        assertThat(Client.fields(savesStale(edited)))
                .containsEntry("choice.discount", "theirs")
                .containsEntry("choice.notes", "mine");
        var again = savesStale(edited, "discount", "16");
        assertThat(Client.fields(again)).doesNotContainKey("choice.discount").containsEntry("choice.notes", "mine");
        assertThat(words(again)).contains("One choice is open again: what you chose between has changed since.");
    }

    @Test
    void choices_ownText_isSavedOrComesBack() {
        var mine = form(ann);
        saves(bob, "notes", "Bob’s");
        saves(bob, "discount", "14");
        var fields = Client.fields(savesStale(mine, "notes", "Ann’s", "discount", "15"));
        assertThat(fields).containsEntry("own.notes", "Ann’s");
        fields.put("choice.discount", "mine");
        fields.put("choice.notes", "own");
        fields.put("own.notes", "x".repeat(4001));
        assertThat(words(applies(fields, 422)))
                .contains("Your own text cannot be saved like this.", "Use at most 4000 characters: there are 4001.");
        fields.put("own.notes", "Ann’s and Bob’s");
        saves(cleo, "threshold", "300");

        var again = Client.fields(applies(fields, 409));

        assertThat(again)
                .containsEntry("own.notes", "Ann’s and Bob’s")
                .containsEntry("choice.notes", "mine")
                .containsEntry("choice.discount", "mine");
        applies(again, 303);
        assertThat(stored()).contains("Ann’s and Bob’s", "\"discount\":15.00", "\"threshold\":300.00");
    }

    @Test
    void choices_tamperedTyping_isNoTextOfOnesOwn() {
        var mine = form(ann);
        saves(bob, "discount", "14");
        var fields = Client.fields(savesStale(mine, "discount", "15"));
        fields.put("choice.discount", "mine");
        fields.put("discount", "much");

        assertThat(words(applies(fields, 400))).contains("This form cannot be saved", "What you typed");
    }

    @Test
    void deletedRule_hasAPageWithItsDraft() {
        var mine = form(ann);
        saves(bob, "discount", "14");
        ann.post("/rules/1/latest", Client.fields(savesStale(mine, "notes", "Worth keeping")));
        String tag = bob.get("/api/rules/1").headers().firstValue("ETag").orElseThrow();
        bob.send("DELETE", "/api/rules/1", "", Map.of("If-Match", tag));

        var gone = ann.get("/rules/1?draft=kept");

        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(words(gone)).contains("This rule is not there", "kept as a draft", "Restore");
        String draft = gone.body().replaceFirst("(?s).*href=\"(/drafts/[^\"]*)\".*", "$1");
        var stranded = ann.post("/rules/1", Client.fields(ann.get(draft)));
        assertThat(stranded.statusCode()).isEqualTo(410);
        assertThat(words(stranded)).contains("Customer group is Trade").doesNotContain("CUSTOMER");
        assertThat(stranded.body()).contains("Worth keeping");
    }
}

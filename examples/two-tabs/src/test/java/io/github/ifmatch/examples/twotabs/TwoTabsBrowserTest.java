package io.github.ifmatch.examples.twotabs;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import io.github.ifmatch.testkit.race.TabCheck;
import io.github.ifmatch.testkit.race.TabsReport;
import io.github.ifmatch.testkit.race.TwoTabs;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("thorough")
class TwoTabsBrowserTest extends TwoPeople {

    @Test
    void save_stale_asksAndMergesByChoice() {
        collide();

        assertThat(ann.locator("h1").textContent()).isEqualTo("Your changes were not saved yet");
        assertThat(ann.evaluate("document.activeElement.id")).isEqualTo("banner");
        assertThat(ann.locator(".banner").textContent()).contains("Bob changed").doesNotContain("version");
        assertThat(Browser.violations(ann)).isEmpty();
        assertThat(ann.locator("table.comparison thead").innerText()).contains("Which one to keep?");
        assertThat(Browser.capitals(ann)).isEmpty();
        assertThat(ann.locator(".flag.open").isVisible()).isTrue();
        ann.check("[name='choice.discount'][value=mine]");
        assertThat(ann.locator(".flag.open").isVisible()).isFalse();
        ann.setViewportSize(1280, 300);
        ann.locator("button.primary").click();

        assertThat(ann.locator(".notice.done").textContent()).contains("“Trade customers, all tools” is saved.");
        assertThat(ann.evaluate("document.querySelector('.notice').getBoundingClientRect().bottom <= innerHeight"))
                .as("the notice is in sight")
                .isEqualTo(true);
        assertThat(value(bob, "#discount")).isEqualTo("15.00");
        assertThat(bob.inputValue("#name")).isEqualTo("Trade customers, all tools");
        assertThat(bob.inputValue("#notes")).contains("this year");
        assertThat(bob.inputValue("[name=condition-3-operand]")).isEqualTo("8");
    }

    /** The whole checklist. */
    @Test
    void twoTabs_loseNothing() {
        TabsReport report = TwoTabs.of(this::anotherTab)
                .edit(n -> BigDecimal.valueOf(n, 2), TwoTabsBrowserTest::type)
                .save(TwoTabsBrowserTest::isSaved)
                .stored(() -> new BigDecimal(value(bob, "#discount")))
                .draft(refusal -> {
                    refusal.tab().click("text=Keep editing");
                    return new BigDecimal(refusal.tab().inputValue("#discount"));
                })
                .close(Page::close)
                .without(TabCheck.SLOW_SAVE, "Playwright is of one thread: save_slow_losesToWhoeverCommitsFirst")
                .without(TabCheck.SENT_TWICE, "the page has left the form: save_doubleClick_isSavedOnce")
                .without(TabCheck.SENT_LATE, "the page has left the form: back_afterSaving_neverPutsOldTextOnANewVersion")
                .run();

        assertThat(report)
                .losesNothing()
                .tried(
                        TabCheck.PLAIN_SAVE,
                        TabCheck.STALE_SAVE,
                        TabCheck.RESUME,
                        TabCheck.OFFLINE,
                        TabCheck.DRAFT_KEPT,
                        TabCheck.RELOAD);
    }

    private Page anotherTab() {
        Page page = ann.context().newPage();
        open(page);
        return page;
    }

    private static Page type(Page page, BigDecimal discount) {
        page.fill("#discount", discount.toPlainString());
        return page;
    }

    /** On the conflict page, the same button sends it again. */
    private static boolean isSaved(Page page) {
        page.locator("button.primary").click();
        page.locator(".notice.done, #banner").first().waitFor();
        return page.locator("#banner").count() == 0;
    }

    @Test
    @Tag("thorough")
    void choices_thirdEditor_comeBackKept() {
        collide();
        ann.check("[name='choice.discount'][value=mine]");
        open(bob);
        bob.fill("#name", "Bob’s name");
        bob.locator("button.primary").click();

        ann.locator("button.primary").click();

        assertThat(ann.locator(".banner").textContent()).contains("changed once more", "one choice is open again");
        assertThat(ann.isChecked("[name='choice.discount'][value=mine]")).isTrue();
        assertThat(ann.locator("[name='choice.name']:checked").count()).isZero();
        assertThat(value(bob, "#discount")).isEqualTo("14.00");
    }

    @Test
    void overwrite_thirdEditor_overwritesNothingUnseen() {
        collide();
        ann.locator("button.danger").click();
        assertThat(ann.locator(".lost").textContent()).contains("14.00", "15");
        assertThat(Browser.violations(ann)).isEmpty();
        open(bob);
        bob.fill("#threshold", "300");
        bob.locator("button.primary").click();

        ann.locator("button.danger").click();

        assertThat(ann.locator("h1").textContent()).isEqualTo("Your changes were not saved yet");
        ann.locator("button.danger").click();
        ann.locator("button.danger").click();
        assertThat(value(bob, "#discount")).isEqualTo("15.00");
        assertThat(bob.inputValue("#threshold")).isEqualTo("250.00");
    }

    @Test
    @Tag("thorough")
    void latest_draft_isKeptAndRestored() {
        collide();
        ann.click("text=Use the latest version");
        assertThat(ann.inputValue("#discount")).isEqualTo("14.00");
        assertThat(Browser.violations(ann)).isEmpty();

        ann.click("text=Restore");

        assertThat(ann.inputValue("#discount")).isEqualTo("15");
        ann.locator("button.primary").click();
        assertThat(ann.locator("h1").textContent()).isEqualTo("Your changes were not saved yet");
    }

    @Test
    @Tag("thorough")
    void keepEditing_formAndChoices_areAsTheyWere() {
        collide();
        ann.check("[name='choice.discount'][value=mine]");
        ann.check("[name='choice.notes'][value=mine]");

        ann.click("text=Keep editing");

        assertThat(ann.inputValue("#discount")).isEqualTo("15");
        assertThat(ann.inputValue("[name=condition-3-operand]")).isEqualTo("8");
        ann.fill("#name", "Trade customers, every tool");
        ann.locator("button.primary").click();
        assertThat(ann.isChecked("[name='choice.discount'][value=mine]")).isTrue();
        assertThat(ann.isChecked("[name='choice.notes'][value=mine]")).isTrue();
        ann.locator("button.primary").click();
        assertThat(value(bob, "#name")).isEqualTo("Trade customers, every tool");
    }

    @Test
    void save_deletedRow_keepsWhatWasTyped() {
        open(ann);
        bob.navigate(server.url());
        bob.locator("#rule-1 button[value=delete]").click();
        bob.locator("button.danger").click();
        ann.fill("#notes", "Worth keeping");

        ann.locator("button.primary").click();

        assertThat(ann.locator("h1").textContent()).isEqualTo("This rule was deleted meanwhile");
        assertThat(ann.inputValue("#notes")).isEqualTo("Worth keeping");
        assertThat(Browser.violations(ann)).isEmpty();
        ann.locator("button.primary").click();
        ann.locator("button.primary").click();
        assertThat(ann.locator(".notice").textContent()).contains("is created");
    }

    /** A click does not wait for the page that it leads to; while Chromium moves to that, it can neither go back nor reload. */
    private static void onceSettled(Page page, Runnable move) {
        for (int attempts = 1; ; attempts++) {
            try {
                move.run();
                return;
            } catch (PlaywrightException e) {
                if (attempts == 50 || !e.getMessage().contains("Not attached to an active page")) {
                    throw e;
                }
                page.waitForTimeout(100);
            }
        }
    }

    @Test
    @Tag("thorough")
    void back_afterSaving_neverPutsOldTextOnANewVersion() {
        open(ann);
        ann.fill("#discount", "20");
        ann.locator("button.primary").click();
        open(bob);
        bob.fill("#discount", "21");
        bob.locator("button.primary").click();

        onceSettled(ann, ann::goBack);

        // Saving made the browser forget the page, so it is fetched anew: the latest values with the latest version.
        assertThat(ann.inputValue("#discount")).isEqualTo("21.00");
        assertThat(ann.locator(".footnote").textContent()).startsWith("Version 3, saved by Bob");
    }

    /** The browser has kept the form: with its key, under which one rule was made already. */
    @Test
    void back_afterCreating_otherTextMakesASecondRule() {
        ann.navigate(server.url() + "rules/new");
        String key = ann.inputValue("[name=key]");
        create("First rule");

        onceSettled(ann, ann::goBack);

        assertThat(ann.inputValue("[name=key]")).isEqualTo(key);
        create("Second rule");
        assertThat(ann.locator(".notice.done").textContent()).contains("“Second rule” is created.");
        assertThat(ann.locator("table.rules th[scope=row] a").allTextContents())
                .containsOnlyOnce("First rule", "Second rule");
    }

    private void create(String name) {
        ann.fill("#name", name);
        ann.fill("#discount", "5");
        ann.locator("button.primary").click();
        ann.waitForURL(url -> url.contains("done=created"));
    }

    @Test
    @Tag("thorough")
    void back_fromTheConflict_isStillStale() {
        collide();

        onceSettled(ann, ann::goBack);
        ann.fill("#discount", "22");
        ann.locator("button.primary").click();

        assertThat(ann.locator("h1").textContent()).isIn("Your changes were not saved yet", "Pricing rules");
        assertThat(value(bob, "#notes")).contains("this year");
    }

    @Test
    @Tag("thorough")
    void reload_conflictSentAgain_writesNothing() {
        collide();

        onceSettled(ann, ann::reload);

        assertThat(ann.locator("h1").textContent()).isEqualTo("Your changes were not saved yet");
        assertThat(value(bob, "#discount")).isEqualTo("14.00");
    }

    @Test
    @Tag("thorough")
    void save_twoTabsOfOnePerson_areToldApart() {
        Page other = ann.context().newPage();
        open(ann);
        open(other);
        other.fill("#discount", "14");
        other.locator("button.primary").click();
        ann.fill("#discount", "15");

        ann.locator("button.primary").click();

        assertThat(ann.locator(".banner").textContent()).contains("You changed", "in your other tab");
    }

    @Test
    @Tag("thorough")
    void save_slow_losesToWhoeverCommitsFirst() throws Exception {
        open(ann);
        ann.fill("#discount", "15");
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate(
                    "UPDATE pricing_rules SET discount = 14, updated_by = 'Bob', version = version + 1 WHERE id = 1");
            ann.evaluate("setTimeout(() => document.querySelector('button.primary').click())"); // does not wait for the
            // answer
            try (var blocked = pool.getConnection()) {
                awaitBlocked(blocked);
            }
            connection.commit();
        }

        ann.locator("text=Your changes were not saved yet").waitFor();
        assertThat(value(bob, "#discount")).isEqualTo("14.00");
    }

    private static void awaitBlocked(Connection connection) throws SQLException {
        String sql = "SELECT COUNT(*) FROM information_schema.sessions WHERE blocker_id IS NOT NULL";
        try (var statement = connection.createStatement()) {
            for (boolean isBlocked = false; !isBlocked; ) {
                try (var result = statement.executeQuery(sql)) {
                    result.next();
                    isBlocked = result.getInt(1) > 0;
                }
            }
        }
    }

    @Test
    @Tag("thorough")
    void conflict_withoutScripts_isResolved() {
        open(bob);
        open(ann);
        ann.fill("#discount", "14");
        ann.locator("button.primary").click();
        bob.fill("#discount", "15");
        bob.locator("button.primary").click();
        bob.check("[name='choice.discount'][value=mine]");

        bob.locator("button.primary").click();

        assertThat(value(ann, "#discount")).isEqualTo("15.00");
    }

    @Test
    void save_doubleClick_isSavedOnce() {
        open(ann);
        ann.fill("#discount", "20");

        ann.locator("button.primary").dblclick();

        ann.waitForURL(url -> url.contains("done=saved"));
        assertThat(ann.request().get(server.url() + "api/rules/1").text()).contains("\"version\":2");
    }

    @Test
    @Tag("thorough")
    void keyboard_alone_resolvesAConflict() {
        collide();
        ann.focus("[name='choice.discount'][value=theirs]");
        ann.keyboard().press("Space");
        ann.keyboard().press("Enter");

        ann.waitForURL(url -> url.contains("done=saved"));
        assertThat(value(bob, "#discount")).isEqualTo("14.00");
    }
}

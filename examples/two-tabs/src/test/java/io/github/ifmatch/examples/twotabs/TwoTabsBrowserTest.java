package io.github.ifmatch.examples.twotabs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.examples.twotabs.rules.Pool;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TwoTabsBrowserTest {

    private static Browser browser;

    private HikariDataSource pool;
    private Server server;
    private Page ann;
    private Page bob;

    @BeforeAll
    static void openBrowser() {
        boolean isInstalled = Browser.executable().isPresent();
        if (Boolean.parseBoolean(System.getenv("CHROMIUM_REQUIRED"))) {
            assertThat(isInstalled)
                    .as("Chromium, which CHROMIUM_REQUIRED demands")
                    .isTrue();
        }
        assumeTrue(isInstalled, "no Chromium is installed: apt-get install chromium; NOT RUN");
        browser = Browser.open();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void start() {
        pool = Pool.open("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", null, null);
        server = Server.start(pool, 0, new byte[32]);
        ann = editor("Ann", true);
        bob = editor("Bob", false);
    }

    @AfterEach
    void stop() {
        ann.context().close();
        bob.context().close();
        server.close();
        pool.close();
    }

    private static Page page(BrowserContext context) {
        return context.newPage();
    }

    private Page editor(String who, boolean hasScripts) {
        return page(browser.of(who, server.url(), hasScripts));
    }

    private void open(Page page) {
        page.navigate(server.url() + "rules/1");
    }

    /** Bob saves first; then Ann is told. */
    private void collide() {
        open(ann);
        open(bob);
        bob.fill("#discount", "14");
        bob.fill("#notes", bob.inputValue("#notes").replace("the season", "this year"));
        bob.locator("button.primary").click();
        ann.fill("#discount", "15");
        ann.fill("#name", "Trade customers, all tools");
        ann.locator("[name=condition-3-operand]").fill("8");
        ann.locator("button.primary").click();
        ann.locator("#banner").waitFor();
    }

    private String value(Page page, String selector) {
        open(page);
        return page.inputValue(selector);
    }

    @Test
    void save_stale_asksAndMergesByChoice() {
        collide();

        assertThat(ann.locator("h1").textContent()).isEqualTo("Your changes were not saved yet");
        assertThat(ann.evaluate("document.activeElement.id")).isEqualTo("banner");
        assertThat(ann.locator(".banner").textContent()).contains("Bob has saved");
        assertThat(Browser.violations(ann)).isEmpty();
        Browser.shoot(ann, "conflict");
        ann.check("[name='choice.discount'][value=mine]");
        ann.locator("button.primary").click();

        assertThat(value(bob, "#discount")).isEqualTo("15.00");
        assertThat(bob.inputValue("#name")).isEqualTo("Trade customers, all tools");
        assertThat(bob.inputValue("#notes")).contains("this year");
        assertThat(bob.inputValue("[name=condition-3-operand]")).isEqualTo("8");
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

        assertThat(ann.locator(".banner").textContent()).contains("changed once more");
        assertThat(ann.isChecked("[name='choice.discount'][value=mine]")).isTrue();
        Browser.shoot(ann, "conflict-again");
        assertThat(value(bob, "#discount")).isEqualTo("14.00");
    }

    @Test
    void overwrite_thirdEditor_overwritesNothingUnseen() {
        collide();
        ann.locator("button.danger").click();
        assertThat(ann.locator(".lost").textContent()).contains("14.00", "15");
        assertThat(Browser.violations(ann)).isEmpty();
        Browser.shoot(ann, "overwrite");
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
    void keepEditing_form_isAsItWasTyped() {
        collide();

        ann.click("text=Keep editing");

        assertThat(ann.inputValue("#discount")).isEqualTo("15");
        assertThat(ann.inputValue("[name=condition-3-operand]")).isEqualTo("8");
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
        Browser.shoot(ann, "deleted");
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

    @Test
    void back_fromTheConflict_isStillStale() {
        collide();

        onceSettled(ann, ann::goBack);
        ann.fill("#discount", "22");
        ann.locator("button.primary").click();

        assertThat(ann.locator("h1").textContent()).isIn("Your changes were not saved yet", "Pricing rules");
        assertThat(value(bob, "#notes")).contains("this year");
    }

    @Test
    void reload_conflictSentAgain_writesNothing() {
        collide();

        onceSettled(ann, ann::reload);

        assertThat(ann.locator("h1").textContent()).isEqualTo("Your changes were not saved yet");
        assertThat(value(bob, "#discount")).isEqualTo("14.00");
    }

    @Test
    @Tag("thorough")
    void save_twoTabsOfOnePerson_areToldApart() {
        Page other = page(ann.context());
        open(ann);
        open(other);
        other.fill("#discount", "14");
        other.locator("button.primary").click();
        ann.fill("#discount", "15");

        ann.locator("button.primary").click();

        assertThat(ann.locator(".banner").textContent()).contains("You yourself have saved", "in another tab");
    }

    @Test
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
    void conflict_darkAndOnAPhone_isReadable() {
        ann.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        collide();
        assertThat(Browser.violations(ann)).isEmpty();
        Browser.shoot(ann, "conflict-dark");
        ann.setViewportSize(390, 844);
        assertThat(Browser.violations(ann)).isEmpty();
        Browser.shoot(ann, "conflict-phone");
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
        assertThat(ann.locator(".notice").textContent()).contains("version 2");
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

    @Test
    @Tag("thorough")
    void pages_axe_findsNothing() {
        ann.navigate(server.url());
        assertThat(Browser.violations(ann)).isEmpty();
        Browser.shoot(ann, "list");
        open(ann);
        assertThat(Browser.violations(ann)).isEmpty();
        Browser.shoot(ann, "edit");
        ann.fill("#discount", "much");
        ann.locator("button.primary").click();
        assertThat(Browser.violations(ann)).isEmpty();
        Browser.shoot(ann, "problems");
        ann.navigate(server.url() + "rules/new");
        assertThat(Browser.violations(ann)).isEmpty();
        ann.navigate(server.url() + "rules/99");
        assertThat(Browser.violations(ann)).isEmpty();
    }
}

package io.github.ifmatch.examples.twotabs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.examples.twotabs.rules.Pool;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Two people with a browser each, at a server of their own: Ann's runs scripts, so that a test can look around; Bob's runs none. */
abstract class TwoPeople {

    private static Browser browser;

    HikariDataSource pool;
    Server server;
    Page ann;
    Page bob;

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

    Page editor(String who, boolean hasScripts) {
        return browser.of(who, server.url(), hasScripts).newPage();
    }

    void open(Page page) {
        page.navigate(server.url() + "rules/1");
    }

    /** Bob saves first; then Ann is told. */
    void collide() {
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

    String value(Page page, String selector) {
        open(page);
        return page.inputValue(selector);
    }
}

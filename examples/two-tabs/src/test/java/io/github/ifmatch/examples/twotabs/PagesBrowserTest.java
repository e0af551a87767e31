package io.github.ifmatch.examples.twotabs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every page as people see it: wide, at 900 and at 375 pixels, light and dark. The pictures are in target/screenshots; axe finds
 * nothing, and nothing is cut off or has to be scrolled sideways.
 */
@Tag("thorough")
class PagesBrowserTest extends TwoPeople {

    private static final String LONG = "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüsselanhängerherstellerverband";

    /** What is wider than the window, or cut off within a frame of its own. */
    private static final String TOO_WIDE = "() => [document.documentElement, ...document.querySelectorAll('.scroll, table')]"
            + ".filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.tagName + '.' + e.className + ' ' + e.scrollWidth)";

    private static void look(Page page, String name) {
        page.waitForLoadState();
        assertThat(Browser.capitals(page)).as(name).isEmpty();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            String suffix = scheme == ColorScheme.DARK ? "-dark" : "";
            for (int width : new int[] {375, 900, 1280}) {
                page.setViewportSize(width, 800);
                assertThat(tooWide(page)).as(name + " at " + width).isEmpty();
                if (width != 900) {
                    assertThat(Browser.violations(page)).as(name + " at " + width + suffix).isEmpty();
                }
                Browser.shoot(page, name + "-" + width + suffix);
            }
        }
    }

    /** A page that has just come, or was just resized, needs a moment: it is too wide if it stays so for two seconds. */
    private static List<?> tooWide(Page page) {
        List<?> found = (List<?>) page.evaluate(TOO_WIDE);
        for (int i = 0; i < 20 && !found.isEmpty(); i++) {
            page.waitForTimeout(100);
            found = (List<?>) page.evaluate(TOO_WIDE);
        }
        return found;
    }

    private void save(Page page) {
        page.locator("button.primary").click();
    }

    @Test
    void list_draftsAndNotice() {
        look(go("rules/99"), "notfound");
        collide();
        ann.click("text=Use the latest version");
        look(ann, "edit");
        ann.fill("#name", "Trade customers, hand tools only");
        save(ann);
        look(ann, "list");
        ann.locator("#rule-1 button[value=delete]").click();
        look(ann, "delete");
        save(ann);
        look(go("rules/1"), "gone");
    }

    @CanIgnoreReturnValue
    private Page go(String path) {
        ann.navigate(server.url() + path);
        return ann;
    }

    @Test
    void list_empty() {
        Jdbi.create(pool).useHandle(handle -> handle.execute("DELETE FROM pricing_rules"));

        look(go(""), "list-empty");
    }

    @Test
    void list_refused() {
        go("");
        open(bob);
        bob.fill("#discount", "14");
        save(bob);
        ann.locator("#rule-1 [name=row]").first().check();
        ann.locator("#rule-2 [name=row]").first().check();
        ann.locator(".bar button[value=disable]").click();

        look(ann, "refused");
    }

    @Test
    void edit_newAndProblems() {
        look(go("rules/new"), "new");
        ann.fill("#discount", "much");
        save(ann);
        look(ann, "problems");
    }

    @Test
    void conflict_ownTextAndOverwrite() {
        open(ann);
        open(bob);
        bob.fill("#discount", "14");
        bob.fill("#notes", bob.inputValue("#notes").replace("the season", "this year"));
        save(bob);
        Page cleo = editor("Cleo", false);
        open(cleo);
        cleo.fill("#threshold", "300");
        cleo.check("[name=condition-2-removed]");
        save(cleo);
        ann.fill("#discount", "15");
        ann.fill("#notes", ann.inputValue("#notes").replace("Ask sales", "Ask Finance"));
        ann.locator("[name=condition-3-operand]").fill("8");
        save(ann);
        look(ann, "conflict");

        assertThat(ann.locator("table.comparison th[scope=col]").last().innerText())
                .isEqualTo("Which one to keep?");
        assertThat(ann.locator("#own-notes").isVisible()).isFalse();
        ann.check("[name='choice.notes'][value=own]");
        assertThat(ann.locator("#own-notes").isVisible()).isTrue();
        look(ann, "conflict-own");
        ann.fill("#own-notes", "Until Friday. Ask Finance.");
        ann.check("[name='choice.discount'][value=mine]");
        ann.locator("button.danger").click();
        look(ann, "overwrite");
        save(ann);
        save(ann);
        assertThat(value(bob, "#notes")).isEqualTo("Until Friday. Ask Finance.");
        cleo.context().close();
    }

    @Test
    void conflict_twoTabsOfOnePerson() {
        Page other = ann.context().newPage();
        open(ann);
        open(other);
        other.fill("#discount", "14");
        save(other);
        ann.fill("#discount", "15");
        save(ann);

        look(ann, "conflict-tabs");
    }

    @Test
    void save_deletedRule() {
        open(ann);
        bob.navigate(server.url());
        bob.locator("#rule-1 button[value=delete]").click();
        save(bob);
        ann.fill("#notes", "Worth keeping");
        save(ann);

        look(ann, "deleted");
    }

    @Test
    void list_failing() {
        Jdbi.create(pool).useHandle(handle -> handle.execute("DROP TABLE rule_drafts"));

        look(go(""), "error");
    }

    @Test
    void longWords_breakEverywhere() {
        Page whoever = editor(LONG.substring(0, 40), true);
        open(ann);
        open(whoever);
        fillLong(whoever, "1");
        save(whoever);
        fillLong(ann, "2");
        save(ann);
        ann.check("[name='choice.notes'][value=own]");

        look(ann, "long-conflict");
        ann.locator("button.danger").click();
        look(ann, "long-overwrite");
        look(go(""), "long-list");
        open(ann);
        look(ann, "long-edit");
        whoever.context().close();
    }

    private static void fillLong(Page page, String end) {
        page.fill("#name", LONG + end);
        page.fill("#notes", LONG + LONG + LONG + end);
        page.locator("[name=condition-1-operand]").fill(LONG + end);
    }
}

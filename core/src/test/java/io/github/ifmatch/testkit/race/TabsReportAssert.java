package io.github.ifmatch.testkit.race;

import io.github.ifmatch.testkit.race.TabsReport.Status;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions on what two tabs found; their message is the whole report. For one thread at a time. */
public final class TabsReportAssert extends AbstractAssert<TabsReportAssert, TabsReport> {

    TabsReportAssert(TabsReport report) {
        super(report, TabsReportAssert.class);
    }

    /** Fails if a check failed. Those that were not tried do not count: see {@link #tried}. */
    public TabsReportAssert losesNothing() {
        isNotNull();
        if (!actual.of(Status.FAILED).isEmpty()) {
            throw failure(null);
        }
        return this;
    }

    /** Fails unless these checks passed. */
    public TabsReportAssert tried(TabCheck... checks) {
        isNotNull();
        for (TabCheck check : checks) {
            if (actual.line(check).status() != Status.PASSED) {
                throw failure("\"" + check.words() + "\" must have passed. ");
            }
        }
        return this;
    }

    /** Fails unless exactly these checks failed, for tests of what is known to lose updates. */
    public TabsReportAssert failsAt(TabCheck... checks) {
        isNotNull();
        if (!actual.of(Status.FAILED).equals(List.of(checks))) {
            throw failure("expected to fail at " + List.of(checks) + ". ");
        }
        return this;
    }

    private AssertionError failure(String what) {
        AssertionError error = failure("%s", (what == null ? "" : what) + actual);
        actual.lines().stream()
                .map(TabsReport.Line::cause)
                .filter(cause -> cause != null)
                .forEach(error::addSuppressed);
        return error;
    }
}

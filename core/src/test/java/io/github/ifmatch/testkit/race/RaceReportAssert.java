package io.github.ifmatch.testkit.race;

import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractAssert;

/** Assertions on what a race found; their message is the whole report. For one thread at a time. */
public final class RaceReportAssert extends AbstractAssert<RaceReportAssert, RaceReport> {

    RaceReportAssert(RaceReport report) {
        super(report, RaceReportAssert.class);
    }

    /** Fails if anything was found. */
    public RaceReportAssert losesNothing() {
        isNotNull();
        if (!actual.isClean()) {
            throw failure("%s", actual);
        }
        return this;
    }

    /** Fails unless exactly these paths are suspects, for tests of what is known to lose updates. */
    public RaceReportAssert suspects(String... paths) {
        isNotNull();
        if (!actual.suspects().equals(Set.copyOf(List.of(paths)))) {
            throw failure("expected %s to be suspects. %s", List.of(paths), actual);
        }
        return this;
    }

    /** Fails unless something of this kind was found. */
    public RaceReportAssert found(RaceReport.Kind kind) {
        isNotNull();
        if (!actual.kinds().contains(kind)) {
            throw failure("expected %s to be found. %s", kind, actual);
        }
        return this;
    }
}

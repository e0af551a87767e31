package io.github.ifmatch.engine;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The events for Java Flight Recorder; disabled, they cost next to nothing. */
final class Flight {

    private Flight() {}

    /** One write, from the call to its outcome; the transaction that it is in may still be rolled back. */
    @Name("io.github.ifmatch.Write")
    @Label("Versioned write")
    @Description(
            "One conditional write, from the call to its outcome; a transaction of several may still be rolled back")
    @Category({"Ifmatch"})
    @StackTrace(false)
    static final class Write extends jdk.jfr.Event {
        @Label("Table")
        String table = "";

        @Label("Operation")
        String verb = "";

        @Label("Outcome")
        String outcome = "failed";
    }

    /** One batch, or one update by condition, from the call to its outcomes; its transaction may still be rolled back. */
    @Name("io.github.ifmatch.Batch")
    @Label("Versioned batch")
    @Description("Many writes of one call, to their outcomes; a transaction of several may still be rolled back")
    @Category({"Ifmatch"})
    @StackTrace(false)
    static final class Batch extends jdk.jfr.Event {
        @Label("Table")
        String table = "";

        @Label("Operation")
        String verb = "";

        @Label("Rows")
        long rows;

        @Label("Rows that nothing stood against")
        long applied;
    }

    /** One more attempt. */
    @Name("io.github.ifmatch.Retry")
    @Label("Retry")
    @Description("An attempt failed and will be made again")
    @Category({"Ifmatch"})
    static final class Retry extends jdk.jfr.Event {
        @Label("Attempts")
        int attempts;

        @Label("Failure")
        String failure = "";
    }
}

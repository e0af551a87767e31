package io.github.ifmatch.testkit.race;

import io.github.ifmatch.testkit.race.TabsReport.Line;
import io.github.ifmatch.testkit.race.TabsReport.Status;
import io.github.ifmatch.testkit.tool.Crowd;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The checks of {@link TabCheck}, one method each. For one thread at a time. */
final class TabChecks<T, V, S> {

    /** The end of a check. */
    private static final class Verdict extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Status status;

        Verdict(Status status, String reason) {
            super(reason, null, false, false);
            this.status = status;
        }
    }

    /** An open tab, and what was typed into it last. */
    private final class Tab {

        private T held;
        private V typed;

        Tab() throws Exception {
            held = tabs.edited.open().call();
            open.push(this);
        }

        Tab type() throws Exception {
            typed = next();
            held = tabs.edited.edit().type(held, typed);
            return this;
        }

        Attempt<S> save() {
            return Attempt.of(() -> tabs.save.save(held), tabs.answers, tabs.exceptions);
        }

        Tab mustSave(String who) throws Exception {
            Attempt<S> attempt = save();
            demand(attempt.is(Answer.ACCEPTED), who + " must be accepted, and is " + attempt.words() + hint(attempt));
            demand(isStored(typed), who + " is accepted, but is not stored");
            return this;
        }
    }

    /** Where saves are so quick that they miss each other. */
    private static final int TRIES_PER_ROUND = 50;

    private static final long SPIN_NANOS = 1_000_000;

    private final TwoTabs<T, V, S> tabs;
    private final Deque<Tab> open = new ArrayDeque<>();
    private int edits;

    TabChecks(TwoTabs<T, V, S> tabs) {
        this.tabs = tabs;
    }

    TabsReport report() {
        List<Line> lines = new ArrayList<>();
        for (TabCheck check : TabCheck.values()) {
            lines.add(line(check));
        }
        return new TabsReport(lines);
    }

    private Line line(TabCheck check) {
        if (tabs.left.containsKey(check)) {
            return new Line(check, Status.NOT_APPLICABLE, tabs.left.get(check), null);
        }
        Line tried = tried(check);
        try {
            closeAll();
            return tried;
        } catch (Exception e) {
            boolean isPassed = tried.status() == Status.PASSED;
            return isPassed ? new Line(check, Status.FAILED, "a tab could not be closed: " + e, e) : tried;
        }
    }

    private Line tried(TabCheck check) {
        try {
            run(check);
            return new Line(check, Status.PASSED, "", null);
        } catch (Verdict verdict) {
            return new Line(check, verdict.status, verdict.getMessage(), null);
        } catch (Exception e) {
            return new Line(check, Status.FAILED, "could not be tried: " + e, e);
        }
    }

    private void run(TabCheck check) throws Exception {
        switch (check) {
            case PLAIN_SAVE -> new Tab().type().mustSave("a save");
            case STALE_SAVE -> staleSave();
            case SLOW_SAVE -> slowSave();
            case RESUME -> resume();
            case OFFLINE -> offline();
            case SENT_TWICE -> sentTwice();
            case SENT_LATE -> sentLate();
            case DRAFT_KEPT -> draftKept();
            case RELOAD -> reload();
        }
    }

    private Attempt<S> staleSave() throws Exception {
        Tab a = new Tab();
        Tab b = new Tab();
        a.type();
        b.type();
        a.mustSave("A's save");
        return mustRefuse("B's save", b, "A's", a.typed);
    }

    private void slowSave() throws Exception {
        int met = 0;
        int tries = tabs.rounds * TRIES_PER_ROUND;
        try (Crowd crowd = Crowd.warmed(2)) {
            for (int i = 0; i < tries && met < tabs.rounds; i++) {
                met += saveTogether(crowd) ? 1 : 0;
                closeAll();
            }
        }
        if (met == 0) {
            throw new Verdict(
                    Status.NOT_APPLICABLE, "the two saves never met in " + tries + " tries; try more rounds(…)");
        }
    }

    private record Timed<S>(Attempt<S> attempt, long begun, long ended) {}

    private boolean saveTogether(Crowd crowd) throws Exception {
        Tab a = new Tab();
        Tab b = new Tab();
        List<Tab> both = List.of(a.type(), b.type());
        AtomicInteger ready = new AtomicInteger();
        List<Timed<S>> saves = crowd.run(thread -> {
            begin(ready);
            long begun = System.nanoTime();
            Attempt<S> attempt = both.get(thread).save();
            return new Timed<>(attempt, begun, System.nanoTime());
        });
        Attempt<S> first = saves.get(0).attempt();
        Attempt<S> second = saves.get(1).attempt();
        for (Attempt<S> attempt : List.of(first, second)) {
            demand(!attempt.is(Answer.UNKNOWN), "a save is " + attempt.words() + hint(attempt));
        }
        boolean isFirst = first.is(Answer.ACCEPTED);
        boolean isSecond = second.is(Answer.ACCEPTED);
        demand(!isFirst || !isSecond, "both saves are accepted, and one edit is gone: a lost update");
        if (isFirst || isSecond) {
            demand(isStored(isFirst ? a.typed : b.typed), "one save is accepted, but its edit is not stored");
        } else {
            demand(!isStored(a.typed) && !isStored(b.typed), "neither save is accepted, yet one is stored");
            boolean isOneBusy = first.is(Answer.FAILED) || second.is(Answer.FAILED);
            demand(isOneBusy, "both saves are refused, though nobody else has saved");
        }
        return Math.max(saves.get(0).begun(), saves.get(1).begun())
                < Math.min(saves.get(0).ended(), saves.get(1).ended());
    }

    /** A barrier wakes one after the other; so they look at each other for a moment, too. */
    private static void begin(AtomicInteger ready) {
        int unused = ready.incrementAndGet();
        long end = System.nanoTime() + SPIN_NANOS;
        while (ready.get() < 2 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private void resume() throws Exception {
        Tab old = new Tab().type();
        V theirs = others(3);
        mustRefuse("the old tab's save", old, "the others'", theirs);
    }

    private void offline() throws Exception {
        Tab queued = new Tab().type();
        V theirs = others(2);
        mustRefuse("the queued save", queued, "the others'", theirs);
        mustRefuse("the queued save, sent again", queued, "the others'", theirs);
    }

    private V others(int times) throws Exception {
        V last = null;
        for (int i = 0; i < times; i++) {
            last = new Tab().type().mustSave("another tab's save").typed;
        }
        return last;
    }

    private void sentTwice() throws Exception {
        Tab sent = new Tab().type().mustSave("the first request");
        Object version = tabs.version.call();
        Tab between = new Tab();
        Attempt<S> again = sent.save();
        demand(
                !again.is(Answer.UNKNOWN),
                "the second request must have an answer, and is " + again.words() + hint(again));
        demand(isStored(sent.typed), "after the second request something else is stored than was sent");
        demand(
                Same.is(version, tabs.version.call()),
                "the second request is applied once more: it has advanced the version");
        Attempt<S> next = between.type().save();
        demand(
                next.is(Answer.ACCEPTED),
                "a tab that was opened between the two requests is " + next.words()
                        + ": the second request is applied once more");
    }

    private void sentLate() throws Exception {
        Tab sent = new Tab().type().mustSave("the first request");
        V theirs = others(1);
        Attempt<S> again = sent.save();
        demand(
                isStored(theirs),
                "the request is applied a second time (" + again.words()
                        + "), and what others have saved in between is gone: a lost update");
    }

    private void draftKept() throws Exception {
        if (tabs.draft == null) {
            throw new Verdict(Status.NOT_APPLICABLE, "no draft(…) is given");
        }
        Tab a = new Tab();
        Tab b = new Tab().type();
        a.type().mustSave("A's save");
        Attempt<S> refused = mustRefuse("B's save", b, "A's", a.typed);
        V kept = tabs.draft.find(new TwoTabs.Refusal<>(b.held, refused.result(), refused.exception()));
        demand(Same.is(b.typed, kept), "what B typed is not there any more");
    }

    private void reload() throws Exception {
        Attempt<S> unused = staleSave();
        new Tab().type().mustSave("the save after the reload");
    }

    /** The save must be refused, and the other edit must stand. */
    private Attempt<S> mustRefuse(String save, Tab tab, String whose, V theirs) throws Exception {
        Attempt<S> attempt = tab.save();
        V now = tabs.stored.call();
        if (Same.is(tab.typed, now)) {
            boolean isRefused = attempt.is(Answer.REFUSED) || attempt.is(Answer.FAILED);
            String yet = isRefused ? "yet it is stored; " : "";
            throw failed(save + " is " + attempt.words() + ", and " + yet + whose + " edit is gone: a lost update");
        }
        demand(
                Same.is(theirs, now),
                save + " is " + attempt.words() + ", and neither its edit nor " + whose + " is stored");
        demand(!attempt.is(Answer.ACCEPTED), save + " is accepted, but is not stored: its edit is lost silently");
        demand(
                attempt.is(Answer.REFUSED),
                save + " must be refused, and is " + attempt.words() + hint(attempt) + "; " + whose + " edit stands");
        return attempt;
    }

    private static String hint(Attempt<?> attempt) {
        return attempt.is(Answer.UNKNOWN) ? ": say what it means by answers(…) or exceptions(…)" : "";
    }

    /** A value that is not what is stored. */
    private V next() throws Exception {
        V now = tabs.stored.call();
        V value = tabs.edited.values().apply(++edits);
        return Same.is(value, now) ? tabs.edited.values().apply(++edits) : value;
    }

    private boolean isStored(V value) throws Exception {
        return Same.is(value, tabs.stored.call());
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw failed(otherwise);
        }
    }

    private static Verdict failed(String reason) {
        return new Verdict(Status.FAILED, reason);
    }

    /** Closes each, whatever becomes of the others; those of the next check are its own. */
    private void closeAll() throws Exception {
        Exception first = null;
        while (!open.isEmpty()) {
            try {
                tabs.close.close(open.pop().held);
            } catch (Exception e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}

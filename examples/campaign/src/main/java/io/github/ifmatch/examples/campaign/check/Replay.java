package io.github.ifmatch.examples.campaign.check;

import io.github.ifmatch.examples.campaign.history.Effect;
import io.github.ifmatch.examples.campaign.history.Operation;
import io.github.ifmatch.examples.campaign.history.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes a row again, version by version: of what was acknowledged, and, where nothing was, of what may stand. What it was seen as decides
 * between several ways. For one thread at a time.
 */
final class Replay {

    private static final int MOST_WAYS = 256;

    private final Life life;
    private final List<Operation> floating;
    private final Predicate<Operation> mayStand;
    private final Bucket bucket;

    /** How far it came: the ways to the last version that could be reached. */
    List<Step> ways = List.of();

    /** The version that could not be reached, or 0. */
    long failedAt;

    /**
     * Prepares it.
     *
     * @param floating writes of this row whose place only the row can tell
     * @param mayStand which of those that are not acknowledged may be there
     * @param bucket the bulk writes that may have met the row
     */
    Replay(Life life, List<Operation> floating, Predicate<Operation> mayStand, Bucket bucket) {
        this.life = life;
        this.floating = floating;
        this.mayStand = mayStand;
        this.bucket = bucket;
    }

    /** Whether the row can have come to this version, and be what it was seen as on the way. */
    boolean reaches(long last) {
        List<Step> now = seen(starts());
        failedAt = now.isEmpty() ? 1 : 0;
        while (!now.isEmpty() && now.get(0).version() < last) {
            ways = now;
            now = seen(next(now));
            failedAt = now.isEmpty() ? ways.get(0).version() + 1 : 0;
        }
        if (failedAt == 0) {
            ways = now;
        }
        return failedAt == 0 && ways.get(0).version() == last;
    }

    private List<Step> starts() {
        if (!life.acknowledged.isEmpty()) {
            Operation first = life.acknowledged.firstEntry().getValue();
            if (first.effect() == Effect.START) {
                return List.of(Step.first(life.acknowledged.firstKey(), first));
            }
        }
        return life.starts.stream()
                .filter(mayStand)
                .map(start -> Step.first(start.base().version(), start))
                .toList();
    }

    private List<Step> next(List<Step> now) {
        long version = now.get(0).version() + 1;
        Operation known = life.acknowledged.get(version);
        List<Step> next = new ArrayList<>();
        for (Step step : now) {
            if (known != null) {
                addIfFit(next, step, known);
            } else {
                addUnknown(next, step, version);
            }
        }
        return next.size() > MOST_WAYS ? distinct(next) : next;
    }

    private static void addIfFit(List<Step> next, Step step, Operation known) {
        if (known.effect() != Effect.START) {
            Step after = step.then(known);
            State answered = known.result().seen();
            if (!known.isApplied() || !answered.isKnown() || after.fits(answered)) {
                next.add(after);
            }
        }
    }

    private void addUnknown(List<Step> next, Step step, long version) {
        life.others.getOrDefault(version, List.of()).stream()
                .filter(mayStand)
                .map(step::then)
                .forEach(next::add);
        floating.stream()
                .filter(mayStand)
                .filter(operation -> !step.holds(operation))
                .map(step::then)
                .forEach(next::add);
        if (bucket.isPossible(mayStand)) {
            next.add(step.thenBulk());
        }
    }

    private List<Step> seen(List<Step> steps) {
        List<Step> fitting = steps;
        if (!steps.isEmpty()) {
            for (State state : life.shown.getOrDefault(steps.get(0).version(), Set.of())) {
                fitting = fitting.stream()
                        .filter(step -> step.fits(state))
                        .filter(step -> step.bulk() != Step.ANY || bucket.holds(state.bulk(), step, mayStand))
                        .map(step -> step.bulk() == Step.ANY ? step.withBulk(state.bulk()) : step)
                        .toList();
            }
        }
        return fitting;
    }

    private static List<Step> distinct(List<Step> steps) {
        Set<State> found = new HashSet<>();
        return steps.stream()
                .filter(step -> found.add(new State(step.version(), step.hash(), step.bulk())))
                .limit(MOST_WAYS)
                .toList();
    }
}

package io.github.ifmatch.testkit.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for an order of steps in which each meets what it needs, and none is before another that had ended when it began. It goes through
 * time, and keeps every state that the register may have, with the steps under way that have had their effect in it. For one thread at a
 * time.
 */
final class Orders {

    /** So many states are tried at most. */
    private static final int MOST = 200_000;

    /** In the order in which they begin. */
    private final List<Step> steps;

    private final int[] twins;
    private final TreeSet<Integer> underWay = new TreeSet<>();
    private Set<State> states = new HashSet<>();
    private int tried;

    /** @param done the steps under way that have had their effect, each by its number */
    private record State(long value, Set<Integer> done) {

        /** The sum of small numbers is the same for too many sets: each is scattered first. */
        @Override
        public int hashCode() {
            int hash = Long.hashCode(value);
            for (int step : done) {
                int scattered = (step + 1) * 0x9E3779B9;
                scattered = (scattered ^ (scattered >>> 15)) * 0x85EBCA6B;
                hash += scattered ^ (scattered >>> 13);
            }
            return hash;
        }

        State with(int step, long newValue) {
            Set<Integer> more = new HashSet<>(done);
            more.add(step);
            return new State(newValue, more);
        }

        State without(int step) {
            Set<Integer> fewer = new HashSet<>(done);
            fewer.remove(step);
            return new State(value, fewer);
        }
    }

    /** What came of it. */
    enum Verdict {
        FOUND,
        NONE,
        TOO_MANY
    }

    /** @param at the number of the step that fits into no order, and {@code with} those under way then; -1 if there is none */
    record Result(Verdict verdict, int at, List<Integer> with) {}

    Orders(List<Step> steps) {
        this.steps = steps;
        this.twins = twins(steps);
    }

    private record Tick(int time, int step, boolean isEnd) {}

    Result find(long initial) {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            ticks.add(new Tick(steps.get(i).begun(), i, false));
            if (!steps.get(i).mayBeLeftOut()) {
                ticks.add(new Tick(steps.get(i).ended(), i, true));
            }
        }
        ticks.sort(Comparator.comparingInt(Tick::time).thenComparing(Tick::isEnd));
        states.add(new State(initial, Set.of()));
        for (Tick tick : ticks) {
            if (!tick.isEnd) {
                underWay.add(tick.step);
            } else {
                Set<State> after = afterEnd(tick.step);
                if (tried > MOST) {
                    return new Result(Verdict.TOO_MANY, -1, List.of());
                }
                if (after.isEmpty()) {
                    return new Result(Verdict.NONE, tick.step, List.copyOf(underWay));
                }
                states = after;
                underWay.remove(tick.step);
            }
        }
        return new Result(Verdict.FOUND, -1, List.of());
    }

    /** The states that are possible once the step has had its effect, and as little else as need be. */
    private Set<State> afterEnd(int step) {
        Set<State> after = new HashSet<>();
        Map<State, List<State>> met = new HashMap<>();
        PriorityQueue<State> open = new PriorityQueue<>(Comparator.comparingInt(state -> state.done.size()));
        open.addAll(states);
        Set<State> queued = new HashSet<>();
        while (!open.isEmpty() && tried <= MOST) {
            State state = open.remove();
            if (canDoNoMore(state, met)) {
                continue;
            }
            tried++;
            if (state.done.contains(step)) {
                after.add(state.without(step));
                continue;
            }
            for (int other : underWay) {
                if (!state.done.contains(other)
                        && isNext(other, state)
                        && steps.get(other).canFollow(state.value)) {
                    State next = state.with(other, steps.get(other).after(state.value));
                    if (queued.add(next)) {
                        open.add(next);
                    }
                }
            }
        }
        return after;
    }

    /**
     * Of states that differ only in what was done and need not have been, those with less of it can do all that the others can; they are
     * met first.
     */
    private boolean canDoNoMore(State state, Map<State, List<State>> met) {
        Set<Integer> needed = new HashSet<>(state.done);
        needed.removeIf(step -> steps.get(step).mayBeLeftOut());
        List<State> alike = met.computeIfAbsent(new State(state.value, needed), same -> new ArrayList<>());
        if (alike.stream().anyMatch(less -> state.done.containsAll(less.done))) {
            return true;
        }
        alike.add(state);
        return false;
    }

    /** Of steps that do the same and never end, only the first that is left: the others can do no more. */
    private boolean isNext(int step, State state) {
        int twin = twins[step];
        return twin < 0 || state.done.contains(twin);
    }

    /** For each step that may be left out, the one before it that does the same; else -1. */
    private static int[] twins(List<Step> steps) {
        Map<List<Long>, Integer> last = new HashMap<>();
        int[] twins = new int[steps.size()];
        for (int i = 0; i < twins.length; i++) {
            Step step = steps.get(i);
            Integer twin = step.mayBeLeftOut() ? last.put(List.of(step.needs(), step.leaves()), i) : null;
            twins[i] = twin == null ? -1 : twin;
        }
        return twins;
    }
}

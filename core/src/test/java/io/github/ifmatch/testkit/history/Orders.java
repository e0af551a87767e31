package io.github.ifmatch.testkit.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for an order of steps in which each meets what it needs, and none is before another that had ended when it began. It goes through
 * time, and keeps every state that the register may have, with the steps under way that have had their effect in it. For one thread at a
 * time.
 */
final class Orders {

    /** So many states are tried at most. */
    private static final int MOST = 2_000_000;

    private final List<Step> steps;
    private final TreeSet<Integer> underWay = new TreeSet<>();
    private Set<State> states = new HashSet<>();
    private int tried;

    /** @param done the steps under way that have had their effect, each by its number */
    private record State(long value, Set<Integer> done) {

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
                states = fewest(after);
                underWay.remove(tick.step);
            }
        }
        return new Result(Verdict.FOUND, -1, List.of());
    }

    /** The states that are possible once the step has had its effect, and as little else as need be. */
    private Set<State> afterEnd(int step) {
        Set<State> after = new HashSet<>();
        Set<State> met = new HashSet<>(states);
        Deque<State> open = new ArrayDeque<>(states);
        while (!open.isEmpty() && tried <= MOST) {
            State state = open.pop();
            tried++;
            if (state.done.contains(step)) {
                after.add(state.without(step));
                continue;
            }
            for (int other : underWay) {
                if (!state.done.contains(other) && steps.get(other).canFollow(state.value)) {
                    State next = state.with(other, steps.get(other).after(state.value));
                    if (met.add(next)) {
                        open.push(next);
                    }
                }
            }
        }
        return after;
    }

    /** Of states that differ only in what was done and need not have been, those with less of it can do all that the others can. */
    private Set<State> fewest(Set<State> all) {
        Map<State, List<State>> alike = new HashMap<>();
        for (State state : all) {
            Set<Integer> needed = new HashSet<>(state.done);
            needed.removeIf(step -> steps.get(step).mayBeLeftOut());
            alike.computeIfAbsent(new State(state.value, needed), same -> new ArrayList<>())
                    .add(state);
        }
        Set<State> fewest = new HashSet<>();
        for (List<State> same : alike.values()) {
            same.sort(Comparator.comparingInt(state -> state.done.size()));
            List<State> kept = new ArrayList<>();
            for (State state : same) {
                if (kept.stream().noneMatch(less -> state.done.containsAll(less.done))) {
                    kept.add(state);
                }
            }
            fewest.addAll(kept);
        }
        return fewest;
    }
}

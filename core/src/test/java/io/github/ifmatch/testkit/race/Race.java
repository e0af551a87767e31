package io.github.ifmatch.testkit.race;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.testkit.tool.Crowd;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Writers that save the same version at the same time, by one path or by several: exactly one may win, and what it wrote must stand.
 *
 * <pre>{@code
 * RaceReport report = Race.of(() -> products.get(7L).name())
 *         .path("PUT", () -> get("/products/7"), (page, text) -> put("/products/7", page, text))
 *         .path("nightly job", () -> products.get(7L), (row, text) -> products.tryUpdate(row.withName(text)))
 *         .run();
 * assertThat(report).losesNothing();
 * }</pre>
 *
 * <p>Each path is raced against itself, and against each other one. In each round every writer opens what it will save; when the last
 * has done so, all save at once. A path that reads by itself and tries again, as {@code modify} does, wins beside another one by
 * right: it does not belong here. For one thread at a time.
 *
 * @param <V> what is written
 */
public final class Race<V> {

    /** Saves a value over what was opened. Called by several threads at once. */
    public interface Save<T, V, S> {
        S save(T opened, V value) throws Exception;
    }

    /** Writes a value, whatever is there. Called by several threads at once. */
    public interface Write<V, S> {
        S write(V value) throws Exception;
    }

    /** A labelled save function, with whatever it opens. */
    private record Path<T, V, S>(String name, Callable<? extends T> open, Save<T, V, S> save) {

        /** Opens, waits for the others, and saves. */
        Object write(CyclicBarrier opened, V value) throws Exception {
            T held;
            try {
                held = open.call();
            } finally {
                Crowd.meet(opened);
            }
            return save.save(held, value);
        }
    }

    private final IntFunction<? extends V> values;
    private final Callable<? extends V> stored;
    private final List<Path<?, V, ?>> paths = new ArrayList<>();
    private Function<Object, Answer> answers = Answer::ofResult;
    private Function<? super Exception, Answer> exceptions = Answer::ofException;
    private Callable<?> version = () -> "";
    private int writers = 8;
    private int rounds = 50;
    private int edits;

    private Race(IntFunction<? extends V> values, Callable<? extends V> stored) {
        this.values = requireNonNull(values, "values must not be null");
        this.stored = requireNonNull(stored, "stored must not be null");
    }

    /**
     * Writes a text, different each time: {@code edit 1}, {@code edit 2} and so on.
     *
     * @param stored reads what is stored of it, past any cache
     */
    public static Race<String> of(Callable<String> stored) {
        return of(n -> "edit " + n, stored);
    }

    /**
     * Writes a value, different each time.
     *
     * @param values makes a value of a number from 1
     * @param stored reads what is stored of it, past any cache
     */
    public static <V> Race<V> of(IntFunction<? extends V> values, Callable<? extends V> stored) {
        return new Race<>(values, stored);
    }

    /**
     * Adds a path: a way by which the application writes.
     *
     * @param name as the report names it
     * @param open reads what is saved afterwards, with its version; called by each writer in each round
     * @throws IllegalArgumentException if another path has the name
     */
    public <T, S> Race<V> path(String name, Callable<? extends T> open, Save<T, V, S> save) {
        if (paths.stream().anyMatch(path -> path.name().equals(name))) {
            throw new IllegalArgumentException("name must be used once: " + name);
        }
        paths.add(new Path<>(name, open, save));
        return this;
    }

    /** Adds a path that reads nothing before it writes. */
    public <S> Race<V> path(String name, Write<V, S> write) {
        return path(name, () -> "", (nothing, value) -> write.write(value));
    }

    /** What a returned value means. Default: {@link Answer#ofResult}. */
    public Race<V> answers(Function<Object, Answer> meaning) {
        answers = meaning;
        return this;
    }

    /** What an exception of a save function means. Default: {@link Answer#ofException}. */
    public Race<V> exceptions(Function<? super Exception, Answer> meaning) {
        exceptions = meaning;
        return this;
    }

    /** Reads the version that is stored: a number must advance by as many as won, anything else must differ after a winner only. */
    public Race<V> version(Callable<?> read) {
        version = read;
        return this;
    }

    /** How many write at once. Default: 8. */
    public Race<V> writers(int count) {
        if (count < 2) {
            throw new IllegalArgumentException("writers must be at least 2: " + count);
        }
        writers = count;
        return this;
    }

    /** How often each pair of paths is raced. Default: 50 times. */
    public Race<V> rounds(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("rounds must be at least 1: " + times);
        }
        rounds = times;
        return this;
    }

    /**
     * Races each pair of paths.
     *
     * <p>What a path throws when it opens means what it would mean of its save.
     *
     * @throws IllegalStateException if there is no path, or what is stored cannot be read
     */
    public RaceReport run() {
        if (paths.isEmpty()) {
            throw new IllegalStateException("at least one path is needed: path(…)");
        }
        List<RaceReport.Pairing> pairings = new ArrayList<>();
        try (Crowd crowd = Crowd.warmed(writers)) {
            for (int i = 0; i < paths.size(); i++) {
                for (int j = i; j < paths.size(); j++) {
                    pairings.add(race(crowd, paths.get(i), paths.get(j)));
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("the race could not be run: " + e, e);
        }
        return new RaceReport(pairings);
    }

    private RaceReport.Pairing race(Crowd crowd, Path<?, V, ?> first, Path<?, V, ?> second) throws Exception {
        RaceTally tally = new RaceTally(first.name(), second.name());
        for (int round = 0; round < rounds; round++) {
            Object versionBefore = version.call();
            List<V> drawn = draw();
            CyclicBarrier opened = new CyclicBarrier(writers);
            List<RaceTally.Write> writes = crowd.run(thread -> {
                Path<?, V, ?> path = thread % 2 == 0 ? first : second;
                V value = drawn.get(thread);
                Attempt<Object> attempt = Attempt.of(() -> path.write(opened, value), answers, exceptions);
                return new RaceTally.Write(path.name(), value, attempt);
            });
            tally.add(writes, stored.call(), versionBefore, version.call());
        }
        return tally.pairing();
    }

    /** A value for each writer, none of which is stored. */
    private List<V> draw() throws Exception {
        V now = stored.call();
        List<V> drawn = new ArrayList<>();
        while (drawn.size() < writers) {
            V value = values.apply(++edits);
            if (!Same.is(value, now)) {
                drawn.add(value);
            }
        }
        return drawn;
    }
}

package io.github.ifmatch.testkit.race;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Two editors of the same thing, whatever the application is written with: each check of {@link TabCheck} is tried, and reported.
 *
 * <pre>{@code
 * TabsReport report = TwoTabs.of(() -> products.get(7L))
 *         .edit((tab, text) -> tab.withName(text))
 *         .save(products::tryUpdate)
 *         .stored(() -> products.get(7L).name())
 *         .run();
 * assertThat(report).losesNothing();
 * }</pre>
 *
 * <p>All functions are called on the thread that calls {@link #run}, but for the saves of {@link TabCheck#SLOW_SAVE}. What is edited
 * must exist; it is left with the last edit. For one thread at a time.
 *
 * @param <T> what a tab holds: a row with its version, a response with its ETag, a page of a browser
 * @param <V> what is typed
 * @param <S> what the save function returns
 */
public final class TwoTabs<T, V, S> {

    /** Types a value into what a tab holds, without saving it. */
    public interface Edit<T, V> {
        /** The tab with the value; the same tab if it can be changed in place. */
        T type(T tab, V value) throws Exception;
    }

    /** Saves what a tab holds. */
    public interface Save<T, S> {
        S save(T tab) throws Exception;
    }

    /** Looks for what was typed after the save was refused. */
    public interface Draft<T, S, V> {
        V find(Refusal<T, S> refusal) throws Exception;
    }

    /** Closes a tab. */
    public interface Close<T> {
        void close(T tab) throws Exception;
    }

    /**
     * A save that was refused. Immutable.
     *
     * @param tab what was saved
     * @param result what the save function returned; null if it threw
     * @param exception what it threw; null if it returned
     */
    public record Refusal<T, S>(T tab, S result, Exception exception) {}

    /** Next, how is it edited? Immutable. */
    public record Opened<T>(Callable<? extends T> open) {

        /** Types a text, different each time: {@code edit 1}, {@code edit 2} and so on. */
        public Edited<T, String> edit(Edit<T, String> edit) {
            return edit(n -> "edit " + n, edit);
        }

        /**
         * Types a value, different each time.
         *
         * @param values makes a value of a number from 1
         */
        public <V> Edited<T, V> edit(IntFunction<? extends V> values, Edit<T, V> edit) {
            return new Edited<>(open, values, edit);
        }
    }

    /** Next, how is it saved? Immutable. */
    public record Edited<T, V>(Callable<? extends T> open, IntFunction<? extends V> values, Edit<T, V> edit) {

        public <S> Saved<T, V, S> save(Save<T, S> save) {
            return new Saved<>(this, save);
        }
    }

    /** Next, what is stored? Immutable. */
    public record Saved<T, V, S>(Edited<T, V> edited, Save<T, S> save) {

        /** Reads what is stored of that which was typed, past any cache and any tab. */
        public TwoTabs<T, V, S> stored(Callable<? extends V> stored) {
            return new TwoTabs<>(edited, save, stored);
        }
    }

    final Edited<T, V> edited;
    final Save<T, S> save;
    final Callable<? extends V> stored;
    final Map<TabCheck, String> left = new EnumMap<>(TabCheck.class);
    Function<? super S, Answer> answers = Answer::ofResult;
    Function<? super Exception, Answer> exceptions = Answer::ofException;
    Draft<T, S, V> draft;
    Callable<?> version = () -> "";
    Close<T> close = tab -> {};
    int rounds = 20;

    private TwoTabs(Edited<T, V> edited, Save<T, S> save, Callable<? extends V> stored) {
        this.edited = edited;
        this.save = requireNonNull(save, "save must not be null");
        this.stored = requireNonNull(stored, "stored must not be null");
    }

    /** Begins with how a tab is opened. */
    public static <T> Opened<T> of(Callable<? extends T> open) {
        return new Opened<>(requireNonNull(open, "open must not be null"));
    }

    /** What a returned value means. Default: {@link Answer#ofResult}. */
    public TwoTabs<T, V, S> answers(Function<? super S, Answer> meaning) {
        answers = meaning;
        return this;
    }

    /** What an exception of the save function means. Default: {@link Answer#ofException}. */
    public TwoTabs<T, V, S> exceptions(Function<? super Exception, Answer> meaning) {
        exceptions = meaning;
        return this;
    }

    /** Where what was typed is to be found after a refusal; else {@link TabCheck#DRAFT_KEPT} is not tried. */
    public TwoTabs<T, V, S> draft(Draft<T, S, V> where) {
        draft = where;
        return this;
    }

    /** Reads the version that is stored, a number or a tag: a request that is sent twice must advance it once. */
    public TwoTabs<T, V, S> version(Callable<?> read) {
        version = read;
        return this;
    }

    /** Closes each tab after the check that opened it. */
    public TwoTabs<T, V, S> close(Close<T> closing) {
        close = closing;
        return this;
    }

    /**
     * How often two saves must have met in {@link TabCheck#SLOW_SAVE}. Default: 20 times. It ends with the first lost update, and
     * after 50 tries for each.
     */
    public TwoTabs<T, V, S> rounds(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("rounds must be at least 1: " + times);
        }
        rounds = times;
        return this;
    }

    /** Leaves out a check, for a reason that the report gives. */
    public TwoTabs<T, V, S> without(TabCheck check, String reason) {
        left.put(check, reason);
        return this;
    }

    /** Tries every check. What a function throws is a failure of the check, but for an {@link Error}. */
    public TabsReport run() {
        return new TabChecks<>(this).report();
    }
}

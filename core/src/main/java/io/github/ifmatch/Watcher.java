package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sees each operation of a {@link Database} begin and end: for timers and traces.
 *
 * <p>An operation is one call that is sent to the database: a write, a read, a batch, an {@code updateWhere}. It ends when its answer is
 * known and, in a transaction of its own, committed, before any {@link Listener} is told. What runs others is seen as those: {@code modify}
 * as its {@code find} (or {@code lock}) and {@code patch}, each time; a change set as a {@code lock} of each table and a write of each
 * entry; a batch writer as its batches; {@code inTransaction} as what is done in it, without its commit. What sends nothing is no
 * operation: a refused argument, a patch that changes nothing; neither is {@code confirm}.
 *
 * <p>An exception of a watcher is logged at WARN and changes nothing. Thread-safe: every implementation must be, and quick.
 */
@FunctionalInterface
public interface Watcher {

    /**
     * An operation begins, on this thread; what is returned is told of its end.
     *
     * @param table as the declaration names it
     * @param verb the method without its {@code try}: {@code insert}, {@code find}, {@code updateAll}; {@code get} is a {@code find},
     *     {@code updateVersions} a {@code patchAll}; {@code lock} reads rows and locks them
     */
    Watch begins(String table, String verb);

    /** Is told of the end of one operation. For one thread at a time: the one that began. */
    @FunctionalInterface
    interface Watch {
        /** The operation has ended, on the thread that began it. Called once. */
        void ended(End end);
    }

    /**
     * How an operation ended. Immutable.
     *
     * @param rows how many rows it was about: one, or those of a batch; of an {@code updateWhere}, those that it wrote; 0 if it failed
     * @param applied how many of them nothing stood against, or were found
     * @param failure what it threw, only if it {@linkplain Kind#FAILED failed}
     */
    record End(Kind kind, long rows, long applied, Optional<Throwable> failure) {

        /** The kind as meters name it: {@code written}. */
        public String outcome() {
            return kind.word;
        }
    }

    /** What an operation came to. Of a batch, the worst of its rows: a conflict, then a missing row. */
    enum Kind {
        /** Rows were read, or looked for; a checked row stands as expected. */
        READ,
        /** What was to be written is committed. */
        WRITTEN,
        /** What was to be written is, in a transaction that is still open: the caller's, or one of several operations. */
        SENT,
        /** A row was refused: somebody else had changed it, or its id exists. */
        CONFLICTED,
        /** A row was refused: there is no such row. */
        MISSED,
        /** It threw an exception. */
        FAILED;

        private final String word = name().toLowerCase(Locale.ROOT);
    }

    /**
     * Several watchers, in order; they are told of the end in the reverse order. One that throws keeps none of the others from seeing: what it
     * throws as an operation begins is thrown at its end.
     */
    static Watcher all(Watcher... watchers) {
        List<Watcher> all = List.of(watchers);
        return (table, verb) -> {
            Watch watch = end -> {};
            for (Watcher watcher : all) {
                watch = inside(watch, begun(watcher, table, verb));
            }
            return watch;
        };
    }

    private static Watch inside(Watch outer, Watch inner) {
        return end -> {
            try {
                inner.ended(end);
            } finally {
                outer.ended(end);
            }
        };
    }

    private static Watch begun(Watcher watcher, String table, String verb) {
        try {
            return requireNonNull(watcher.begins(table, verb), "a watcher must return a watch");
        } catch (RuntimeException e) {
            return end -> {
                throw e;
            };
        } catch (Error e) {
            return end -> {
                throw e;
            };
        }
    }
}

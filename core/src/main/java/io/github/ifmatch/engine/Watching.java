package io.github.ifmatch.engine;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Watcher;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A watcher whose exceptions change nothing, or none. Thread-safe, as the watcher is. */
record Watching(@Nullable Watcher watcher) {

    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

    static final Watching NONE = new Watching(null);

    private static final Watcher.Watch UNWATCHED = end -> {};

    /** Whether nobody watches: to be asked first, so that nothing is made for nobody. */
    boolean isNone() {
        return watcher == null;
    }

    /** Runs the operation between its beginning and its end. */
    <T> T watch(String table, String verb, Supplier<T> operation, Function<T, Watcher.End> end) {
        Watcher.Watch watch = begins(table, verb);
        T answer;
        try {
            answer = operation.get();
        } catch (Throwable e) {
            ended(watch, table, verb, Ends.failed(e));
            throw e;
        }
        ended(watch, table, verb, end.apply(answer));
        return answer;
    }

    private Watcher.Watch begins(String table, String verb) {
        try {
            return watcher == null
                    ? UNWATCHED
                    : requireNonNull(watcher.begins(table, verb), "a watcher must return a watch");
        } catch (Throwable e) {
            failed(table, verb, e);
            return UNWATCHED;
        }
    }

    private static void ended(Watcher.Watch watch, String table, String verb, Watcher.End end) {
        try {
            watch.ended(end);
        } catch (Throwable e) {
            failed(table, verb, e);
        }
    }

    private static void failed(String table, String verb, Throwable e) {
        LOG.warn("a watcher failed on {} of {}", verb, table, e);
    }
}

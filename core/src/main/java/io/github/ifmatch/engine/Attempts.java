package io.github.ifmatch.engine;

import io.github.ifmatch.BusyException;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.Retry;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.engine.write.EndedTransaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs something that may be tried again, and keeps what went wrong. For one thread at a time. */
final class Attempts {

    private final Retry retry;
    private final Journal journal;
    private final String what;
    private final long start = System.nanoTime();
    private final List<VersionedException> failures = new ArrayList<>();

    Attempts(Retry retry, Journal journal, String what) {
        this.retry = retry;
        this.journal = journal;
        this.what = what;
    }

    /** Whether the attempt that is made now locks what it changes. */
    boolean isLocking() {
        return retry.locks(failures.size());
    }

    /** The conflict that the last attempt ended with, if it was one. */
    Optional<Conflict<?>> lastConflict() {
        return failures.isEmpty() || !(failures.get(failures.size() - 1) instanceof ConflictException e)
                ? Optional.empty()
                : Optional.of(e.conflict());
    }

    /** What is tried. */
    interface Attempt<T, X extends Exception> {
        T make() throws X;
    }

    /**
     * Conflicts, serialization failures and deadlocks are tried again, unless they ended a transaction that is not the
     * attempt's own; so are batches and change sets that nothing but conflicts refused. Nothing else is.
     */
    <T, X extends Exception> T run(Attempt<T, X> attempt) throws X {
        while (true) {
            try {
                return attempt.make();
            } catch (ConflictException | SerializationException | BusyException e) {
                failed(e);
            } catch (RefusedException e) {
                if (!e.isConflict()) {
                    throw e;
                }
                failed(e);
            }
        }
    }

    /** Pauses before the next attempt, or throws the last failure with the earlier ones suppressed. */
    private void failed(VersionedException failure) {
        failures.add(failure);
        if (EndedTransaction.isBehind(failure) || !mayGoOn(failure)) {
            throw last();
        }
        journal.retried(what, failures.size(), failure);
    }

    /** Whoever lost a race and now waits for the lock needs no pause: whoever holds it is done soon. */
    private boolean mayGoOn(VersionedException failure) {
        int made = failures.size();
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        return (failure instanceof ConflictException && isLocking())
                ? retry.allows(made, elapsed)
                : retry.pause(made, elapsed);
    }

    private VersionedException last() {
        int made = failures.size();
        VersionedException last = failures.get(made - 1);
        VersionedException thrown = made == 1 ? last : last.after(made);
        failures.stream()
                .filter(failure -> failure != thrown && failure != last)
                .forEach(thrown::addSuppressed);
        return thrown;
    }
}

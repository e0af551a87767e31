package io.github.ifmatch.examples.campaign.work;

import io.github.ifmatch.Applied;
import io.github.ifmatch.BusyException;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedBatchException;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.examples.campaign.history.Answer;
import io.github.ifmatch.examples.campaign.history.Intent;
import io.github.ifmatch.examples.campaign.history.Resolution;
import io.github.ifmatch.examples.campaign.history.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What an application makes of outcomes and exceptions. */
final class Failures {

    private static final int QUESTIONS = 6;
    private static final long PAUSE_MILLIS = 400;

    private Failures() {}

    /** What an outcome says. */
    static Result result(long number, Outcome<Note> outcome) {
        return outcome.fold(
                row -> Result.of(number, Answer.APPLIED, row.state()),
                conflict -> Result.of(number, Answer.CONFLICT, conflict.current().state()),
                missing -> Result.of(number, Answer.MISSING));
    }

    /** What the outcomes of a call say. */
    static List<Result> results(List<Intent> intents, List<Outcome<Note>> outcomes) {
        if (intents.size() != outcomes.size()) {
            throw new IllegalStateException(outcomes.size() + " outcomes of " + intents.size());
        }
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            results.add(result(intents.get(i).number(), outcomes.get(i)));
        }
        return results;
    }

    /** That all of them were applied, and left these rows. */
    static List<Result> applied(List<Intent> intents, List<Note> rows) {
        return results(
                intents, rows.stream().<Outcome<Note>>map(Applied::new).toList());
    }

    /** What an exception says. */
    static Result result(long number, Exception failure) {
        if (failure instanceof ConflictException conflict) {
            return Result.of(
                    number, Answer.CONFLICT, conflict.current(Note.class).state());
        }
        Answer answer = answer(failure);
        if (answer == Answer.UNEXPECTED) {
            failure.printStackTrace();
        }
        return Result.of(number, answer)
                .resolved(
                        failure instanceof UnknownOutcomeException unknown ? resolve(unknown) : Resolution.NOT_ASKED);
    }

    /** What an exception says of all writes of a call. */
    static List<Result> results(List<Intent> intents, Exception failure) {
        if (failure instanceof RefusedBatchException refused
                && refused.outcomes().size() == intents.size()) {
            List<Result> results = new ArrayList<>();
            for (int i = 0; i < intents.size(); i++) {
                results.add(undone(intents.get(i).number(), refused.outcomes().get(i)));
            }
            return results;
        }
        Result one = result(0, failure);
        return intents.stream()
                .map(intent -> Result.of(intent.number(), one.answer()).resolved(one.resolution()))
                .toList();
    }

    /** In a call that was undone, what nothing stood against was not written either. */
    private static Result undone(long number, Outcome<?> outcome) {
        if (outcome instanceof Conflict<?> conflict && conflict.current() instanceof Note current) {
            return Result.of(number, Answer.CONFLICT, current.state());
        }
        return Result.of(number, outcome.isApplied() ? Answer.REFUSED : Answer.MISSING);
    }

    private static Answer answer(Exception failure) {
        if (failure instanceof UnknownOutcomeException) {
            return Answer.UNKNOWN;
        }
        if (failure instanceof MissingRowException) {
            return Answer.MISSING;
        }
        if (failure instanceof BusyException) {
            return Answer.BUSY;
        }
        if (failure instanceof SerializationException) {
            return Answer.SERIALIZATION;
        }
        if (failure instanceof RefusedException) {
            return Answer.CONFLICT;
        }
        return failure instanceof DatabaseException ? Answer.REFUSED : Answer.UNEXPECTED;
    }

    /** Asks until the database can be reached, for some seconds; an interrupt is put off until then. */
    static Resolution resolve(UnknownOutcomeException unknown) {
        boolean isInterrupted = Thread.interrupted();
        try {
            for (int i = 0; i < QUESTIONS; i++) {
                try {
                    return Resolution.valueOf(unknown.resolve().name());
                } catch (DatabaseException e) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            isInterrupted = true;
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return Resolution.NOT_ASKED;
    }
}

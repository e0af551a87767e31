package io.github.ifmatch.http;

import io.github.ifmatch.BusyException;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.http.Decision.Proceed;
import io.github.ifmatch.http.Problem.Kind;

/** What is told of an exception: the status by its kind, and never its message. */
final class Failures {

    private Failures() {}

    static Problem of(VersionedException failure, Proceed proceed) {
        if (failure instanceof ConflictException conflict) {
            return Refused.of(conflict.conflict(), proceed);
        }
        if (failure instanceof MissingRowException missing) {
            return Refused.missing(missing.table(), missing.id(), proceed);
        }
        return failure instanceof RefusedException refused ? Refused.of(refused, proceed) : of(failure);
    }

    static Problem of(VersionedException failure) {
        if (failure instanceof ConflictException conflict) {
            return Refused.of(conflict.conflict());
        }
        if (failure instanceof MissingRowException) {
            return Refused.notFound();
        }
        if (failure instanceof RefusedException refused) {
            return Refused.of(refused);
        }
        if (failure instanceof SuppressedWriteException) {
            return Problem.of(
                    403, Kind.SUPPRESSED, "The database did not allow the row to be changed. The row was not written.");
        }
        if (failure instanceof BusyException || failure instanceof SerializationException) {
            return Problem.of(
                            503, Kind.BUSY, "Others are changing the same rows. Nothing was written; try again later.")
                    .withHeader("Retry-After", "1");
        }
        if (failure instanceof UnknownOutcomeException) {
            return Problem.of(
                    500, Kind.UNKNOWN_OUTCOME, "Whether the change was made is not known: read the row again.");
        }
        return of(failure instanceof DatabaseException refused ? refused.kind() : DatabaseException.Kind.OTHER);
    }

    private static Problem of(DatabaseException.Kind kind) {
        return switch (kind) {
            case UNIQUE -> Problem.of(409, Kind.UNIQUE, "Another row has values that no two rows may share.");
            case REFERENCE ->
                Problem.of(409, Kind.REFERENCE, "The row refers to one that is not there, or is referred to itself.");
            case CHECK -> Problem.of(422, Kind.CHECK, "The values do not meet a condition that the table sets.");
            case NOT_NULL -> Problem.of(422, Kind.NOT_NULL, "A value is missing that the table demands.");
            case VALUE -> Problem.of(422, Kind.VALUE, "A value is too long, out of range, or not of its type.");
            case PERMISSION -> Problem.of(403, Kind.PERMISSION, "The database does not permit this.");
            case OTHER -> Problem.of(500, Kind.FAILED, "The request could not be carried out.");
        };
    }
}

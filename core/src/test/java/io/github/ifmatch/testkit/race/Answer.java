package io.github.ifmatch.testkit.race;

import io.github.ifmatch.BusyException;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.UnknownOutcomeException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.Set;

/** What a save function says of a write. Immutable. */
public enum Answer {

    /** The write was made. */
    ACCEPTED,

    /** Somebody else was faster, or the row is gone; nothing was written. */
    REFUSED,

    /** For another reason nothing was written: busy, a deadlock, a rule of the application. */
    FAILED,

    /** The write may have been made or not: the connection was lost, or it is not known what the answer means. */
    UNKNOWN;

    /** By their names, so that the libraries need not be there: those of JPA, Hibernate, Spring and jOOQ. */
    private static final Set<String> REFUSALS = Set.of(
            "OptimisticLockException",
            "StaleStateException",
            "OptimisticLockingFailureException",
            "DataChangedException");

    private static final Set<Integer> REFUSING_STATUSES = Set.of(404, 409, 410, 412, 428);

    /**
     * What a returned value means by default.
     *
     * <p>An {@code Answer}, and an {@link Outcome} of Ifmatch, is what it says. An {@code int} from 100 is a status of HTTP, as a
     * response of {@code java.net.http} has one: 2xx is accepted, 404, 409, 410, 412 and 428 are refused, the other 4xx failed, all else is
     * unknown. A smaller {@code int} is a count of rows: 0 is refused, 1 accepted. {@code false}, and a {@code long} of 0, is refused. Any other value, and
     * none, is accepted.
     */
    public static Answer ofResult(Object result) {
        if (result instanceof Answer answer) {
            return answer;
        }
        if (result instanceof Outcome<?> outcome) {
            return outcome.isApplied() ? ACCEPTED : REFUSED;
        }
        if (result instanceof HttpResponse<?> response) {
            return ofStatus(response.statusCode());
        }
        if (result instanceof Integer number) {
            return number >= 100 ? ofStatus(number) : ofCount(number);
        }
        return Boolean.FALSE.equals(result) || Long.valueOf(0).equals(result) ? REFUSED : ACCEPTED;
    }

    /** What a status of HTTP means, see {@link #ofResult}. A redirect is unknown: it may lead to a form or to an error. */
    public static Answer ofStatus(int status) {
        if (REFUSING_STATUSES.contains(status)) {
            return REFUSED;
        }
        return switch (status / 100) {
            case 2 -> ACCEPTED;
            case 4 -> FAILED;
            default -> UNKNOWN;
        };
    }

    private static Answer ofCount(int rows) {
        return switch (rows) {
            case 0 -> REFUSED;
            case 1 -> ACCEPTED;
            default -> UNKNOWN;
        };
    }

    /**
     * What an exception means by default: it, or the first of its causes of which something is known.
     *
     * <p>Refused: {@link ConflictException}, {@link MissingRowException}, and the optimistic locking exceptions of JPA, Hibernate, Spring
     * and jOOQ. Failed: {@link BusyException}, {@link SerializationException}, {@link SuppressedWriteException}, {@link
     * IllegalArgumentException}, and an SQLException of class 22, 23 or 40 but for 40003. Everything else is unknown.
     */
    public static Answer ofException(Throwable exception) {
        int depth = 0;
        for (Throwable each = exception; each != null && depth < 20; each = each.getCause(), depth++) {
            Answer answer = ofThis(each);
            if (answer != UNKNOWN || each instanceof UnknownOutcomeException) {
                return answer;
            }
        }
        return UNKNOWN;
    }

    private static Answer ofThis(Throwable exception) {
        if (exception instanceof ConflictException || exception instanceof MissingRowException || isNamed(exception)) {
            return REFUSED;
        }
        if (exception instanceof BusyException
                || exception instanceof SerializationException
                || exception instanceof SuppressedWriteException
                || exception instanceof IllegalArgumentException) {
            return FAILED;
        }
        String state = exception instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
        return state.matches("(22|23|40).*") && !state.equals("40003") ? FAILED : UNKNOWN;
    }

    private static boolean isNamed(Throwable exception) {
        for (Class<?> type = exception.getClass(); type != null; type = type.getSuperclass()) {
            if (REFUSALS.contains(type.getSimpleName())) {
                return true;
            }
        }
        return false;
    }
}

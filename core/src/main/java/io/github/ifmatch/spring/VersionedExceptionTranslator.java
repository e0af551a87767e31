package io.github.ifmatch.spring;

import io.github.ifmatch.BusyException;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.IncorrectUpdateSemanticsDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.PermissionDeniedDataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.support.PersistenceExceptionTranslator;

/**
 * Says every {@link VersionedException} in Spring's terms; the exception is the cause, its message the message.
 *
 * <table>
 * <caption>Which is which</caption>
 * <tr><td>{@link ConflictException}<td>{@link ConflictFailureException}, an {@link OptimisticLockingFailureException}
 * <tr><td>{@link RefusedException}, of a batch or a change set<td>{@link OptimisticLockingFailureException}
 * <tr><td>{@link MissingRowException}<td>{@link EmptyResultDataAccessException}
 * <tr><td>{@link BusyException}<td>{@link QueryTimeoutException} if the statement ran out of time, else
 *     {@link CannotAcquireLockException}
 * <tr><td>{@link SerializationException}<td>{@link PessimisticLockingFailureException}
 * <tr><td>{@link SuppressedWriteException}<td>{@link IncorrectUpdateSemanticsDataAccessException}
 * <tr><td>{@link UnknownOutcomeException}<td>{@link NonTransientDataAccessResourceException}: to try again could write it twice
 * <tr><td>{@link MappingException}<td>{@link InvalidDataAccessApiUsageException}
 * <tr><td>{@link DatabaseException}<td>by its kind: {@link DuplicateKeyException}, {@link DataIntegrityViolationException},
 *     {@link PermissionDeniedDataAccessException}, {@link DataAccessResourceFailureException} if the connection is lost, else
 *     {@link InvalidDataAccessResourceUsageException}
 * </table>
 *
 * <p>Thread-safe.
 */
public final class VersionedExceptionTranslator implements PersistenceExceptionTranslator {

    /** PostgreSQL 18 manual, appendix A: query_canceled; {@code org.h2.api.ErrorCode}: STATEMENT_WAS_CANCELED. */
    private static final String CANCELLED = "57014";

    /** {@code org.h2.api.ErrorCode}: LOCK_TIMEOUT_1, which H2 throws as a time-out of a statement. */
    private static final int H2_LOCK_TIMEOUT = 50200;

    /** Makes a translator. */
    public VersionedExceptionTranslator() {}

    /** Null for an exception that is none of ours. */
    @Override
    public @Nullable DataAccessException translateExceptionIfPossible(RuntimeException exception) {
        return exception instanceof VersionedException ours ? translated(ours) : null;
    }

    private static DataAccessException translated(VersionedException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof ConflictException conflict) {
            return new ConflictFailureException(conflict);
        } else if (e instanceof RefusedException) {
            return new OptimisticLockingFailureException(message, e);
        } else if (e instanceof MissingRowException) {
            return new EmptyResultDataAccessException(message, 1, e);
        } else if (e instanceof BusyException) {
            return isTimeout(e) ? new QueryTimeoutException(message, e) : new CannotAcquireLockException(message, e);
        } else if (e instanceof SerializationException) {
            return new PessimisticLockingFailureException(message, e);
        } else if (e instanceof SuppressedWriteException) {
            return new IncorrectUpdateSemanticsDataAccessException(message, e);
        } else if (e instanceof UnknownOutcomeException) {
            return new NonTransientDataAccessResourceException(message, e);
        } else if (e instanceof MappingException) {
            return new InvalidDataAccessApiUsageException(message, e);
        }
        return refused(message, (DatabaseException) e);
    }

    private static boolean isTimeout(VersionedException e) {
        return e.getCause() instanceof SQLException cause
                && (cause instanceof SQLTimeoutException || CANCELLED.equals(cause.getSQLState()))
                && cause.getErrorCode() != H2_LOCK_TIMEOUT;
    }

    private static DataAccessException refused(String message, DatabaseException e) {
        return switch (e.kind()) {
            case UNIQUE -> new DuplicateKeyException(message, e);
            case REFERENCE, CHECK, NOT_NULL, VALUE -> new DataIntegrityViolationException(message, e);
            case PERMISSION -> new PermissionDeniedDataAccessException(message, e);
            case OTHER ->
                e.sqlState().startsWith("08")
                        ? new DataAccessResourceFailureException(message, e)
                        : new InvalidDataAccessResourceUsageException(message, e);
        };
    }
}

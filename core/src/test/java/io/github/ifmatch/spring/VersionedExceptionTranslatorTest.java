package io.github.ifmatch.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.BusyException;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.testkit.sample.Account;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
import org.springframework.dao.TransientDataAccessException;

class VersionedExceptionTranslatorTest {

    private static final Account MINE = new Account(7, "Ann", BigDecimal.TEN, 1);
    private static final Account THEIRS = new Account(7, "Bob", BigDecimal.ONE, 2);
    private static final Conflict<Account> CONFLICT = new Conflict<>(Account.TABLE, "update", 7L, 1, MINE, THEIRS);

    private static DataAccessException translated(RuntimeException e) {
        return new VersionedExceptionTranslator().translateExceptionIfPossible(e);
    }

    private static Arguments to(Class<? extends DataAccessException> type, VersionedException e) {
        return Arguments.of(e, type);
    }

    private static DatabaseException refused(String sqlState) {
        return new DatabaseException("accounts 7: refused", new SQLException("x", sqlState));
    }

    static Stream<Arguments> exceptions() {
        return Stream.of(
                to(ConflictFailureException.class, new ConflictException(CONFLICT)),
                to(OptimisticLockingFailureException.class, new RefusedException(Map.of("a", CONFLICT))),
                to(EmptyResultDataAccessException.class, new MissingRowException(Account.TABLE, 7L)),
                to(CannotAcquireLockException.class, new BusyException("busy", new SQLException("x", "40P01"))),
                to(CannotAcquireLockException.class, new BusyException("busy", null)),
                to(
                        CannotAcquireLockException.class,
                        new BusyException("busy", new SQLTimeoutException("x", "HYT00", 50200))),
                to(QueryTimeoutException.class, new BusyException("busy", new SQLException("x", "57014"))),
                to(QueryTimeoutException.class, new BusyException("busy", new SQLTimeoutException("x", "HYT00"))),
                to(PessimisticLockingFailureException.class, new SerializationException("unordered", null)),
                to(
                        IncorrectUpdateSemanticsDataAccessException.class,
                        new SuppressedWriteException(Account.TABLE, "accounts 7", 7L, "found", "state", "why")),
                to(NonTransientDataAccessResourceException.class, new UnknownOutcomeException("lost", null, null)),
                to(InvalidDataAccessApiUsageException.class, new MappingException("no such column")),
                to(DuplicateKeyException.class, refused("23505")),
                to(DataIntegrityViolationException.class, refused("23503")),
                to(DataIntegrityViolationException.class, refused("23514")),
                to(DataIntegrityViolationException.class, refused("23502")),
                to(DataIntegrityViolationException.class, refused("22001")),
                to(PermissionDeniedDataAccessException.class, refused("42501")),
                to(DataAccessResourceFailureException.class, refused("08006")),
                to(InvalidDataAccessResourceUsageException.class, refused("42P01")));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void translate(VersionedException e, Class<? extends DataAccessException> type) {
        DataAccessException translated = translated(e);

        assertThat(translated)
                .isExactlyInstanceOf(type)
                .hasMessage(e.getMessage())
                .hasCause(e);
    }

    /** Whoever retries what is transient must not make a write twice. */
    @Test
    void translate_unknownOutcome_isNotTransient() {
        assertThat(translated(new UnknownOutcomeException("lost", null, null)))
                .isNotInstanceOf(TransientDataAccessException.class);
    }

    @Test
    void translate_conflict_carriesTheRows() {
        ConflictFailureException translated = (ConflictFailureException) translated(new ConflictException(CONFLICT));

        assertThat(translated.conflict()).isEqualTo(CONFLICT);
        assertThat(translated.current(Account.class)).isEqualTo(THEIRS);
        assertThat(translated).isInstanceOf(OptimisticLockingFailureException.class);
    }

    @Test
    void translate_anythingElse() {
        assertThat(translated(new IllegalStateException("x"))).isNull();
    }
}

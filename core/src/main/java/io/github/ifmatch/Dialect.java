package io.github.ifmatch;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * What one database does differently.
 *
 * <p>A dialect may change how many round trips a write takes, never what it means: {@link #STANDARD} is a full
 * implementation, and every method but {@link #speaks} has its answer as default. Dialects are found by
 * {@link java.util.ServiceLoader}; {@link Database#withDialect} names one.
 *
 * <p>Thread-safe: every implementation must be; it best holds no state.
 */
public interface Dialect {

    /** Standard SQL: a write, then a SELECT of the row, in one transaction. */
    @SuppressWarnings("ClassInitializationDeadlock") // nothing but this line initialises StandardDialect
    Dialect STANDARD = new StandardDialect();

    /**
     * Whether this is the dialect of the database.
     *
     * @param productName as in {@link java.sql.DatabaseMetaData#getDatabaseProductName()}
     */
    boolean speaks(String productName);

    /** The dialect's name, for logs. Default: the class's. */
    default String name() {
        return getClass().getSimpleName();
    }

    /**
     * The write as one statement that is executed as a query and answers the row as stored (as it last stood, for
     * DELETE). Default: empty, the row is selected.
     *
     * @param columns the columns to answer, in order, quoted where they must be
     */
    default Optional<String> returning(WriteKind kind, String write, String columns) {
        return Optional.empty();
    }

    /**
     * The INSERT as one that makes no row, and fails not, where a row of the same id exists. Default: empty, the
     * duplicate key is an error that is caught.
     */
    default Optional<String> insertIfAbsent(String insert, String idColumns) {
        return Optional.empty();
    }

    /**
     * One statement that makes the same write for many rows, each with its own id, version and values. Default: empty, a
     * JDBC batch is sent and the rows are selected.
     *
     * <p>Asked once for each table, set of columns and classes of values.
     *
     * @param connection for a look at the catalogue; in the middle of a transaction, which must be left as it is
     */
    default Optional<BatchStatement> batch(Connection connection, BatchShape shape) throws SQLException {
        return Optional.empty();
    }

    /**
     * Whether the driver sends a JDBC batch row by row, so that a prepared statement executed for each row, which can
     * {@linkplain #returning answer} it, costs no more. Default: no.
     */
    default boolean batchesRowByRow() {
        return false;
    }

    /** The SELECT as one that locks what it reads, and so reads the newest committed row. Default: FOR UPDATE. */
    default String locking(String select) {
        return select + " FOR UPDATE";
    }

    /** Whether a transaction can go on after a statement of it failed. Default: no. */
    default boolean survivesErrors() {
        return false;
    }

    /** What kind of failure this is. Default: by SQLSTATE (ISO/IEC 9075-2, subclause 24.1) and JDBC's exception classes. */
    default Fault fault(SQLException failure) {
        return Faults.of(failure);
    }

    /**
     * Whether a wait ended because the thread was interrupted, where the driver forgets to say so. Default: no.
     *
     * @param failure a failure of the kind {@link Fault#BUSY}
     * @param elapsed how long the statement ran
     */
    default boolean swallowedInterrupt(Connection connection, SQLException failure, Duration elapsed)
            throws SQLException {
        return false;
    }

    /** The built-in column type as this database wants it bound and read; types of one's own stay. Default: as it is. */
    default ColumnType<Object> adapt(Class<?> javaType, ColumnType<Object> type) {
        return type;
    }

    /** The expression that tells the current transaction's id, to find out later what became of it. Default: none. */
    default Optional<String> transactionId() {
        return Optional.empty();
    }

    /**
     * What became of a transaction. Default: unknown.
     *
     * @param connection a new connection, in autocommit
     * @param transactionId what {@link #transactionId()} gave, as text
     */
    default UnknownOutcomeException.Resolution resolve(Connection connection, String transactionId)
            throws SQLException {
        return UnknownOutcomeException.Resolution.UNKNOWN;
    }
}

package io.github.ifmatch.dialect;

import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.verify.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one database does differently.
 *
 * <p>A dialect may change how many round trips a write takes, never what it means: {@link #STANDARD} is a full
 * implementation, and every method but {@link #speaks} has its answer as default. Dialects are found by
 * {@link java.util.ServiceLoader}; {@code Database.withDialect} names one.
 *
 * <p>Thread-safe: every implementation must be; it best holds no state.
 */
public interface Dialect {

    /** Standard SQL: a write, then a SELECT of the row, in one transaction. */
    @SuppressWarnings("ClassInitializationDeadlock") // nothing but this line initialises StandardDialect
    Dialect STANDARD = new StandardDialect();

    /** Whether this is the dialect of the database so named ({@link java.sql.DatabaseMetaData#getDatabaseProductName()}). */
    boolean speaks(String productName);

    /**
     * This dialect as the server at the other end, in its version and with its settings, and the driver, with its options, want it.
     * Default: this one. Asked once, on a database's first connection, of a dialect that was found and of one that was named.
     *
     * @param connection perhaps in the middle of a transaction, which must be left as it is
     * @throws SQLException if the database cannot be asked
     * @throws io.github.ifmatch.VersionedException if what was found makes correct writes impossible; it says what to change
     */
    default Dialect on(Connection connection) throws SQLException {
        return this;
    }

    /** The dialect's name, for logs. Default: the class's. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** The write as one statement, executed as a query, that answers these columns, in order, of the row as stored (for DELETE, as it last stood). Default: empty, the row is selected. */
    default Optional<String> returning(WriteKind kind, String write, String columns) {
        return Optional.empty();
    }

    /**
     * Whether the driver answers the row that such a write leaves as generated keys, where all of its columns are asked for by
     * name ({@link Connection#prepareStatement(String, String[])}). Default: no. Asked where {@link #returning} is empty.
     */
    default boolean returnsByKeys(WriteKind kind) {
        return false;
    }

    /** The INSERT of a row of defaults alone, of which one column is named. Default: an explicit DEFAULT (SQL:2023, feature F221). */
    default String insertDefault(String table, String column) {
        return "INSERT INTO " + table + " (" + column + ") VALUES (DEFAULT)";
    }

    /**
     * The INSERT as one that makes no row, and fails not, where a row of the same id exists. Default: empty, the duplicate key is an
     * error that is caught. Asked only for a table of which a {@linkplain CatalogTable#takesArbiter nameable} key has just these columns.
     */
    default Optional<String> insertIfAbsent(String insert, String idColumns) {
        return Optional.empty();
    }

    /**
     * What the catalogue says of the one table that a name means, with the connection's schema or search path. Default: what
     * JDBC's {@link java.sql.DatabaseMetaData} tells. A dialect that {@linkplain #returning answers} rows says here where
     * {@linkplain CatalogTable#writesAfterwards a trigger may change them afterwards}, and, if it has a {@link #guard}, whether it is there.
     *
     * @param connection perhaps in the middle of a transaction, which must be left as it is
     * @return empty if there is no such table
     */
    default Optional<CatalogTable> catalogTable(Connection connection, CatalogName name) throws SQLException {
        return JdbcCatalog.find(connection, name);
    }

    /**
     * Whether an insert that breaks a unique index can only have met a row of its own id, which a look would show: the table has no
     * unique index that leaves out a column of the id, no trigger or rule that may write elsewhere, and no policy that hides
     * rows. Default: no, that is not known. Asked only after an insert has met, at each attempt, a row that was gone at the next look; with
     * what {@link #findings} is asked with.
     */
    default boolean canOnlyMeetItsId(Connection connection, CatalogName table, Set<String> idColumns)
            throws SQLException {
        return false;
    }

    /**
     * One statement that makes the same write for many rows, each with its own id, version and values. Default: empty, a JDBC batch
     * is sent and the rows are selected. Asked once for each table, set of columns and classes of values.
     *
     * @param connection for a look at the catalogue; in the middle of a transaction, which must be left as it is
     */
    default Optional<BatchStatement> batch(Connection connection, BatchShape shape) throws SQLException {
        return Optional.empty();
    }

    /** Whether {@link #batch} may have a statement for such writes; if not, no values are made ready for it. Default: yes. */
    default boolean mayBatch(WriteKind kind) {
        return true;
    }

    /**
     * One statement that updates many rows, each to its own values at its own version, and answers only how many it wrote. Default:
     * empty. Asked where {@link #batch} has none, and the dialect {@linkplain #writesWhatItMeets writes what it meets}; once for each table and set of
     * columns, of which a key is known to keep the ids unique; the connection is for a look at the catalogue.
     *
     * @param shape of an update; its types are the components' own, as wrappers
     */
    default Optional<SetUpdate> setUpdate(Connection connection, CatalogName table, BatchShape shape)
            throws SQLException {
        return Optional.empty();
    }

    /** Whether the driver sends a JDBC batch of such writes row by row, so that a statement for each row costs no more. Default: no. */
    default boolean batchesRowByRow(WriteKind kind) {
        return false;
    }

    /**
     * Whether an INSERT, UPDATE or DELETE that is not refused has written every row that it met: there are no rules, policies or triggers
     * that leave one out, and no trigger of a table can write other rows of it. If so, a JDBC batch whose rows were locked before, or did not
     * exist, needs no counts of the driver's, which may hide them. Default: no.
     */
    default boolean writesWhatItMeets() {
        return false;
    }

    /**
     * Makes the transaction that was just begun ({@link Connection#setAutoCommit}) one that will write: takes the lock that it will
     * need, where waiting for it later can fail. Default: nothing is done, a write takes its locks itself. Asked of transactions of
     * Ifmatch's own, in which nothing was sent yet; not of those that only read.
     *
     * @throws SQLException if the lock cannot be had; the connection is then left in a transaction in which nothing was sent
     */
    default void beginWriting(Connection connection) throws SQLException {
        // a write takes its locks itself
    }

    /** The SELECT as one that locks what it reads, and so reads the newest committed row. Default: FOR UPDATE. */
    default String locking(String select) {
        return select + " FOR UPDATE";
    }

    /**
     * What is sent before such a SELECT in a transaction that somebody else began, where no SELECT takes a lock: a write that changes
     * nothing, and locks the whole database. Default: none. A transaction of Ifmatch's own has the lock since {@link #beginWriting}.
     */
    default Optional<String> lockingFirst(String table) {
        return Optional.empty();
    }

    /** Whether an index serves {@code (a, b) IN ((?, ?), …)} (SQL:2016, feature F641). Default: no, {@code a = ? AND b = ? OR …} is sent. */
    default boolean comparesRows() {
        return false;
    }

    /**
     * A condition that means {@code column IN (?, …)}, or {@code (column, …) IN ((?, …), …)}, and binds the same, but looks each id up in its
     * partition alone; for a {@linkplain CatalogTable#isPartitioned partitioned} table. Default: empty, IN is sent.
     *
     * @param types the classes of the columns' values, as wrappers, which the driver binds as it binds those
     */
    default Optional<String> inPartitions(List<String> columns, List<Class<?>> types, int ids) {
        return Optional.empty();
    }

    /**
     * The statement that sets the isolation of the transaction that was just begun. Default: none, it is the connection's, set before
     * ({@link Connection#setTransactionIsolation}); a pooler between client and server may lose that.
     *
     * @param level as SQL spells it, such as {@code REPEATABLE READ}
     */
    default Optional<String> isolate(String level) {
        return Optional.empty();
    }

    /** What a locking read shows at REPEATABLE READ and above. Default: unknown. */
    default LockingRead lockingRead() {
        return LockingRead.UNKNOWN;
    }

    /** Whether a transaction can go on after a statement of it failed. Default: no. */
    default boolean survivesErrors() {
        return false;
    }

    /**
     * The version's next number, as an expression that fails beyond the last one, where neither the column nor a CAST refuses
     * what is too large. Default: none, they do.
     *
     * @param version the column, as the expression is to read it
     */
    default Optional<String> next(String version, long last) {
        return Optional.empty();
    }

    /** The later one of a bound time and the microsecond after a version, with one parameter. Default: of SQL:2023, feature T054. */
    default String nextTime(String version) {
        return "GREATEST(?, " + version + " + INTERVAL '0.000001' SECOND)";
    }

    /** The table below a view, or the view below it, if each row of it that can be written is a row of that one. Default: empty, that is not known. Asked by {@code Database.inspect}. */
    default Optional<BaseTable> baseTable(Connection connection, CatalogName view) throws SQLException {
        return Optional.empty();
    }

    /**
     * What is to be said of a table, as far as its columns and keys do not show it: an engine without transactions, a trigger that JDBC
     * does not tell of, an id for which the database takes several spellings. Default: nothing. Asked by {@code
     * Database.inspect}.
     *
     * @param connection perhaps in the middle of a transaction, which must be left as it is
     * @param table its name, as {@link #catalogTable} has found it
     * @param idColumns the columns of its id, as the catalogue has them
     */
    default List<Finding> findings(Connection connection, CatalogName table, Set<String> idColumns)
            throws SQLException {
        return List.of();
    }

    /**
     * Why a column may change what a component holds, such as {@code rounds it}, for verifying. Default: empty, it is not known to.
     *
     * @param javaType the component's class, a wrapper for a primitive
     * @param typeName the column's type, as JDBC tells it ({@code TYPE_NAME})
     */
    default Optional<String> misfit(Class<?> javaType, String typeName) {
        return Optional.empty();
    }

    /** The type to take for a time, where a type so named shows it by the session's clock, and its name does not say so. Default: empty. */
    default Optional<String> insteadOfSessionTime(String typeName) {
        return Optional.empty();
    }

    /** What kind of failure this is. Default: by SQLSTATE (ISO/IEC 9075-2, subclause 24.1) and JDBC's exception classes. */
    default Fault fault(SQLException failure) {
        return Fault.of(failure);
    }

    /**
     * Whether a wait ended because the thread was interrupted, where the driver forgets to say so: a failure of the kind {@link Fault#BUSY}, of
     * a statement that ran for so long. Default: no.
     */
    default boolean swallowedInterrupt(Connection connection, SQLException failure, Duration elapsed)
            throws SQLException {
        return false;
    }

    /** The built-in column type as this database wants it bound and read; types of one's own stay. Default: as it is. */
    default ColumnType<Object> adapt(Class<?> javaType, ColumnType<Object> type) {
        return type;
    }

    /**
     * The expression as a value of another type: rounded as a column of that type rounds, and refused if it is a number that the type
     * cannot hold. Default: {@code CAST(… AS …)}.
     *
     * @param type as standard SQL spells it: NUMERIC, REAL, TIME or TIMESTAMP with their precisions, SMALLINT, INTEGER
     */
    default String cast(String expression, String type) {
        return "CAST(" + expression + " AS " + type + ")";
    }

    /** How a table is guarded against writes that forget the version. Default: empty, this database has no guard. */
    default Optional<TableGuard> guard() {
        return Optional.empty();
    }

    /** How a version is made of what columns hold, for tables that have none. Default: empty, such a table is refused. */
    default Optional<Fingerprint> fingerprint() {
        return Optional.empty();
    }

    /** The expression that tells the current transaction's id, to find out later what became of it. Default: none. */
    default Optional<String> transactionId() {
        return Optional.empty();
    }

    /**
     * Whether a transaction was committed; false if it was rolled back. Default: empty, that is not known.
     *
     * @param connection a new connection, in autocommit
     * @param transactionId what {@link #transactionId()} gave, as text
     */
    default Optional<Boolean> isCommitted(Connection connection, String transactionId) throws SQLException {
        return Optional.empty();
    }
}

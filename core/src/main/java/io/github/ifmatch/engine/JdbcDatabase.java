package io.github.ifmatch.engine;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.ConnectionSource;
import io.github.ifmatch.Database;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.Listener;
import io.github.ifmatch.Retry;
import io.github.ifmatch.Sender;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.Watcher;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.engine.sql.CatalogFailure;
import io.github.ifmatch.engine.sql.Engine;
import io.github.ifmatch.engine.sql.KnownTables;
import io.github.ifmatch.engine.sql.SchemaCheck;
import io.github.ifmatch.engine.write.Leases;
import io.github.ifmatch.type.ColumnTypes;
import io.github.ifmatch.verify.Findings;
import io.github.ifmatch.verify.Severity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database over JDBC. Thread-safe. */
public final class JdbcDatabase implements Database {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Leases leases;

    private final KnownTables tables;

    private final @Nullable Isolation isolation;

    private final Journal journal;

    private final boolean locksBatches;

    private final Map<Table<?, ?>, Binding<?, ?>> bindings = new ConcurrentHashMap<>();

    private JdbcDatabase(
            Leases leases, KnownTables tables, @Nullable Isolation isolation, Journal journal, boolean locksBatches) {
        this.leases = leases;
        this.tables = tables;
        this.isolation = isolation;
        this.journal = journal;
        this.locksBatches = locksBatches;
    }

    /** The implementation behind a user's database. */
    public static JdbcDatabase of(Database database) {
        if (requireNonNull(database, "database must not be null") instanceof JdbcDatabase known) {
            return known;
        }
        throw new IllegalArgumentException(
                "database must be made by Database.of: " + database.getClass().getName());
    }

    public static JdbcDatabase over(DataSource dataSource) {
        return of(Leases.of(dataSource));
    }

    public static JdbcDatabase over(ConnectionSource source) {
        return of(new Leases(source));
    }

    private static JdbcDatabase of(Leases leases) {
        return new JdbcDatabase(leases, KnownTables.standard(), null, Journal.SILENT, false);
    }

    @Override
    public JdbcDatabase withDialect(Dialect newDialect) {
        return with(tables.withDialect(requireNonNull(newDialect, "dialect must not be null")));
    }

    @Override
    public JdbcDatabase withIsolation(Isolation newIsolation) {
        requireNonNull(newIsolation, "isolation must not be null");
        return new JdbcDatabase(leases, tables, newIsolation, journal, locksBatches);
    }

    @Override
    public JdbcDatabase withListener(Listener listener) {
        return with(journal.withListener(requireNonNull(listener, "listener must not be null")));
    }

    @Override
    public JdbcDatabase withWatcher(Watcher watcher) {
        return with(journal.withWatcher(requireNonNull(watcher, "watcher must not be null")));
    }

    private JdbcDatabase with(Journal newJournal) {
        return new JdbcDatabase(leases, tables, isolation, newJournal, locksBatches);
    }

    @Override
    public JdbcDatabase withTypes(ColumnTypes types) {
        return with(tables.withTypes(requireNonNull(types, "types must not be null")));
    }

    @Override
    public JdbcDatabase withSender(Sender sender) {
        return with(tables.withSender(requireNonNull(sender, "sender must not be null")));
    }

    private JdbcDatabase with(KnownTables newTables) {
        return new JdbcDatabase(leases, newTables, isolation, journal, locksBatches);
    }

    @Override
    public JdbcDatabase withLockedBatches() {
        return new JdbcDatabase(leases, tables, isolation, journal, true);
    }

    @Override
    public JdbcDatabase withOwnTransactions() {
        return new JdbcDatabase(leases.besideOthers(), tables, isolation, journal, locksBatches);
    }

    public Journal journal() {
        return journal;
    }

    @Override
    public <R, ID> VersionedRepository<R, ID> repository(Table<R, ID> table) {
        return new JdbcRepository<>(new InTransaction(this, leases, isolation), binding(table));
    }

    @Override
    public void verify(Table<?, ?> table) {
        Findings findings = inspect(table);
        findings.atLeast(Severity.WARNING).stream()
                .filter(finding -> finding.severity() == Severity.WARNING)
                .forEach(finding -> LOG.warn("{}: {}", findings.table(), finding.problem()));
        findings.throwOn(Severity.ERROR);
    }

    @Override
    public Findings inspect(Table<?, ?> table) {
        requireNonNull(table, "table must not be null");
        Table<?, ?> typed = tables.typed(table);
        return leases.read(connection -> {
            try {
                return SchemaCheck.of(connection, engine(connection), typed).run();
            } catch (SQLException e) {
                throw new CatalogFailure(typed, e);
            }
        });
    }

    @Override
    @CanIgnoreReturnValue
    public <T extends @Nullable Object, X extends Exception> T inTransaction(Work<T, X> work) throws X {
        requireNonNull(work, "work must not be null");
        return new InTransaction(this, leases, isolation).run(work);
    }

    @Override
    @CanIgnoreReturnValue
    public <T extends @Nullable Object, X extends Exception> T inTransaction(Retry retry, Work<T, X> work) throws X {
        requireNonNull(retry, "retry must not be null");
        return new Attempts(retry.withoutLocking(), journal, "transaction").run(() -> inTransaction(work));
    }

    /**
     * Runs the work in a transaction of its own, never in one that the thread is in.
     *
     * @param isRunAgain whether the caller runs it again if a deadlock ends it
     * @throws IllegalStateException if the thread is in one
     */
    public <T extends @Nullable Object, X extends Exception> T inOwnTransaction(boolean isRunAgain, Work<T, X> work)
            throws X {
        return new InTransaction(this, leases, isolation).runAlone(isRunAgain, work);
    }

    /**
     * Refuses a transaction that the thread is in.
     *
     * @throws IllegalStateException if the thread is in one
     */
    public void requireNoTransaction() {
        new InTransaction(this, leases, isolation).requireNone();
    }

    @SuppressWarnings("unchecked")
    public <R, ID> Binding<R, ID> binding(Table<R, ID> table) {
        requireNonNull(table, "table must not be null");
        Binding<?, ?> known = bindings.get(table);
        if (known != null) {
            return (Binding<R, ID>) known;
        }
        Binding<R, ID> binding = new Binding<>(tables, journal, table, locksBatches);
        if (bindings.size() >= KnownTables.KEPT_TABLES) { // declared anew for each call, it seems
            bindings.clear();
        }
        bindings.put(table, binding);
        return binding;
    }

    Engine engine(Connection connection) throws SQLException {
        return tables.engine(connection);
    }
}

package io.github.ifmatch.audit;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Table;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees every statement of an application, and reports those that write to versioned tables past the version.
 *
 * <pre>{@code
 * Audit audit = Audit.of(ACCOUNTS, ORDERS).withTable("legacy_prices", "lock_version");
 * DataSource watched = audit.watch(dataSource);
 * // … the application's tests run on watched …
 * assertThat(audit.report().isEmpty()).as(audit.report().toText()).isTrue();
 * }</pre>
 *
 * <p>A statement passes if its condition compares the version with an expected one and it sets the version to one more, or to a value that
 * the caller gives; also if it writes only columns that the table declares as unversioned. What Ifmatch was asked to overwrite passes, for
 * Ifmatch reports that itself. Each statement text and call site is reported once, with a count, and logged at WARN the first time. Of the
 * statements only the text is looked at: no value is kept, and {@code ?} stands for each in the report.
 *
 * <p>Each method that changes a setting gives another audit, with an empty report of its own. It keeps 1,000 findings, and counts the
 * rest. Needs JSqlParser on the class path. Thread-safe.
 */
public final class Audit {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    private static final int MOST_FINDINGS = 1_000;

    private final AuditSettings settings;
    private final CallSites callSites;
    private final Analyses analyses;
    private final Ledger ledger = new Ledger(MOST_FINDINGS);

    private Audit(AuditSettings settings) {
        this.settings = settings;
        this.callSites = new CallSites(settings.skipped());
        this.analyses = new Analyses(settings.tables(), settings.reportsCalls());
    }

    /**
     * An audit of these tables, which only reports.
     *
     * @throws io.github.ifmatch.MappingException if the id or the version of a table is not known
     * @throws IllegalStateException if JSqlParser is not on the class path
     */
    public static Audit of(Table<?, ?>... tables) {
        return of(List.of(requireNonNull(tables, "tables must not be null")));
    }

    /** An audit of these tables, as {@link #of(Table...)}. */
    public static Audit of(List<? extends Table<?, ?>> tables) {
        requireParser();
        List<WatchedTable> watched = requireNonNull(tables, "tables must not be null").stream()
                .map(WatchedTable::of)
                .toList();
        return new Audit(new AuditSettings(watched, false, false, List.of(), List.of(), List.of()));
    }

    private static void requireParser() {
        try {
            Class.forName("net.sf.jsqlparser.parser.CCJSqlParser", false, Audit.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "the audit reads SQL by JSqlParser, which is not on the class path: add com.github.jsqlparser:jsqlparser",
                    e);
        }
    }

    /**
     * Watches a table, too, for which there is no declaration.
     *
     * @param name as in {@link Table#named}
     * @param versionColumn the column that each write must check and advance
     * @param unversionedColumns those that may be written without it
     * @throws io.github.ifmatch.MappingException if the name is none
     */
    public Audit withTable(String name, String versionColumn, String... unversionedColumns) {
        requireNonNull(versionColumn, "versionColumn must not be null");
        Set<String> unversioned = Stream.of(requireNonNull(unversionedColumns, "unversionedColumns must not be null"))
                .map(Named::plain)
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
        return new Audit(settings.with(List.of(WatchedTable.of(name, versionColumn, unversioned))));
    }

    /** Throws an {@link AuditException} in place of each statement found, which is then not sent. Default: it is sent. */
    public Audit throwing() {
        return new Audit(settings.throwing());
    }

    /** Reports calls of procedures, too, since nothing shows what they write. Default: they are not looked at. */
    public Audit withCalls() {
        return new Audit(settings.withCalls());
    }

    /**
     * Lets pass what these classes send, such as migrations: {@code ignoringCallsFrom("org.flywaydb.")}. Default: none.
     *
     * @param prefixes of the names of classes, as the report names them as call sites
     */
    public Audit ignoringCallsFrom(String... prefixes) {
        return new Audit(settings.ignoring(List.of(requireNonNull(prefixes, "prefixes must not be null"))));
    }

    /**
     * Takes what called these classes for the call site, as with drivers, pools, Hibernate, jOOQ, Spring, Jdbi and the JDK: for an
     * application's own layer above JDBC. Default: none.
     *
     * @param prefixes of the names of classes
     */
    public Audit skippingFrames(String... prefixes) {
        return new Audit(settings.skipping(List.of(requireNonNull(prefixes, "prefixes must not be null"))));
    }

    /**
     * Tells a listener of each finding, once, before the statement is sent. An exception of the listener's is logged.
     *
     * <p>It is called on the thread that sends the statement, in the middle of its transaction.
     */
    public Audit withListener(Consumer<? super Finding> listener) {
        requireNonNull(listener, "listener must not be null");
        return new Audit(settings.listening(listener::accept));
    }

    /**
     * The data source whose statements are looked at; the given one is left as it is.
     *
     * <p>What is taken from it with {@code unwrap} is not seen, nor are updatable result sets.
     */
    public DataSource watch(DataSource dataSource) {
        return WatchedDataSource.of(requireNonNull(dataSource, "dataSource must not be null"), this);
    }

    /** A connection whose statements are looked at; the given one is left as it is. */
    public Connection watch(Connection connection) {
        return WatchedConnection.of(requireNonNull(connection, "connection must not be null"), this);
    }

    /** What was found until now. */
    public AuditReport report() {
        return ledger.report();
    }

    /** Forgets what was found; it is reported anew when it comes again. */
    public void clear() {
        ledger.clear();
    }

    Analyses analyses() {
        return analyses;
    }

    CallSites callSites() {
        return callSites;
    }

    /** A statement is about to be sent. */
    void sending(Analysis analysis) {
        if (!analysis.isClean()) {
            sending(analysis, callSites.find());
        }
    }

    void sending(Analysis analysis, CallSites.Caller caller) {
        StackTraceElement site = caller.site();
        if (caller.isIfmatch() || settings.ignored().stream().anyMatch(site.getClassName()::startsWith)) {
            return; // what Ifmatch sends is its own affair, such as a lock that looks like a DELETE
        }
        for (Suspicion suspicion : analysis.suspicions()) {
            tell(ledger.add(suspicion, analysis.shown(), site));
        }
    }

    private void tell(Finding finding) {
        if (finding.count() == 1) {
            settings.listeners().forEach(listener -> tell(listener, finding));
            if (!settings.isThrowing()) {
                LOG.warn("{}, at {}: {}", finding.problem(), finding.site(), finding.statement());
            }
        }
        if (settings.isThrowing()) {
            throw new AuditException(finding);
        }
    }

    private static void tell(Consumer<Finding> listener, Finding finding) {
        try {
            listener.accept(finding);
        } catch (RuntimeException e) {
            LOG.warn("A listener of the audit failed; nothing else is changed by that.", e);
        }
    }
}

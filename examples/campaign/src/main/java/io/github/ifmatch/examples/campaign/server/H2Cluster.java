package io.github.ifmatch.examples.campaign.server;

import io.github.ifmatch.examples.campaign.check.Finding;
import io.github.ifmatch.examples.campaign.fault.FaultCounts;
import io.github.ifmatch.examples.campaign.fault.FaultKind;
import io.github.ifmatch.examples.campaign.fault.FaultyProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One H2 server behind a proxy. By default H2 writes half a second after a commit was answered; in every second epoch it writes each
 * commit before (WRITE_DELAY 0), and only in those it is killed. For one thread at a time.
 */
public final class H2Cluster implements Cluster {

    private static final int DEFAULT_DELAY_MILLIS = 500;

    private final H2Server server;
    private final FaultyProxy proxy;
    private boolean wasKilled;
    private boolean isDurable;

    private H2Cluster(H2Server server, FaultyProxy proxy) {
        this.server = server;
        this.proxy = proxy;
    }

    /** Starts it. */
    public static H2Cluster create(Path folder, FaultCounts counts, long seed)
            throws IOException, InterruptedException, SQLException {
        H2Server server = H2Server.create(folder.resolve("h2"));
        H2Cluster cluster = new H2Cluster(server, FaultyProxy.to(server.port(), counts, seed));
        cluster.heal();
        return cluster;
    }

    @Override
    public String name() {
        return "H2";
    }

    @Override
    public String url() {
        return url(proxy.port());
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(server.port()), "sa", "");
    }

    @Override
    public List<FaultKind> faults() {
        return isDurable
                ? List.of(FaultKind.SERVER_KILLED, FaultKind.SERVER_PAUSED)
                : List.of(
                        FaultKind.SESSION_ENDED,
                        FaultKind.STATEMENT_CANCELLED,
                        FaultKind.SERVER_STOPPED,
                        FaultKind.SERVER_PAUSED);
    }

    @Override
    public void inject(FaultKind fault, SplittableRandom random)
            throws IOException, InterruptedException, SQLException {
        switch (fault) {
            case SESSION_ENDED -> Sql.execute(this, ONE_SESSION.formatted("ABORT_SESSION"));
            case STATEMENT_CANCELLED -> Sql.execute(this, ONE_SESSION.formatted("CANCEL_SESSION"));
            case SERVER_STOPPED -> Restarts.restart(server, Server.Stop.FAST, random);
            case SERVER_KILLED -> {
                wasKilled = true;
                Restarts.restart(server, Server.Stop.KILL, random);
            }
            case SERVER_PAUSED -> Restarts.pause(server, random);
            default -> throw new IllegalArgumentException(fault.label());
        }
    }

    private static final String ONE_SESSION = "SELECT %s(session_id) FROM (SELECT session_id FROM information_schema.sessions"
            + " WHERE session_id <> SESSION_ID() ORDER BY RAND() FETCH FIRST ROW ONLY)";

    @Override
    public void cutOneOf(int messages, int commits, int delays) {
        proxy.cutOneOf(messages, commits, delays);
    }

    @Override
    public void heal() throws SQLException {
        wasKilled = false;
        isDurable = !isDurable;
        Sql.execute(this, "SET WRITE_DELAY " + writeDelayMillis());
    }

    private String url(int port) {
        return H2Server.url(port, writeDelayMillis());
    }

    private int writeDelayMillis() {
        return isDurable ? 0 : DEFAULT_DELAY_MILLIS;
    }

    @Override
    public boolean isToBlameFor(Finding.Kind kind) {
        return kind == Finding.Kind.REINSERTED_ROW_LOST;
    }

    @Override
    public String blame() {
        return "deleted, inserted again, and gone: the rollback of another transaction that had waited for the deleted row took them along";
    }

    @Override
    public boolean keepsWhatIsRead() {
        return !wasKilled;
    }

    @Override
    public List<String> sessions() throws SQLException {
        return Sql.query(
                this,
                "SELECT session_id || ' ' || session_state || ' ' || COALESCE(executing_statement, '')"
                        + " FROM information_schema.sessions WHERE session_id <> SESSION_ID()");
    }

    @Override
    public String version() throws SQLException {
        return "H2 " + Sql.query(this, "SELECT H2VERSION()").get(0);
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        server.close();
    }
}

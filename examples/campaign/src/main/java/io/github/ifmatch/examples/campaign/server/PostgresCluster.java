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
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One PostgreSQL behind a proxy, or a primary and its standby behind one each. For one thread at a time. */
public final class PostgresCluster implements Cluster {

    private static final String SETTINGS = "?user=postgres&socketTimeout=6&connectTimeout=2&loginTimeout=4";

    /** What stands beside the server. */
    public enum Standby {
        /** Nothing. */
        NONE,
        /** A standby for which commits wait. */
        SYNCHRONOUS,
        /** A standby for which they do not: what was acknowledged can be lost with the primary. */
        ASYNCHRONOUS
    }

    private final Path folder;
    private final Standby kind;
    private final FaultyProxy toPrimary;
    private final FaultyProxy toStandby;
    private PostgresServer primary;
    private int copies;
    private boolean wasPromoted;

    @Nullable
    private PostgresServer standby;

    private PostgresCluster(
            Path folder, Standby kind, PostgresServer primary, FaultyProxy toPrimary, FaultyProxy toStandby) {
        this.folder = folder;
        this.kind = kind;
        this.primary = primary;
        this.toPrimary = toPrimary;
        this.toStandby = toStandby;
    }

    /** Starts it. */
    public static PostgresCluster create(Path folder, Standby kind, boolean isFsynced, FaultCounts counts, long seed)
            throws IOException, InterruptedException {
        PostgresServer primary = PostgresServer.create(folder.resolve("postgresql"), isFsynced);
        PostgresCluster cluster = new PostgresCluster(
                folder,
                kind,
                primary,
                FaultyProxy.to(primary.port(), counts, seed),
                FaultyProxy.to(primary.port(), counts, seed + 1));
        cluster.heal();
        return cluster;
    }

    @Override
    public String name() {
        return switch (kind) {
            case NONE -> "PostgreSQL";
            case SYNCHRONOUS -> "PostgreSQL, standby waited for";
            case ASYNCHRONOUS -> "PostgreSQL, standby not waited for";
        };
    }

    @Override
    public String url() {
        String first = "jdbc:postgresql://localhost:" + toPrimary.port();
        return kind == Standby.NONE
                ? first + "/postgres" + SETTINGS
                : first + ",localhost:" + toStandby.port() + "/postgres" + SETTINGS
                        + "&targetServerType=primary&hostRecheckSeconds=1";
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(primary.url() + "&socketTimeout=30&connectTimeout=5");
    }

    /** A session ended, or a statement cancelled, while it waits for the standby is acknowledged without it: PostgreSQL says so in a warning. */
    @Override
    public List<FaultKind> faults() {
        List<FaultKind> faults = new ArrayList<>(
                List.of(FaultKind.SERVER_PAUSED, FaultKind.SERVER_STOPPED_AT_ONCE, FaultKind.SERVER_KILLED));
        if (kind == Standby.NONE) {
            faults.addAll(
                    List.of(FaultKind.SESSION_ENDED, FaultKind.STATEMENT_CANCELLED, FaultKind.SERVER_STOPPED));
        } else {
            faults.addAll(List.of(FaultKind.STANDBY_PROMOTED, FaultKind.STANDBY_PROMOTED));
        }
        return faults;
    }

    @Override
    public void inject(FaultKind fault, SplittableRandom random)
            throws IOException, InterruptedException, SQLException {
        switch (fault) {
            case SESSION_ENDED -> Sql.execute(this, ONE_SESSION.formatted("pg_terminate_backend"));
            case STATEMENT_CANCELLED -> Sql.execute(this, ONE_SESSION.formatted("pg_cancel_backend"));
            case SERVER_STOPPED -> Restarts.restart(primary, Server.Stop.FAST, random);
            case SERVER_STOPPED_AT_ONCE -> Restarts.restart(primary, Server.Stop.IMMEDIATE, random);
            case SERVER_KILLED -> Restarts.restart(primary, Server.Stop.KILL, random);
            case SERVER_PAUSED -> Restarts.pause(primary, random);
            case STANDBY_PROMOTED -> promote();
            default -> throw new IllegalArgumentException(fault.label());
        }
    }

    private static final String ONE_SESSION = "SELECT %s(pid) FROM (SELECT pid FROM pg_stat_activity"
            + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1) one";

    /** Once an epoch; then there is no other standby. */
    private void promote() throws IOException, InterruptedException {
        PostgresServer next = standby;
        if (next != null) {
            primary.stop(Server.Stop.KILL);
            next.promote();
            primary.close();
            primary = next;
            standby = null;
            wasPromoted = true;
        }
    }

    @Override
    public void cutOneOf(int messages, int commits, int delays) {
        toPrimary.cutOneOf(messages, commits, delays);
        toStandby.cutOneOf(messages, commits, delays);
    }

    @Override
    public void heal() throws IOException, InterruptedException {
        wasPromoted = false;
        if (kind != Standby.NONE && standby == null) {
            standby = primary.standby(folder.resolve("copy-" + ++copies), kind == Standby.SYNCHRONOUS);
            toPrimary.redirect(primary.port());
            toStandby.redirect(standby.port());
        }
    }

    @Override
    public boolean isToBlameFor(Finding.Kind found) {
        return kind == Standby.ASYNCHRONOUS
                && wasPromoted
                && found != Finding.Kind.LEFT_OVER
                && found != Finding.Kind.UNEXPECTED;
    }

    @Override
    public String blame() {
        return "acknowledged writes were lost with a primary that had not sent them to its standby yet";
    }

    /** A server that recovers shows what had not reached the standby yet. */
    @Override
    public boolean keepsWhatIsRead() {
        return !wasPromoted;
    }

    @Override
    public List<String> sessions() throws SQLException {
        List<String> sessions = new ArrayList<>(Sql.query(
                this,
                "SELECT concat_ws(' ', pid, state, wait_event_type, query) FROM pg_stat_activity"
                        + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"));
        sessions.addAll(Sql.query(this, "SELECT 'prepared ' || gid FROM pg_prepared_xacts"));
        return sessions;
    }

    @Override
    public String version() throws SQLException {
        return "PostgreSQL " + Sql.query(this, "SHOW server_version").get(0);
    }

    @Override
    public void close() throws IOException {
        toPrimary.close();
        toStandby.close();
        primary.close();
        if (standby != null) {
            standby.close();
        }
    }
}

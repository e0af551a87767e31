package io.github.ifmatch.dialects;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL that loses what it has not written yet, and comes again over the same files. For one thread at a time. */
final class CrashingPostgres implements AutoCloseable {

    private final Path data;
    private EmbeddedPostgres server;

    CrashingPostgres() throws IOException {
        this(Files.createTempDirectory("ifmatch-crash"));
    }

    private CrashingPostgres(Path data) throws IOException {
        this.data = data;
        this.server = start();
    }

    /** A standby that begins as a copy of this server, which is stopped for it. */
    CrashingPostgres standby() throws Exception {
        server.close();
        Path copy = Files.createTempDirectory("ifmatch-standby");
        new ProcessBuilder("cp", "-a", data + "/.", copy.toString()).start().waitFor();
        Files.writeString(copy.resolve("standby.signal"), "");
        server = start();
        Files.writeString(
                copy.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=localhost user=postgres port=" + server.getPort() + "'\n");
        return new CrashingPostgres(copy);
    }

    /** Nothing is written before it must be: no checkpoint, and a log writer that sleeps. */
    private EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "off")
                .setServerConfig("wal_writer_delay", "10s")
                .setServerConfig("wal_writer_flush_after", "1GB")
                .setServerConfig("checkpoint_timeout", "1h")
                .setServerConfig("autovacuum", "off")
                .setServerConfig("wal_retrieve_retry_interval", "100ms")
                .start();
    }

    DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        return source;
    }

    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    String ask(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            return answer.next() ? answer.getString(1) : null;
        }
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Ends the server by a signal, QUIT for an immediate stop or KILL, and starts it again. */
    void crash(String signal) throws Exception {
        long postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
        List<ProcessHandle> processes = ProcessHandle.of(postmaster).stream()
                .flatMap(parent -> Stream.concat(Stream.of(parent), parent.descendants()))
                .toList();
        kill(signal, postmaster);
        for (ProcessHandle process : processes) {
            process.onExit().get(20, TimeUnit.SECONDS);
        }
        server.close();
        server = start();
    }

    /** Stops it as an administrator does, and starts it again. */
    void restart() throws IOException {
        server.close();
        server = start();
    }

    /** Stops it; {@link #restart} starts it again. */
    void stop() throws IOException {
        server.close();
    }

    /** Ends one session's process, upon which the server recovers without being started anew. */
    void crashSession() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet pid = statement.executeQuery("SELECT pg_backend_pid()")) {
            pid.next();
            kill("KILL", pid.getLong(1));
        }
        for (int i = 0; i < 200 && !isThere(); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean isThere() {
        try {
            execute("SELECT 1");
            return true;
        } catch (SQLException e) { // still recovering
            return false;
        }
    }

    private static void kill(String signal, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        }
    }
}

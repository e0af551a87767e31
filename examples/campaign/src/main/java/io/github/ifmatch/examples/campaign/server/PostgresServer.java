package io.github.ifmatch.examples.campaign.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of the embedded binaries, run by its own programs, so that each way of ending it is the real one. For one thread at a time.
 */
public final class PostgresServer implements Server {

    private final Path folder;
    private final Path postgres;
    private final int port;

    private PostgresServer(Path folder, Path postgres, int port) {
        this.folder = folder;
        this.postgres = postgres;
        this.port = port;
    }

    /**
     * Makes one, and starts it.
     *
     * @param isSafeFromPowerCuts whether a commit waits for the disk (fsync). What a killed server has written, the operating system keeps,
     *     so that without it no kill of a process loses anything
     */
    public static PostgresServer create(Path folder, boolean isSafeFromPowerCuts)
            throws IOException, InterruptedException {
        PostgresServer server = new PostgresServer(folder, unpack(folder), Programs.freePort());
        server.set(
                "port = " + server.port,
                "listen_addresses = 'localhost'",
                "unix_socket_directories = ''",
                "max_connections = 200",
                "fsync = " + (isSafeFromPowerCuts ? "on" : "off"),
                "shared_buffers = 128MB",
                "deadlock_timeout = 100ms",
                "wal_receiver_status_interval = 1s",
                "wal_retrieve_retry_interval = 100ms",
                "max_wal_size = 512MB",
                "autovacuum_naptime = 10s");
        server.start();
        return server;
    }

    /** Makes the folder; the process of its first server says where the binaries were unpacked. */
    private static Path unpack(Path folder) throws IOException {
        EmbeddedPostgres first = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .start();
        try {
            return Path.of(postmaster(folder).info().command().orElseThrow());
        } finally {
            first.close();
        }
    }

    /** A standby that begins as a copy of this server, which is stopped for it and started again; its commits wait for it if they shall. */
    public PostgresServer standby(Path copy, boolean isWaitedFor) throws IOException, InterruptedException {
        stop(Stop.FAST);
        Programs.run(log(), "cp", "-a", folder.toString(), copy.toString());
        PostgresServer standby = new PostgresServer(copy, postgres, Programs.freePort());
        Files.writeString(copy.resolve("standby.signal"), "");
        standby.set(
                "port = " + standby.port,
                "primary_conninfo = 'host=localhost user=postgres port=" + port + "'",
                "synchronous_standby_names = ''");
        set("synchronous_standby_names = '" + (isWaitedFor ? "*" : "") + "'");
        start();
        standby.start();
        return standby;
    }

    private void set(String... lines) throws IOException {
        Files.write(folder.resolve("postgresql.conf"), List.of(lines), StandardOpenOption.APPEND);
    }

    /** Makes a standby take writes. */
    public void promote() throws IOException, InterruptedException {
        Programs.run(log(), command("pg_ctl", "promote", "-w", "-D", folder.toString()));
    }

    @Override
    public int port() {
        return port;
    }

    /** Where its database is, without a proxy. */
    public String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres";
    }

    @Override
    public void start() throws IOException, InterruptedException {
        Programs.run(
                log(),
                command("pg_ctl", "start", "-w", "-t", "60", "-D", folder.toString(), "-l", folder + "/server.log"));
        for (int i = 0; !answers(); i++) {
            if (i == 300) {
                throw new IOException("it does not answer: " + log());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(url())) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false; // not yet
        }
    }

    /** As root it is started in a user namespace, since it refuses to run as root. */
    private String[] command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root") && LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(postgres.resolveSibling(program).toString());
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    private Path log() {
        return folder.resolveSibling(folder.getFileName() + ".log");
    }

    private static ProcessHandle postmaster(Path folder) throws IOException {
        String pid = Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow(() -> new IOException("it is not running: " + folder));
    }

    @Override
    public void stop(Stop how) throws IOException, InterruptedException {
        ProcessHandle postmaster = postmaster(folder);
        List<ProcessHandle> family = Programs.family(postmaster);
        String signal =
                switch (how) {
                    case FAST -> "INT";
                    case IMMEDIATE -> "QUIT";
                    case KILL -> "KILL";
                };
        Programs.signal(signal, List.of(postmaster));
        for (ProcessHandle process : family) {
            awaitEnd(process);
        }
        Files.deleteIfExists(folder.resolve("postmaster.pid"));
    }

    private static void awaitEnd(ProcessHandle process) throws IOException, InterruptedException {
        try {
            process.onExit().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("process " + process.pid() + " does not end", e);
        }
    }

    @Override
    public void pause() throws IOException, InterruptedException {
        Programs.signal("STOP", Programs.family(postmaster(folder)));
    }

    @Override
    public void resume() throws IOException, InterruptedException {
        Programs.signal("CONT", Programs.family(postmaster(folder)));
    }

    @Override
    public void close() throws IOException {
        @Nullable Exception failure = null;
        try {
            if (Files.exists(folder.resolve("postmaster.pid"))) {
                resume();
                stop(Stop.IMMEDIATE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = e;
        }
        Programs.delete(folder);
        if (failure != null) {
            throw new IOException(failure);
        }
    }
}

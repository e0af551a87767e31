package io.github.ifmatch.dialects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Three nodes of one Galera cluster, on free ports of the loopback address; ended, and removed from the disk, when it is closed. For one
 * thread at a time.
 *
 * <p>MariaDB, "Getting Started with MariaDB Galera Cluster" and "wsrep_provider_options".
 */
final class GaleraCluster implements AutoCloseable {

    private static final Path PROVIDER = Path.of("/usr/lib/galera/libgalera_smm.so");
    private static final Duration STARTING = Duration.ofSeconds(90);

    private final Path home;
    private final boolean isRoot = "root".equals(System.getProperty("user.name"));
    private final List<Node> nodes = new ArrayList<>();

    /** A server; it listens for clients, for the other nodes, and for the state that it is sent when it joins. */
    private record Node(int client, int group, int increments, int state, Process process) {}

    private GaleraCluster(Path home) {
        this.home = home;
    }

    /** What is missing on this machine; empty if a cluster can be started. */
    static Optional<String> missing() {
        return Stream.of("mariadbd", "mariadb-install-db", "rsync", "lsof")
                .filter(program -> MariaDbProcess.program(program).isEmpty())
                .findFirst()
                .or(() -> Files.exists(PROVIDER) ? Optional.empty() : Optional.of(PROVIDER.toString()));
    }

    /** Starts the nodes, one after the other, and makes the database {@code test}. */
    static GaleraCluster start() throws IOException, InterruptedException, SQLException {
        Path home = Files.createTempDirectory("ifmatch-galera");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        GaleraCluster cluster = new GaleraCluster(home);
        try {
            for (int i = 0; i < 3; i++) {
                cluster.add();
            }
            try (Connection connection = DriverManager.getConnection(cluster.server(0) + "?user=root");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE test");
            }
            return cluster;
        } catch (IOException | InterruptedException | SQLException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** The JDBC URL of a node; what a session reads there is not older than what others had committed when it began to wait, or may be. */
    String url(int node, boolean waits) {
        return server(node) + "test?user=root" + (waits ? "&sessionVariables=wsrep_sync_wait=15" : "");
    }

    /** Ends a node at once, as a loss of power does. */
    void kill(int node) throws InterruptedException {
        end(nodes.get(node).process());
    }

    private String server(int node) {
        return "jdbc:mariadb://127.0.0.1:" + nodes.get(node).client() + "/";
    }

    private void add() throws IOException, InterruptedException {
        int number = nodes.size();
        Path data = Files.createDirectory(home.resolve("node" + number));
        giveAway(data);
        if (number == 0) {
            install(data);
        }
        List<Integer> ports = ports(4);
        nodes.add(new Node(ports.get(0), ports.get(1), ports.get(2), ports.get(3), run(number, data, ports)));
        awaitSynced(number);
    }

    /** A server that is started by root runs as another user, and so does what it calls to send its state. */
    private void giveAway(Path folder) throws IOException {
        if (isRoot) {
            Files.setOwner(
                    folder,
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("mysql"));
        }
    }

    private void install(Path data) throws IOException, InterruptedException {
        List<String> command = command("mariadb-install-db", data);
        command.addAll(List.of("--auth-root-authentication-method=normal", "--skip-test-db"));
        Process install = started(command, home.resolve("install.log"));
        if (!install.waitFor(STARTING.toSeconds(), TimeUnit.SECONDS) || install.exitValue() != 0) {
            throw new IllegalStateException("mariadb-install-db failed: " + log("install"));
        }
    }

    private Process run(int number, Path data, List<Integer> ports) throws IOException {
        String group = number == 0 ? "" : "127.0.0.1:" + nodes.get(0).group();
        List<String> command = command("mariadbd", data);
        command.addAll(List.of(
                "--port=" + ports.get(0),
                "--bind-address=127.0.0.1",
                "--socket=" + data.resolve("socket"),
                "--pid-file=" + data.resolve("pid"),
                "--tmpdir="
                        + data, // a server that starts removes temporary files of others in the folder that they share
                "--innodb-buffer-pool-size=32M",
                "--innodb-log-file-size=16M",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-autoinc-lock-mode=2",
                "--binlog-format=row",
                "--performance-schema=off",
                "--wsrep-on=ON",
                "--wsrep-provider=" + PROVIDER,
                "--wsrep-cluster-name=ifmatch",
                "--wsrep-cluster-address=gcomm://" + group,
                "--wsrep-node-address=127.0.0.1",
                "--wsrep-node-name=node" + number,
                "--wsrep-sst-method=rsync",
                "--wsrep-sst-receive-address=127.0.0.1:" + ports.get(3),
                "--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:" + ports.get(1)
                        + ";ist.recv_addr=127.0.0.1:" + ports.get(2)
                        + ";gcache.size=16M;evs.keepalive_period=PT0.5S;evs.inactive_check_period=PT0.5S"
                        + ";evs.suspect_timeout=PT3S;evs.inactive_timeout=PT12S"));
        return started(command, home.resolve("node" + number + ".log"));
    }

    private List<String> command(String program, Path data) {
        List<String> command =
                new ArrayList<>(List.of(MariaDbProcess.installed(program), "--no-defaults", "--datadir=" + data));
        if (isRoot) {
            command.add("--user=mysql");
        }
        return command;
    }

    private static Process started(List<String> command, Path log) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private void awaitSynced(int number) throws InterruptedException, IOException {
        Instant deadline = Instant.now().plus(STARTING);
        while (!isSynced(number)) {
            if (Instant.now().isAfter(deadline) || !nodes.get(number).process().isAlive()) {
                throw new IllegalStateException("node " + number + " did not join: " + log("node" + number));
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private boolean isSynced(int number) {
        try (Connection connection = DriverManager.getConnection(server(number) + "?user=root&connectTimeout=2000");
                Statement statement = connection.createStatement();
                ResultSet state = statement.executeQuery("SHOW STATUS LIKE 'wsrep_local_state_comment'")) {
            return state.next() && "Synced".equals(state.getString(2));
        } catch (SQLException e) {
            return false;
        }
    }

    /** The end of it. */
    private String log(String name) throws IOException {
        String text = Files.readString(home.resolve(name + ".log"));
        return text.substring(Math.max(0, text.length() - 2_000));
    }

    private static List<Integer> ports(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    @Override
    public void close() {
        try {
            for (Node node : nodes) {
                end(node.process());
            }
            try (Stream<Path> files = Files.walk(home)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A node need not say goodbye: nothing of it is kept. */
    private static void end(Process process) throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}

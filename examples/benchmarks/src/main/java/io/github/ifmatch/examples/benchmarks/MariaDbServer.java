package io.github.ifmatch.examples.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The MariaDB that is installed here: one server for a whole run, on a free port of the loopback address, which the forks are told of. It
 * does not wait for the disk, since that wait would hide what is measured. Thread-safe.
 */
public final class MariaDbServer {

    /** The system property that tells a fork where the server is. */
    public static final String URL = "benchmarks.mariadb.url";

    /** Why there is none. */
    public static final String MISSING = "no MariaDB is installed: apt-get install mariadb-server";

    private static final long START_SECONDS = 60;

    private static final long STOP_SECONDS = 20;

    private final Path folder;
    private final int port;
    private final Process process;

    private MariaDbServer(Path folder) throws IOException {
        this.folder = folder;
        String data = "--datadir=" + folder.resolve("data");
        String user = "--user=" + System.getProperty("user.name");
        String temporary = "--tmpdir=" + folder; // a server that starts removes the files of others that share it
        Process install = start(
                "mariadb-install-db",
                "--no-defaults",
                data,
                temporary,
                user,
                "--auth-root-authentication-method=normal",
                "--skip-test-db");
        if (!hasEnded(install, START_SECONDS) || install.exitValue() != 0) {
            install.destroyForcibly();
            throw new IllegalStateException(log("mariadb-install-db"));
        }
        this.port = freePort();
        this.process = start(
                "mariadbd",
                "--no-defaults",
                data,
                temporary,
                user,
                "--socket=" + folder.resolve("socket"),
                "--pid-file=" + folder.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--skip-name-resolve",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-buffer-pool-size=256M",
                "--innodb-log-file-size=256M");
    }

    /** Whether there is one that can be started; or a system property tells where one is. */
    public static boolean isInstalled() {
        return System.getProperty(URL) != null
                || (program("mariadbd").isPresent()
                        && program("mariadb-install-db").isPresent());
    }

    /** Where it is; it is started if this is the first that asks, and no system property tells. */
    public static String url() {
        String url = System.getProperty(URL);
        return url == null ? Started.SERVER.address("benchmarks") + "&createDatabaseIfNotExist=true" : url;
    }

    /** Started on first use; stopped, and its data removed, when the JVM ends. */
    private static final class Started {

        static final MariaDbServer SERVER = start();

        private static MariaDbServer start() {
            if (!isInstalled()) {
                throw new IllegalStateException(MISSING);
            }
            try {
                MariaDbServer server = new MariaDbServer(Files.createTempDirectory("ifmatch-benchmarks"));
                Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
                server.await();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private String address(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?user=root";
    }

    private void await() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                DriverManager.getConnection(address("")).close();
                return;
            } catch (SQLException e) {
                if (hasEnded(process, 0) || System.nanoTime() > deadline) {
                    throw new IllegalStateException(log("mariadbd"), e);
                }
            }
        }
    }

    private void stop() {
        process.destroy();
        if (!hasEnded(process, STOP_SECONDS)) {
            process.destroyForcibly();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its output goes to a file of its name. */
    private Process start(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program(program).orElseThrow().toString()));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(program + ".log").toFile())
                .start();
    }

    private String log(String program) throws IOException {
        return Files.readString(folder.resolve(program + ".log"));
    }

    /** Waits so long for it, at least for 50 milliseconds. */
    private static boolean hasEnded(Process process, long seconds) {
        try {
            return process.waitFor(Math.max(seconds * 1_000, 50), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A server stands where a user's PATH may not lead. */
    private static Optional<Path> program(String name) {
        List<String> folders =
                new ArrayList<>(List.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator)));
        folders.addAll(List.of("/usr/sbin", "/usr/local/sbin", "/usr/local/bin"));
        return folders.stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}

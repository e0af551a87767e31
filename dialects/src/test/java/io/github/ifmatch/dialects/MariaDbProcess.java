package io.github.ifmatch.dialects;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The MariaDB that is installed here, as a server of this JVM alone: on a free port of the loopback address, with its data in a temporary
 * folder. Started on first use; stopped, and its data removed, when the JVM ends. It need not survive a crash, so it waits for no disk.
 */
final class MariaDbProcess {

    private static final Duration START = Duration.ofSeconds(60);

    /** A file system in memory, on Linux: no disk is waited for, and a table is made ten times as fast. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private static final long ROOM = 1L << 30;

    private final Process process;
    private final Path folder;
    private final int port;

    private MariaDbProcess(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** The server's port on the loopback address. */
    static int port() {
        return Started.SERVER.port;
    }

    static boolean isInstalled() {
        return program("mariadbd").isPresent() && program("mariadb-install-db").isPresent();
    }

    private static final class Started {
        static final MariaDbProcess SERVER = start();
    }

    private static MariaDbProcess start() {
        try {
            Path folder = temporaryFolder("ifmatch-mariadb");
            String user = "--user=" + System.getProperty("user.name");
            run(
                    folder,
                    installed("mariadb-install-db"),
                    "--no-defaults",
                    "--datadir=" + folder.resolve("data"),
                    "--tmpdir=" + folder, // a server that starts removes the files of others that share it
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db",
                    user);
            int port = freePort();
            Process process = new ProcessBuilder(
                            installed("mariadbd"),
                            "--no-defaults",
                            "--datadir=" + folder.resolve("data"),
                            "--tmpdir=" + folder,
                            "--socket=" + folder.resolve("socket"),
                            "--tmpdir="
                                    + Files.createDirectory(folder.resolve("tmp")), // a server that starts clears it
                            "--pid-file=" + folder.resolve("pid"),
                            "--bind-address=127.0.0.1",
                            "--port=" + port,
                            "--skip-name-resolve",
                            "--lock-wait-timeout=20",
                            "--max-connections=4000",
                            "--max-connect-errors=1000000",
                            "--innodb-flush-log-at-trx-commit=0",
                            "--innodb-buffer-pool-size=64M",
                            "--innodb-log-file-size=32M",
                            user)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            MariaDbProcess server = new MariaDbProcess(process, folder, port);
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
            server.await();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new folder, in memory where there is room: in a container there may be none. */
    private static Path temporaryFolder(String prefix) throws IOException {
        return Files.isWritable(MEMORY) && MEMORY.toFile().getUsableSpace() > ROOM
                ? Files.createTempDirectory(MEMORY, prefix)
                : Files.createTempDirectory(prefix);
    }

    private static void run(Path folder, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("install.log").toFile())
                .start();
        try {
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(Files.readString(folder.resolve("install.log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IllegalStateException(e);
        }
    }

    private void await() throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try {
                DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/?user=root")
                        .close();
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException(Files.readString(folder.resolve("log")), e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where the program is. */
    static String installed(String name) {
        return program(name)
                .orElseThrow(() -> new IllegalStateException(name + " is not installed"))
                .toString();
    }

    /** A server stands where a user's PATH may not lead. */
    static Optional<Path> program(String name) {
        List<String> folders =
                new ArrayList<>(List.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator)));
        folders.addAll(List.of("/usr/sbin", "/usr/local/sbin", "/usr/local/bin"));
        return folders.stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}

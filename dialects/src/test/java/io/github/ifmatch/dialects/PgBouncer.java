package io.github.ifmatch.dialects;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The PgBouncer that is installed, in transaction mode, with two sessions of the server. For one thread at a time. */
final class PgBouncer implements AutoCloseable {

    static final int SESSIONS = 2;

    private final Path folder = Files.createTempDirectory("ifmatch-pgbouncer");
    private final int port = freePort();
    private final Process process;

    private PgBouncer(Path executable, int serverPort) throws IOException {
        Path settings = Files.write(
                folder.resolve("pgbouncer.ini"),
                List.of(
                        "[databases]",
                        "* = host=localhost user=postgres port=" + serverPort,
                        "[pgbouncer]",
                        "listen_addr = 127.0.0.1",
                        "listen_port = " + port,
                        "unix_socket_dir =",
                        "auth_type = any",
                        "pool_mode = transaction",
                        "default_pool_size = " + SESSIONS,
                        "query_wait_timeout = 10"));
        List<String> command = new ArrayList<>(List.of(executable.toString(), settings.toString()));
        if (System.getProperty("user.name").equals("root")) { // as whom it refuses to run
            command.addAll(1, List.of("-u", "nobody"));
        }
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    static Optional<Path> executable() {
        Stream<String> folders = Stream.concat(Stream.of(System.getenv("PATH").split(":", -1)), Stream.of("/usr/sbin"));
        return folders.map(folder -> Path.of(folder, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** One that listens, before the server on this port of the loopback address. */
    static PgBouncer before(int serverPort) throws Exception {
        PgBouncer started = new PgBouncer(executable().orElseThrow(), serverPort);
        try {
            started.awaitListening();
            return started;
        } catch (Exception e) {
            started.close();
            throw e;
        }
    }

    private void awaitListening() throws Exception {
        for (int i = 0; i < 500 && process.isAlive(); i++) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) { // not yet
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
        throw new IllegalStateException("PgBouncer does not listen: " + Files.readString(log()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Path log() {
        return folder.resolve("pgbouncer.log");
    }

    /** The same URL, through PgBouncer; which cannot have the driver prepare statements, if older than 1.21. */
    String through(String url) {
        return url.replaceFirst("//[^/]+/", "//127.0.0.1:" + port + "/") + "&prepareThreshold=0";
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.onExit().get(5, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
        }
        Files.deleteIfExists(folder.resolve("pgbouncer.ini"));
        Files.deleteIfExists(log());
        Files.deleteIfExists(folder);
    }
}

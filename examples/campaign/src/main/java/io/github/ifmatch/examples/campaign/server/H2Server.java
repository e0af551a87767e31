package io.github.ifmatch.examples.campaign.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** H2's TCP server in a process of its own, over a database in a file. For one thread at a time. */
public final class H2Server implements Server {

    private final Path folder;
    private final int port = Programs.freePort();

    @Nullable
    private Process process;

    private H2Server(Path folder) {
        this.folder = folder;
    }

    /** Makes one, and starts it. */
    public static H2Server create(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        H2Server server = new H2Server(folder);
        server.start();
        return server;
    }

    /**
     * Where its database is, by way of this port.
     *
     * @param writeDelayMillis how long after its answer a commit is written; each connection must say so, for H2 keeps what SET WRITE_DELAY
     *     said only until the database is opened again
     */
    public static String url(int port, int writeDelayMillis) {
        return "jdbc:h2:tcp://localhost:" + port + "/./campaign;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=2000;WRITE_DELAY="
                + writeDelayMillis;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() throws IOException, InterruptedException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.h2.tools.Server",
                        "-tcp",
                        "-tcpPort",
                        Integer.toString(port),
                        "-baseDir",
                        folder.toString(),
                        "-ifNotExists")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolveSibling(folder.getFileName() + ".log").toFile()))
                .start();
        for (int i = 0; !listens(); i++) {
            if (i == 300) {
                throw new IOException("it does not listen: " + folder);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false; // not yet
        }
    }

    private List<ProcessHandle> processes() throws IOException {
        if (process == null) {
            throw new IOException("it was not started");
        }
        return List.of(process.toHandle());
    }

    @Override
    public void stop(Stop how) throws IOException, InterruptedException {
        Programs.signal(how == Stop.FAST ? "TERM" : "KILL", processes());
        if (process != null && !process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IOException("it does not end: " + folder);
        }
    }

    @Override
    public void pause() throws IOException, InterruptedException {
        Programs.signal("STOP", processes());
    }

    @Override
    public void resume() throws IOException, InterruptedException {
        Programs.signal("CONT", processes());
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.destroyForcibly();
        }
        Programs.delete(folder);
    }
}

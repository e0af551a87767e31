package io.github.ifmatch.examples.campaign.fault;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A TCP proxy on the loopback address that cuts one message of so many: before, amid or after it; one COMMIT of so many, where the protocol
 * spells it; and holds messages back. Ends when closed. Thread-safe.
 */
public final class FaultyProxy implements Closeable {

    private static final Pattern COMMIT = Pattern.compile("COMMIT(?!TED)");

    private final ServerSocket listening;
    private final FaultCounts counts;
    private final SplittableRandom seeds;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int serverPort;
    private volatile int messagesPerCut;
    private volatile int commitsPerCut;
    private volatile int messagesPerDelay;

    private FaultyProxy(ServerSocket listening, int serverPort, FaultCounts counts, long seed) {
        this.listening = listening;
        this.serverPort = serverPort;
        this.counts = counts;
        this.seeds = new SplittableRandom(seed);
    }

    /** A proxy that cuts nothing yet. */
    public static FaultyProxy to(int serverPort, FaultCounts counts, long seed) throws IOException {
        ServerSocket listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        FaultyProxy proxy = new FaultyProxy(listening, serverPort, counts, seed);
        daemon(proxy::accept);
        return proxy;
    }

    /** Where clients connect. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Sends new connections there. */
    public void redirect(int port) {
        serverPort = port;
    }

    /** Cuts one of so many messages and COMMITs, and holds back one of so many; none where it is 0. */
    public void cutOneOf(int messages, int commits, int delays) {
        messagesPerCut = messages;
        commitsPerCut = commits;
        messagesPerDelay = delays;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            try {
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                Link link = new Link(client, server, seeds.split());
                daemon(link::forward);
                daemon(link::backward);
            } catch (IOException e) {
                client.close(); // there is no server at the moment
            }
        }
    }

    private final class Link {

        private final Socket client;
        private final Socket server;
        private final SplittableRandom random;
        private volatile boolean isAnswerLost;

        Link(Socket client, Socket server, SplittableRandom random) {
            this.client = client;
            this.server = server;
            this.random = random;
        }

        void forward() throws IOException {
            byte[] bytes = new byte[65_536];
            try (client;
                    server) {
                InputStream from = client.getInputStream();
                OutputStream to = server.getOutputStream();
                for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
                    if (isChosen(messagesPerDelay)) {
                        counts.count(FaultKind.DELAY);
                        pause();
                    }
                    if (!pass(bytes, count, to)) {
                        return;
                    }
                }
            } finally {
                open.remove(client);
                open.remove(server);
            }
        }

        /** Whether the connection goes on. */
        private boolean pass(byte[] bytes, int count, OutputStream to) throws IOException {
            boolean isCommit = commitsPerCut > 0
                    && count < 200
                    && COMMIT.matcher(new String(bytes, 0, count, StandardCharsets.ISO_8859_1)).find();
            boolean isCut = isChosen(messagesPerCut) || (isCommit && isChosen(commitsPerCut));
            int where = isCut ? random.nextInt(3) : 3;
            if (isCut) {
                FaultKind[] cuts = {FaultKind.CUT_BEFORE, FaultKind.CUT_AMID, FaultKind.CUT_AFTER};
                counts.count(isCommit ? FaultKind.CUT_AT_COMMIT : cuts[where]);
            }
            isAnswerLost |= where == 2;
            to.write(bytes, 0, where == 0 ? 0 : where == 1 ? random.nextInt(count) : count);
            return where > 1;
        }

        private boolean isChosen(int oneOf) {
            return oneOf > 0 && random.nextInt(oneOf) == 0;
        }

        private void pause() {
            try {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(50));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** The first bytes of a lost answer say that the server is done: it answers when everything is carried out. */
        void backward() throws IOException {
            byte[] bytes = new byte[65_536];
            try (client;
                    server) {
                InputStream from = server.getInputStream();
                OutputStream to = client.getOutputStream();
                for (int count = from.read(bytes); count >= 0 && !isAnswerLost; count = from.read(bytes)) {
                    to.write(bytes, 0, count);
                }
            }
        }
    }

    private interface Pump {
        void run() throws IOException;
    }

    /** A socket that fails is a connection that ends. */
    private static void daemon(Pump pump) {
        Thread thread = new Thread(
                () -> {
                    try {
                        pump.run();
                    } catch (IOException e) {
                        return;
                    }
                },
                "faulty-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}

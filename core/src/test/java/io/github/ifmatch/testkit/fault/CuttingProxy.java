package io.github.ifmatch.testkit.fault;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A TCP proxy on the loopback address that cuts a connection when it sees a given text go by, once. Ends when closed.
 * Thread-safe.
 */
public final class CuttingProxy implements Closeable {

    /** When the connection ends. */
    public enum Cut {
        /** The server never sees the message. */
        BEFORE,
        /** The server sees the message up to the text. */
        AMID,
        /** The server carries it out; its answer is lost. */
        AFTER
    }

    private record Order(String text, Cut cut) {

        /** Where it begins, as a word: READ COMMITTED is no COMMIT. */
        int placeIn(String sent) {
            int place = sent.indexOf(text);
            while (place >= 0
                    && place + text.length() < sent.length()
                    && Character.isLetter(sent.charAt(place + text.length()))) {
                place = sent.indexOf(text, place + 1);
            }
            return place;
        }
    }

    private final ServerSocket listening;
    private final int serverPort;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile Order order;

    private CuttingProxy(ServerSocket listening, int serverPort) {
        this.listening = listening;
        this.serverPort = serverPort;
    }

    public static CuttingProxy to(int serverPort) {
        try {
            ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            CuttingProxy proxy = new CuttingProxy(listening, serverPort);
            daemon(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Cuts the next connection that sends this text. */
    public void cut(String text, Cut cut) {
        order = new Order(text, cut);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            open.addAll(List.of(client, server));
            Link link = new Link(client, server);
            daemon(link::forward);
            daemon(link::backward);
        }
    }

    private final class Link {

        private final Socket client;
        private final Socket server;
        private volatile boolean isAnswerLost;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void forward() throws IOException {
            try (client;
                    server) {
                InputStream from = client.getInputStream();
                OutputStream to = server.getOutputStream();
                byte[] bytes = new byte[65_536];
                String before = "";
                for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
                    Order current = order;
                    String sent = before + new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
                    int found = current == null ? -1 : current.placeIn(sent);
                    if (found >= 0) {
                        order = null;
                        if (current.cut() != Cut.AFTER) {
                            int seen = current.cut() == Cut.AMID ? found - before.length() : 0;
                            to.write(bytes, 0, Math.max(0, seen));
                            return;
                        }
                        isAnswerLost = true;
                    }
                    to.write(bytes, 0, count);
                    // the text may come in two parts; what came before the order does not count
                    before = current == null
                            ? ""
                            : sent.substring(
                                    Math.max(0, sent.length() - current.text().length()));
                }
            }
        }

        /** The first bytes of a lost answer say that the server is done: it answers when everything is carried out. */
        void backward() throws IOException {
            try (client;
                    server) {
                InputStream from = server.getInputStream();
                OutputStream to = client.getOutputStream();
                byte[] bytes = new byte[65_536];
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
                "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

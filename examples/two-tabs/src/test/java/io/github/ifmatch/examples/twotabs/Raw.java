package io.github.ifmatch.examples.twotabs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** HTTP by hand, byte for byte: what no client library would send, and what one would not show. */
record Raw(int port) {

    private static final int PATIENCE_MILLIS = 20_000;

    static Raw of(Server server) {
        return new Raw(URI.create(server.url()).getPort());
    }

    String host() {
        return "localhost:" + port;
    }

    /**
     * An answer as it came.
     *
     * @param content one char for each byte
     */
    record Answer(int status, List<String> fields, String content) {

        /** The values of a field, one for each line. */
        List<String> all(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return fields.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .toList();
        }

        Optional<String> field(String name) {
            return all(name).stream().findFirst();
        }

        String text() {
            return new String(bytes(content), StandardCharsets.UTF_8);
        }

        String unzipped() {
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes(content)))) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Answer get(String target, String... fields) {
        return send("GET", target, "", fields);
    }

    Answer form(String target, String content, String... fields) {
        return send("POST", target, content, with("Content-Type: application/x-www-form-urlencoded", fields));
    }

    Answer send(String method, String target, String content, String... fields) {
        return send(method, target, content.getBytes(StandardCharsets.UTF_8), fields);
    }

    /** @param fields whole lines; {@code Host} and {@code Content-Length} are added where they are absent */
    Answer send(String method, String target, byte[] content, String... fields) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nConnection: close\r\n");
        if (Arrays.stream(fields).noneMatch(line -> line.startsWith("Host:"))) {
            head.append("Host: ").append(host()).append("\r\n");
        }
        if (content.length > 0 && Arrays.stream(fields).noneMatch(line -> line.startsWith("Content-Length:"))) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        Arrays.stream(fields).forEach(line -> head.append(line).append("\r\n"));
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(bytes(head.append("\r\n").toString()));
        request.writeBytes(content);
        try (Socket socket = new Socket(InetAddress.getByName("localhost"), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.toByteArray());
            return answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String[] with(String field, String... fields) {
        String[] all = Arrays.copyOf(fields, fields.length + 1);
        all[fields.length] = field;
        return all;
    }

    private static byte[] bytes(String chars) {
        return chars.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Answer answer(String text) {
        int end = text.indexOf("\r\n\r\n");
        List<String> lines = text.substring(0, end).lines().toList();
        Answer answer = new Answer(
                Integer.parseInt(lines.get(0).substring("HTTP/1.1 ".length()).substring(0, 3)),
                lines.subList(1, lines.size()),
                text.substring(end + 4));
        return answer.field("Transfer-Encoding").isPresent()
                ? new Answer(answer.status(), answer.fields(), joined(answer.content()))
                : answer;
    }

    private static String joined(String chunks) {
        StringBuilder content = new StringBuilder();
        for (int at = 0; ; ) {
            int line = chunks.indexOf("\r\n", at);
            int length = Integer.parseInt(chunks.substring(at, line), 16);
            if (length == 0) {
                return content.toString();
            }
            content.append(chunks, line + 2, line + 2 + length);
            at = line + 2 + length + 2;
        }
    }
}

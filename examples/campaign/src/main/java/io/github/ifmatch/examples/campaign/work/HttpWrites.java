package io.github.ifmatch.examples.campaign.work;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.examples.campaign.history.Answer;
import io.github.ifmatch.examples.campaign.history.Effect;
import io.github.ifmatch.examples.campaign.history.Result;
import io.github.ifmatch.examples.campaign.history.WritePath;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.HeaderFields;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.Problem;
import io.github.ifmatch.http.RowTags;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A server that takes PUT with If-Match, and its clients. Ends when closed. Thread-safe. */
final class HttpWrites implements AutoCloseable {

    private static final RowTags<Note, Long> TAGS = RowTags.of(Note.NOTES);
    private static final Preconditions<Note, Long> PRECONDITIONS = Preconditions.of(TAGS);
    private static final String KIND = "Problem-Kind";

    private final Desk desk;
    private final HttpServer server;
    private final ExecutorService threads;

    HttpWrites(Desk desk) throws IOException {
        this.desk = desk;
        this.threads = Executors.newFixedThreadPool(2);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/notes/", this::serve);
        server.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] content =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
            long id = Long.parseLong(exchange.getRequestURI().getPath().substring("/notes/".length()));
            Note row = new Note(id, Note.bucketOf(id), content[0], Long.parseLong(content[1]), 0, 0);
            Decision decision = PRECONDITIONS.evaluate(
                    exchange.getRequestMethod(),
                    HeaderFields.of(exchange.getRequestHeaders()),
                    id,
                    () -> desk.notes().find(id));
            if (decision instanceof Decision.Proceed proceed) {
                put(exchange, row, proceed);
            } else {
                exchange.sendResponseHeaders(((Decision.Answer) decision).status(), -1);
            }
        }
    }

    private void put(HttpExchange exchange, Note row, Decision.Proceed proceed) throws IOException {
        try {
            Outcome<Note> outcome = ConditionalRows.of(desk.notes()).tryUpdate(row, proceed.versions());
            if (outcome.isApplied()) {
                Note stored = outcome.orElseThrow();
                byte[] content = (stored.version() + "\n" + stored.marks() + "\n" + stored.bulk())
                        .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("ETag", TAGS.of(stored).toString());
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            } else {
                answer(exchange, Problem.of(outcome, proceed));
            }
        } catch (VersionedException e) {
            answer(exchange, Problem.of(e, proceed));
        }
    }

    private static void answer(HttpExchange exchange, Problem problem) throws IOException {
        exchange.getResponseHeaders().set(KIND, problem.kind().name());
        exchange.sendResponseHeaders(problem.status(), -1);
    }

    /** A client's PUT of a row that it has read. */
    Result put(Note base) {
        return desk.run(desk.alone(WritePath.HTTP, Effect.APPEND, Note.NOTES, base), number -> {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://localhost:"
                            + server.getAddress().getPort() + "/notes/" + base.id())
                    .toURL()
                    .openConnection();
            Note row = base.with(number);
            connection.setRequestMethod("PUT");
            connection.setRequestProperty("If-Match", TAGS.of(base).toString());
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write((row.marks() + "\n" + row.bulk()).getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                return Result.of(number, Answer.UNKNOWN);
            }
            return answered(number, base, connection);
        });
    }

    private static Result answered(long number, Note base, HttpURLConnection connection) {
        try {
            int status = connection.getResponseCode();
            if (status == 200) {
                String[] content = new String(
                                connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .split("\n", -1);
                Note stored = new Note(
                        base.id(),
                        base.bucket(),
                        content[1],
                        Long.parseLong(content[2]),
                        base.seen(),
                        Long.parseLong(content[0]));
                return Result.of(number, Answer.APPLIED, stored.state());
            }
            return Result.of(number, answer(status, connection.getHeaderField(KIND)));
        } catch (IOException e) {
            return Result.of(number, Answer.UNKNOWN);
        }
    }

    private static final Map<String, Answer> ANSWERS = Map.of(
            "CONFLICT", Answer.CONFLICT,
            "MISSING", Answer.MISSING,
            "BUSY", Answer.BUSY,
            "UNKNOWN_OUTCOME", Answer.UNKNOWN,
            "FAILED", Answer.REFUSED);

    private static Answer answer(int status, @Nullable String kind) {
        Answer byStatus = status == 412 ? Answer.CONFLICT : Answer.UNEXPECTED;
        return kind == null ? byStatus : ANSWERS.getOrDefault(kind, byStatus);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

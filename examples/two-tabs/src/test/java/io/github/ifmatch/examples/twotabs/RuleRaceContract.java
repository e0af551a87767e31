package io.github.ifmatch.examples.twotabs;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.testkit.race.Race;
import io.github.ifmatch.testkit.race.RaceReport;
import io.github.ifmatch.testkit.tool.Crowd;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One rule is created, put and deleted by many at once, over HTTP: whatever they meet, each answer is true. */
abstract class RuleRaceContract {

    private static final int THREADS = 8;
    private static final String PATH = "/api/rules/700";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, JsonNode> contents = new ConcurrentHashMap<>();
    private final Set<String> usedTags = ConcurrentHashMap.newKeySet();
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    private final Queue<String> untrue = new ConcurrentLinkedQueue<>();
    private HikariDataSource pool;
    private Server server;

    /** What a thread sends in a round, and what may be true of it. */
    private enum Way {
        PUT_EXISTING("PUT", "If-Match", "*", 200, 412, 503),
        CREATE("PUT", "If-None-Match", "*", 201, 412, 503),
        DELETE_EXISTING("DELETE", "If-Match", "*", 204, 404, 503),
        CREATE_AGAIN("PUT", "If-None-Match", "*", 201, 412, 503),
        PUT_READ("PUT", "If-Match", "", 200, 412, 503),
        DELETE_READ("DELETE", "If-Match", "", 204, 404, 412, 503);

        final String method;
        final String field;
        final String value;

        @SuppressWarnings("ImmutableEnumChecker")
        final List<Integer> statuses;

        Way(String method, String field, String value, Integer... statuses) {
            this.method = method;
            this.field = field;
            this.value = value;
            this.statuses = List.of(statuses);
        }

        /** {@code *} and the row moved on at every attempt: the precondition held, and yet the write was refused. */
        boolean maySay(int status, JsonNode content) {
            boolean movesOn = this == DELETE_EXISTING && status == 409;
            return statuses.contains(status)
                    || (movesOn && content.path("kind").asString().equals("conflict"));
        }
    }

    abstract HikariDataSource open();

    @BeforeEach
    void start() {
        pool = open();
        server = Server.start(pool, 0, new byte[32]);
    }

    @AfterEach
    void stop() {
        server.close();
        pool.close();
    }

    @Test
    void createPutDelete_race() throws Exception {
        race(25);
    }

    @Test
    @Tag("thorough")
    void createPutDelete_longRace() throws Exception {
        race(400);
    }

    /** Each at the version that it has read: one wins, whichever way it goes. */
    @Test
    void putPatchForm_race() {
        Client ann = Client.of(server.url(), "Ann");

        RaceReport report = Race.of(n -> BigDecimal.valueOf(n, 2), () -> Paths.discount(ann))
                .path("PUT", () -> Paths.tag(ann), (tag, discount) -> Paths.put(ann, tag, discount))
                .path("PATCH", () -> Paths.tag(ann), (tag, discount) -> Paths.patch(ann, tag, discount))
                .path(
                        "form",
                        () -> Client.fields(ann.get("/rules/1")),
                        (fields, discount) -> Paths.form(ann, fields, discount))
                .version(() -> Paths.tag(ann))
                .rounds(10)
                .run();

        assertThat(report).losesNothing();
    }

    private void race(int rounds) throws Exception {
        CyclicBarrier round = new CyclicBarrier(THREADS);
        List<Boolean> all = Crowd.of(THREADS, thread -> {
            Client client = Client.of(server.url(), "Ann");
            for (int i = 0; i < rounds; i++) {
                Crowd.meet(round);
                note(client, Way.values()[(thread + i) % Way.values().length], thread + "/" + i);
            }
            return true;
        });

        assertThat(all).hasSize(THREADS);
        assertThat(untrue).isEmpty();
        assertThat(statuses).containsKeys(200, 201, 204, 412);
        HttpResponse<String> last = Client.of(server.url(), "Ann").get(PATH);
        assertThat(last.statusCode()).isEqualTo(count(201) - count(204) == 1 ? 200 : 404);
        assertThat(count(201) - count(204)).isBetween(0, 1);
    }

    private int count(int status) {
        return statuses.getOrDefault(status, new AtomicInteger()).get();
    }

    /** The others go on: they would wait for this one. */
    private void note(Client client, Way way, String name) {
        try {
            send(client, way, name);
        } catch (AssertionError | RuntimeException e) {
            untrue.add(e.toString());
        }
    }

    private void send(Client client, Way way, String name) {
        String value = way.value.isEmpty() ? readTag(client) : way.value;
        if (value.isEmpty()) {
            return; // there was no rule to read
        }
        String rule = "{\"name\":\"" + name + "\",\"threshold\":1,\"discount\":5,\"notes\":\"\",\"enabled\":true}";

        HttpResponse<String> answer = client.send(
                way.method,
                PATH,
                way.method.equals("PUT") ? rule : "",
                way.method.equals("PUT")
                        ? Map.of("Content-Type", "application/json", way.field, value)
                        : Map.of(way.field, value));

        JsonNode content = content(answer);
        assertThat(way.maySay(answer.statusCode(), content))
                .as(way + " answers " + answer.statusCode() + " " + answer.body())
                .isTrue();
        if (answer.statusCode() == 503) {
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
        boolean isWritten = answer.statusCode() < 300;
        if (isWritten && !value.equals("*")) {
            assertThat(usedTags.add(value)).as("one write by " + value).isTrue();
        }
        statuses.computeIfAbsent(answer.statusCode(), any -> new AtomicInteger())
                .incrementAndGet();
        if (isWritten && way.method.equals("PUT")) {
            assertThat(content.path("name").asString()).isEqualTo(name);
        }
        if (content.has("currentTag")) {
            assertOneContent(content.path("currentTag").asString(), content.path("current"));
        }
    }

    /** The tag of the rule as it is; empty if there is none. */
    private String readTag(Client client) {
        HttpResponse<String> read = client.get(PATH);
        assertThat(read.statusCode()).isIn(200, 404);
        JsonNode unused = content(read);
        return read.statusCode() == 200 ? read.headers().firstValue("ETag").orElseThrow() : "";
    }

    private JsonNode content(HttpResponse<String> answer) {
        JsonNode content = JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
        answer.headers().firstValue("ETag").ifPresent(tag -> assertOneContent(tag, content));
        return content;
    }

    /** RFC 9110 §8.8.1: a strong tag stands for one content, for all time. */
    private void assertOneContent(String tag, JsonNode content) {
        JsonNode before = contents.putIfAbsent(tag, content);
        assertThat(before == null || before.equals(content))
                .as(tag + " is of " + before + " and of " + content)
                .isTrue();
    }
}

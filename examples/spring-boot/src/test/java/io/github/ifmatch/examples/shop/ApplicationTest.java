package io.github.ifmatch.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.race.Race;
import io.github.ifmatch.testkit.race.TabCheck;
import io.github.ifmatch.testkit.race.TabsReport;
import io.github.ifmatch.testkit.race.TwoTabs;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The whole service, over HTTP, on H2; {@link ApplicationOnPostgresTest} runs it on PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplicationTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private ConfigurableApplicationContext context;
    private JdbcTemplate jdbc;

    /** What is given on the command line. */
    String[] options() throws Exception {
        return new String[] {"--spring.datasource.url=jdbc:h2:mem:test"};
    }

    @BeforeAll
    void start() throws Exception {
        context = new SpringApplicationBuilder(Application.class)
                .properties("server.port=0", "spring.jpa.open-in-view=false")
                .run(options());
        jdbc = context.getBean(JdbcTemplate.class);
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @BeforeEach
    void reset() {
        jdbc.execute("DELETE FROM order_lines");
        jdbc.execute("DELETE FROM orders");
        jdbc.execute("UPDATE articles SET price = 10, version = 1");
    }

    private HttpResponse<String> send(String method, String path, String body, String... fields)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        "http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (fields.length > 0) {
            request.headers(fields);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String tag(HttpResponse<?> response) {
        return response.headers().firstValue("ETag").orElse("none");
    }

    @Test
    void article_readAndChanged() throws Exception {
        HttpResponse<String> read = send("GET", "/articles/1", "");
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(tag(read)).isEqualTo("\"1\"");
        assertThat(send("GET", "/articles/1", "", "If-None-Match", "\"1\"").statusCode())
                .isEqualTo(304);

        HttpResponse<String> written =
                send("PUT", "/articles/1", "{\"name\":\"Kettle\",\"price\":9.5}", "If-Match", "\"1\"");

        assertThat(written.statusCode()).isEqualTo(200);
        assertThat(tag(written)).isEqualTo("\"2\"");
        assertThat(written.body()).contains("\"price\":9.5", "\"version\":2");
    }

    @Test
    void article_stale() throws Exception {
        jdbc.execute("UPDATE articles SET version = 2 WHERE id = 1");

        HttpResponse<String> refused =
                send("PUT", "/articles/1", "{\"name\":\"Kettle\",\"price\":9.5}", "If-Match", "\"1\"");

        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(refused.headers().firstValue("Content-Type").orElse("none")).startsWith("application/problem+json");
        assertThat(refused.body()).contains("\"kind\":\"conflict\"", "\"currentVersion\":2");
    }

    @Test
    void article_withoutAPrecondition_missing_andUnique() throws Exception {
        String kettle = "{\"name\":\"Kettle\",\"price\":9.5}";

        assertThat(send("PUT", "/articles/1", kettle).statusCode()).isEqualTo(428);
        assertThat(send("GET", "/articles/77", "").statusCode()).isEqualTo(404);
        HttpResponse<String> twice = send("PUT", "/articles/2", kettle, "If-Match", "\"1\"");
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(twice.body()).contains("\"kind\":\"unique\"").doesNotContain("Kettle");
    }

    /** What an editor of the article has before them. */
    private record Form(String tag, BigDecimal price) {}

    private static String kettle(BigDecimal price) {
        return "{\"name\":\"Kettle\",\"price\":" + price + "}";
    }

    private BigDecimal price() {
        return jdbc.queryForObject("SELECT price FROM articles WHERE id = 1", BigDecimal.class);
    }

    @Test
    void article_inTwoTabs_losesNothing() {
        // region testing-http
        TabsReport report = TwoTabs.of(() -> new Form(tag(send("GET", "/articles/1", "")), BigDecimal.ZERO))
                .edit(n -> BigDecimal.valueOf(n), (form, price) -> new Form(form.tag(), price))
                .save(form -> send("PUT", "/articles/1", kettle(form.price()), "If-Match", form.tag()))
                .stored(() -> price())
                .version(() -> tag(send("GET", "/articles/1", "")))
                .run();

        assertThat(report).losesNothing().tried(TabCheck.STALE_SAVE, TabCheck.SLOW_SAVE, TabCheck.SENT_TWICE);
        // endregion
    }

    /** The page, a job in the same application, and an administrator with SQL. */
    @Test
    @SuppressWarnings("unchecked")
    void article_raceOfAllPaths_namesTheOneThatForgetsTheVersion() {
        VersionedRepository<Article, Long> articles =
                context.getBean("articlesVersionedRepository", VersionedRepository.class);
        Race<BigDecimal> race = Race.of(n -> BigDecimal.valueOf(n), this::price)
                .path(
                        "PUT",
                        () -> tag(send("GET", "/articles/1", "")),
                        (tag, price) -> send("PUT", "/articles/1", kettle(price), "If-Match", tag))
                .path("job", () -> articles.get(1L), (article, price) -> articles.tryUpdate(article.withPrice(price)))
                .version(() -> jdbc.queryForObject("SELECT version FROM articles WHERE id = 1", Long.class))
                .rounds(10);

        assertThat(race.run()).losesNothing();
        race.path("admin SQL", price -> jdbc.update("UPDATE articles SET price = ? WHERE id = 1", price));
        assertThat(race.run()).suspects("admin SQL");
    }

    private HttpResponse<String> placed() throws Exception {
        return send(
                "POST",
                "/orders",
                "{\"customer\":\"Ann\",\"lines\":[{\"articleId\":1,\"quantity\":1},{\"articleId\":2,\"quantity\":1}]}");
    }

    private static String changed(HttpResponse<String> order, int line, int quantity) {
        String[] parts = order.body().split("\"quantity\":1", -1);
        StringBuilder changed = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            changed.append("\"quantity\":").append(i - 1 == line ? quantity : 1).append(parts[i]);
        }
        return changed.toString();
    }

    /** Two people change different lines of one order; the second would not know what the order has become. */
    @Test
    void order_twoEditors() throws Exception {
        HttpResponse<String> placed = placed();
        String location = placed.headers().firstValue("Location").orElse("none");
        assertThat(placed.statusCode()).isEqualTo(201);
        assertThat(tag(placed)).isEqualTo("\"1\"");

        HttpResponse<String> first = send("PUT", location, changed(placed, 0, 5), "If-Match", "\"1\"");
        HttpResponse<String> second = send("PUT", location, changed(placed, 1, 7), "If-Match", "\"1\"");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(tag(first)).isEqualTo("\"2\"");
        assertThat(second.statusCode()).isEqualTo(412);
        HttpResponse<String> read = send("GET", location, "");
        assertThat(tag(read)).isEqualTo("\"2\"");
        assertThat(read.body()).contains("\"quantity\":5", "\"quantity\":1").doesNotContain("\"quantity\":7");
        assertThat(send("PUT", location, changed(read, 0, 7), "If-Match", "\"2\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void order_linesAddedAndRemoved() throws Exception {
        String location = placed().headers().firstValue("Location").orElse("none");

        HttpResponse<String> changed = send(
                "PUT",
                location,
                "{\"customer\":\"Anne\",\"lines\":[{\"articleId\":3,\"quantity\":2}]}",
                "If-Match",
                "\"1\"");

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).contains("\"customer\":\"Anne\"", "\"articleId\":3");
        assertThat(jdbc.queryForObject("SELECT count(*) FROM order_lines", Long.class))
                .isEqualTo(1);
    }

    /** Nothing of a change that a constraint refuses is kept. */
    @Test
    void order_twoEqualLines_andAnotherArticle() throws Exception {
        HttpResponse<String> placed = placed();
        String location = placed.headers().firstValue("Location").orElse("none");
        String equal = ",{\"articleId\":2,\"quantity\":8}";

        HttpResponse<String> changed = send(
                "PUT",
                location,
                changed(placed, 0, 5)
                        .replaceFirst("\"articleId\":1", "\"articleId\":3")
                        .replace("]", equal + equal + "]"),
                "If-Match",
                "\"1\"");

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(jdbc.queryForList("SELECT article_id FROM order_lines ORDER BY id", Long.class))
                .containsExactly(3L, 2L, 2L, 2L);
    }

    @Test
    void order_refusedAsAWhole() throws Exception {
        HttpResponse<String> placed = placed();
        String location = placed.headers().firstValue("Location").orElse("none");

        HttpResponse<String> refused = send("PUT", location, changed(placed, 1, -7), "If-Match", "\"1\"");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(tag(send("GET", location, ""))).isEqualTo("\"1\"");
    }

    @Test
    void repricing_leavesWhatIsOrdered() throws Exception {
        HttpResponse<String> placed = placed();
        assertThat(placed.statusCode()).isEqualTo(201);

        assertThat(context.getBean(Repricing.class).run().written()).isEqualTo(1);

        assertThat(jdbc.queryForList("SELECT price FROM articles ORDER BY id", String.class))
                .containsExactly("10.00", "10.00", "9.50");
    }

    @Test
    void actuator_tellsOfConflicts() throws Exception {
        jdbc.execute("UPDATE articles SET version = 2 WHERE id = 1");
        assertThat(send("PUT", "/articles/1", "{\"name\":\"Kettle\",\"price\":9}", "If-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(412);

        assertThat(send("GET", "/actuator/ifmatch", "").body()).contains("articles");
        assertThat(send("GET", "/actuator/metrics/ifmatch.writes", "").body()).contains("conflicted");
        assertThat(send("GET", "/actuator/metrics/ifmatch.operation?tag=verb:update&tag=outcome:conflicted", "")
                        .body())
                .contains("TOTAL_TIME");
        assertThat(send("GET", "/actuator/health", "").body()).contains("UP");
    }
}

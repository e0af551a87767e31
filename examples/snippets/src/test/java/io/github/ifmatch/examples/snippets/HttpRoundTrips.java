package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Database;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.tool.LogCapture;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicReference;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.RowTags;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What http.md claims of every framework that it shows. */
abstract class HttpRoundTrips {

    static final byte[] KEY = "32 random bytes, kept in a vault".getBytes(StandardCharsets.US_ASCII);
    static final String EDIT = "{\"name\":\"Kettle\",\"price\":90.00,\"stock\":8}";

    /** Where the samples' rows are; a test may put others there. */
    private final AtomicReference<VersionedRepository<Product, Long>> behind =
            new AtomicReference<>(Databases.H2.database().repository(Product.TABLE));

    final VersionedRepository<Product, Long> products = behind(behind);
    final RowTags<Product, Long> tags = RowTags.of(Product.TABLE).signedWith(KEY);
    final Preconditions<Product, Long> preconditions = Preconditions.of(tags);

    /** What came back; names of header fields in lower case. */
    record Reply(int status, Map<String, List<String>> headers, String body) {

        Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }
    }

    /** Sends a request to {@code /products/{id}}; the fields as name, value, name, value. */
    abstract Reply send(String method, long id, String body, String... fields) throws Exception;

    static Reply overTcp(int port, String method, long id, String body, String... fields)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/products/" + id))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        for (int i = 0; i < fields.length; i += 2) {
            request.header(fields[i], fields[i + 1]);
        }
        HttpResponse<String> reply = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        return new Reply(reply.statusCode(), reply.headers().map(), reply.body());
    }

    @SuppressWarnings("unchecked")
    private static VersionedRepository<Product, Long> behind(
            AtomicReference<VersionedRepository<Product, Long>> behind) {
        return (VersionedRepository<Product, Long>) Proxy.newProxyInstance(
                HttpRoundTrips.class.getClassLoader(),
                new Class<?>[] {VersionedRepository.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(behind.get(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @BeforeEach
    void createProducts() {
        Databases.createProducts(Databases.H2);
    }

    private String tag(long version) {
        return tags.of(7L, version).toString();
    }

    @Test
    void read() throws Exception {
        Reply read = send("GET", 7, "");

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("etag")).contains(tag(1));
        assertThat(read.header("content-location")).contains("/products/7");
        assertThat(read.body()).contains("Kettle");
    }

    @Test
    void read_unchanged() throws Exception {
        Reply unchanged = send("GET", 7, "", "If-None-Match", "\"4\"", "If-None-Match", "W/" + tag(1));

        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.header("etag")).contains(tag(1));
        assertThat(unchanged.header("content-location")).contains("/products/7");
        assertThat(unchanged.body()).isEmpty();
    }

    @Test
    void read_missing() throws Exception {
        assertThat(send("GET", 8, "").status()).isEqualTo(404);
    }

    @Test
    void write() throws Exception {
        Reply written = send("PUT", 7, EDIT, "If-Match", tag(1));

        assertThat(written.status()).isEqualTo(200);
        assertThat(written.header("etag")).contains(tag(2));
        assertThat(products.get(7L).stock()).isEqualTo(8);
    }

    @Test
    void write_stale() throws Exception {
        products.touch(products.get(7L));

        Reply refused = send("PUT", 7, EDIT, "If-Match", tag(1));

        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.header("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(refused.body())
                .contains("\"kind\":\"conflict\"", "\"expectedVersion\":1", "\"currentVersion\":2")
                .doesNotContain("Kettle");
        assertThat(products.get(7L).stock()).isEqualTo(10);
    }

    @Test
    void write_withoutPrecondition() throws Exception {
        Reply refused = send("PUT", 7, EDIT);

        assertThat(refused.status()).isEqualTo(428);
        assertThat(refused.header("cache-control")).contains("no-store");
        assertThat(products.get(7L).version()).isEqualTo(1);
    }

    @Test
    void write_malformed() throws Exception {
        assertThat(send("PUT", 7, EDIT, "If-Match", "1").status()).isEqualTo(400);
        assertThat(products.get(7L).version()).isEqualTo(1);
    }

    @Test
    void write_severalLines() throws Exception {
        assertThat(send("PUT", 7, EDIT, "If-Match", tag(4), "If-Match", tag(1)).status())
                .isEqualTo(200);
    }

    @Test
    void create() throws Exception {
        Reply created = send("PUT", 8, EDIT, "If-None-Match", "*");
        Reply again = send("PUT", 8, EDIT, "If-None-Match", "*");

        assertThat(created.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(412);
        assertThat(created.header("content-location")).contains("/products/8");
        assertThat(again.body()).contains("\"kind\":\"exists\"");
    }

    /** A row that stands at version 0 is at 1 after its update, and yet was not created. */
    @Test
    void write_isNotTakenForACreation() throws Exception {
        Databases.H2.execute("UPDATE products SET version = 0");

        Reply written = send("PUT", 7, EDIT, "If-Match", tag(0));

        assertThat(written.status()).isEqualTo(200);
        assertThat(written.header("etag")).contains(tag(1));
    }

    /** RFC 9110 §13.1.1: If-Match wants a row, and nothing is created. */
    @Test
    void write_noRow() throws Exception {
        assertThat(send("PUT", 8, EDIT, "If-Match", tags.of(8L, 1).toString()).status())
                .isEqualTo(412);
        assertThat(products.find(8L)).isEmpty();
    }

    /** What the database refused, and what was logged of it. */
    private void assertRefused(int status, String kind, String ifMatch) throws Exception {
        try (LogCapture log = LogCapture.start()) {
            Reply refused = send("PUT", 7, EDIT, "If-Match", ifMatch);

            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused.header("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
            assertThat(refused.body())
                    .contains("\"kind\":\"" + kind + "\"")
                    .doesNotContain("Kettle", "products", "SQLSTATE");
            assertThat(log.messages(Level.ERROR)).hasSize(status >= 500 ? 1 : 0);
        }
    }

    @Test
    void write_uniqueViolation() throws Exception {
        Databases.H2.execute(
                "ALTER TABLE products ADD CONSTRAINT one_name UNIQUE (name)",
                "UPDATE products SET name = 'Toaster'",
                "INSERT INTO products VALUES (8, 'Kettle', 1, 1, 1)");

        assertRefused(409, "unique", tag(1));
    }

    @Test
    void write_suppressed() throws Exception {
        Databases.createProducts(Databases.POSTGRES);
        Databases.POSTGRES.execute(Databases.POSTGRES.trigger(Meddling.SUPPRESSES, "products"));
        behind.set(Databases.POSTGRES.database().repository(Product.TABLE));

        assertRefused(403, "suppressed", tag(1));
        assertThat(products.get(7L).version()).isEqualTo(1);
    }

    @Test
    void write_unknownOutcome() throws Exception {
        behind.set(Database.of(LostAnswers.of(Databases.H2.dataSource(), 1))
                .withDialect(Dialect.STANDARD)
                .repository(Product.TABLE));

        assertRefused(500, "unknown_outcome", tag(1));
        assertThat(products.get(7L).version()).isEqualTo(2);
        assertThat(send("PUT", 7, EDIT, "If-Match", tag(1)).status()).isEqualTo(412);
    }

    @Test
    void write_busy() throws Exception {
        try (HikariDataSource impatient =
                        Databases.H2.pool(config -> config.setConnectionInitSql("SET LOCK_TIMEOUT 50"));
                Connection connection = Databases.H2.dataSource().getConnection()) {
            behind.set(Databases.H2.repository(impatient, Product.TABLE));
            connection.setAutoCommit(false);
            products.on(connection).touch(products.get(7L));

            assertRefused(503, "busy", tag(1));
            connection.rollback();
        }
    }
}

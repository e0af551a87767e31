package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.UnknownOutcomeException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is promised of every controller with {@code @IfMatch}, in Spring MVC and in WebFlux. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // one context for all of them
abstract class WebRoundTrips {

    final WebProducts products = new WebProducts();

    @BeforeEach
    void reset() {
        products.reset();
    }

    /** What came back; names of header fields in lower case. */
    record Reply(int status, Map<String, String> headers, String body) {

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    /** Sends a request; the fields as name, value, name, value. */
    abstract Reply send(String method, String path, String body, String... fields) throws Exception;

    private Reply put(String... fields) throws Exception {
        return send("PUT", "/products/7", WebProducts.EDIT, fields);
    }

    static void assertProblem(Reply reply, int status, String kind) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(reply.header("cache-control")).contains("no-store");
        assertThat(reply.body()).contains("\"status\":" + status, "\"kind\":\"" + kind + "\"", "\"title\":\"");
        assertThat(reply.body()).doesNotContain("Kettle", "SQLSTATE");
    }

    @Test
    void read() throws Exception {
        Reply read = send("GET", "/products/7", "");

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("etag")).contains(WebProducts.tag(1));
        assertThat(read.body()).contains("Kettle");
    }

    @Test
    void read_unchanged() throws Exception {
        Reply unchanged = send("GET", "/products/7", "", "If-None-Match", "W/" + WebProducts.tag(1));

        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.header("etag")).contains(WebProducts.tag(1));
        assertThat(unchanged.body()).isEmpty();
    }

    @Test
    void read_changed() throws Exception {
        products.touch();

        assertThat(send("GET", "/products/7", "", "If-None-Match", WebProducts.tag(1))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void read_missing() throws Exception {
        assertProblem(send("GET", "/products/8", ""), 404, "missing");
    }

    /** The decision of a GET as a parameter: the method is not called, or its answer is let be. */
    @Test
    void read_decided() throws Exception {
        Reply unchanged = send("GET", "/products/7/decided", "", "If-None-Match", WebProducts.tag(1));
        Reply read = send("GET", "/products/7/decided", "", "If-None-Match", WebProducts.tag(2));

        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.header("etag")).contains(WebProducts.tag(1));
        assertThat(unchanged.body()).isEmpty();
        assertThat(read.status()).isEqualTo(200);
    }

    @Test
    void write() throws Exception {
        Reply written = put("If-Match", WebProducts.tag(1));

        assertThat(written.status()).isEqualTo(200);
        assertThat(written.header("etag")).contains(WebProducts.tag(2));
        assertThat(products.product().stock()).isEqualTo(8);
        assertThat(products.reads).hasValue(0);
    }

    @Test
    void write_stale() throws Exception {
        products.touch();

        Reply refused = put("If-Match", WebProducts.tag(1));

        assertProblem(refused, 412, "conflict");
        assertThat(refused.body()).contains("\"expectedVersion\":1", "\"currentVersion\":2");
        assertThat(products.product().stock()).isEqualTo(10);
    }

    /** Whatever the client would rather read. */
    @Test
    void problem_isOfItsOwnType() throws Exception {
        assertProblem(put("Accept", "text/html"), 428, "precondition_required");
        assertProblem(put("Accept", "text/html", "If-Match", WebProducts.tag(2)), 412, "conflict");
    }

    /** It never matches, so the row is looked at: with its tag, which is nobody's secret. */
    @Test
    void write_weakTag() throws Exception {
        Reply refused = put("If-Match", "W/" + WebProducts.tag(1));

        assertProblem(refused, 412, "precondition_failed");
        assertThat(refused.body()).contains("\"currentTag\":\"\\\"1.");
    }

    @Test
    void write_withoutPrecondition() throws Exception {
        assertProblem(put(), 428, "precondition_required");
        assertThat(products.product().version()).isEqualTo(1);
    }

    @Test
    void write_malformed() throws Exception {
        assertProblem(put("If-Match", "1"), 400, "malformed");
        assertThat(products.product().version()).isEqualTo(1);
    }

    @Test
    void write_severalLines() throws Exception {
        assertThat(put("If-Match", WebProducts.tag(4), "If-Match", WebProducts.tag(1))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void create() throws Exception {
        Reply created = send("PUT", "/products/8", WebProducts.EDIT.replace("Kettle", "Pan"), "If-None-Match", "*");
        Reply again = send("PUT", "/products/8", WebProducts.EDIT.replace("Kettle", "Pan"), "If-None-Match", "*");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("etag")).contains(WebProducts.TAGS.of(8L, 1).toString());
        assertProblem(again, 412, "exists");
    }

    @Test
    void write_noRow() throws Exception {
        String tag = WebProducts.TAGS.of(8L, 1).toString();

        assertProblem(send("PUT", "/products/8", WebProducts.EDIT, "If-Match", tag), 412, "precondition_failed");
    }

    @Test
    void delete() throws Exception {
        assertProblem(send("DELETE", "/products/7", "", "If-Match", WebProducts.tag(2)), 412, "conflict");
        assertThat(send("DELETE", "/products/7", "", "If-Match", WebProducts.tag(1))
                        .status())
                .isEqualTo(204);
        assertProblem(send("DELETE", "/products/7", "", "If-Match", WebProducts.tag(1)), 404, "missing");
    }

    @Test
    void patch() throws Exception {
        Reply patched = send("PATCH", "/products/7", "{\"stock\":3}", "If-Match", WebProducts.tag(1));

        assertThat(patched.status()).isEqualTo(200);
        assertThat(products.product().stock()).isEqualTo(3);
    }

    @Test
    void patch_unfitValue() throws Exception {
        Reply refused = send("PATCH", "/products/7", "{\"stock\":\"many\"}", "If-Match", WebProducts.tag(1));

        assertProblem(refused, 422, "value");
        assertThat(refused.body()).contains("\"pointer\":\"/stock\"").doesNotContain("many");
    }

    @Test
    void id_ofAnotherType() throws Exception {
        assertThat(send("PUT", "/products/seven", WebProducts.EDIT, "If-Match", WebProducts.tag(1))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void write_uniqueViolation() throws Exception {
        products.jdbc.update("INSERT INTO products VALUES (8, 'Pan', 1, 1)");

        assertProblem(
                send("PUT", "/products/7", "{\"name\":\"Pan\",\"stock\":1}", "If-Match", WebProducts.tag(1)),
                409,
                "unique");
    }

    @Test
    void write_suppressed() throws Exception {
        products.failure = () -> new SuppressedWriteException(
                Product.TABLE, "products 7", 7L, "changed no row", "Nothing was written.", "A trigger may be why.");

        assertLogged(403, "suppressed", 0);
    }

    /** A 503 would have it sent again. */
    @Test
    void write_unknownOutcome() throws Exception {
        products.failure = () -> new UnknownOutcomeException("products 7: unknown", new SQLException("lost"), null);

        assertLogged(500, "unknown_outcome", 1);
        products.failure = () -> null;
        assertProblem(put("If-Match", WebProducts.tag(1)), 412, "conflict");
    }

    @Test
    void write_busy() throws Exception {
        try (Connection connection = products.dataSource.getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().executeUpdate("UPDATE products SET stock = 1");

            assertThat(assertLogged(503, "busy", 1).header("retry-after")).contains("1");
            connection.rollback();
        }
    }

    private Reply assertLogged(int status, String kind, int errors) throws Exception {
        try (WebProducts.Log log = new WebProducts.Log()) {
            Reply refused = put("If-Match", WebProducts.tag(1));

            assertProblem(refused, status, kind);
            assertThat(log.errors()).hasSize(errors).allSatisfy(event -> assertLine(event, status));
            return refused;
        }
    }

    private static void assertLine(ILoggingEvent event, int status) {
        assertThat(event.getFormattedMessage()).isEqualTo("PUT answered " + status);
        assertThat(event.getThrowableProxy()).isNotNull();
    }
}

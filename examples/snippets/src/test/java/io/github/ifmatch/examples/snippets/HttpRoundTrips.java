package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

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

    final VersionedRepository<Product, Long> products = Databases.H2.database().repository(Product.TABLE);
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
        assertThat(read.body()).contains("Kettle");
    }

    @Test
    void read_unchanged() throws Exception {
        Reply unchanged = send("GET", 7, "", "If-None-Match", "\"4\"", "If-None-Match", "W/" + tag(1));

        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.header("etag")).contains(tag(1));
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
        assertThat(again.body()).contains("\"kind\":\"exists\"");
    }
}

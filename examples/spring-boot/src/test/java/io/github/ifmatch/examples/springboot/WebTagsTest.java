package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.RowTags;
import io.github.ifmatch.spring.SpringDatabase;
import io.github.ifmatch.spring.web.IfMatch;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** Which responses have an ETag, and who answers a conditional read. */
class WebTagsTest {

    record Dated(long id, Instant changed, long version) {

        static final Table<Dated, Long> TABLE =
                Table.of(Dated.class, Long.class).named("dated");
    }

    /** Its id is the database's to give. */
    record Draft(Long id, String title, long version) {

        static final Table<Draft, Long> TABLE =
                Table.of(Draft.class, Long.class).named("drafts");
    }

    @RestController
    static class Controller {

        private final VersionedRepository<Product, Long> products;

        Controller(VersionedRepository<Product, Long> products) {
            this.products = products;
        }

        @GetMapping("/products/latest")
        Product latest() {
            return products.get(7L);
        }

        @GetMapping("/products/{number}")
        ResponseEntity<Product> get(@PathVariable("number") long number) {
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.maxAge(9, TimeUnit.SECONDS))
                    .body(products.get(number));
        }

        @GetMapping("/products")
        List<Product> all() {
            return products.findAll(List.of(7L));
        }

        @GetMapping("/products/{number}/gone")
        ResponseEntity<Product> gone(@PathVariable("number") long number) {
            return ResponseEntity.status(410).body(products.get(number));
        }

        @PostMapping("/products")
        ResponseEntity<Product> create() {
            Product product = products.insert(new Product(0, "Pan", 1, 0));
            return ResponseEntity.created(URI.create("/products/" + product.id()))
                    .body(product);
        }

        @GetMapping("/products/{number}/own")
        ResponseEntity<Product> own(@PathVariable("number") long number) {
            return ResponseEntity.ok().eTag("\"mine\"").body(products.get(number));
        }

        @GetMapping("/products/{number}/checked")
        Product checked(@PathVariable("number") long number, WebRequest request) {
            return request.checkNotModified("\"mine\"") ? null : products.get(number);
        }

        @GetMapping("/products/{number}/decision")
        Object decision(
                @PathVariable("number") long number, @IfMatch(value = Product.class, id = "number") Decision decision) {
            return decision instanceof Decision.Proceed
                    ? products.touch(products.get(number)) // as if somebody else were faster
                    : decision.getClass().getSimpleName();
        }

        @GetMapping("/drafts/{title}")
        Draft draft(@PathVariable("title") String title) {
            return new Draft(null, title, 0);
        }

        @GetMapping("/dated/{id}")
        Dated dated(@PathVariable("id") long id) {
            return new Dated(id, Instant.parse("2026-01-02T03:04:05.6Z"), 4);
        }
    }

    private final WebProducts products = new WebProducts();
    private WebMvcServer server;

    private WebRoundTrips.Reply send(RowTags<Product, Long> tags, String method, String path, String... fields)
            throws Exception {
        if (server == null) {
            server = WebMvcServer.start(context -> {
                context.registerBean(Controller.class);
                context.registerBean("products", VersionedRepository.class, products::repository);
                context.registerBean(
                        "dated",
                        VersionedRepository.class,
                        () -> SpringDatabase.of(products.dataSource).repository(Dated.TABLE));
                context.registerBean(
                        "drafts",
                        VersionedRepository.class,
                        () -> SpringDatabase.of(products.dataSource).repository(Draft.TABLE));
                context.registerBean(
                        "dates",
                        Preconditions.class,
                        () -> Preconditions.of(RowTags.of(Dated.TABLE)).withLastModified(Dated::changed));
                context.registerBean("preconditions", Preconditions.class, () -> Preconditions.of(tags));
            });
        }
        return server.send(method, path, "", fields);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static final RowTags<Product, Long> PLAIN = RowTags.of(Product.TABLE);

    @Test
    void named_byAnyPathVariable() throws Exception {
        assertThat(send(PLAIN, "GET", "/products/7").header("etag")).contains("\"1\"");
        assertThat(send(PLAIN, "GET", "/products/07").header("etag")).contains("\"1\"");
    }

    /** The version alone would be a tag of whatever row is the latest. */
    @Test
    void unnamed_plainTags() throws Exception {
        WebRoundTrips.Reply read = send(PLAIN, "GET", "/products/latest", "If-None-Match", "\"1\"");

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("etag")).isEmpty();
    }

    @Test
    void unnamed_notStored_withoutAnId() throws Exception {
        WebRoundTrips.Reply draft = send(PLAIN, "GET", "/drafts/Draft");

        assertThat(draft.status()).isEqualTo(200);
        assertThat(draft.header("etag")).isEmpty();
    }

    @Test
    void unnamed_boundTags() throws Exception {
        String tag = WebProducts.tag(1);

        assertThat(send(PLAIN.bound(), "GET", "/products/latest").header("etag"))
                .contains(tag);
        assertThat(send(PLAIN.bound(), "GET", "/products/latest", "If-None-Match", tag)
                        .status())
                .isEqualTo(304);
    }

    @Test
    void created() throws Exception {
        WebRoundTrips.Reply created = send(PLAIN, "POST", "/products");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("etag")).contains("\"1\"");
        assertThat(created.header("content-location")).isEmpty();
    }

    @Test
    void notModified_keepsTheOtherFields() throws Exception {
        WebRoundTrips.Reply unchanged = send(PLAIN, "GET", "/products/7", "If-None-Match", "\"0\", W/\"1\"");

        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.headers())
                .containsEntry("etag", "\"1\"")
                .containsEntry("cache-control", "max-age=9")
                .doesNotContainKey("content-type");
        assertThat(unchanged.body()).isEmpty();
    }

    @Test
    void neitherListNorFailure() throws Exception {
        assertThat(send(PLAIN, "GET", "/products").header("etag")).isEmpty();
        WebRoundTrips.Reply gone = send(PLAIN, "GET", "/products/7/gone", "If-None-Match", "\"1\"");
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.header("etag")).isEmpty();
    }

    /** Spring evaluates that one: the row's own tag means nothing there. */
    @Test
    void tagOfTheApplication_isLeftToSpring() throws Exception {
        for (String path : List.of("/products/7/own", "/products/7/checked")) {
            assertThat(send(PLAIN, "GET", path).header("etag")).contains("\"mine\"");
            assertThat(send(PLAIN, "GET", path, "If-None-Match", "\"1\"").status())
                    .isEqualTo(200);
            assertThat(send(PLAIN, "GET", path, "If-None-Match", "\"mine\"").status())
                    .isEqualTo(304);
        }
    }

    /** The method has seen the decision; its answer is tagged, and not evaluated again. */
    @Test
    void decided_isNotEvaluatedAgain() throws Exception {
        WebRoundTrips.Reply unchanged = send(PLAIN, "GET", "/products/7/decision", "If-None-Match", "\"1\"");
        WebRoundTrips.Reply read = send(PLAIN, "GET", "/products/7/decision", "If-None-Match", "\"2\"");

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("etag")).contains("\"2\"");
        assertThat(unchanged.status()).isEqualTo(200);
        assertThat(unchanged.body()).isEqualTo("NotModified");
        assertThat(products.reads).hasValue(2);
    }

    @Test
    void lastModified() throws Exception {
        WebRoundTrips.Reply read = send(PLAIN, "GET", "/dated/3");

        assertThat(read.header("etag")).contains("\"4\"");
        assertThat(read.header("last-modified")).contains("Fri, 02 Jan 2026 03:04:05 GMT");
        assertThat(send(PLAIN, "GET", "/dated/3", "If-Modified-Since", "Fri, 02 Jan 2026 03:04:05 GMT")
                        .status())
                .isEqualTo(304);
    }
}

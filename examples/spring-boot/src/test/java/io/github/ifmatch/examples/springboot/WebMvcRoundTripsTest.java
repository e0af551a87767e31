package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.Put;
import io.github.ifmatch.spring.web.IfMatch;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** In Spring MVC, with beans of one's own for the preconditions. */
class WebMvcRoundTripsTest extends WebRoundTrips {

    @RestController
    @RequestMapping("/products/{id}")
    static class ProductController {

        private final VersionedRepository<Product, Long> products;

        ProductController(VersionedRepository<Product, Long> products) {
            this.products = products;
        }

        @GetMapping
        Product get(@PathVariable long id) {
            return products.get(id);
        }

        @GetMapping("/decided")
        Product get(@PathVariable long id, @IfMatch Decision.Proceed proceed) {
            return products.get(id);
        }

        @PutMapping
        ResponseEntity<Product> put(
                @PathVariable long id, @IfMatch AcceptableVersions versions, @RequestBody WebProducts.Edit edit) {
            Put<Product> put = ConditionalRows.of(products).tryCreateOrUpdate(edit.of(id), versions);
            Product stored = put.outcome().orElseThrow();
            return ResponseEntity.status(put.isCreated() ? 201 : 200).body(stored);
        }

        @PatchMapping
        Product patch(
                @PathVariable long id,
                @IfMatch(Product.class) Decision.Proceed proceed,
                @RequestBody Map<String, Object> changes) {
            return ConditionalRows.of(products)
                    .tryPatch(id, proceed.versions(), changes)
                    .orElseThrow();
        }

        @DeleteMapping
        @ResponseStatus(HttpStatus.NO_CONTENT)
        void delete(@PathVariable long id, @IfMatch AcceptableVersions versions) {
            Product unused =
                    ConditionalRows.of(products).tryDelete(id, versions).orElseThrow();
        }
    }

    private final WebMvcServer server = WebMvcServer.start(context -> {
        context.registerBean(ProductController.class);
        context.registerBean("products", VersionedRepository.class, products::repository);
        context.registerBean("preconditions", Preconditions.class, () -> WebProducts.PRECONDITIONS);
    });

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    Reply send(String method, String path, String body, String... fields) throws Exception {
        return server.send(method, path, body, fields);
    }

    /** RFC 9110 §9.3.4: without it the tag would be of what was sent. */
    @Test
    void write_saysWhatTheTagIsOf() throws Exception {
        Reply written = send("PUT", "/products/7", WebProducts.EDIT, "If-Match", WebProducts.tag(1));

        assertThat(written.header("content-location")).contains("/products/7");
    }

    @Test
    void read_head() throws Exception {
        Reply read = send("HEAD", "/products/7", "");
        Reply unchanged = send("HEAD", "/products/7", "", "If-None-Match", WebProducts.tag(1));

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("etag")).contains(WebProducts.tag(1));
        assertThat(unchanged.status()).isEqualTo(304);
    }

    /** Of a read, too, all that RFC 9110 says, not only the 304. */
    @Test
    void read_preconditions() throws Exception {
        assertProblem(send("GET", "/products/7", "", "If-Match", WebProducts.tag(2)), 412, "precondition_failed");
        assertProblem(send("GET", "/products/7", "", "If-None-Match", "1"), 400, "malformed");
    }

    /** A 304 is for reads: of a write the same field is 412. */
    @Test
    void write_isNever304() throws Exception {
        String tag = WebProducts.tag(1);

        assertProblem(
                send("PUT", "/products/7", WebProducts.EDIT, "If-Match", tag, "If-None-Match", tag),
                412,
                "precondition_failed");
        assertThat(send("PUT", "/products/7", WebProducts.EDIT, "If-Match", tag, "If-None-Match", WebProducts.tag(2))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void write_unreadableContent() throws Exception {
        assertThat(send("PUT", "/products/7", "{", "If-Match", WebProducts.tag(1))
                        .status())
                .isEqualTo(400);
        products.touch();

        assertProblem(send("PUT", "/products/7", "{", "If-Match", WebProducts.tag(1)), 412, "precondition_failed");
        assertProblem(send("PUT", "/products/7", "{"), 428, "precondition_required");
    }

    /** 404 goes before all of it, but to a PUT, which would create the row. */
    @Test
    void unreadableContent_noRow() throws Exception {
        String tag = WebProducts.TAGS.of(8L, 1).toString();

        assertProblem(send("PATCH", "/products/8", "{", "If-Match", tag), 404, "missing");
        assertProblem(send("PUT", "/products/8", "{", "If-Match", tag), 412, "precondition_failed");
        assertThat(send("PUT", "/products/8", "{", "If-None-Match", "*").status())
                .isEqualTo(400);
    }

    @Test
    void patch_unfitValueOfStaleRow() throws Exception {
        products.touch();

        assertProblem(
                send("PATCH", "/products/7", "{\"stock\":\"many\"}", "If-Match", WebProducts.tag(1)),
                412,
                "precondition_failed");
    }
}

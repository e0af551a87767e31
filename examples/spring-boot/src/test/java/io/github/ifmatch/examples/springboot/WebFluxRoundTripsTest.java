package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.Put;
import io.github.ifmatch.spring.web.IfMatch;
import io.github.ifmatch.spring.web.IfmatchWebFlux;
import io.github.ifmatch.spring.web.VersionedAdvice;
import io.github.ifmatch.spring.web.WebRows;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.EnableWebFlux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** In WebFlux, where the controller writes the tags, and WebFlux answers a conditional GET by them. */
class WebFluxRoundTripsTest extends WebRoundTrips {

    @RestController
    @RequestMapping("/products/{id}")
    static class ProductController {

        private final VersionedRepository<Product, Long> products;

        ProductController(VersionedRepository<Product, Long> products) {
            this.products = products;
        }

        @GetMapping
        Mono<ResponseEntity<Product>> get(@PathVariable long id) {
            return blocking(() -> tagged(200, products.get(id)));
        }

        @GetMapping("/decided")
        Mono<ResponseEntity<Product>> get(@PathVariable long id, @IfMatch Decision.Proceed proceed) {
            return blocking(() -> tagged(200, products.get(id)));
        }

        @PutMapping
        Mono<ResponseEntity<Product>> put(
                @PathVariable long id, @IfMatch AcceptableVersions versions, @RequestBody WebProducts.Edit edit) {
            return blocking(() -> {
                Put<Product> put = ConditionalRows.of(products).tryCreateOrUpdate(edit.of(id), versions);
                return tagged(put.isCreated() ? 201 : 200, put.outcome().orElseThrow());
            });
        }

        @PatchMapping
        Mono<ResponseEntity<Product>> patch(
                @PathVariable long id, @IfMatch Decision.Proceed proceed, @RequestBody Map<String, Object> changes) {
            return blocking(() -> tagged(
                    200,
                    ConditionalRows.of(products)
                            .tryPatch(id, proceed.versions(), changes)
                            .orElseThrow()));
        }

        @DeleteMapping
        @ResponseStatus(HttpStatus.NO_CONTENT)
        Mono<Void> delete(@PathVariable long id, @IfMatch AcceptableVersions versions) {
            return blocking(() ->
                            ConditionalRows.of(products).tryDelete(id, versions).orElseThrow())
                    .then();
        }

        private static ResponseEntity<Product> tagged(int status, Product product) {
            return ResponseEntity.status(status)
                    .eTag(WebProducts.TAGS.of(product).toString())
                    .body(product);
        }

        private static <T> Mono<T> blocking(Callable<T> work) {
            return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebFlux
    static class Web {

        @Bean
        WebRows rows(ListableBeanFactory beans) {
            return WebRows.ofBeans(beans);
        }

        @Bean
        IfmatchWebFlux ifmatch(WebRows rows) {
            return new IfmatchWebFlux(rows);
        }

        @Bean
        VersionedAdvice problems(WebRows rows) {
            return new VersionedAdvice(rows);
        }
    }

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final WebTestClient client;

    WebFluxRoundTripsTest() {
        context.register(Web.class, ProductController.class);
        context.registerBean("products", VersionedRepository.class, products::repository);
        context.registerBean("preconditions", Preconditions.class, () -> WebProducts.PRECONDITIONS);
        context.refresh();
        client = WebTestClient.bindToApplicationContext(context).build();
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @Override
    Reply send(String method, String path, String body, String... fields) {
        WebTestClient.RequestBodySpec request =
                client.method(HttpMethod.valueOf(method)).uri(path).contentType(MediaType.APPLICATION_JSON);
        for (int i = 0; i < fields.length; i += 2) {
            request.header(fields[i], fields[i + 1]);
        }
        EntityExchangeResult<byte[]> result =
                request.bodyValue(body).exchange().expectBody().returnResult();
        Map<String, String> headers = new TreeMap<>();
        result.getResponseHeaders()
                .forEach((name, lines) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(" | ", lines)));
        byte[] content = result.getResponseBody();
        return new Reply(
                result.getStatus().value(),
                headers,
                content == null ? "" : new String(content, StandardCharsets.UTF_8));
    }

    @Test
    void write_unreadableContent() {
        assertThat(send("PUT", "/products/7", "{", "If-Match", WebProducts.tag(1))
                        .status())
                .isEqualTo(400);
    }
}

package io.github.ifmatch.examples.snippets;

import io.github.ifmatch.VersionedException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.Problem;
import io.github.ifmatch.http.Put;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** With Spring MVC, in process. */
class HttpSpringTest extends HttpRoundTrips {

    private final MockMvc spring = MockMvcBuilders.standaloneSetup(new ProductController(products, preconditions))
            .build();

    // region http-spring
    @RestController
    @RequestMapping("/products/{id}")
    static class ProductController {

        private static final Logger LOG = LoggerFactory.getLogger(ProductController.class);

        private final VersionedRepository<Product, Long> products;
        private final Preconditions<Product, Long> preconditions;

        ProductController(VersionedRepository<Product, Long> products, Preconditions<Product, Long> preconditions) {
            this.products = products;
            this.preconditions = preconditions;
        }

        @GetMapping
        ResponseEntity<?> get(@PathVariable("id") long id, @RequestHeader HttpHeaders headers) {
            Product product = products.get(id);
            return preconditions.evaluate("GET", headers::get, product) instanceof Decision.Answer answer
                    ? answered(id, answer)
                    : ok(200, product);
        }

        @PutMapping
        ResponseEntity<?> put(
                @PathVariable("id") long id, @RequestHeader HttpHeaders headers, @RequestBody ProductEdit edit) {
            Decision decision = preconditions.evaluate("PUT", headers::get, id, () -> products.find(id));
            if (decision instanceof Decision.Proceed proceed) {
                Put<Product> put = ConditionalRows.of(products).tryCreateOrUpdate(edit.of(id), proceed.versions());
                return put.outcome()
                        .<ResponseEntity<?>>fold(
                                stored -> ok(put.isCreated() ? 201 : 200, stored),
                                conflict -> problem(Problem.of(conflict, proceed)),
                                missing -> problem(Problem.of(missing, proceed)));
            }
            return answered(id, (Decision.Answer) decision);
        }

        @ExceptionHandler
        ResponseEntity<?> failed(VersionedException e) {
            Problem problem = Problem.of(e);
            if (problem.status() >= 500) {
                LOG.error("answered {}", problem.status(), e);
            }
            return problem(problem);
        }

        ResponseEntity<?> ok(int status, Product product) {
            return ResponseEntity.status(status)
                    .header("Content-Location", location(product.id()))
                    .eTag(preconditions.tags().of(product).toString())
                    .body(product);
        }

        static String location(long id) {
            return "/products/" + id;
        }

        static ResponseEntity<?> answered(long id, Decision.Answer answer) {
            return answer instanceof Decision.NotModified unchanged
                    ? ResponseEntity.status(304)
                            .header("Content-Location", location(id)) // what a 200 has, a 304 has, too
                            .eTag(unchanged.currentTag().toString())
                            .build()
                    : problem(Problem.of(answer));
        }

        static ResponseEntity<?> problem(Problem problem) {
            return ResponseEntity.status(problem.status())
                    .headers(headers -> problem.headers().forEach(headers::set))
                    .body(problem.toMap());
        }
    }
    // endregion

    @Override
    Reply send(String method, long id, String body, String... fields) throws Exception {
        MockHttpServletRequestBuilder request = MockMvcRequestBuilders.request(
                        HttpMethod.valueOf(method), "/products/" + id)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
        for (int i = 0; i < fields.length; i += 2) {
            request.header(fields[i], fields[i + 1]);
        }
        MockHttpServletResponse response = spring.perform(request).andReturn().getResponse();
        Map<String, List<String>> headers = new TreeMap<>();
        response.getHeaderNames()
                .forEach(name -> headers.put(name.toLowerCase(Locale.ROOT), response.getHeaders(name)));
        return new Reply(response.getStatus(), headers, response.getContentAsString());
    }
}

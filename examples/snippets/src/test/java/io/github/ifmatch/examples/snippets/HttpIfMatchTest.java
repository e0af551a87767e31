package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.Put;
import io.github.ifmatch.http.RowTags;
import io.github.ifmatch.spring.web.CurrentView;
import io.github.ifmatch.spring.web.IfMatch;
import io.github.ifmatch.spring.web.IfmatchMvc;
import io.github.ifmatch.spring.web.RowTagAdvice;
import io.github.ifmatch.spring.web.VersionedAdvice;
import io.github.ifmatch.spring.web.WebRows;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** What http.md says of {@code @IfMatch}. */
class HttpIfMatchTest {

    // region http-ifmatch
    @RestController
    @RequestMapping("/products/{id}")
    static class ProductController {

        private final VersionedRepository<Product, Long> products;

        ProductController(VersionedRepository<Product, Long> products) {
            this.products = products;
        }

        @GetMapping
        Product get(@PathVariable("id") long id) {
            return products.get(id); // with its ETag; 304 if the client has it; 404 if there is none
        }

        @PutMapping
        ResponseEntity<Product> put(
                @PathVariable("id") long id, @IfMatch AcceptableVersions versions, @RequestBody ProductEdit edit) {
            Put<Product> put = ConditionalRows.of(products).tryCreateOrUpdate(edit.of(id), versions);
            Product stored = put.outcome().orElseThrow(); // 412 if the row has moved on
            return ResponseEntity.status(put.isCreated() ? 201 : 200).body(stored);
        }
    }
    // endregion

    // region http-ifmatch-beans
    @Configuration
    static class Conditions {

        @Bean
        Preconditions<Product, Long> preconditions() {
            return Preconditions.of(RowTags.of(Product.TABLE).bound());
        }

        @Bean
        CurrentView<Product> currentView() {
            return product -> Map.of("stock", product.stock());
        }
    }
    // endregion

    // region http-ifmatch-configuration
    @Configuration
    @EnableWebMvc
    static class Web {

        @Bean
        WebRows webRows(ListableBeanFactory beans) {
            return WebRows.ofBeans(beans);
        }

        @Bean
        IfmatchMvc ifmatchMvc(WebRows rows) {
            return new IfmatchMvc(rows);
        }

        @Bean
        VersionedAdvice versionedAdvice(WebRows rows) {
            return new VersionedAdvice(rows);
        }

        @Bean
        RowTagAdvice rowTagAdvice(WebRows rows) {
            return new RowTagAdvice(rows);
        }
    }
    // endregion

    @Configuration
    static class Rows {

        @Bean
        VersionedRepository<Product, Long> products() {
            return Databases.H2.database().repository(Product.TABLE);
        }
    }

    private final AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
    private MockMvc spring;

    @BeforeEach
    void start() {
        Databases.createProducts(Databases.H2);
        context.setServletContext(new MockServletContext());
        context.register(Web.class, Conditions.class, Rows.class, ProductController.class);
        context.refresh();
        spring = MockMvcBuilders.webAppContextSetup(context).build();
    }

    @AfterEach
    void stop() {
        context.close();
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
        return spring.perform(request.contentType(MediaType.APPLICATION_JSON).content(HttpRoundTrips.EDIT))
                .andReturn()
                .getResponse();
    }

    private static String tag(long version) {
        return RowTags.of(Product.TABLE).bound().of(7L, version).toString();
    }

    @Test
    void read() throws Exception {
        assertThat(send(get("/products/7")).getHeader("ETag")).isEqualTo(tag(1));
        assertThat(send(get("/products/7").header("If-None-Match", tag(1))).getStatus())
                .isEqualTo(304);
        assertThat(send(get("/products/8")).getStatus()).isEqualTo(404);
    }

    @Test
    void write() throws Exception {
        MockHttpServletResponse written = send(put("/products/7").header("If-Match", tag(1)));

        assertThat(written.getStatus()).isEqualTo(200);
        assertThat(written.getHeader("ETag")).isEqualTo(tag(2));
        assertThat(written.getHeader("Content-Location")).isEqualTo("/products/7");
        assertThat(send(put("/products/8").header("If-None-Match", "*")).getStatus())
                .isEqualTo(201);
    }

    @Test
    void write_refused() throws Exception {
        MockHttpServletResponse stale = send(put("/products/7").header("If-Match", tag(0)));

        assertThat(stale.getStatus()).isEqualTo(412);
        assertThat(stale.getContentAsString()).contains("\"current\":{\"stock\":10}");
        assertThat(send(put("/products/7")).getStatus()).isEqualTo(428);
        assertThat(send(put("/products/7").header("If-Match", "1")).getStatus()).isEqualTo(400);
    }
}

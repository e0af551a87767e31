package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.spring.SpringDatabase;
import io.github.ifmatch.spring.web.IfMatch;
import io.github.ifmatch.spring.web.IfMatchArgumentResolver;
import io.github.ifmatch.spring.web.WebRows;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the advice is left out, Spring itself answers for the preconditions. */
class WebWithoutAdviceTest {

    @RestController
    static class Controller {

        @GetMapping("/products/{id}")
        String get(@PathVariable("id") long id, @IfMatch AcceptableVersions versions) {
            return "read";
        }

        @PutMapping("/products/{id}")
        String put(@PathVariable("id") long id, @IfMatch AcceptableVersions versions) {
            return "written";
        }
    }

    private final DataSource dataSource = Managers.JDBC.dataSource(Databases.H2.newShop());
    private final VersionedRepository<Product, Long> products =
            SpringDatabase.of(dataSource).repository(Product.TABLE);
    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new Controller())
            .setCustomArgumentResolvers(new IfMatchArgumentResolver(WebRows.of(products)))
            .build();

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request).andReturn().getResponse();
    }

    @Test
    void answers_haveTheirStatus() throws Exception {
        Product lamp = products.insert(new Product(0, "lamp", 10, 0));
        String path = "/products/" + lamp.id();

        assertThat(send(MockMvcRequestBuilders.put(path)).getStatus()).isEqualTo(428);
        assertThat(send(MockMvcRequestBuilders.put(path).header("If-Match", "1"))
                        .getStatus())
                .isEqualTo(400);
        assertThat(send(MockMvcRequestBuilders.put(path).header("If-Match", "\"1\""))
                        .getContentAsString())
                .isEqualTo("written");
        MockHttpServletResponse unchanged =
                send(MockMvcRequestBuilders.get(path).header("If-None-Match", "\"1\""));
        assertThat(unchanged.getStatus()).isEqualTo(304);
        assertThat(unchanged.getHeader("ETag")).isEqualTo("\"1\"");
    }
}

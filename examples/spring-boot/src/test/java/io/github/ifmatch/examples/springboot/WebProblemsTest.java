package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.spring.ConflictFailureException;
import io.github.ifmatch.spring.SpringDatabase;
import io.github.ifmatch.spring.VersionedExceptionTranslator;
import io.github.ifmatch.spring.web.CurrentView;
import io.github.ifmatch.spring.web.DecisionException;
import io.github.ifmatch.spring.web.IfMatch;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Services in a transaction, several tables, translated exceptions, and other advices. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebProblemsTest {

    record Parcel(UUID code, String address, long version) {

        static final Table<Parcel, UUID> TABLE =
                Table.of(Parcel.class, UUID.class).named("parcels").id("code");
    }

    static class Shop {

        private final VersionedRepository<Product, Long> products;
        private final VersionedRepository<Parcel, UUID> parcels;

        Shop(VersionedRepository<Product, Long> products, VersionedRepository<Parcel, UUID> parcels) {
            this.products = products;
            this.parcels = parcels;
        }

        /** The product goes first, and is rolled back with the parcel. */
        @Transactional
        public Parcel send(UUID code, AcceptableVersions versions, Product product) {
            Product unused = products.update(product.withStock(product.stock() - 1));
            Parcel parcel = parcels.get(code);
            return ConditionalRows.of(parcels)
                    .tryUpdate(new Parcel(code, "sent", parcel.version()), versions)
                    .orElseThrow();
        }
    }

    @RestController
    static class Controller {

        private final Shop shop;
        private final VersionedRepository<Product, Long> products;

        Controller(Shop shop, VersionedRepository<Product, Long> products) {
            this.shop = shop;
            this.products = products;
        }

        @PutMapping("/parcels/{code}/with/{stockVersion}")
        Parcel send(
                @PathVariable("code") UUID code,
                @PathVariable("stockVersion") long stockVersion,
                @IfMatch(value = Parcel.class, id = "code") AcceptableVersions versions) {
            return shop.send(code, versions, new Product(7, "Kettle", 10, stockVersion));
        }

        @PutMapping("/translated/{id}")
        Product translated(@PathVariable("id") long id, @IfMatch(Product.class) Decision.Proceed proceed) {
            try {
                return ConditionalRows.of(products)
                        .tryUpdate(new Product(id, "Pan", 1, 0), proceed.versions())
                        .orElseThrow();
            } catch (RuntimeException e) {
                DataAccessException translated = new VersionedExceptionTranslator().translateExceptionIfPossible(e);
                assertThat(translated).isNotNull();
                throw translated;
            }
        }

        @PutMapping("/undecided/{id}")
        Product undecided(@PathVariable("id") long id) {
            return products.update(new Product(id, "Kettle", 1, 1));
        }

        @PutMapping("/by-hand/{id}")
        Product byHand(@PathVariable("id") long id, @IfMatch(Product.class) Decision decision) {
            if (decision instanceof Decision.Answer answer) {
                throw new DecisionException(answer);
            }
            return products.get(id);
        }

        @GetMapping("/unknown")
        String unknown() {
            throw new IllegalStateException("secret");
        }

        @PutMapping("/ambiguous/{id}")
        String ambiguous(@IfMatch Decision.Proceed proceed) {
            return "";
        }

        @PutMapping("/unnamed/{number}")
        String unnamed(@IfMatch(Product.class) Decision.Proceed proceed) {
            return "";
        }

        @PutMapping("/mistyped/{id}")
        String mistyped(@IfMatch(Product.class) String version) {
            return "";
        }
    }

    /** As many applications have one. */
    @RestControllerAdvice
    static class CatchAll {

        @ExceptionHandler
        String caught(Exception e) {
            return "caught " + e.getMessage();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class Beans {

        @Bean
        JdbcTransactionManager transactionManager(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean
        VersionedRepository<Product, Long> products(DataSource dataSource) {
            return SpringDatabase.of(dataSource).repository(Product.TABLE);
        }

        @Bean
        VersionedRepository<Parcel, UUID> parcels(DataSource dataSource) {
            return SpringDatabase.of(dataSource).repository(Parcel.TABLE);
        }

        @Bean
        CurrentView<Parcel> parcelView() {
            return parcel -> Map.of("address", parcel.address());
        }

        @Bean
        Shop shop(VersionedRepository<Product, Long> products, VersionedRepository<Parcel, UUID> parcels) {
            return new Shop(products, parcels);
        }
    }

    private static final UUID CODE = UUID.fromString("00000000-0000-0000-0000-0000000000aa");

    private final WebProducts products = new WebProducts();
    private WebMvcServer server;

    @BeforeAll
    void start() {
        products.jdbc.execute(
                "CREATE TABLE parcels (code uuid PRIMARY KEY, address varchar(9) NOT NULL, version bigint NOT NULL)");
        server = WebMvcServer.start(context -> {
            context.registerBean(CatchAll.class);
            context.registerBean(Controller.class);
            context.registerBean("dataSource", DataSource.class, () -> products.dataSource);
            new AnnotatedBeanDefinitionReader(context).register(Beans.class);
        });
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void reset() {
        products.reset();
        products.jdbc.update("DELETE FROM parcels");
        products.jdbc.update("INSERT INTO parcels VALUES (?, 'here', 3)", CODE);
    }

    private WebRoundTrips.Reply put(String path, String... fields) throws Exception {
        return server.send("PUT", path, "", fields);
    }

    private WebRoundTrips.Reply sendParcel(long stockVersion, String... fields) throws Exception {
        return put("/parcels/" + CODE.toString().toUpperCase() + "/with/" + stockVersion, fields);
    }

    @Test
    void service() throws Exception {
        WebRoundTrips.Reply sent = sendParcel(1, "If-Match", "\"3\"");

        assertThat(sent.status()).isEqualTo(200);
        assertThat(sent.header("etag")).contains("\"4\"");
        assertThat(products.product().stock()).isEqualTo(9);
    }

    /** Refused by the service's own statement, rolled back, and shown as far as the view goes. */
    @Test
    void service_stale() throws Exception {
        WebRoundTrips.Reply refused = sendParcel(1, "If-Match", "\"2\"");

        WebRoundTrips.assertProblem(refused, 412, "conflict");
        assertThat(refused.body())
                .contains("\"current\":{\"address\":\"here\"}", "\"currentTag\":\"\\\"3\\\"\"")
                .contains("\"expectedVersion\":2", "\"currentVersion\":3");
        assertThat(products.product().stock()).isEqualTo(10);
    }

    /** The precondition held: it is another row that was changed, of which nothing is told. */
    @Test
    void service_anotherRow() throws Exception {
        WebRoundTrips.Reply refused = sendParcel(5, "If-Match", "\"3\"");

        WebRoundTrips.assertProblem(refused, 409, "conflict");
        assertThat(refused.body()).doesNotContain("current\"", "currentVersion", "currentTag");
    }

    @Test
    void view_isShownByTheEvaluation() throws Exception {
        WebRoundTrips.Reply refused = sendParcel(1, "If-Match", "W/\"3\"");

        WebRoundTrips.assertProblem(refused, 412, "precondition_failed");
        assertThat(refused.body()).contains("\"current\":{\"address\":\"here\"}");
    }

    @Test
    void translated() throws Exception {
        WebRoundTrips.Reply stale = put("/translated/7", "If-Match", "\"2\"");
        products.jdbc.update("INSERT INTO products VALUES (8, 'Pan', 1, 1)");

        WebRoundTrips.assertProblem(stale, 412, "conflict");
        assertThat(stale.body()).doesNotContain("\"current\"");
        WebRoundTrips.assertProblem(put("/translated/7", "If-Match", "\"1\""), 409, "unique");
    }

    /** The types that the two are translated to, lest the test above pass with something else. */
    @Test
    void translated_types() {
        assertThat(ConflictFailureException.class).isAssignableTo(DataAccessException.class);
        assertThat(DuplicateKeyException.class).isAssignableTo(DataAccessException.class);
    }

    @Test
    void undecided() throws Exception {
        products.touch();

        WebRoundTrips.assertProblem(put("/undecided/7", "If-Match", "\"1\""), 409, "conflict");
        WebRoundTrips.assertProblem(put("/undecided/8", "If-Match", "\"1\""), 404, "missing");
    }

    @Test
    void decision_thrownByTheMethod() throws Exception {
        WebRoundTrips.assertProblem(put("/by-hand/7"), 428, "precondition_required");
        assertThat(put("/by-hand/7", "If-Match", "\"1\"").status()).isEqualTo(200);
    }

    /** It catches what is not ours, and nothing that is. */
    @Test
    void catchAll_goesLater() throws Exception {
        assertThat(server.send("GET", "/unknown", "").body()).isEqualTo("caught secret");
    }

    @Test
    void mistakes_areToldInWords() throws Exception {
        assertThat(put("/ambiguous/7").body())
                .isEqualTo("caught there must be exactly one repository to find the request's row: 2 are known."
                        + " Name the class of the rows, as in @IfMatch(Product.class).");
        assertThat(put("/unnamed/7").body())
                .startsWith(
                        "caught the path must have the variable {id}, or the attribute id of @IfMatch must name another one: ")
                .contains("Controller.unnamed");
        assertThat(put("/mistyped/7").body())
                .startsWith(
                        "caught a parameter with @IfMatch must be AcceptableVersions, Decision.Proceed or Decision: ")
                .contains("Controller.mistyped");
    }
}

package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doReturn;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.spring.SpringDatabase;
import io.github.ifmatch.spring.boot.IfmatchWebMvcAutoConfiguration;
import io.github.ifmatch.spring.web.IfMatch;
import io.github.ifmatch.spring.web.WebRows;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** A parameter that cannot work keeps the application from starting. */
class IfMatchCheckTest {

    private static final String HERE = IfMatchCheckTest.class.getName();

    private final WebApplicationContextRunner noRows = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(IfmatchWebMvcAutoConfiguration.class))
            .withUserConfiguration(Web.class);
    private final WebApplicationContextRunner products =
            noRows.withBean("products", VersionedRepository.class, () -> repository(Product.TABLE));
    private final WebApplicationContextRunner both =
            products.withBean("parcels", VersionedRepository.class, () -> repository(PARCELS));

    private static final Table<Parcel, Long> PARCELS = Table.of(Parcel.class, Long.class);

    record Parcel(long id, String state, long version) {}

    @Test
    void right_starts() {
        both.withBean(Right.class).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void onlyTable_needsNoName() {
        products.withBean(Unnamed.class).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void severalTables_needAName() {
        assertMistake(
                both.withBean(Unnamed.class),
                "there must be exactly one repository to find the request's row: 2 are known. Name the class of the rows, as in"
                        + " @IfMatch(Product.class). void " + HERE + "$Unnamed.put("
                        + AcceptableVersions.class.getName() + ")");
    }

    @Test
    void unknownClass() {
        assertMistake(
                products.withBean(OfParcels.class),
                "there must be exactly one repository of " + HERE
                        + "$Parcel to find the request's row: 0 are known. Declare a" + " Table bean of it. void "
                        + HERE + "$OfParcels.put(" + AcceptableVersions.class.getName() + ")");
    }

    @Test
    void twoOfTheClass() {
        assertMistake(
                both.withBean("oldParcels", VersionedRepository.class, () -> repository(PARCELS.named("old")))
                        .withBean(OfParcels.class),
                "there must be exactly one repository of " + HERE
                        + "$Parcel to find the request's row: 2 are known. Declare a"
                        + " WebRows bean of one of them. void " + HERE + "$OfParcels.put("
                        + AcceptableVersions.class.getName() + ")");
    }

    @Test
    void rowsOfABean() {
        both.withBean("oldParcels", VersionedRepository.class, () -> repository(PARCELS.named("old")))
                .withBean(WebRows.class, () -> WebRows.of(repository(PARCELS)))
                .withBean(OfParcels.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    /** In one of the paths; the other one has it, in a form of its own. */
    @Test
    void pathWithoutTheVariable() {
        assertMistake(
                products.withBean(Pathless.class),
                "the path must have the variable {id}, or the attribute id of @IfMatch must name another one: void "
                        + HERE + "$Pathless.put(" + AcceptableVersions.class.getName() + ")");
    }

    @Test
    void otherType() {
        assertMistake(
                products.withBean(Mistyped.class),
                "a parameter with @IfMatch must be AcceptableVersions, Decision.Proceed or Decision: void " + HERE
                        + "$Mistyped.put(java.lang.String)");
    }

    @Test
    void allMistakes_areTold() {
        products.withBean(Mistyped.class)
                .withBean(Pathless.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("$Mistyped.put")
                        .hasMessageContaining("$Pathless.put"));
    }

    /** Spring's own resolver goes first. */
    @Test
    void decisionOfSomebodyElse_isLeftAlone() {
        both.withBean(Elsewhere.class).run(context -> assertThat(context).hasNotFailed());
    }

    /** As in a test slice: it says nothing of its table yet, and is asked anew when there is a request. */
    @Test
    void mock_rowsAreLeftToTheRequests() {
        products.withBean("mock", VersionedRepository.class, () -> Mockito.mock(VersionedRepository.class))
                .withBean(OfParcels.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    VersionedRepository<?, ?> mock = context.getBean("mock", VersionedRepository.class);
                    doReturn(PARCELS).when(mock).table();
                    MockMvcBuilders.webAppContextSetup(context)
                            .build()
                            .perform(put("/parcels/1"))
                            .andExpect(status().isPreconditionRequired());
                });
    }

    /** As in a test slice with a mocked service. */
    @Test
    void noRepository_rowsAreLeftToTheRequests() {
        noRows.withBean(OfParcels.class).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void mock_typeAndPathAreLookedAt() {
        WebApplicationContextRunner mocked =
                noRows.withBean("mock", VersionedRepository.class, () -> Mockito.mock(VersionedRepository.class));

        mocked.withBean(Mistyped.class).run(context -> assertThat(context).hasFailed());
        mocked.withBean(Pathless.class).run(context -> assertThat(context).hasFailed());
    }

    @Test
    void lazyInitialization_makesNothing() {
        AtomicInteger made = new AtomicInteger();

        noRows.withBean("products", VersionedRepository.class, () -> {
                    made.incrementAndGet();
                    return repository(Product.TABLE);
                })
                .withBean(OfParcels.class)
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(made).hasValue(0);
                });
    }

    /** With all that Boot configures, and the repositories that it makes. */
    @Test
    void wholeApplication() {
        WebApplicationContextRunner whole = new WebApplicationContextRunner()
                .withUserConfiguration(Contexts.Everything.class, Contexts.Products.class)
                .withPropertyValues(Contexts.properties());

        whole.withBean(Unnamed.class).run(context -> assertThat(context).hasNotFailed());
        assertMistake(
                whole.withBean(OfParcels.class),
                "there must be exactly one repository of " + HERE
                        + "$Parcel to find the request's row: 0 are known. Declare a" + " Table bean of it. void "
                        + HERE + "$OfParcels.put(" + AcceptableVersions.class.getName() + ")");
    }

    private static void assertMistake(WebApplicationContextRunner runner, String message) {
        runner.run(context -> assertThat(context)
                .getFailure()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message));
    }

    private static <R> VersionedRepository<R, Long> repository(Table<R, Long> table) {
        return SpringDatabase.of(new DriverManagerDataSource("jdbc:h2:mem:unused"))
                .repository(table);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebMvc
    static class Web {}

    @RestController
    static class Right {

        @PutMapping({"/parcels/{id}", "/more-parcels/{id:[0-9]{3}}", "/all-parcels/{*id}"})
        void put(@IfMatch(Parcel.class) AcceptableVersions versions) {}

        @PutMapping("/parcels/{number}/state")
        void state(@IfMatch(value = Parcel.class, id = "number") Decision.Proceed proceed) {}
    }

    @RestController
    static class Unnamed {

        @PutMapping("/unnamed/{id}")
        void put(@IfMatch AcceptableVersions versions) {}
    }

    @RestController
    static class OfParcels {

        @PutMapping("/parcels/{id}")
        void put(@IfMatch(Parcel.class) AcceptableVersions versions) {}
    }

    @RestController
    static class Pathless {

        @PutMapping({"/with/{id:[0-9]+}", "/without/{number}"})
        void put(@IfMatch AcceptableVersions versions) {}
    }

    @RestController
    static class Mistyped {

        @PutMapping("/mistyped/{id}")
        void put(@IfMatch String version) {}
    }

    @RestController
    static class Elsewhere {

        @PutMapping("/elsewhere")
        void put(@RequestAttribute Decision decision) {}
    }
}

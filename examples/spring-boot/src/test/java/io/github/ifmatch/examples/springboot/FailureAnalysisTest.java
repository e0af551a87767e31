package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.spring.SpringDatabase;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What is printed under APPLICATION FAILED TO START, for this failure or that. */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysisTest {

    private static final String WANTED =
            "Parameter 0 of constructor in " + Shelf.class.getName() + " required a bean of type '"
                    + VersionedRepository.class.getName() + "<" + Product.class.getName()
                    + ", java.lang.Long>' that could not be found.\n\n";
    private static final String DECLARE =
            "Declare a table bean with these very types, and its repository can be injected: @Bean Table<Product, Long>";

    /** It wants a repository. */
    record Shelf(VersionedRepository<Product, Long> products) {}

    record NamedShelf(@Qualifier("nothing") VersionedRepository<Product, Long> products) {}

    record RawShelf(@SuppressWarnings("rawtypes") VersionedRepository products) {}

    @Test
    void noTable() {
        assertAnalysis(Contexts.runner().withBean(Shelf.class), WANTED + "No table bean is declared.", DECLARE);
    }

    @Test
    void otherTables_areListed() {
        assertAnalysis(
                Contexts.runner().withUserConfiguration(Others.class).withBean(Shelf.class),
                WANTED + "A repository is made for each table bean by its types. These table beans are declared:\n\n"
                        + "    - 'names': " + Table.class.getName() + "<"
                        + RepositoryBeansTest.Names.Name.class.getName()
                        + ", java.lang.String>\n"
                        + "    - 'wild': its declaration does not say what its rows and ids are, so it has no repository."
                        + " Let its method return Table<Order, Long>, with your types\n"
                        + "    - 'farAway': " + Table.class.getName() + "<" + Product.class.getName()
                        + ", java.lang.Long>, left alone since it is no candidate for injection by type",
                DECLARE);
    }

    @Test
    void rawRepository() {
        assertAnalysis(
                Contexts.runner().withBean(RawShelf.class),
                "Parameter 0 of constructor in " + RawShelf.class.getName() + " required a bean of type '"
                        + VersionedRepository.class.getName()
                        + "<?, ?>' that could not be found.\n\nNo table bean is declared.",
                "Declare a table bean with the types of its rows and ids, and its repository can be injected: @Bean Table<Order, Long>");
    }

    @Test
    void severalDataSources() {
        assertAnalysis(
                Contexts.withProducts().withUserConfiguration(TwoSources.class).withBean(Shelf.class),
                WANTED
                        + "There are 2 beans of type DataSource ('north', 'south') and none of them is primary, so Ifmatch has"
                        + " configured nothing.",
                "Make one of them @Primary, or declare a Database of each, SpringDatabase.of(dataSource), and its"
                        + " repositories: database.repository(table).");
    }

    @Test
    void severalDatabases() {
        assertAnalysis(
                Contexts.withProducts()
                        .withUserConfiguration(TwoDatabases.class)
                        .withBean(Shelf.class),
                WANTED
                        + "There are 2 beans of type Database ('east', 'west') and none of them is primary, so Ifmatch has"
                        + " configured nothing.",
                "Make one of them @Primary, or declare the repositories of each: database.repository(table).");
    }

    @Test
    void noDataSource() {
        assertAnalysis(
                new ApplicationContextRunner()
                        .withUserConfiguration(Contexts.Products.class)
                        .withBean(Shelf.class),
                WANTED + "There is no DataSource, so Ifmatch has configured nothing.",
                "Configure a DataSource, for instance by spring.datasource.url. In a test slice without one, replace the"
                        + " repository with @MockitoBean.");
    }

    /** One of two stands out, so that is not what is wrong. */
    @Test
    void notConfigured() {
        assertAnalysis(
                new ApplicationContextRunner()
                        .withUserConfiguration(PrimarySource.class)
                        .withBean(Shelf.class),
                WANTED + "There is the DataSource 'main', but Ifmatch's auto-configuration was not used.",
                "Use @EnableAutoConfiguration without excluding IfmatchAutoConfiguration or IfmatchTablesAutoConfiguration.");
    }

    /** There is a repository: Spring Boot's own analyzer says what keeps it away. */
    @Test
    void qualifier_isLeftToSpringBoot() {
        assertThat(analyses(Contexts.withProducts().withBean(NamedShelf.class))).isEmpty();
    }

    @Test
    void otherBean_isLeftToSpringBoot() {
        assertThat(analyses(Contexts.withProducts().withBean(VersionedTill.class)))
                .isEmpty();
    }

    @Test
    void severalRepositories_areLeftToSpringBoot() {
        assertThat(analyses(Contexts.withProducts()
                        .withUserConfiguration(RepositoryBeansTest.OldProducts.class)
                        .withBean(Shelf.class)))
                .isEmpty();
    }

    record VersionedTill(Shelf shelf) {}

    @Test
    void objections() {
        assertAnalysis(
                Contexts.withProducts().withUserConfiguration(VerificationTest.Misfits.class),
                "Table beans were compared with the database, and these do not pass:\n\n"
                        + "    - 'coloured': products (Coloured) does not fit the database: it has no column colour (component"
                        + " colour)\n"
                        + "    - 'nowhere': nowhere (Coloured) does not fit the database: there is no such table or view",
                "Alter the table in the database, by a migration for instance, or the declaration of the table bean."
                        + " To start all the same, with a warning of each, set ifmatch.verify=warn.");
    }

    /** As users see it; Spring Boot's own analyzer of missing beans comes later. */
    @Test
    void application_printsTheAnalysis(CapturedOutput output) {
        assertThatThrownBy(() -> start(Wanting.class)).isInstanceOf(Exception.class);

        assertThat(output.getOut())
                .contains(
                        "APPLICATION FAILED TO START",
                        "Parameter 0 of method shelf in " + Wanting.class.getName() + " required a bean of type '",
                        "No table bean is declared.",
                        DECLARE)
                .doesNotContain("Consider ");
    }

    @Test
    void application_printsTheMisfits(CapturedOutput output) {
        assertThatThrownBy(() -> start(Misfitting.class)).isInstanceOf(IllegalStateException.class);

        assertThat(output.getOut())
                .contains("APPLICATION FAILED TO START", "    - 'nowhere': nowhere (Coloured)", "ifmatch.verify=warn");
    }

    private static void start(Class<?> application) {
        new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .run(Stream.of(Contexts.properties())
                        .map(property -> "--" + property)
                        .toArray(String[]::new))
                .close();
    }

    private static void assertAnalysis(ApplicationContextRunner runner, String description, String action) {
        assertThat(analyses(runner)).singleElement().satisfies(analysis -> {
            assertThat(analysis.getDescription()).isEqualTo(description);
            assertThat(analysis.getAction()).isEqualTo(action);
        });
    }

    /** Of the failed start. */
    private static List<FailureAnalysis> analyses(ApplicationContextRunner runner) {
        AtomicReference<BeanFactory> beanFactory = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        runner.withInitializer(context -> beanFactory.set(context.getBeanFactory()))
                .run(context -> failure.set(context.getStartupFailure()));
        assertThat(failure.get()).isNotNull();
        return analyses(beanFactory.get(), failure.get());
    }

    /** Ours alone, found and made as Spring Boot does it. */
    private static List<FailureAnalysis> analyses(BeanFactory beanFactory, Throwable failure) {
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(
                        FailureAnalyzer.class,
                        ArgumentResolver.of(BeanFactory.class, beanFactory),
                        FailureHandler.handleMessage((message, cause) -> {}))
                .stream()
                .filter(analyzer -> analyzer.getClass().getName().startsWith("io.github.ifmatch"))
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .toList();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Wanting {

        @Bean
        static Shelf shelf(VersionedRepository<Product, Long> products) {
            return new Shelf(products);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Misfitting extends VerificationTest.Misfits {}

    @Configuration(proxyBeanMethods = false)
    static class Others {

        @Bean
        static Table<RepositoryBeansTest.Names.Name, String> names() {
            return Table.of(RepositoryBeansTest.Names.Name.class, String.class)
                    .named("products")
                    .id("name");
        }

        @Bean
        static Table<?, ?> wild() {
            return Product.TABLE;
        }

        @Bean(defaultCandidate = false)
        static Table<Product, Long> farAway() {
            return Product.TABLE;
        }
    }

    private static DataSource dataSource(String name) {
        return new DriverManagerDataSource("jdbc:h2:mem:" + name);
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoSources {

        @Bean
        static DataSource north() {
            return dataSource("north");
        }

        @Bean
        static DataSource south() {
            return dataSource("south");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoDatabases {

        @Bean
        static Database east() {
            return SpringDatabase.of(dataSource("east"));
        }

        @Bean
        static Database west() {
            return SpringDatabase.of(dataSource("west"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PrimarySource {

        @Bean
        @Primary
        static DataSource main() {
            return dataSource("main");
        }

        @Bean
        static DataSource other() {
            return dataSource("other");
        }
    }
}

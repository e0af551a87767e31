package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** A repository for each table bean, with its generic types. */
@ExtendWith(OutputCaptureExtension.class)
class RepositoryBeansTest {

    record Stock(VersionedRepository<Product, Long> products) {}

    record BothStocks(
            @Qualifier("products") VersionedRepository<Product, Long> now,
            @Qualifier("oldProducts") VersionedRepository<Product, Long> before) {}

    /** By its generics: there are repositories of other rows. */
    @Test
    void table_repositoryIsInjectedByItsTypes() {
        Contexts.withProducts()
                .withUserConfiguration(Names.class)
                .withBean(Stock.class)
                .run(context -> {
                    VersionedRepository<Product, Long> products =
                            context.getBean(Stock.class).products();

                    Product stored = products.insert(new Product(0, "Pen", 3, 0));

                    assertThat(products.update(stored.withStock(2)).version()).isEqualTo(2);
                    assertThat(context.getBeanNamesForType(VersionedRepository.class))
                            .containsExactlyInAnyOrder("productsVersionedRepository", "namesVersionedRepository");
                });
    }

    /** Before that bean is made, the schema is: with a database of the application's own, too. */
    @Test
    void repository_isUsedInAConstructor() {
        Contexts.withProducts()
                .withUserConfiguration(DatabaseBeanTest.OwnDatabase.class)
                .withBean(Opening.class)
                .run(context -> assertThat(context).hasSingleBean(Opening.class));
    }

    record Opening(VersionedRepository<Product, Long> products) {

        Opening {
            products.insert(new Product(1, "Pen", 3, 0));
        }
    }

    /** Not only of a static method. */
    @Test
    void table_isOfAnInstance() {
        Contexts.runner()
                .withUserConfiguration(OfAnInstance.class)
                .withBean(Stock.class)
                .run(context -> assertThat(context).hasSingleBean(Stock.class));
    }

    @Test
    void tables_ofTheSameRow_areToldApartByTheirNames() {
        Contexts.withProducts()
                .withUserConfiguration(OldProducts.class)
                .withBean(BothStocks.class)
                .run(context -> {
                    BothStocks both = context.getBean(BothStocks.class);

                    both.before().insert(new Product(7, "Pen", 3, 0));

                    assertThat(both.now().find(7L)).isEmpty();
                    assertThat(both.before().find(7L)).isPresent();
                });
    }

    @Test
    void tables_ofTheSameRow_needAName() {
        Contexts.withProducts()
                .withUserConfiguration(OldProducts.class)
                .withBean(Stock.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(NoUniqueBeanDefinitionException.class)
                        .hasMessageContaining("productsVersionedRepository,oldProductsVersionedRepository"));
    }

    @Test
    void tables_ofTheSameRow_onePrimary() {
        Contexts.withProducts()
                .withUserConfiguration(MainProducts.class)
                .withBean(Stock.class)
                .run(context -> {
                    context.getBean(Stock.class).products().insert(new Product(7, "Pen", 3, 0));

                    assertThat(context.getBean("mainProductsVersionedRepository", VersionedRepository.class)
                                    .find(7L))
                            .isPresent();
                });
    }

    @Test
    void repositoryOfTheApplicationsOwn_isKept() {
        Contexts.withProducts()
                .withUserConfiguration(OwnRepository.class)
                .withBean(Stock.class)
                .run(context -> {
                    assertThat(context.getBeanNamesForType(VersionedRepository.class))
                            .containsExactly("stock");
                    assertThat(context.getBean(Stock.class).products()).isSameAs(context.getBean("stock"));
                });
    }

    /** The types are not known before the table is made. */
    @Test
    void tableWithoutTypes_noRepositoryAndAWarning(CapturedOutput output) {
        Contexts.runner().withUserConfiguration(Untyped.class).run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(VersionedRepository.class);
            assertThat(output.getOut())
                    .contains(
                            "The table bean 'raw' does not say what its rows and ids are, so no repository can be injected for it."
                                    + " Let its method return Table<Order, Long>, with your types.",
                            "The table bean 'wild' does not say",
                            "The table bean 'bounded' does not say",
                            "The table bean 'variable' does not say");
        });
    }

    @Test
    void lazyInitialization_repositoryIsInjected() {
        Contexts.withProducts()
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .withBean(Stock.class)
                .run(context -> {
                    assertThat(context.getBeanFactory().containsSingleton("productsVersionedRepository"))
                            .isFalse();
                    assertThat(context.getBean(Stock.class).products().find(1L)).isEmpty();
                });
    }

    @Test
    void tableOfAnotherDatabase_isLeftAlone() {
        Contexts.runner()
                .withUserConfiguration(Elsewhere.class)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(VersionedRepository.class));
    }

    @Configuration(proxyBeanMethods = false)
    static class Names {

        /** A row of another type. */
        record Name(String name, long version) {}

        @Bean
        static Table<Name, String> names() {
            return Table.of(Name.class, String.class).named("products").id("name");
        }
    }

    @Configuration
    static class OfAnInstance {

        @Bean
        Table<Product, Long> products() {
            return Product.TABLE;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OldProducts {

        @Bean
        static Table<Product, Long> oldProducts() {
            return Product.TABLE.named("old_products");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MainProducts {

        @Bean
        @Primary
        static Table<Product, Long> mainProducts() {
            return Product.TABLE.named("old_products");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnRepository {

        @Bean
        static VersionedRepository<Product, Long> stock(Database database, Table<Product, Long> products) {
            return database.repository(products);
        }
    }

    @SuppressWarnings("rawtypes")
    @Configuration(proxyBeanMethods = false)
    static class Untyped extends OfARow<Product> {

        @Bean
        static Table raw() {
            return Product.TABLE;
        }

        @Bean
        static Table<?, ?> wild() {
            return Product.TABLE;
        }

        @Bean
        static Table<? extends Record, Long> bounded() {
            return Product.TABLE;
        }
    }

    static class OfARow<R> {

        @Bean
        @SuppressWarnings("unchecked")
        Table<R, Long> variable() {
            return (Table<R, Long>) Product.TABLE;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Elsewhere {

        @Bean(defaultCandidate = false)
        static Table<Product, Long> elsewhere() {
            return Product.TABLE.named("elsewhere");
        }

        @Bean(autowireCandidate = false)
        static Table<Product, Long> farAway() {
            return Product.TABLE.named("far_away");
        }
    }
}

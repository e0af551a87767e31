package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Database;
import io.github.ifmatch.Event;
import io.github.ifmatch.Listener;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.type.ColumnTypes;
import java.lang.reflect.Type;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The database is made of the beans that are there. */
class DatabaseBeanTest {

    private static final List<String> DATA_SOURCES = List.of(
            "org.springframework.boot.autoconfigure.batch.BatchAutoConfiguration",
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration");

    @Test
    void database_joinsTheTransaction() {
        Contexts.withProducts().run(context -> {
            VersionedRepository<Product, Long> products =
                    context.getBean(Database.class).repository(Product.TABLE);

            new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                    .executeWithoutResult(transaction -> {
                        products.insert(new Product(1, "Pen", 3, 0));
                        transaction.setRollbackOnly();
                    });

            assertThat(products.find(1L)).isEmpty();
        });
    }

    /** Before that bean is made, the schema is. */
    @Test
    void database_isUsedInAConstructor() {
        Contexts.withProducts()
                .withBean(Opening.class)
                .run(context -> assertThat(context).hasSingleBean(Opening.class));
    }

    record Opening(Database database) {

        Opening {
            database.repository(Product.TABLE).insert(new Product(1, "Pen", 3, 0));
        }
    }

    @Test
    void database_ofTheApplicationsOwn_isKept() {
        Contexts.withProducts()
                .withUserConfiguration(OwnDatabase.class)
                .run(context ->
                        assertThat(context.getBeanNamesForType(Database.class)).containsExactly("mine"));
    }

    @Test
    void dataSources_noneStandsOut_nothingHappens() {
        Contexts.withProducts()
                .withUserConfiguration(TwoDataSources.class)
                .withPropertyValues("spring.sql.init.mode=never")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(Database.class)
                        .doesNotHaveBean(VersionedRepository.class));
    }

    @Test
    void noDataSource_nothingHappens() {
        Contexts.withProducts()
                .withPropertyValues("spring.autoconfigure.exclude=" + String.join(",", DATA_SOURCES))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(Database.class)
                        .doesNotHaveBean(VersionedRepository.class));
    }

    /** H2 keeps it for the session, so that the next statement of the one connection shows it. */
    @ParameterizedTest
    @CsvSource({"5,5", "7s,7", "PT2M,120", "500ms,0", "'',0"})
    void queryTimeout_isThatOfTheJdbcTemplate(String property, int seconds) {
        Contexts.withProducts()
                .withPropertyValues(
                        "spring.jdbc.template.query-timeout=" + property,
                        "spring.datasource.hikari.maximum-pool-size=1")
                .run(context -> {
                    assertThat(context.getBean(Database.class)
                                    .repository(Product.TABLE)
                                    .find(1L))
                            .isEmpty();

                    assertThat(queryTimeout(context.getBean(DataSource.class))).isEqualTo(seconds);
                });
    }

    private static int queryTimeout(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.getQueryTimeout();
        }
    }

    @Test
    void listeners_hearOfAWriteAfterItsCommit() {
        Contexts.withProducts().withUserConfiguration(Listeners.class).run(context -> {
            Listeners listeners = context.getBean(Listeners.class);
            VersionedRepository<Product, Long> products =
                    context.getBean(Database.class).repository(Product.TABLE);

            new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                    .executeWithoutResult(transaction -> {
                        products.insert(new Product(1, "Pen", 3, 0));
                        assertThat(listeners.heard).isEmpty();
                    });

            assertThat(listeners.heard)
                    .containsExactly(
                            "first " + new Event.Written("products", "insert", 1L),
                            "second " + new Event.Written("products", "insert", 1L));
        });
    }

    @Test
    void columnTypes_areAskedInTheirOrder() {
        Contexts.withProducts()
                .withBean("others", ColumnTypes.class, () -> type -> Optional.empty())
                .withBean("names", ColumnTypes.class, () -> DatabaseBeanTest::name)
                .run(context -> {
                    VersionedRepository<Named, Long> products = context.getBean(Database.class)
                            .repository(Table.of(Named.class, Long.class).named("products"));

                    products.insert(new Named(1, new Name("Pen"), 3, 0));

                    assertThat(products.get(1L).name()).isEqualTo(new Name("Pen"));
                });
    }

    private static Optional<ColumnType<Name>> name(Type javaType) {
        return javaType == Name.class
                ? Optional.of(ColumnType.of(String.class).as(Name::new, Name::text))
                : Optional.empty();
    }

    @Test
    void dialect_isTheBean() {
        List<String> asked = new ArrayList<>();
        Dialect dialect = new Dialect() {
            @Override
            public boolean speaks(String productName) {
                return false;
            }

            @Override
            public String locking(String select) {
                asked.add(select);
                return Dialect.STANDARD.locking(select);
            }

            @Override
            public boolean survivesErrors() {
                asked.add("survivesErrors");
                return Dialect.STANDARD.survivesErrors();
            }
        };
        Contexts.withProducts().withBean(Dialect.class, () -> dialect).run(context -> {
            VersionedRepository<Product, Long> products =
                    context.getBean(Database.class).repository(Product.TABLE);
            Product stored = products.insert(new Product(1, "Pen", 3, 0));
            products.update(stored.withStock(2));

            products.tryUpdate(stored.withStock(1));

            assertThat(asked).isNotEmpty();
        });
    }

    record Name(String text) {}

    record Named(long id, Name name, int stock, long version) {}

    @Configuration(proxyBeanMethods = false)
    static class OwnDatabase {

        @Bean
        static Database mine(DataSource dataSource) {
            return Database.of(dataSource);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoDataSources {

        @Bean
        static DataSource one() {
            return new DriverManagerDataSource("jdbc:h2:mem:one");
        }

        @Bean
        static DataSource other() {
            return new DriverManagerDataSource("jdbc:h2:mem:other");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Listeners {

        final List<String> heard = new ArrayList<>();

        @Bean
        @Order(2)
        Listener second() {
            return event -> heard.add("second " + event);
        }

        @Bean
        @Order(1)
        Listener first() {
            return event -> heard.add("first " + event);
        }
    }
}

package io.github.ifmatch.examples.springboot;

import io.github.ifmatch.Table;
import java.util.UUID;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Contexts that Spring Boot configures, each on a database of its own that {@code products.sql} has filled. */
final class Contexts {

    private Contexts() {}

    static ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withUserConfiguration(Everything.class)
                .withPropertyValues(properties());
    }

    /** What takes long and is not used here is left out, by its names in both Spring Boots. */
    static String[] properties() {
        return new String[] {
            "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
            "spring.sql.init.schema-locations=classpath:products.sql",
            "spring.flyway.enabled=false",
            "spring.data.jpa.repositories.enabled=false",
            "spring.autoconfigure.exclude="
                    + "org.springframework.boot.autoconfigure.batch.BatchAutoConfiguration,"
                    + "org.springframework.boot.batch.autoconfigure.BatchAutoConfiguration,"
                    + "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration,"
                    + "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
        };
    }

    /** The same, with the table bean {@code products}. */
    static ApplicationContextRunner withProducts() {
        return runner().withUserConfiguration(Products.class);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Everything {}

    @Configuration(proxyBeanMethods = false)
    static class Products {

        @Bean
        static Table<Product, Long> products() {
            return Product.TABLE;
        }
    }
}

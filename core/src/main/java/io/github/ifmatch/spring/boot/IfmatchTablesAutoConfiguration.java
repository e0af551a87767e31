package io.github.ifmatch.spring.boot;

import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;

/**
 * Makes a {@link VersionedRepository} of each {@link Table} bean, and verifies the tables before the server takes requests.
 *
 * <p>{@code @Bean Table<Order, Long> orders()} alone lets {@code VersionedRepository<Order, Long>} be injected. Its bean is called {@code
 * ordersVersionedRepository}; among several of the same types, {@code @Qualifier("orders")} says which. None is made if the application
 * declares a bean of that repository's type. The rows' types are taken from what the bean's method returns: for {@code Table<?, ?>}, or
 * no types at all, a WARN says that there is no repository.
 *
 * <p>A table of another database than the application's main one is left alone if it is {@code @Bean(defaultCandidate = false)} or
 * {@code @Bean(autowireCandidate = false)}.
 *
 * <p>Thread-safe.
 */
@AutoConfiguration(after = IfmatchAutoConfiguration.class)
@ConditionalOnSingleCandidate(Database.class)
@EnableConfigurationProperties(IfmatchProperties.class)
public final class IfmatchTablesAutoConfiguration {

    IfmatchTablesAutoConfiguration() {}

    @Bean
    static RepositoryRegistrar ifmatchRepositoryRegistrar() {
        return new RepositoryRegistrar();
    }

    @Bean(RepositoryRegistrar.REPOSITORIES)
    @DependsOnDatabaseInitialization
    Repositories ifmatchRepositories(Database database, IfmatchProperties properties) {
        return new Repositories(database, properties.translateExceptions());
    }

    /** Not lazy, whatever {@code spring.main.lazy-initialization} says: that leaves a {@code SmartInitializingSingleton} alone. */
    @Bean
    @DependsOnDatabaseInitialization
    Verification ifmatchVerification(
            Database database, ConfigurableListableBeanFactory beanFactory, IfmatchProperties properties) {
        return new Verification(database, beanFactory, properties.verify(), properties.verifyFailsOn());
    }
}

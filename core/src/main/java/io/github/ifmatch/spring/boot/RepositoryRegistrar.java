package io.github.ifmatch.spring.boot;

import io.github.ifmatch.VersionedRepository;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;

/**
 * Declares a repository for each table, with the generic types of the table's declaration.
 *
 * <p>A post-processor of the registry, since it runs after the configuration classes are read, when all tables are known, and before
 * any bean is made: the repositories are definitions like others, found by type with their generics, lazy where the application is,
 * and written down by an ahead-of-time build, which could not hold an instance supplier. An {@code ImportBeanDefinitionRegistrar} would
 * run before the tables of other configuration classes are known; a resolver of injection points would make beans that nobody else can
 * see. Where definitions were made ahead of time they are there already, and are kept. For one thread at a time, like the context's start.
 */
final class RepositoryRegistrar implements BeanDefinitionRegistryPostProcessor {

    static final String REPOSITORIES = "ifmatchRepositories";

    private static final Logger LOG = LoggerFactory.getLogger(RepositoryRegistrar.class);

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        if (registry instanceof ConfigurableListableBeanFactory beanFactory) {
            missing(beanFactory)
                    .forEach((table, type) -> registry.registerBeanDefinition(
                            table + "VersionedRepository",
                            repository(table, type, beanFactory.getMergedBeanDefinition(table))));
        }
    }

    /** The repositories' types, by table, found before any of them is declared. */
    private static Map<String, ResolvableType> missing(ConfigurableListableBeanFactory beanFactory) {
        Map<String, ResolvableType> missing = new LinkedHashMap<>();
        for (String table : TableBeans.names(beanFactory)) {
            TableBeans.type(beanFactory, table)
                    .map(type -> ResolvableType.forClassWithGenerics(VersionedRepository.class, type.getGenerics()))
                    .ifPresentOrElse(
                            type -> {
                                if (beanFactory.getBeanNamesForType(type, true, false).length == 0) {
                                    missing.put(table, type);
                                }
                            },
                            () -> warn(table));
        }
        return missing;
    }

    private static void warn(String table) {
        LOG.warn(
                "The table bean '{}' does not say what its rows and ids are, so no repository can be injected for it. Let its"
                        + " method return Table<Order, Long>, with your types.",
                table);
    }

    private static BeanDefinition repository(String table, ResolvableType type, BeanDefinition tableDefinition) {
        RootBeanDefinition repository = new RootBeanDefinition();
        repository.setTargetType(type);
        repository.setFactoryBeanName(REPOSITORIES);
        repository.setFactoryMethodName("repository");
        repository.getConstructorArgumentValues().addIndexedArgumentValue(0, new RuntimeBeanReference(table));
        repository.addQualifier(new AutowireCandidateQualifier(Qualifier.class, table));
        repository.setPrimary(tableDefinition.isPrimary());
        repository.setFallback(tableDefinition.isFallback());
        if (tableDefinition instanceof AbstractBeanDefinition whole && whole.getLazyInit() != null) {
            repository.setLazyInit(tableDefinition.isLazyInit());
        }
        return repository;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        // All is done in the registry.
    }
}

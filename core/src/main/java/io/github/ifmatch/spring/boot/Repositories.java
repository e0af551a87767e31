package io.github.ifmatch.spring.boot;

import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.spring.VersionedExceptionTranslator;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.dao.support.PersistenceExceptionTranslationInterceptor;

/** Makes the repositories that are beans. Thread-safe. */
final class Repositories {

    private final Database database;
    private final boolean translatesExceptions;

    Repositories(Database database, boolean translatesExceptions) {
        this.database = database;
        this.translatesExceptions = translatesExceptions;
    }

    /** Called by the definitions of {@link RepositoryRegistrar}. */
    VersionedRepository<?, ?> repository(Table<?, ?> table) {
        VersionedRepository<?, ?> repository = database.repository(table);
        return translatesExceptions ? translating(repository) : repository;
    }

    private static VersionedRepository<?, ?> translating(VersionedRepository<?, ?> repository) {
        ProxyFactory proxy = new ProxyFactory();
        proxy.setInterfaces(VersionedRepository.class);
        proxy.setOpaque(true);
        proxy.addAdvice(new PersistenceExceptionTranslationInterceptor(new VersionedExceptionTranslator()));
        proxy.setTarget(repository);
        return (VersionedRepository<?, ?>) proxy.getProxy(VersionedRepository.class.getClassLoader());
    }
}

package io.github.ifmatch.spring.boot;

import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.spring.VersionedExceptionTranslator;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.dao.support.PersistenceExceptionTranslationInterceptor;

/** Makes a repository throw Spring's exceptions. A class by itself: without them, spring-tx need not be there. */
final class TranslatingRepository {

    private TranslatingRepository() {}

    static VersionedRepository<?, ?> of(VersionedRepository<?, ?> repository) {
        ProxyFactory proxy = new ProxyFactory();
        proxy.setInterfaces(VersionedRepository.class);
        proxy.setOpaque(true);
        proxy.addAdvice(new PersistenceExceptionTranslationInterceptor(new VersionedExceptionTranslator()));
        proxy.setTarget(repository);
        return (VersionedRepository<?, ?>) proxy.getProxy(VersionedRepository.class.getClassLoader());
    }
}

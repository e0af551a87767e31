package io.github.ifmatch.spring.boot;

import io.github.ifmatch.audit.Audit;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import javax.sql.DataSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Wraps each data source, as a subclass of its own class, so that a pool can still be injected as what it is. Thread-safe.
 */
final class AuditedDataSources implements BeanPostProcessor {

    private final ObjectProvider<Audit> audit;

    AuditedDataSources(ObjectProvider<Audit> audit) {
        this.audit = audit;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof DataSource)) {
            return bean;
        }
        ProxyFactory proxy = new ProxyFactory(bean);
        proxy.setProxyTargetClass(!Modifier.isFinal(bean.getClass().getModifiers()));
        MethodInterceptor watching = invocation -> {
            Object result = invocation.proceed();
            return result instanceof Connection connection ? audit.getObject().watch(connection) : result;
        };
        proxy.addAdvice(watching);
        return proxy.getProxy(bean.getClass().getClassLoader());
    }
}

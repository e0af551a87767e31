package io.github.ifmatch.spring.boot;

import io.github.ifmatch.Table;
import io.github.ifmatch.audit.Audit;
import io.github.ifmatch.spring.boot.IfmatchProperties.AuditMode;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Watches the statements of all data sources that are beans, if {@code ifmatch.audit} is {@code report} or {@code fail}: for tests and
 * staging.
 *
 * <p>The {@link Audit} is a bean, of all {@link Table} beans; one of the application's own, such as with tables that have no declaration,
 * is taken instead. What it found is logged when the application ends, and written to the file {@code ifmatch.audit-report}. Needs JSqlParser. Thread-safe.
 */
@AutoConfiguration
@Conditional(AuditIsOn.class)
@EnableConfigurationProperties(IfmatchProperties.class)
public final class IfmatchAuditAutoConfiguration {

    IfmatchAuditAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    static Audit ifmatchAudit(ConfigurableListableBeanFactory beanFactory, IfmatchProperties properties) {
        List<Table<?, ?>> tables = new ArrayList<>();
        for (String name : TableBeans.names(beanFactory)) {
            tables.add(beanFactory.getBean(name, Table.class));
        }
        Audit audit = Audit.of(tables);
        return properties.audit() == AuditMode.FAIL ? audit.throwing() : audit;
    }

    /** Made before all data sources; the audit is made when the first connection is taken. */
    @Bean
    static AuditedDataSources ifmatchAuditedDataSources(ObjectProvider<Audit> audit) {
        return new AuditedDataSources(audit);
    }

    @Bean
    AuditLog ifmatchAuditLog(Audit audit, IfmatchProperties properties) {
        return new AuditLog(audit, properties.auditReport());
    }
}

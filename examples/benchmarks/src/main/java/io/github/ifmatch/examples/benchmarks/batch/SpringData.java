package io.github.ifmatch.examples.benchmarks.batch;

import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.data.jdbc.core.convert.JdbcCustomConversions;
import org.springframework.data.jdbc.core.mapping.JdbcMappingContext;
import org.springframework.data.jdbc.repository.config.AbstractJdbcConfiguration;
import org.springframework.data.relational.RelationalManagedTypes;
import org.springframework.data.relational.core.mapping.NamingStrategy;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Spring Data JDBC over a data source. Thread-safe. */
public final class SpringData {

    private SpringData() {}

    /** Its own beans. */
    public static AnnotationConfigApplicationContext open(DataSource dataSource) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(NamedParameterJdbcTemplate.class, () -> new NamedParameterJdbcTemplate(dataSource));
        context.register(Configuration.class);
        context.refresh();
        return context;
    }

    /** Leaves the names' case to the database. */
    static class Configuration extends AbstractJdbcConfiguration {

        @Override
        public JdbcMappingContext jdbcMappingContext(
                Optional<NamingStrategy> namingStrategy,
                JdbcCustomConversions customConversions,
                RelationalManagedTypes jdbcManagedTypes) {
            JdbcMappingContext names = super.jdbcMappingContext(namingStrategy, customConversions, jdbcManagedTypes);
            names.setForceQuote(false);
            return names;
        }
    }
}

package io.github.ifmatch.spring.boot;

import io.github.ifmatch.Database;
import io.github.ifmatch.Listener;
import io.github.ifmatch.Watcher;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.spring.AfterCommit;
import io.github.ifmatch.spring.SpringDatabase;
import io.github.ifmatch.spring.VersionedExceptionTranslator;
import io.github.ifmatch.type.ColumnTypes;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Makes the {@link Database} of the application's data source, if there is one that stands out.
 *
 * <p>Its statements end after {@code spring.jdbc.template.query-timeout}, if that is set, as those of {@code JdbcTemplate} do. {@link
 * Listener}s, {@link Watcher}s, {@link ColumnTypes} and a {@link Dialect} are taken from beans; listeners hear of a write after its commit, as {@link
 * AfterCommit} has it. A database bean of the application's own is left as it is. Thread-safe.
 */
@AutoConfiguration(afterName = {BootNames.DATA_SOURCE_3, BootNames.DATA_SOURCE_4})
@ConditionalOnClass({DataSourceUtils.class, TransactionSynchronizationManager.class})
@ConditionalOnSingleCandidate(DataSource.class)
@EnableConfigurationProperties(IfmatchProperties.class)
public final class IfmatchAutoConfiguration {

    private static final String QUERY_TIMEOUT = "spring.jdbc.template.query-timeout";

    IfmatchAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    @DependsOnDatabaseInitialization
    Database ifmatchDatabase(
            DataSource dataSource,
            Environment environment,
            ObjectProvider<Listener> listeners,
            ObjectProvider<Watcher> watchers,
            ObjectProvider<ColumnTypes> types,
            ObjectProvider<Dialect> dialect) {
        Database database = database(dataSource, queryTimeout(environment));
        List<Listener> allListeners = listeners.orderedStream().toList();
        if (!allListeners.isEmpty()) {
            database = database.withListener(AfterCommit.of(Listener.all(allListeners.toArray(Listener[]::new))));
        }
        List<Watcher> allWatchers = watchers.orderedStream().toList();
        if (!allWatchers.isEmpty()) {
            database = database.withWatcher(Watcher.all(allWatchers.toArray(Watcher[]::new)));
        }
        List<ColumnTypes> allTypes = types.orderedStream().toList();
        if (!allTypes.isEmpty()) {
            database = database.withTypes(new OrderedTypes(allTypes));
        }
        Dialect given = dialect.getIfAvailable();
        return given == null ? database : database.withDialect(given);
    }

    private static Database database(DataSource dataSource, Duration queryTimeout) {
        return queryTimeout.toSeconds() < 1
                ? SpringDatabase.of(dataSource)
                : SpringDatabase.of(dataSource, queryTimeout);
    }

    /** Under a second is no limit, as {@code JdbcTemplate} has it; nor is no text. */
    private static Duration queryTimeout(Environment environment) {
        return Binder.get(environment)
                .bind(QUERY_TIMEOUT, String.class)
                .map(text -> text.isBlank() ? null : text)
                .map(text -> DurationStyle.detectAndParse(text, ChronoUnit.SECONDS))
                .orElse(Duration.ZERO);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBooleanProperty("ifmatch.translate-exceptions")
    static VersionedExceptionTranslator ifmatchExceptionTranslator() {
        return new VersionedExceptionTranslator();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBooleanProperty(name = "ifmatch.publish-events", matchIfMissing = true)
    EventPublisher ifmatchEventPublisher(ApplicationEventPublisher publisher) {
        return new EventPublisher(publisher);
    }
}

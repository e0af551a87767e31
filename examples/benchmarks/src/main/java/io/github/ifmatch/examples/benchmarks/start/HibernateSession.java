package io.github.ifmatch.examples.benchmarks.start;

import static java.util.Objects.requireNonNull;

import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.jspecify.annotations.Nullable;

/** A session of Hibernate, which reads the row before it merges the edited one into it. For one thread at a time. */
final class HibernateSession implements Way {

    private @Nullable SessionFactory sessions;

    @Override
    public void update(DataSource dataSource, Item edited) {
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("start");
        configuration.managedClass(ItemEntity.class);
        configuration.property(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, dataSource);
        sessions = configuration.createEntityManagerFactory();
        sessions.inTransaction(session -> session.merge(new ItemEntity(edited)));
    }

    @Override
    public void close() {
        requireNonNull(sessions).close();
    }
}

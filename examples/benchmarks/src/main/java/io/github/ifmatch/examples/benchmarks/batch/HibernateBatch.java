package io.github.ifmatch.examples.benchmarks.batch;

import io.github.ifmatch.examples.benchmarks.Product;
import java.util.List;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/**
 * Hibernate, with JDBC batches as large as what it is given. A stale row fails the whole call. Thread-safe.
 */
abstract class HibernateBatch implements Way {

    final SessionFactory sessions;

    private HibernateBatch(DataSource dataSource, int batchSize) {
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("batch");
        configuration.managedClass(ProductEntity.class);
        configuration.property(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, dataSource);
        configuration.property(AvailableSettings.STATEMENT_BATCH_SIZE, batchSize);
        configuration.property(AvailableSettings.ORDER_UPDATES, true);
        this.sessions = configuration.createEntityManagerFactory();
    }

    static List<ProductEntity> entities(List<Product> rows) {
        return BatchSql.sorted(rows).stream().map(ProductEntity::new).toList();
    }

    @Override
    public void close() {
        sessions.close();
    }

    /** A session merges rows that come from outside into those that it has loaded: here with one query for all. */
    static final class Stateful extends HibernateBatch {

        Stateful(DataSource dataSource, int batchSize) {
            super(dataSource, batchSize);
        }

        @Override
        public Told update(List<Product> rows) {
            List<ProductEntity> entities = entities(rows);
            List<Product> stored = sessions.fromTransaction(session -> {
                session.findMultiple(
                        ProductEntity.class,
                        entities.stream().map(ProductEntity::id).toList());
                List<ProductEntity> merged =
                        entities.stream().map(session::merge).toList();
                session.flush();
                return merged.stream().map(ProductEntity::toProduct).toList();
            });
            return new Told(stored.size(), stored);
        }
    }

    /** No loading, no merging: the closest that Hibernate comes to the statement. */
    static final class Stateless extends HibernateBatch {

        Stateless(DataSource dataSource, int batchSize) {
            super(dataSource, batchSize);
        }

        @Override
        public Told update(List<Product> rows) {
            List<ProductEntity> entities = entities(rows);
            sessions.inStatelessTransaction(session -> session.updateMultiple(entities));
            List<Product> stored =
                    entities.stream().map(ProductEntity::toProduct).toList();
            return new Told(stored.size(), stored);
        }
    }
}

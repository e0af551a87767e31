package io.github.ifmatch.examples.benchmarks.peers.library;

import io.github.ifmatch.examples.benchmarks.peers.row.BeanRow;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.RollbackException;
import java.util.List;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.StaleStateException;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/**
 * Hibernate with a session for each operation: a row from outside is merged, which reads it first. A stale row fails a whole batch.
 * Thread-safe.
 */
class HibernatePeer<R extends BeanRow<R>> implements Peer<R> {

    /** How many rows a JDBC batch has. */
    private static final int BATCH = 1_000;

    final SessionFactory sessions;
    final Class<R> type;

    HibernatePeer(DataSource dataSource, Class<R> type) {
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("peers");
        configuration.managedClass(type);
        configuration.property(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, dataSource);
        configuration.property(AvailableSettings.STATEMENT_BATCH_SIZE, BATCH);
        configuration.property(AvailableSettings.ORDER_UPDATES, true);
        this.sessions = configuration.createEntityManagerFactory();
        this.type = type;
    }

    @Override
    public R find(long id) {
        return sessions.fromSession(session -> session.find(type, id));
    }

    @Override
    public R change(long id) {
        return sessions.fromTransaction(session -> session.find(type, id).edited());
    }

    @Override
    public R update(R row) {
        return sessions.fromTransaction(session -> session.merge(row));
    }

    @Override
    public R insert(R row) {
        sessions.inTransaction(session -> session.persist(row));
        return row;
    }

    @Override
    public R delete(R row) {
        sessions.inTransaction(session -> session.remove(session.merge(row)));
        return row;
    }

    @Override
    public boolean isRefusal(RuntimeException e) {
        return e instanceof OptimisticLockException
                || e instanceof StaleStateException
                || (e instanceof RollbackException && e.getCause() instanceof OptimisticLockException);
    }

    @Override
    public Written<R> updateAll(List<R> rows) {
        return sessions.fromTransaction(session -> {
            session.findMultiple(type, rows.stream().map(row -> (Object) row.id()).toList());
            List<R> merged = rows.stream().map(session::merge).toList();
            session.flush();
            return new Written<>(merged.size(), merged);
        });
    }

    @Override
    public void close() {
        sessions.close();
    }

    /** Hibernate's stateless session: no loading, no merging, the closest that it comes to the statement. Thread-safe. */
    static final class Stateless<R extends BeanRow<R>> extends HibernatePeer<R> {

        Stateless(DataSource dataSource, Class<R> type) {
            super(dataSource, type);
        }

        @Override
        public R find(long id) {
            return sessions.fromStatelessSession(session -> session.get(type, id));
        }

        @Override
        public R change(long id) {
            return sessions.fromStatelessTransaction(session -> {
                R row = session.get(type, id).edited();
                session.update(row);
                return row;
            });
        }

        @Override
        public R update(R row) {
            sessions.inStatelessTransaction(session -> session.update(row));
            return row;
        }

        @Override
        public R insert(R row) {
            sessions.inStatelessTransaction(session -> session.insert(row));
            return row;
        }

        @Override
        public R delete(R row) {
            sessions.inStatelessTransaction(session -> session.delete(row));
            return row;
        }

        @Override
        public Written<R> updateAll(List<R> rows) {
            sessions.inStatelessTransaction(session -> session.updateMultiple(rows));
            return new Written<>(rows.size(), rows);
        }
    }
}

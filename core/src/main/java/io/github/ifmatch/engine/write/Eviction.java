package io.github.ifmatch.engine.write;

import io.github.ifmatch.Database;
import java.lang.reflect.Method;
import java.sql.Connection;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the pool drop a connection that was given up, before it is closed. Thread-safe.
 *
 * <p>HikariCP lends a connection again without a look if it was used in the last 500 ms, unless it saw an exception whose SQLSTATE it
 * knows. H2's are its own, and its {@link Connection#abort} does nothing: the pool would lend what is dead again and again.
 */
@FunctionalInterface
interface Eviction {

    /** The pool sees by itself what is broken, or is not known. */
    Eviction NONE = connection -> {};

    void evict(Connection connection);

    /** By the pool's own {@code evictConnection(Connection)}, as HikariCP has it, on which nothing here depends. */
    static Eviction of(DataSource pool) {
        try {
            Method evict = pool.getClass().getMethod("evictConnection", Connection.class);
            return connection -> {
                try {
                    Object unused = evict.invoke(pool, connection);
                } catch (ReflectiveOperationException e) {
                    Logger log = LoggerFactory.getLogger(Database.class);
                    log.debug("evicting a connection failed; the pool will find it broken", e);
                }
            };
        } catch (NoSuchMethodException e) {
            return NONE;
        }
    }
}

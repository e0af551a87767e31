package io.github.ifmatch.examples.twotabs;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.examples.twotabs.rules.Pool;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;

/** Empty databases to run on. */
final class Databases {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private Databases() {}

    static HikariDataSource h2() {
        return Pool.open("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=500", null, null);
    }

    /** A schema of the one PostgreSQL of these tests, which waits half a second for a lock, as H2 does here. */
    static HikariDataSource postgres() {
        String schema = "s" + SCHEMAS.incrementAndGet();
        Jdbi.create(Postgres.SERVER.getPostgresDatabase())
                .useHandle(handle -> handle.execute("CREATE SCHEMA " + schema));
        return Pool.open(
                Postgres.SERVER.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema
                        + "&options=-c%20lock_timeout=500",
                null,
                null);
    }

    /** Started on first use; it ends with the tests. */
    private static final class Postgres {

        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

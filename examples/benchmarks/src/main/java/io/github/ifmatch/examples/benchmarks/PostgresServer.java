package io.github.ifmatch.examples.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The embedded PostgreSQL: one server for a whole run, which the forks are told of. It does not wait for the disk, since
 * that wait would hide what is measured. Thread-safe.
 */
public final class PostgresServer {

    /** The system property that tells a fork where the server is. */
    public static final String URL = "benchmarks.postgresql.url";

    private PostgresServer() {}

    /** Where it is; it is started if this is the first that asks, and no system property tells. */
    public static String url() {
        String url = System.getProperty(URL);
        return url == null ? Embedded.SERVER.getJdbcUrl("postgres", "postgres") : url;
    }

    /** Started on first use; stopped when the JVM ends. */
    private static final class Embedded {

        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("synchronous_commit", "off")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void close(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

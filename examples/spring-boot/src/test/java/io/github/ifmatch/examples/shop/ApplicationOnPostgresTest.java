package io.github.ifmatch.examples.shop;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** The service in its profile {@code postgres}. */
@Tag("thorough")
class ApplicationOnPostgresTest extends ApplicationTest {

    private EmbeddedPostgres server;

    @Override
    String[] options() throws Exception {
        server = EmbeddedPostgres.start();
        return new String[] {
            "--spring.profiles.active=postgres",
            "--spring.datasource.url=" + server.getJdbcUrl("postgres", "postgres"),
            "--spring.datasource.username=postgres",
            "--spring.datasource.password=postgres"
        };
    }

    @AfterAll
    void stopServer() throws Exception {
        server.close();
    }
}

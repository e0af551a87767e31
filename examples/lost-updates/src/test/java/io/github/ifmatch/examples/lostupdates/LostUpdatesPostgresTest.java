package io.github.ifmatch.examples.lostupdates;

import org.junit.jupiter.api.Tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@Tag("thorough")
class LostUpdatesPostgresTest {

    private static final String TABLE = "ifmatch_lost_updates_products";

    private static EmbeddedPostgres server;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void run_postgres_losesNothingAndLeavesNothing() throws SQLException {
        assertThat(run("postgres")).isZero();

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
                .startsWith("PostgreSQL ")
                .containsPattern("With Ifmatch: {4}0 lost updates; [\\d,]+ conflicts were told, and settled\\.");
        execute("CREATE TABLE " + TABLE + " (free integer)");
        execute("DROP TABLE " + TABLE);
    }

    @Test
    void run_tableOfSomebodyElse_isRefusedAndLeftAlone() throws SQLException {
        execute("CREATE TABLE " + TABLE + " (theirs integer)");

        assertThat(run("postgres")).isEqualTo(1);

        assertThat(err.toString())
                .isEqualToNormalizingNewlines("lost-updates: table " + TABLE + " exists, and this run did not make it."
                        + " Nothing was changed. If no other run is at work: DROP TABLE " + TABLE + "\n");
        execute("INSERT INTO " + TABLE + " (theirs) VALUES (1)");
        execute("DROP TABLE " + TABLE);
    }

    @Test
    void run_unknownUser_saysSoInOneLine() {
        assertThat(run("nobody")).isEqualTo(1);

        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("lost-updates: cannot reach jdbc:postgresql://")
                .contains("nobody");
    }

    private int run(String user) {
        String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
        return LostUpdates.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .execute("--url", url, "--user", user, "--password", "postgres", "--seconds", "1", "--editors", "4");
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

package io.github.ifmatch.examples.benchmarks.bypass;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.audit.Audit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The audit finds every statement that writes past the version, at its line, whoever sends it; and nothing else. */
class BypassTest {

    private static final Path SOURCES =
            Path.of("src/test/java", BypassTest.class.getPackageName().replace('.', '/'));

    private static final Pattern MARK = Pattern.compile("// bypass (\\w+)$");

    private final Audit audit = Audit.of().withTable("articles", "version");
    private final HikariDataSource pool = new HikariDataSource();

    @BeforeEach
    void createTables() throws SQLException {
        pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE articles (id bigint PRIMARY KEY, name varchar(60) NOT NULL,"
                    + " stock integer NOT NULL, version bigint NOT NULL)");
            statement.execute("CREATE TABLE notes (text varchar(60))");
        }
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private interface Work {
        void on(DataSource dataSource) throws SQLException;
    }

    private void assertFound(Class<?> source, Work work, int atLeast) throws SQLException, IOException {
        work.on(audit.watch(pool));

        TreeSet<String> found = new TreeSet<>();
        audit.report()
                .findings()
                .forEach(finding -> found.add(finding.site().getFileName() + ":"
                        + finding.site().getLineNumber() + " " + finding.kind()));
        List<String> marked = marked(source.getSimpleName() + ".java");
        assertThat(marked).hasSizeGreaterThanOrEqualTo(atLeast);
        assertThat(found).as(audit.report().toText()).containsExactlyInAnyOrderElementsOf(marked);
    }

    private static List<String> marked(String file) throws IOException {
        List<String> lines = Files.readAllLines(SOURCES.resolve(file));
        List<String> marked = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher mark = MARK.matcher(lines.get(i));
            if (mark.find()) {
                marked.add(file + ":" + (i + 1) + " " + mark.group(1));
            }
        }
        return marked;
    }

    @Test
    void jdbc() throws SQLException, IOException {
        assertFound(JdbcBypass.class, JdbcBypass::run, 15);
    }

    @Test
    void jooq() throws SQLException, IOException {
        assertFound(JooqBypass.class, JooqBypass::run, 10);
    }

    @Test
    void hibernate() throws SQLException, IOException {
        assertFound(HibernateBypass.class, HibernateBypass::run, 8);
    }
}

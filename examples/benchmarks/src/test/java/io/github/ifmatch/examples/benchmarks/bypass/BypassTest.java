package io.github.ifmatch.examples.benchmarks.bypass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.audit.Audit;
import io.github.ifmatch.dialect.TableGuard;
import io.github.ifmatch.examples.benchmarks.bypass.Articles.Article;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A sample application whose statements write past the version, by plain JDBC, jOOQ and Hibernate: the audit finds each of them at its
 * line, and nothing else; and the guard refuses each of them in the database.
 */
class BypassTest {

    private static final Path SOURCES =
            Path.of("src/test/java", BypassTest.class.getPackageName().replace('.', '/'));

    /** Its kind, on which database if not on both; {@code advances}: it leaves the next version, and has not looked at the last. */
    private static final Pattern MARK = Pattern.compile("([A-Z]+)(?: \\((H2|POSTGRESQL)\\))?(, advances)?");

    private static final int HIGHEST_VERSION = 9;

    private record Mark(String kind, boolean advances) {}

    private interface Work {
        void on(DataSource dataSource, Engine engine) throws SQLException;
    }

    private static final Map<Class<?>, Work> SAMPLES = Map.of(
            JdbcBypass.class, JdbcBypass::run,
            JooqBypass.class, JooqBypass::run,
            HibernateBypass.class, HibernateBypass::run);

    static Stream<Arguments> samples() {
        return Stream.of(Engine.values())
                .flatMap(engine -> Stream.of(
                        arguments(JdbcBypass.class, engine, 20),
                        arguments(JooqBypass.class, engine, 12),
                        arguments(HibernateBypass.class, engine, 9)));
    }

    private static Map<Integer, Mark> marked(Class<?> sample, Engine engine) throws IOException {
        List<String> lines = Files.readAllLines(SOURCES.resolve(fileOf(sample)));
        Map<Integer, Mark> marked = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            int begin = lines.get(i).indexOf("// bypass ");
            Matcher mark = MARK.matcher(begin < 0 ? "" : lines.get(i).substring(begin));
            while (mark.find()) {
                if (mark.group(2) == null || mark.group(2).equals(engine.name())) {
                    marked.put(i + 1, new Mark(mark.group(1), mark.group(3) != null));
                }
            }
        }
        return marked;
    }

    private static String fileOf(Class<?> sample) {
        return sample.getSimpleName() + ".java";
    }

    @ParameterizedTest
    @MethodSource("samples")
    void audit_findsEach(Class<?> sample, Engine engine, int atLeast) throws SQLException, IOException {
        Audit audit = Audit.of().withTable("articles", "version").withCalls();
        try (Articles articles = Articles.on(engine)) {
            SAMPLES.get(sample).on(audit.watch(articles.dataSource()), engine);
        }

        Set<String> found = new TreeSet<>();
        audit.report()
                .findings()
                .forEach(finding -> found.add(finding.site().getFileName() + ":"
                        + finding.site().getLineNumber() + " " + finding.kind()));
        Set<String> expected = new TreeSet<>();
        marked(sample, engine).forEach((line, mark) -> expected.add(fileOf(sample) + ":" + line + " " + mark.kind()));
        assertThat(expected).hasSizeGreaterThanOrEqualTo(atLeast);
        assertThat(found).as(audit.report().toText()).isEqualTo(expected);
    }

    /** Each statement is sent again by itself, to rows that it would change: where there is no guard it does. */
    @ParameterizedTest
    @MethodSource("samples")
    void guard_refusesEach(Class<?> sample, Engine engine, int atLeast) throws SQLException, IOException {
        Map<Integer, Mark> marked = marked(sample, engine);
        Set<Integer> sent = new TreeSet<>();
        try (Articles articles = Articles.on(engine)) {
            Recorder recorder = new Recorder(fileOf(sample));
            SAMPLES.get(sample).on(recorder.watch(articles.dataSource()), engine);
            for (Recorder.Sent statement : recorder.sent()) {
                Mark mark = marked.get(statement.line());
                if (mark != null && changesSomething(articles, statement)) {
                    sent.add(statement.line());
                    assertGuarded(articles, statement, mark, engine);
                }
            }
        }
        assertThat(sent).isEqualTo(marked.keySet());
    }

    /** Leaves the rows at the version at which the statement would change one. */
    private static boolean changesSomething(Articles articles, Recorder.Sent statement) throws SQLException {
        for (long version = 1; version <= HIGHEST_VERSION; version++) {
            articles.fill(version, false);
            List<Article> before = articles.stored();
            try (Connection connection = articles.dataSource().getConnection()) {
                statement.sendAgain(connection);
            }
            if (!articles.stored().equals(before)) {
                articles.fill(version, true);
                return true;
            }
        }
        return false;
    }

    private static void assertGuarded(Articles articles, Recorder.Sent statement, Mark mark, Engine engine)
            throws SQLException {
        List<Article> before = articles.stored();
        String refusal = refusal(articles, statement);
        List<Article> after = articles.stored();

        if (mark.advances()) {
            assertThat(refusal).as(statement.sql()).isEmpty();
            List<Article> changed =
                    before.stream().filter(row -> !after.contains(row)).toList();
            assertThat(changed).isNotEmpty().allSatisfy(row -> assertThat(
                            articles.rows().tryUpdate(row))
                    .isInstanceOf(Conflict.class));
        } else if (mark.kind().equals("TRUNCATE") && engine == Engine.H2) {
            assertThat(refusal).as("H2 has no trigger for TRUNCATE").isEmpty();
        } else {
            assertThat(refusal).as(statement.sql()).contains(TableGuard.REFUSAL);
            assertThat(after).as(statement.sql()).isEqualTo(before);
        }
    }

    private static String refusal(Articles articles, Recorder.Sent statement) {
        try (Connection connection = articles.dataSource().getConnection()) {
            statement.sendAgain(connection);
            return "";
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }
}

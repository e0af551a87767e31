package io.github.ifmatch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the tests of the examples sent to H2 and PostgreSQL, by Ifmatch, Jdbi, Hibernate, Spring Data and by hand, as it was written down by a
 * driver that passes on: nothing is reported but what does write past the version. Such a line begins with {@code !}: a sample of a bypass,
 * a test that prepares its rows, or an overwrite of Ifmatch's, which in an application is known by who sends it.
 */
class ExamplesTest {

    private static final Map<String, Set<String>> UNVERSIONED =
            Map.of("accounts", Set.of("last_seen"), "orders", Set.of("note"));

    private static final List<WatchedTable> TABLES = Stream.of(
                    "accounts",
                    "articles",
                    "customers",
                    "doctors",
                    "legacy",
                    "movements",
                    "order_lines",
                    "orders",
                    "parcels",
                    "places",
                    "pricing_rules",
                    "products",
                    "rule_changes",
                    "rule_conditions",
                    "rule_creations",
                    "rule_drafts",
                    "suppliers",
                    "things",
                    "web_lines",
                    "web_orders")
            .map(name -> WatchedTable.of(name, "version", UNVERSIONED.getOrDefault(name, Set.of())))
            .toList();

    private static List<String> lines() {
        try (InputStream text = Objects.requireNonNull(ExamplesTest.class.getResourceAsStream("examples.sql"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isReported(String sql) {
        return !new Analyses(TABLES, false)
                .of(sql, () -> Spelling.STANDARD)
                .suspicions()
                .isEmpty();
    }

    @Test
    void nothingElseIsReported() {
        assertThat(lines().stream().filter(line -> isReported(line.replaceFirst("^! ", "")) != line.startsWith("! ")))
                .isEmpty();
    }

    @Test
    void areMany() {
        assertThat(lines().stream().filter(line -> !line.startsWith("! "))).hasSizeGreaterThan(200);
    }
}

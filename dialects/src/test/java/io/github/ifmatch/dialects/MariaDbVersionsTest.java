package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.type.VersionSource;
import io.github.ifmatch.verify.Finding;
import io.github.ifmatch.verify.Severity;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns that MariaDB updates by itself, as versions, by each driver. */
@NeedsMariaDb
class MariaDbVersionsTest {

    private record Page(long id, String text, LocalDateTime changed) {}

    private record Stamped(long id, String text, Instant changed) {}

    private static <R> VersionedRepository<R, Long> pages(MariaDbTestDatabase database, Class<R> rowType) {
        database.drop("pages");
        database.execute("CREATE TABLE pages (id bigint PRIMARY KEY, text varchar(50), changed datetime(6) NOT NULL"
                + " DEFAULT current_timestamp(6) ON UPDATE current_timestamp(6))");
        return database.repository(
                Table.of(rowType, Long.class).named("pages").version("changed").versions(VersionSource.DATABASE));
    }

    private static <R> void assertVersioned(MariaDbTestDatabase database, VersionedRepository<R, Long> pages, R row) {
        Table<R, Long> table = pages.table();
        database.database().verify(table);
        R first = pages.insert(row);
        R second = pages.patch(1L, table.version(first), Map.of("text", "second"));

        assertThat(table.version(second)).isGreaterThan(table.version(first));
        R mine = table.with(first, Map.of("text", "mine"));
        assertThat(pages.tryUpdate(mine)).isEqualTo(new Conflict<>(table, 1L, table.version(first), mine, second));
        R third = table.with(second, Map.of("text", "third"));
        assertThat(pages.tryUpdateAll(List.of(mine))).hasOnlyElementsOfType(Conflict.class);
        assertThat(pages.tryUpdateAll(List.of(third))).hasOnlyElementsOfType(Applied.class);
    }

    @ParameterizedTest
    @EnumSource
    void columnThatIsUpdatedByItself(MariaDbTestDatabase.Driver driver) {
        MariaDbTestDatabase database =
                new MariaDbTestDatabase(new MariaDbDialect(), driver, MariaDbTestDatabase.Sessions.REPEATABLE_READ, "");
        assertVersioned(database, pages(database, Page.class), new Page(1, "first", LocalDateTime.MIN));

        VersionedRepository<Stamped, Long> stamped = pages(database, Stamped.class);
        assertVersioned(database, stamped, new Stamped(1, "first", Instant.EPOCH));
        assertThatThrownBy(() -> stamped.touch(stamped.get(1L)))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("must make a new one at each write");
    }

    /** A {@code timestamp} is of the session's time zone, whose clock may show one time for two, and ends in 2038. */
    @ParameterizedTest
    @EnumSource
    void timestampOfTheSession(MariaDbTestDatabase.Driver driver) {
        for (Dialect dialect : List.of(new MariaDbDialect(), Dialect.STANDARD)) {
            MariaDbTestDatabase database =
                    new MariaDbTestDatabase(dialect, driver, MariaDbTestDatabase.Sessions.REPEATABLE_READ, "");
            for (Class<?> rowType : List.of(Page.class, Stamped.class)) {
                Table<?, Long> table =
                        Table.of(rowType, Long.class).named("pages").version("changed");
                for (VersionSource source : List.of(VersionSource.TIME, VersionSource.DATABASE)) {
                    assertThat(zone(database, table.versions(source), "timestamp(6)"))
                            .singleElement()
                            .isEqualTo(source == VersionSource.TIME ? Severity.ERROR : Severity.WARNING);
                    assertThat(zone(database, table.versions(source), "datetime(6)"))
                            .isEmpty();
                }
            }
        }
    }

    private static List<Severity> zone(MariaDbTestDatabase database, Table<?, ?> table, String type) {
        database.drop("pages");
        database.execute("CREATE TABLE pages (id bigint PRIMARY KEY, text varchar(50), changed " + type
                + " NOT NULL DEFAULT current_timestamp(6))");
        return database.database().inspect(table).all().stream()
                .filter(finding -> finding.code().equals("version-zone"))
                .map(Finding::severity)
                .toList();
    }
}

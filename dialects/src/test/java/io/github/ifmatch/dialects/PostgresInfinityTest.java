package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ends of time, of which PostgreSQL alone has a notion: what is read is written back as it was. */
class PostgresInfinityTest {

    private record Until(
            long id,
            Instant instant,
            OffsetDateTime offset,
            LocalDateTime local,
            LocalDate date,
            Timestamp stamp,
            Date day,
            long version) {}

    private static final String STORED =
            "SELECT concat_ws(' ', instant, \"offset\", local, date, stamp, day, version)" + " FROM until ORDER BY id";

    static Stream<TestDatabase> databases() {
        return Stream.of(new PostgresTestDatabase(new PostgresDialect()), new PostgresTestDatabase(Dialect.STANDARD));
    }

    private static VersionedRepository<Until, Long> rows(TestDatabase database) {
        String all = "'infinity', 'infinity', 'infinity', 'infinity', 'infinity', 'infinity', 1)";
        database.execute(
                "DROP TABLE IF EXISTS until",
                "CREATE TABLE until (id bigint PRIMARY KEY, instant timestamptz, \"offset\" timestamptz, local timestamp,"
                        + " date date, stamp timestamptz, day date, version bigint NOT NULL)",
                "INSERT INTO until VALUES (1, " + all,
                "INSERT INTO until VALUES (2, " + all.replace("infinity", "-infinity"));
        return database.repository(Table.of(Until.class, Long.class));
    }

    private static List<String> stored(String version) {
        String ever = "infinity ".repeat(6) + version;
        return List.of(ever, ever.replace("infinity", "-infinity"));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void infinity_readAndWrittenBack(TestDatabase database) {
        VersionedRepository<Until, Long> rows = rows(database);
        Until last = rows.get(1L);
        Until first = rows.get(2L);

        assertThat(last.instant()).isEqualTo(Instant.MAX);
        assertThat(first.instant()).isEqualTo(Instant.MIN);
        assertThat(last.offset()).isEqualTo(OffsetDateTime.MAX);
        assertThat(first.date()).isEqualTo(LocalDate.MIN);
        assertThat(rows.update(last)).isEqualTo(rows.get(1L));
        assertThat(rows.update(first)).isEqualTo(rows.get(2L));
        assertThat(database.query(STORED)).isEqualTo(stored("2"));
        assertThat(rows.updateAll(rows.findAll(List.of(1L, 2L)))).hasSize(2);
        assertThat(database.query(STORED)).isEqualTo(stored("3"));
        assertThat(rows.modify(1L, row -> row)).isEqualTo(rows.get(1L));
        assertThat(database.query(STORED)).isEqualTo(stored("3"));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void infinity_inserted(TestDatabase database) {
        VersionedRepository<Until, Long> rows = rows(database);
        List<Until> all = rows.findAll(List.of(1L, 2L));
        database.execute("DELETE FROM until");

        assertThat(rows.insertAll(all)).isEqualTo(all);
        assertThat(database.query(STORED)).isEqualTo(stored("1"));
    }

    /** Two ends that are compared are as far apart as can be. */
    @ParameterizedTest
    @MethodSource("databases")
    void infinity_compared(TestDatabase database) {
        VersionedRepository<Until, Long> rows = rows(database);
        Until last = rows.get(1L);
        Until first = rows.get(2L);
        Until mine = new Until(
                1, first.instant(), first.offset(), first.local(), first.date(), first.stamp(), first.day(), 1);
        rows.touch(last);

        Until merged = rows.update(mine, rows.table().mergeFrom(last));

        assertThat(merged.instant()).isEqualTo(Instant.MIN);
        assertThat(database.query(STORED))
                .containsOnly(stored("3").get(1), stored("1").get(1));
    }
}

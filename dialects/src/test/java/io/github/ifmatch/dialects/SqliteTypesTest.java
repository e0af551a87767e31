package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How values stand in SQLite: what others who read the table find there, and what they may have left there for us to read. */
class SqliteTypesTest {

    private static final SqliteTestDatabase DATABASE = new SqliteTestDatabase(new SqliteDialect());

    private static final Instant AT = Instant.parse("2026-03-29T01:30:00.120Z");

    record Kept(
            long id,
            UUID uuid,
            BigDecimal decimal,
            BigInteger whole,
            Instant at,
            OffsetDateTime offset,
            LocalDateTime local,
            LocalDate day,
            LocalTime time,
            OffsetTime offsetTime,
            long version) {}

    private static final Table<Kept, Long> KEPT =
            Table.of(Kept.class, Long.class).named("kept");

    private VersionedRepository<Kept, Long> kept;

    @BeforeEach
    void createTable() {
        DATABASE.drop("kept");
        DATABASE.execute(
                "CREATE TABLE kept (id INTEGER PRIMARY KEY, uuid TEXT, decimal TEXT, whole TEXT, at TEXT, offset TEXT,"
                        + " local TEXT, day TEXT, time TEXT, offset_time TEXT, version INTEGER NOT NULL) STRICT");
        kept = DATABASE.repository(KEPT);
    }

    private static Kept row() {
        return new Kept(
                1,
                new UUID(1, 2),
                new BigDecimal("-1.50"),
                BigInteger.TEN.pow(30),
                AT,
                AT.atOffset(ZoneOffset.ofHours(9)),
                LocalDateTime.of(2026, 3, 29, 2, 30),
                LocalDate.of(2026, 3, 29),
                LocalTime.of(23, 59),
                OffsetTime.of(1, 2, 3, 4, ZoneOffset.ofHoursMinutes(5, 45)),
                0);
    }

    /** Nine digits each, and points in time in UTC, so that texts sort as times follow each other. */
    @Test
    void written() {
        Kept stored = kept.insert(row());

        assertThat(DATABASE.query("SELECT uuid, decimal, whole, at, offset, local, day, time, offset_time FROM kept"))
                .containsExactly("00000000-0000-0001-0000-000000000002 -1.50 1000000000000000000000000000000"
                        + " 2026-03-29T01:30:00.120000000Z 2026-03-29T01:30:00.120000000Z 2026-03-29T02:30:00.000000000"
                        + " 2026-03-29 23:59:00.000000000 01:02:03.000000004+05:45");
        assertThat(stored.at()).isEqualTo(AT);
        assertThat(stored.offset()).isEqualTo(AT.atOffset(ZoneOffset.UTC));
        assertThat(stored.local()).isEqualTo(row().local());
        assertThat(stored.offsetTime()).isEqualTo(row().offsetTime());
        assertThat(stored.decimal()).isEqualTo(row().decimal());
        assertThat(kept.update(stored).version()).isEqualTo(2);
    }

    /** CURRENT_TIMESTAMP's text, ISO 8601 as others write it, and the driver's milliseconds. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-29 01:30:00.120, 2026-03-29T01:30:00.120Z",
        "2026-03-29T01:30:00.120Z, 2026-03-29T01:30:00.120Z",
        "2026-03-29T03:30:00.12+02:00, 2026-03-29T01:30:00.120Z",
        "2026-03-28T23:30:00.120000000-02:00, 2026-03-29T01:30:00.120Z",
        "2026-03-29T01:30:00.120000000, 2026-03-29T01:30:00.120Z",
        "2026-03-29T01:30, 2026-03-29T01:30:00Z",
        "1774747800120, 2026-03-29T01:30:00.120Z",
        "-1, 1969-12-31T23:59:59.999Z",
        "+12026-03-29T01:30:00.120000000Z, +12026-03-29T01:30:00.120Z"
    })
    void instants_ofOthers(String text, Instant at) {
        Kept stored = kept.insert(row());
        DATABASE.execute("UPDATE kept SET at = '" + text + "'");

        assertThat(kept.get(stored.id()).at()).isEqualTo(at);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30T01:30:00.120000000Z", "2026-03-29T25:30:00.120000000Z", "yesterday", "", "-"})
    void noInstants_areRefused(String text) {
        Kept stored = kept.insert(row());
        DATABASE.execute("UPDATE kept SET at = '" + text + "'");

        assertThatThrownBy(() -> kept.get(stored.id()))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("at")
                .hasMessageNotContaining(text.isEmpty() || text.equals("-") ? "\0" : text);
    }

    private record Small(long id, short number, long version) {}

    /** The driver would cut off what does not fit, and make 0 of a text. */
    @ParameterizedTest
    @ValueSource(strings = {"40000", "-32769", "1.5", "'some'", "9223372036854775807"})
    void numbersThatDoNotFit_areRefused(String number) {
        DATABASE.drop("small");
        DATABASE.execute("CREATE TABLE small (id INTEGER PRIMARY KEY, number, version INTEGER NOT NULL)");
        VersionedRepository<Small, Long> small =
                DATABASE.repository(Table.of(Small.class, Long.class).named("small"));
        assertThat(small.insert(new Small(1, Short.MIN_VALUE, 0)).number()).isEqualTo(Short.MIN_VALUE);
        DATABASE.execute("UPDATE small SET number = " + number);

        assertThatThrownBy(() -> small.get(1L))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("number");
    }
}

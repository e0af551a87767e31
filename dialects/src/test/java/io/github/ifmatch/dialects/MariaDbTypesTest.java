package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Times to the microsecond, the same by each driver in every time zone of the JVM; UUIDs in two kinds of columns. */
@NeedsMariaDb
class MariaDbTypesTest {

    record Event(
            UUID id,
            UUID text,
            Instant at,
            Instant stamped,
            OffsetDateTime offset,
            LocalDateTime local,
            LocalTime time,
            long version) {}

    private static final Table<Event, UUID> EVENTS =
            Table.of(Event.class, UUID.class).named("events");

    private final TimeZone found = TimeZone.getDefault();

    @AfterEach
    void setZone() {
        TimeZone.setDefault(found);
    }

    private static MariaDbTestDatabase database(MariaDbTestDatabase.Driver driver) {
        return new MariaDbTestDatabase(new MariaDbDialect(), driver, MariaDbTestDatabase.Sessions.REPEATABLE_READ, "");
    }

    /** In the hour that is left out in New York, and in that which comes twice. */
    @ParameterizedTest
    @EnumSource
    void times_inEveryZone(MariaDbTestDatabase.Driver driver) {
        MariaDbTestDatabase database = database(driver);
        database.execute("CREATE TABLE events (id uuid PRIMARY KEY, text char(36), at datetime(6), stamped timestamp(6)"
                + " NULL, offset datetime(6), local datetime(6), time time(6), version bigint NOT NULL)"
                        .replace("offset", "`offset`"));
        VersionedRepository<Event, UUID> events = database.repository(EVENTS);
        for (String moment : new String[] {
            "2026-03-08T07:30:00.123456Z", "2026-11-01T05:30:00.000001Z", "2026-11-01T06:30:00.999999Z"
        }) {
            Instant at = Instant.parse(moment);
            LocalDateTime gap = LocalDateTime.parse("2026-03-08T02:30:00.123456");
            TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
            Event event = new Event(
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    at,
                    at,
                    at.atOffset(ZoneOffset.ofHours(9)),
                    gap,
                    LocalTime.parse("23:59:59.999999"),
                    0);

            Event stored = events.insert(event);
            Event updated = events.update(stored);
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            Event read = events.get(event.id());

            assertThat(stored.at()).isEqualTo(at);
            assertThat(read).isEqualTo(updated);
            assertThat(read.at()).isEqualTo(at);
            assertThat(read.stamped()).isEqualTo(at);
            assertThat(read.offset().toInstant()).isEqualTo(at);
            assertThat(read.local()).isEqualTo(gap);
            assertThat(read.time()).isEqualTo(event.time());
            assertThat(read.text()).isEqualTo(event.text());
        }
        assertThat(database.query("SELECT at FROM events WHERE at LIKE '2026-03%'"))
                .singleElement()
                .asString()
                .startsWith("2026-03-08 07:30:00.123456"); // the clock of UTC
    }
}

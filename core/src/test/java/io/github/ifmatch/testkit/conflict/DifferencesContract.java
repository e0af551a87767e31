package io.github.ifmatch.testkit.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Difference;
import io.github.ifmatch.Differences;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the database rounds, scales and copies is no difference. */
public abstract class DifferencesContract extends Contract {

    @SuppressWarnings("ArrayRecordComponent") // never compared by itself
    private record Reading(
            long id,
            BigDecimal amount,
            Instant at,
            OffsetDateTime until,
            LocalDateTime local,
            Timestamp legacy,
            byte[] raw,
            String note,
            long version) {

        Reading withNote(String newNote) {
            return new Reading(id, amount, at, until, local, legacy, raw, newNote, version);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared by itself
    private record Tagged(long id, BigDecimal[] amounts, String[] tags, long version) {}

    private static final Table<Reading, Long> READINGS = Table.of(Reading.class, Long.class);
    private static final Table<Tagged, Long> TAGGED = Table.of(Tagged.class, Long.class);

    private static final Instant NANOSECONDS = Instant.parse("2026-01-01T12:00:00.123456789Z");

    private VersionedRepository<Reading, Long> readings;

    @BeforeEach
    void createTable() {
        database.drop("reading");
        database.execute(
                "CREATE TABLE reading (id bigint PRIMARY KEY, amount numeric(12, 2), {'at'} {instant},"
                        + " until {instant}, {'local'} {timestamp}, legacy {timestamp}, raw {binary(20)}, note varchar(50), version bigint NOT NULL)");
        readings = database.repository(READINGS);
    }

    /** As the caller made it: to the nanosecond, and with a scale of its own. */
    private static Reading mine() {
        return new Reading(
                1,
                new BigDecimal("1.5"),
                NANOSECONDS,
                NANOSECONDS.atOffset(ZoneOffset.ofHours(5)),
                LocalDateTime.ofInstant(NANOSECONDS, ZoneOffset.UTC),
                Timestamp.from(NANOSECONDS),
                new byte[] {1, 2},
                "mine",
                1);
    }

    private Conflict<Reading> conflict(Reading row) {
        return readings.tryUpdate(row)
                .fold(
                        applied -> {
                            throw new AssertionError("applied");
                        },
                        conflict -> conflict,
                        missing -> {
                            throw new AssertionError("missing");
                        });
    }

    @Test
    void differences_asTheDatabaseRounds() {
        needs(Feature.INSTANTS);
        Reading stored = readings.insert(mine());
        readings.update(stored.withNote("theirs"));

        Differences differences = conflict(mine()).differences(mine());

        assertThat(differences.of(Difference.Kind.UNCHANGED)).hasSize(6);
        assertThat(differences.sentence()).isEqualTo("note was changed by someone else");
        assertThat(stored.at().equals(NANOSECONDS)).isNotEqualTo(database.has(Feature.TIMES_SHORTENED));
    }

    @Test
    void looksApplied_asTheDatabaseRounds() {
        needs(Feature.INSTANTS);
        readings.insert(mine());
        readings.update(mine());

        assertThat(conflict(mine()).looksApplied()).isTrue();
    }

    @Test
    void merge_asTheDatabaseRounds() {
        needs(Feature.INSTANTS);
        readings.insert(mine());
        Reading theirs = readings.update(mine().withNote("theirs"));

        Reading merged = readings.update(
                new Reading(
                        1,
                        BigDecimal.TEN,
                        mine().at(),
                        mine().until(),
                        mine().local(),
                        mine().legacy(),
                        mine().raw(),
                        "mine",
                        1),
                READINGS.mergeFrom(mine()));

        assertThat(merged.note()).isEqualTo("theirs");
        assertThat(merged.amount())
                .isEqualTo(database.has(Feature.SCALED_NUMBERS) ? new BigDecimal("10.00") : BigDecimal.TEN);
        assertThat(merged.at()).isEqualTo(theirs.at());
        assertThat(merged.version()).isEqualTo(3);
    }

    @Test
    void differences_arrays() {
        needs(Feature.ARRAYS);
        database.drop("tagged");
        database.execute(
                "CREATE TABLE tagged (id bigint PRIMARY KEY, amounts numeric(12, 2) ARRAY, tags varchar(9) ARRAY,"
                        + " version bigint NOT NULL)");
        VersionedRepository<Tagged, Long> tagged = database.repository(TAGGED);
        BigDecimal[] amounts = {new BigDecimal("1.5")};
        Tagged base = new Tagged(1, amounts, new String[] {"a", null}, 1);
        tagged.insert(base);
        tagged.update(new Tagged(1, amounts, new String[] {"a", "b"}, 1));

        Differences differences =
                tagged.tryUpdate(base).fold(applied -> null, conflict -> conflict.differences(base), missing -> null);

        assertThat(differences.sentence()).isEqualTo("tags was changed by someone else");
    }
}

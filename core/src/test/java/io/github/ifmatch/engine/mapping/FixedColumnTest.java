package io.github.ifmatch.engine.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What counts as the value of a fixed column: nothing that a database could take for another row's. */
class FixedColumnTest {

    private record Note(long id, String text, long version) {}

    private enum Kind {
        OURS,
        THEIRS;

        @Override
        public String toString() {
            return "THEIRS";
        }
    }

    private static final Table<Note, Long> NOTES = Table.of(Note.class, Long.class);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final UUID SOME = UUID.fromString("fedcba98-7654-3210-fedc-ba9876543210");

    private static boolean isBound(Object held, Object bound) {
        return DeclaredTable.of(NOTES.fixed("tenant", held))
                .heldColumns()
                .get(0)
                .isBoundAs(bound);
    }

    @Test
    void heldColumns() {
        assertThat(DeclaredTable.of(NOTES).heldColumns()).isEmpty();
        assertThat(DeclaredTable.of(NOTES.softDelete("gone_at")).heldColumns()).isEmpty();
        assertThat(DeclaredTable.of(NOTES.softDelete("gone", 0, 1).fixed("tenant", "ours"))
                        .heldColumns())
                .extracting(FixedColumn::name)
                .containsExactly("tenant");
    }

    @Test
    void isBoundAs_numbers() {
        assertThat(isBound(1, 1L)).isTrue();
        assertThat(isBound(1L, new BigDecimal("1.00"))).isTrue();
        assertThat(isBound(BigInteger.ONE, (short) 1)).isTrue();
        assertThat(isBound(1, "1")).isTrue();
        assertThat(isBound(1, 2)).isFalse();
        assertThat(isBound(1, 1.5)).isFalse();
        assertThat(isBound(1, Double.NaN)).isFalse();
        assertThat(isBound(1, "01")).isFalse();
        assertThat(isBound(1, true)).isFalse();
        assertThat(isBound(true, true)).isTrue();
        assertThat(isBound(true, "true")).isTrue();
        assertThat(isBound(true, 1)).isFalse();
    }

    /** As a number or a UUID it would be compared by their rules: 1 is 01, too, where texts become numbers. */
    @Test
    void isBoundAs_texts() {
        assertThat(isBound("ours", "ours")).isTrue();
        assertThat(isBound("ours", "OURS")).isFalse();
        assertThat(isBound("ours", "ours ")).isFalse();
        assertThat(isBound("1", 1)).isFalse();
        assertThat(isBound(SOME.toString(), SOME)).isFalse();
        assertThat(isBound("THEIRS", Kind.OURS)).isFalse();
        assertThat(isBound("ours", CharBuffer.wrap("ours"))).isFalse();
        assertThat(isBound('o', "o")).isTrue();
        assertThat(isBound('o', "ours")).isFalse();
    }

    @Test
    void isBoundAs_enums() {
        assertThat(isBound(Kind.OURS, "OURS")).isTrue();
        assertThat(isBound(Kind.OURS, Kind.OURS)).isTrue();
        assertThat(isBound(Kind.OURS, "THEIRS")).isFalse();
        assertThat(isBound(Kind.OURS, Kind.THEIRS)).isFalse();
        assertThat(isBound(Kind.OURS, 0)).isFalse();
    }

    @Test
    void isBoundAs_uuids() {
        assertThat(isBound(SOME, SOME)).isTrue();
        assertThat(isBound(SOME, SOME.toString())).isTrue();
        assertThat(isBound(SOME, SOME.toString().toUpperCase(Locale.ROOT))).isTrue();
        assertThat(isBound(SOME, new UUID(0, 0))).isFalse();
        assertThat(isBound(new UUID(0, 0), "0-0-0-0-0")).isFalse();
    }

    @Test
    void isBoundAs_times() {
        LocalDateTime local = LocalDateTime.of(2026, 1, 1, 12, 0);

        assertThat(isBound(NOON, Timestamp.from(NOON))).isTrue();
        assertThat(isBound(NOON, NOON.atOffset(ZoneOffset.ofHours(2)))).isTrue();
        assertThat(isBound(NOON, Timestamp.from(NOON.plusMillis(1)))).isFalse();
        assertThat(isBound(NOON, NOON.atOffset(ZoneOffset.ofHours(2)).plusNanos(1_000)))
                .isFalse();
        assertThat(isBound(OffsetDateTime.ofInstant(NOON, ZoneOffset.ofHours(2)), Timestamp.from(NOON)))
                .isTrue();
        assertThat(isBound(local, Timestamp.valueOf(local))).isTrue();
        assertThat(isBound(local, Timestamp.valueOf(local.plusDays(1)))).isFalse();
        assertThat(isBound(local, NOON.atOffset(ZoneOffset.UTC))).isFalse();
        assertThat(isBound(local.toLocalDate(), java.sql.Date.valueOf("2026-01-01")))
                .isTrue();
        assertThat(isBound(local.toLocalDate(), LocalDate.of(2026, 1, 2))).isFalse();
    }

    /** The database compares the bytes of the text, or what its hexadecimal digits say. */
    @Test
    void isBoundAs_bytes() {
        byte[] held = "ours".getBytes(StandardCharsets.UTF_8);

        assertThat(isBound(held, held.clone())).isTrue();
        assertThat(isBound(held, new byte[4])).isFalse();
        assertThat(isBound(held, Base64.getEncoder().encodeToString(held))).isFalse();
    }
}

package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.testkit.sample.Account;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a table says of its columns, for statements of one's own. */
class TableColumnsTest {

    record Seat(int hall, String place, long version) {}

    record SeatId(int hall, String place) {}

    record Token(UUID id, short version) {}

    private static final Table<Seat, SeatId> SEATS = Table.of(Seat.class, SeatId.class)
            .id("hall", "place")
            .column("hall", "hall_no")
            .column("version", "lock_version");

    @Test
    void columns_asDeclared() {
        assertThat(SEATS.idColumns()).containsExactly("hall_no", "place");
        assertThat(SEATS.versionColumn()).isEqualTo("lock_version");
        assertThat(Account.TABLE.idColumns()).containsExactly("id");
    }

    @Test
    void idOf_values() {
        UUID uuid = UUID.fromString("7b0f4bd4-3a4b-4f7c-8a36-0f3f8f0a8a01");

        assertThat(SEATS.idOf(List.of(7L, "A1"))).isEqualTo(new SeatId(7, "A1"));
        assertThat(Account.TABLE.idOf(List.of(7))).isEqualTo(7L);
        assertThat(Account.TABLE.idOf(List.of(new BigDecimal("7.0")))).isEqualTo(7L);
        assertThat(Table.of(Token.class, UUID.class).idOf(List.of(uuid.toString())))
                .isEqualTo(uuid);
    }

    @Test
    void idOf_refused() {
        assertThatThrownBy(() -> Account.TABLE.idOf(Arrays.asList((Object) null)))
                .hasMessage("accounts.id must not be NULL: no row would be found");
        assertThatThrownBy(() -> Account.TABLE.idOf(List.of("secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("accounts.id must be bound as a java.lang.Long: java.lang.String");
        assertThatThrownBy(() -> Account.TABLE.idOf(List.of(1.5)))
                .hasMessage("accounts.id must be bound as a java.lang.Long: java.lang.Double");
        assertThatThrownBy(() -> SEATS.idOf(List.of(7)))
                .hasMessage("values must be one for each of the id's 2 columns: 1");
    }
}

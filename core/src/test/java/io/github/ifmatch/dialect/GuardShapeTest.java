package io.github.ifmatch.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parts of a guard are called, and what it says. */
class GuardShapeTest {

    @Test
    void name_short() {
        assertThat(GuardShape.name("accounts", "", 63)).isEqualTo("ifmatch_guard_accounts");
        assertThat(GuardShape.name("accounts", "delete", 63)).isEqualTo("ifmatch_guard_accounts_delete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ä", "€", "𝄞"})
    void name_long(String letter) {
        String table = letter.repeat(60);

        String name = GuardShape.name(table, "delete", 63);

        assertThat(name).startsWith("ifmatch_guard_" + letter).endsWith("_delete");
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
        assertThat(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(name);
        assertThat(GuardShape.name(table + "2", "delete", 63)).isNotEqualTo(name);
        assertThat(GuardShape.name(table, "update", 63)).isNotEqualTo(name);
    }

    /** MySQL takes no longer ones. */
    @Test
    void refusal_short() {
        String table = "t".repeat(64);

        assertThat(Stream.of(
                        TableGuard.updateRefused(table),
                        TableGuard.deleteRefused(table),
                        TableGuard.truncateRefused(table)))
                .allMatch(message -> message.length() <= 128)
                .allMatch(message -> TableGuard.hasRefused(new SQLException("ERROR: " + message)));
        assertThat(TableGuard.hasRefused(new SQLException((String) null))).isFalse();
    }
}

package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.WriteKind;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent to which server. */
class MariaDbVersionTest {

    @ParameterizedTest
    @CsvSource({
        "10.11.19-MariaDB-0+deb12u1, true, 10, 11",
        "5.5.5-10.4.34-MariaDB-log, true, 10, 4",
        "13.0.2-MariaDB, true, 13, 0",
        "9.1.0, false, 9, 1",
        "8.0.36-28, false, 8, 0",
        "unheard of, false, 0, 0",
    })
    void version(String told, boolean isMariaDb, int major, int minor) {
        assertThat(MariaDbServer.of(told)).isEqualTo(new MariaDbServer(isMariaDb, major, minor));
    }

    @Test
    void returning_byVersion() {
        assertThat(returned("10.11.19-MariaDB")).containsExactly(WriteKind.INSERT, WriteKind.DELETE);
        assertThat(returned("10.5.0-MariaDB")).containsExactly(WriteKind.INSERT, WriteKind.DELETE);
        assertThat(returned("10.4.34-MariaDB")).containsExactly(WriteKind.DELETE);
        assertThat(returned("9.1.0")).isEmpty();
    }

    @Test
    void returning_text() {
        assertThat(of("10.11.19-MariaDB").returning(WriteKind.DELETE, "DELETE FROM t WHERE id = ?", "id, version"))
                .contains("DELETE FROM t WHERE id = ? RETURNING id, version");
    }

    @Test
    void speaks() {
        Dialect dialect = new MariaDbDialect();

        assertThat(dialect.speaks("MariaDB")).isTrue();
        assertThat(dialect.speaks("MySQL")).isTrue();
        assertThat(dialect.speaks("PostgreSQL")).isFalse();
        assertThat(of("10.11.19-MariaDB").name()).isEqualTo("MariaDB");
        assertThat(of("9.1.0").name()).isEqualTo("MySQL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NUMERIC(10, 2) | CAST(? AS DECIMAL(10, 2))",
                "REAL | CAST(? AS FLOAT)",
                "TIME(3) | CAST(? AS TIME(3))",
                "TIMESTAMP(3) | CAST(? AS DATETIME(3))",
            })
    void cast_ofWhatRounds(String type, String text) {
        assertThat(new MariaDbDialect().cast("?", type)).isEqualTo(text);
    }

    @Test
    void cast_ofWhatMustFit() {
        assertThat(new MariaDbDialect().cast("version + 1", "SMALLINT"))
                .isEqualTo("version + 1 + CASE WHEN version + 1 <= 32767 THEN 0 ELSE 9223372036854775807 END");
        assertThat(new MariaDbDialect().cast("version + 1", "INTEGER"))
                .isEqualTo("version + 1 + CASE WHEN version + 1 <= 2147483647 THEN 0 ELSE 9223372036854775807 END");
    }

    private static Set<WriteKind> returned(String version) {
        Set<WriteKind> kinds = EnumSet.allOf(WriteKind.class);
        kinds.removeIf(kind -> of(version).returning(kind, "write", "columns").isEmpty());
        return kinds;
    }

    private static Dialect of(String version) {
        return new MariaDbDialect(MariaDbServer.of(version), false);
    }
}

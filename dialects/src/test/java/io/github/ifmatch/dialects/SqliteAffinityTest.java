package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What SQLite's columns make of texts, by the names of their types: it is held against SQLite itself. */
class SqliteAffinityTest {

    private static final SqliteTestDatabase DATABASE = new SqliteTestDatabase(new SqliteDialect());

    @ParameterizedTest
    @CsvSource({
        "TEXT, TEXT",
        "varchar(20), TEXT",
        "clob, TEXT",
        "charint, NUMBER",
        "blob, BLOB",
        "'', BLOB",
        "INTEGER, NUMBER",
        "bigint, NUMBER",
        "'numeric(12, 2)', NUMBER",
        "real, NUMBER",
        "string, NUMBER",
        "date, NUMBER"
    })
    void of(String type, SqliteAffinity affinity) {
        DATABASE.drop("affinity");
        DATABASE.execute("CREATE TABLE affinity (held " + type + ")", "INSERT INTO affinity VALUES ('1.50')");
        boolean isKept = affinity != SqliteAffinity.NUMBER;

        assertThat(SqliteAffinity.of(type)).isEqualTo(affinity);
        assertThat(DATABASE.query("SELECT typeof(held), CAST(held AS text) FROM affinity"))
                .containsExactly(isKept ? "text 1.50" : "real 1.5");
    }

    @Test
    void misfit() {
        assertThat(SqliteAffinity.misfit(BigDecimal.class, "NUMERIC"))
                .contains("is of type NUMERIC, which makes a floating-point number of a text that looks like one;"
                        + " BigDecimal needs TEXT");
        assertThat(SqliteAffinity.misfit(String.class, "string")).isPresent();
        assertThat(SqliteAffinity.misfit(BigDecimal.class, "text")).isEmpty();
        assertThat(SqliteAffinity.misfit(Long.class, "NUMERIC")).isEmpty();
    }
}

package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.DatabaseException.Kind;
import io.github.ifmatch.dialect.Fault;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.core.DB;

/** SQLite's result codes, as the driver tells them: what kind of failure each is, with and without the dialect. */
class SqliteFaultTest {

    private static SQLException failure(String name) {
        return DB.newSQLException(SQLiteErrorCode.valueOf(name).code, "injected");
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE_BUSY, BUSY",
        "SQLITE_BUSY_RECOVERY, BUSY",
        "SQLITE_BUSY_SNAPSHOT, SERIALIZATION",
        "SQLITE_LOCKED, BUSY",
        "SQLITE_LOCKED_SHAREDCACHE, BUSY",
        "SQLITE_INTERRUPT, BUSY",
        "SQLITE_CONSTRAINT_UNIQUE, DUPLICATE",
        "SQLITE_CONSTRAINT_PRIMARYKEY, DUPLICATE",
        "SQLITE_CONSTRAINT_ROWID, DUPLICATE",
        "SQLITE_CONSTRAINT_NOTNULL, OTHER",
        "SQLITE_CONSTRAINT_CHECK, OTHER",
        "SQLITE_CONSTRAINT_FOREIGNKEY, OTHER",
        "SQLITE_CONSTRAINT_TRIGGER, OTHER",
        "SQLITE_ERROR, OTHER",
        "SQLITE_READONLY, OTHER",
        "SQLITE_IOERR, OTHER",
        "SQLITE_FULL, OTHER",
        "SQLITE_NOTADB, OTHER"
    })
    void fault(String name, Fault fault) {
        assertThat(Fault.of(failure(name))).isEqualTo(fault);
        assertThat(new SqliteDialect().fault(failure(name))).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE_CONSTRAINT_UNIQUE, UNIQUE",
        "SQLITE_CONSTRAINT_PRIMARYKEY, UNIQUE",
        "SQLITE_CONSTRAINT_ROWID, UNIQUE",
        "SQLITE_CONSTRAINT_FOREIGNKEY, REFERENCE",
        "SQLITE_CONSTRAINT_CHECK, CHECK",
        "SQLITE_CONSTRAINT_NOTNULL, NOT_NULL",
        "SQLITE_CONSTRAINT_DATATYPE, VALUE",
        "SQLITE_MISMATCH, VALUE",
        "SQLITE_TOOBIG, VALUE",
        "SQLITE_ERROR, OTHER",
        "SQLITE_CONSTRAINT_TRIGGER, OTHER"
    })
    void kind(String name, Kind kind) {
        assertThat(new DatabaseException("refused", failure(name)).kind()).isEqualTo(kind);
    }

    /** Whatever the driver knows is one of ours: a new code must not be taken for a lost connection. */
    @Test
    void fault_everyCode() {
        assertThat(Arrays.stream(SQLiteErrorCode.values())
                        .filter(code -> code != SQLiteErrorCode.UNKNOWN_ERROR)
                        .map(code -> Fault.of(DB.newSQLException(code.code, "injected"))))
                .doesNotContain(Fault.DISCONNECTED);
    }

    /** The driver has no code for that. */
    @Test
    void fault_connectionClosed() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        connection.close();

        SQLException closed = catchThrowableOfType(SQLException.class, connection::createStatement);

        assertThat(Fault.of(closed)).isEqualTo(Fault.DISCONNECTED);
    }

    @Test
    void fault_ofTheDriverItself() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, u TEXT UNIQUE)");
            statement.execute("INSERT INTO t VALUES (1, 'a')");

            assertThat(Fault.of(refused(statement, "INSERT INTO t VALUES (1, 'b')")))
                    .isEqualTo(Fault.DUPLICATE);
            assertThat(Fault.of(refused(statement, "INSERT INTO t VALUES (2, 'a')")))
                    .isEqualTo(Fault.DUPLICATE);
            assertThat(Fault.of(refused(statement, "INSERT INTO t VALUES ('x', 'c')")))
                    .isEqualTo(Fault.OTHER);
            assertThat(Fault.of(refused(statement, "SELECT nothing"))).isEqualTo(Fault.OTHER);
        }
    }

    private static SQLException refused(Statement statement, String sql) {
        return catchThrowableOfType(SQLException.class, () -> statement.execute(sql));
    }
}

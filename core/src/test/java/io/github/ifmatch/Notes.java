package io.github.ifmatch;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * One note in a table of H2, and functions that save it by plain JDBC: one that is right, and many with a fault that is known. Each
 * answers the count of rows. Thread-safe.
 */
final class Notes implements AutoCloseable {

    /** What an editor holds. */
    record Note(String text, long version) {

        Note withText(String other) {
            return new Note(other, version);
        }
    }

    private final HikariDataSource pool;
    private final DataSource dataSource;
    private final IdentityHashMap<Note, Long> sessions = new IdentityHashMap<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isSulking = new AtomicBoolean();

    private Notes(HikariDataSource pool) {
        this.pool = pool;
        this.dataSource = pool;
    }

    static Notes create() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        config.setMaximumPoolSize(8);
        Notes notes = new Notes(new HikariDataSource(config));
        notes.execute("CREATE TABLE notes (id int PRIMARY KEY, text varchar(100), version bigint, tag bigint)");
        notes.execute("INSERT INTO notes VALUES (1, 'first', 1, 1)");
        return notes;
    }

    @CanIgnoreReturnValue
    int execute(String sql, Object... values) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    Note open() throws SQLException {
        return open("version");
    }

    /** With another column as the version. */
    Note open(String column) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT text, " + column + " FROM notes WHERE id = 1");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Note(row.getString(1), row.getLong(2));
        }
    }

    String text() throws SQLException {
        return open().text();
    }

    long version() throws SQLException {
        return open().version();
    }

    int rightly(Note note) throws SQLException {
        return rightly(note, note.version());
    }

    private int rightly(Note note, long expected) throws SQLException {
        return execute(
                "UPDATE notes SET text = ?, version = version + 1 WHERE id = 1 AND version = ?", note.text(), expected);
    }

    int lastWriteWins(Note note) throws SQLException {
        return execute("UPDATE notes SET text = ?, version = version + 1 WHERE id = 1", note.text());
    }

    int checkThenWrite(Note note) throws SQLException {
        return version() == note.version() ? lastWriteWins(note) : 0;
    }

    int slowOverwrite(Note note) throws Exception {
        if (version() != note.version()) {
            return 0;
        }
        TimeUnit.MILLISECONDS.sleep(5);
        return lastWriteWins(note);
    }

    int notAdvanced(Note note) throws SQLException {
        return execute("UPDATE notes SET text = ? WHERE id = 1 AND version = ?", note.text(), note.version());
    }

    /** 200 on a conflict. */
    int acceptedOnConflict(Note note) throws SQLException {
        return Math.max(1, rightly(note));
    }

    int refusedButWritten(Note note) throws SQLException {
        return rightly(note) == 1 || lastWriteWins(note) == 0 ? 1 : 0;
    }

    /** A server that moves the version of a form on when it has saved it, and so saves the same request once more. */
    synchronized int appliedTwice(Note note) throws SQLException {
        long expected = sessions.getOrDefault(note, note.version());
        int count = rightly(note, expected);
        sessions.put(note, expected + count);
        return count;
    }

    /** A server that answers a refusal with the same form on the newest version. */
    synchronized int refreshedByRefusal(Note note) throws SQLException {
        int count = rightly(note, sessions.getOrDefault(note, note.version()));
        if (count == 0) {
            sessions.put(note, version());
        }
        return count;
    }

    /** A server that takes what it has seen before for approved. */
    int knownIsApproved(Note note) throws SQLException {
        return seen.add(note.text()) ? rightly(note) : lastWriteWins(note);
    }

    /** A version that begins anew after three steps. */
    int shortVersion(Note note) throws SQLException {
        return execute(
                "UPDATE notes SET text = ?, version = version + 1 WHERE id = 1 AND MOD(version, 3) = MOD(?, 3)",
                note.text(),
                note.version());
    }

    /** Refuses whatever comes after a refusal. */
    int sulking(Note note) throws SQLException {
        int count = isSulking.getAndSet(false) ? 0 : rightly(note);
        isSulking.set(count == 0);
        return count;
    }

    /** By hand, as nobody should: the version is neither checked nor advanced. */
    int adminSql(String text) throws SQLException {
        return execute("UPDATE notes SET text = ? WHERE id = 1", text);
    }

    /** Rightly by a version of its own, of which the others know nothing. */
    int byTag(Note note) throws SQLException {
        return execute(
                "UPDATE notes SET text = ?, tag = tag + 1 WHERE id = 1 AND tag = ?", note.text(), note.version());
    }

    @Override
    public void close() {
        pool.close();
    }
}

package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.GuardShape;
import io.github.ifmatch.dialect.TableGuard;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * The trigger of a guard on H2, which makes it by its name: what {@link io.github.ifmatch.dialect.TableGuard} asks of one.
 *
 * <p>Where H2 runs as a server, this class, and Ifmatch's core, must be on the server's class path; without them H2 refuses every UPDATE and
 * DELETE of the table. Thread-safe.
 */
public final class H2GuardTrigger implements Trigger {

    /** A trigger stands there once for each of its events. */
    private static final String COLUMNS = """
            SELECT DISTINCT c.COLUMN_NAME, c.ORDINAL_POSITION FROM INFORMATION_SCHEMA.TRIGGERS t JOIN INFORMATION_SCHEMA.COLUMNS c
              ON c.TABLE_SCHEMA = t.EVENT_OBJECT_SCHEMA AND c.TABLE_NAME = t.EVENT_OBJECT_TABLE
            WHERE t.TRIGGER_SCHEMA = ? AND t.TRIGGER_NAME = ? ORDER BY c.ORDINAL_POSITION""";

    private String schema = "";
    private String trigger = "";
    private volatile @Nullable Watched watched;

    /** Made by H2. */
    public H2GuardTrigger() {}

    /** What is watched, and where its columns stand. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Watched(String table, GuardShape.Mode mode, int version, int[] id, int[] versioned) {}

    /** While its table is altered, the trigger is on a copy, and has the copy's name before its own. */
    @Override
    public void init(
            Connection connection, String schemaName, String triggerName, String tableName, boolean before, int type) {
        this.schema = schemaName;
        this.trigger = triggerName.substring(Math.max(0, triggerName.indexOf(GuardShape.PREFIX)));
    }

    /**
     * Lets the write of a row pass, mends it, notes it, or refuses it.
     *
     * @throws SQLException if it forgets the version
     */
    @Override
    public void fire(Connection connection, @Nullable Object[] before, @Nullable Object @Nullable [] after)
            throws SQLException {
        if (after != null) {
            update(connection, watched(connection), before, after);
        } else if (!hasProof(connection)) { // asked first: each query here may move the clock on
            delete(connection, watched(connection));
        }
    }

    private void update(Connection connection, Watched what, @Nullable Object[] before, @Nullable Object[] after)
            throws SQLException {
        long next = number(before[what.version]) + 1;
        boolean isNext = after[what.version] != null && number(after[what.version]) == next;
        boolean changesId = differs(what.id, before, after);
        boolean forgets =
                !isNext && (differs(new int[] {what.version}, before, after) || differs(what.versioned, before, after));
        if (what.mode == GuardShape.Mode.ADVANCING) {
            if (forgets || (changesId && !isNext)) {
                after[what.version] = next;
            }
        } else if (forgets || changesId) {
            object(connection, what, "UPDATE", TableGuard.updateRefused(what.table));
        }
    }

    private void delete(Connection connection, Watched what) throws SQLException {
        if (what.mode != GuardShape.Mode.ADVANCING) {
            object(connection, what, "DELETE", TableGuard.deleteRefused(what.table));
        }
    }

    private void object(Connection connection, Watched what, String event, String message) throws SQLException {
        if (what.mode == GuardShape.Mode.REFUSING) {
            throw new SQLException(message, TableGuard.REFUSAL_STATE);
        }
        try (PreparedStatement note = connection.prepareStatement(
                "INSERT INTO "
                        + SqlNames.qualified(schema, H2Guard.log(what.table))
                        + " (happened_at, session, statement, db_user) VALUES (CURRENT_TIMESTAMP(9), SESSION_ID(), ?, CURRENT_USER)")) {
            note.setString(1, event);
            int unused = note.executeUpdate();
        }
    }

    private boolean hasProof(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet proof = statement.executeQuery(H2Guard.proof(trigger))) {
            return proof.next() && proof.getBoolean(1);
        }
    }

    /** Read when first needed: the constant, and the places of the columns, which change only with a new trigger. */
    private Watched watched(Connection connection) throws SQLException {
        Watched known = watched;
        if (known == null) {
            GuardShape shape = H2Watched.of(
                    schema,
                    H2Guard.watched(connection, schema, trigger).orElseThrow(() -> incomplete("has no constant")));
            List<String> columns = columns(connection);
            known = new Watched(
                    shape.table().table(),
                    shape.mode(),
                    places(columns, List.of(shape.version()))[0],
                    places(columns, shape.id()),
                    places(columns, shape.versioned()));
            watched = known;
        }
        return known;
    }

    private SQLException incomplete(String why) {
        return new SQLException(
                TableGuard.REFUSAL + trigger + " " + why + "; install it again", TableGuard.REFUSAL_STATE);
    }

    private List<String> columns(Connection connection) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, schema);
            query.setString(2, trigger);
            try (ResultSet column = query.executeQuery()) {
                while (column.next()) {
                    columns.add(column.getString(1));
                }
            }
        }
        return columns;
    }

    private int[] places(List<String> columns, List<String> names) throws SQLException {
        int[] places = names.stream().mapToInt(columns::indexOf).toArray();
        for (int place : places) {
            if (place < 0) {
                throw incomplete("watches a column that is gone");
            }
        }
        return places;
    }

    /** A NULL, which a legacy table may hold, is 0. */
    private static long number(@Nullable Object version) {
        return version instanceof Number number ? number.longValue() : 0;
    }

    private static boolean differs(int[] places, @Nullable Object[] before, @Nullable Object[] after)
            throws SQLException {
        for (int place : places) {
            if (before[place] != after[place] && !isSame(before[place], after[place])) {
                return true;
            }
        }
        return false;
    }

    /** Large objects are handed over anew each time, and must be read. */
    private static boolean isSame(@Nullable Object before, @Nullable Object after) throws SQLException {
        try {
            if (before instanceof Clob one && after instanceof Clob other) {
                try (Reader first = new BufferedReader(one.getCharacterStream());
                        Reader second = new BufferedReader(other.getCharacterStream())) {
                    return isSame(first::read, second::read);
                }
            }
            if (before instanceof Blob one && after instanceof Blob other) {
                try (InputStream first = new BufferedInputStream(one.getBinaryStream());
                        InputStream second = new BufferedInputStream(other.getBinaryStream())) {
                    return isSame(first::read, second::read);
                }
            }
        } catch (IOException e) {
            throw new SQLException(e);
        }
        return Objects.deepEquals(before, after);
    }

    /** One character, or byte, after the other; at last a negative number. */
    private interface Source {
        int next() throws IOException;
    }

    private static boolean isSame(Source one, Source other) throws IOException {
        int next = one.next();
        while (next >= 0 && next == other.next()) {
            next = one.next();
        }
        return next < 0 && other.next() < 0;
    }
}

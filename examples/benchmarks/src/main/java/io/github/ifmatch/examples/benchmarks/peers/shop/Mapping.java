package io.github.ifmatch.examples.benchmarks.peers.shop;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.examples.benchmarks.peers.row.ItemRow;
import io.github.ifmatch.examples.benchmarks.peers.row.LineRow;
import io.github.ifmatch.examples.benchmarks.peers.row.RecordRow;
import io.github.ifmatch.examples.benchmarks.peers.row.WideArray;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/**
 * A row bound and read by hand. Thread-safe.
 *
 * @param <R> the row
 */
public interface Mapping<R extends RecordRow<R>> {

    Shape shape();

    /** Binds every column but the id and the version; answers the index after the last. */
    @CanIgnoreReturnValue
    int bind(PreparedStatement statement, R row) throws SQLException;

    /** Reads a row whose columns are in the order of {@link Shape#names}. */
    R read(ResultSet rows) throws SQLException;

    /** The values of every column but the id and the version. */
    Object[] values(R row);

    /** Binds all that an update needs. */
    default void bindUpdate(PreparedStatement statement, R row) throws SQLException {
        int next = bind(statement, row);
        statement.setLong(next, row.id());
        statement.setLong(next + 1, row.version());
    }

    /** Of {@link Shape#ITEMS}. Thread-safe. */
    final class Items implements Mapping<ItemRow> {

        @Override
        public Shape shape() {
            return Shape.ITEMS;
        }

        @Override
        public int bind(PreparedStatement statement, ItemRow row) throws SQLException {
            statement.setString(1, row.sku());
            statement.setString(2, row.name());
            statement.setString(3, row.category());
            statement.setBigDecimal(4, row.price());
            statement.setInt(5, row.stock());
            statement.setBoolean(6, row.active());
            statement.setObject(7, row.changedAt());
            statement.setString(8, row.note());
            return 9;
        }

        @Override
        public ItemRow read(ResultSet rows) throws SQLException {
            return new ItemRow(
                    rows.getLong(1),
                    rows.getString(2),
                    rows.getString(3),
                    rows.getString(4),
                    rows.getBigDecimal(5),
                    rows.getInt(6),
                    rows.getBoolean(7),
                    rows.getObject(8, OffsetDateTime.class),
                    rows.getString(9),
                    rows.getLong(10));
        }

        @Override
        public Object[] values(ItemRow row) {
            return new Object[] {
                row.sku(), row.name(), row.category(), row.price(), row.stock(), row.active(), row.changedAt(), row.note()
            };
        }
    }

    /** Of {@link Shape#LINES}. Thread-safe. */
    final class Lines implements Mapping<LineRow> {

        @Override
        public Shape shape() {
            return Shape.LINES;
        }

        @Override
        public int bind(PreparedStatement statement, LineRow row) throws SQLException {
            statement.setString(1, row.label());
            statement.setBigDecimal(2, row.price());
            statement.setInt(3, row.stock());
            statement.setBoolean(4, row.active());
            statement.setObject(5, row.changedAt());
            return 6;
        }

        @Override
        public LineRow read(ResultSet rows) throws SQLException {
            return new LineRow(
                    rows.getLong(1),
                    rows.getString(2),
                    rows.getBigDecimal(3),
                    rows.getInt(4),
                    rows.getBoolean(5),
                    rows.getObject(6, OffsetDateTime.class),
                    rows.getLong(7));
        }

        @Override
        public Object[] values(LineRow row) {
            return new Object[] {row.label(), row.price(), row.stock(), row.active(), row.changedAt()};
        }
    }

    /** Of {@link Shape#WIDE}. Thread-safe. */
    final class Wide implements Mapping<WideArray> {

        @Override
        public Shape shape() {
            return Shape.WIDE;
        }

        @Override
        public int bind(PreparedStatement statement, WideArray row) throws SQLException {
            statement.setInt(1, row.stock());
            int next = 2;
            for (String text : row.texts()) {
                statement.setString(next++, text);
            }
            for (long number : row.numbers()) {
                statement.setLong(next++, number);
            }
            return next;
        }

        @Override
        public WideArray read(ResultSet rows) throws SQLException {
            String[] texts = new String[WideArray.TEXTS];
            long[] numbers = new long[WideArray.NUMBERS];
            int next = 3;
            for (int i = 0; i < texts.length; i++) {
                texts[i] = rows.getString(next++);
            }
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = rows.getLong(next++);
            }
            return new WideArray(rows.getLong(1), rows.getInt(2), texts, numbers, rows.getLong(next));
        }

        @Override
        public Object[] values(WideArray row) {
            throw new UnsupportedOperationException("nobody asks");
        }
    }
}

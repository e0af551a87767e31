package io.github.ifmatch.examples.benchmarks;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** How a product stands in the columns of a database, bound and read by hand; as Ifmatch has it there, too. Immutable. */
public enum Columns {
    /** H2 and PostgreSQL: a decimal, and a time with its zone. */
    STANDARD {
        @Override
        public void price(PreparedStatement statement, int index, BigDecimal price) throws SQLException {
            statement.setBigDecimal(index, price);
        }

        @Override
        void changedAt(PreparedStatement statement, int index, OffsetDateTime at) throws SQLException {
            statement.setObject(index, at);
        }

        @Override
        BigDecimal price(ResultSet row) throws SQLException {
            return row.getBigDecimal(PRICE);
        }

        @Override
        OffsetDateTime changedAt(ResultSet row, int index) throws SQLException {
            return row.getObject(index, OffsetDateTime.class);
        }
    },
    /** MariaDB: a decimal, and the clock of UTC. */
    MARIADB {
        @Override
        public void price(PreparedStatement statement, int index, BigDecimal price) throws SQLException {
            statement.setBigDecimal(index, price);
        }

        @Override
        void changedAt(PreparedStatement statement, int index, OffsetDateTime at) throws SQLException {
            statement.setObject(
                    index, at.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
        }

        @Override
        BigDecimal price(ResultSet row) throws SQLException {
            return row.getBigDecimal(PRICE);
        }

        @Override
        OffsetDateTime changedAt(ResultSet row, int index) throws SQLException {
            return row.getObject(index, LocalDateTime.class).atOffset(ZoneOffset.UTC);
        }
    },
    /** SQLite: both are texts. */
    SQLITE {
        @Override
        public void price(PreparedStatement statement, int index, BigDecimal price) throws SQLException {
            statement.setString(index, price.toPlainString());
        }

        @Override
        void changedAt(PreparedStatement statement, int index, OffsetDateTime at) throws SQLException {
            statement.setString(index, at.toInstant().toString());
        }

        @Override
        BigDecimal price(ResultSet row) throws SQLException {
            return new BigDecimal(row.getString(PRICE));
        }

        @Override
        OffsetDateTime changedAt(ResultSet row, int index) throws SQLException {
            return OffsetDateTime.parse(row.getString(index));
        }
    };

    /** Where a row that is read has the price. */
    private static final int PRICE = 4;

    /** Binds a price alone. */
    public abstract void price(PreparedStatement statement, int index, BigDecimal price) throws SQLException;

    abstract void changedAt(PreparedStatement statement, int index, OffsetDateTime at) throws SQLException;

    abstract BigDecimal price(ResultSet row) throws SQLException;

    abstract OffsetDateTime changedAt(ResultSet row, int index) throws SQLException;

    /** Binds the six columns that a write sets, from the first parameter on. */
    public void bind(PreparedStatement statement, Product row) throws SQLException {
        bind(statement, 0, row);
    }

    private void bind(PreparedStatement statement, int before, Product row) throws SQLException {
        statement.setString(before + 1, row.sku());
        statement.setString(before + 2, row.name());
        price(statement, before + 3, row.price());
        statement.setInt(before + 4, row.stock());
        statement.setBoolean(before + 5, row.active());
        changedAt(statement, before + 6, row.changedAt());
    }

    /** The same for an update, whose condition names the id and the version. */
    public void bindUpdate(PreparedStatement statement, Product row) throws SQLException {
        bindUpdate(statement, 0, row);
    }

    /** The same after so many parameters. */
    public void bindUpdate(PreparedStatement statement, int before, Product row) throws SQLException {
        bind(statement, before, row);
        statement.setLong(before + 7, row.id());
        statement.setLong(before + 8, row.version());
    }

    /** The row under the cursor, whose columns are all there in their order. */
    public Product read(ResultSet row) throws SQLException {
        return new Product(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                price(row),
                row.getInt(5),
                row.getBoolean(6),
                changedAt(row, 7),
                row.getLong(8));
    }

    /** All rows to come. */
    public void readAll(ResultSet rows, List<Product> stored) throws SQLException {
        while (rows.next()) {
            stored.add(read(rows));
        }
    }
}

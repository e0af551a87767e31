package io.github.ifmatch.examples.benchmarks;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Plain JDBC where an update answers no row, as on MariaDB: it is read in the same transaction. Thread-safe. */
final class ReadBackProducts implements Products {

    private final DataSource dataSource;
    private final Sql sql;
    private final HandWrittenProducts others;

    ReadBackProducts(DataSource dataSource, Sql sql) {
        this.dataSource = dataSource;
        this.sql = sql.positional();
        this.others = new HandWrittenProducts(dataSource, sql);
    }

    @Override
    public Product find(long id) {
        return others.find(id);
    }

    @Override
    public Product insert(Product row) {
        return others.insert(row);
    }

    @Override
    public Product delete(Product row) {
        return others.delete(row);
    }

    @Override
    public Product update(Product row) {
        return updated(row, 1);
    }

    @Override
    public Product conflict(Product stale) {
        return updated(stale, 0);
    }

    private Product updated(Product row, int count) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql.update())) {
            sql.columns().bindUpdate(update, row);
            return readBack(connection, update, row.id(), count);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Product patch(Product before, Product after) {
        BigDecimal price = after.price();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement patch = connection.prepareStatement(sql.patch())) {
            sql.columns().price(patch, 1, price);
            patch.setLong(2, before.id());
            patch.setLong(3, before.version());
            return readBack(connection, patch, before.id(), 1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The row after a write that is to change so many; what fails is rolled back by the pool. */
    private Product readBack(Connection connection, PreparedStatement write, long id, int count) throws SQLException {
        connection.setAutoCommit(false);
        if (write.executeUpdate() != count) {
            throw new IllegalStateException(count == 0 ? "updated" : "no row");
        }
        Product stored = others.found(connection, id);
        connection.commit();
        connection.setAutoCommit(true);
        return stored;
    }
}

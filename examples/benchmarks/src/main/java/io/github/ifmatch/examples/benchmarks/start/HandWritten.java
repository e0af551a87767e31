package io.github.ifmatch.examples.benchmarks.start;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Plain JDBC. For one thread at a time. */
final class HandWritten implements Way {

    static final String UPDATE = "UPDATE products SET sku = ?, name = ?, price = ?, stock = ?, active = ?,"
            + " changed_at = ?, version = version + 1 WHERE id = ? AND version = ?";

    @Override
    public void update(DataSource dataSource, Item edited) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            statement.setString(1, edited.sku());
            statement.setString(2, edited.name());
            statement.setBigDecimal(3, edited.price());
            statement.setInt(4, edited.stock());
            statement.setBoolean(5, edited.active());
            statement.setObject(6, edited.changedAt());
            statement.setLong(7, edited.id());
            statement.setLong(8, edited.version());
            Way.requireOne(statement.executeUpdate());
        }
    }
}

package io.github.ifmatch.examples.lostupdates;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Resolver;
import io.github.ifmatch.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The UPDATE that most programs send: nobody looks at what was written in between. Thread-safe. */
final class LastWriteWins implements Update {

    private final DataSource dataSource;
    private final Table<Product, String> table;
    private final String sql;

    LastWriteWins(DataSource dataSource, Table<Product, String> table) {
        this.dataSource = dataSource;
        this.table = table;
        this.sql = "UPDATE " + table.name()
                + " SET name = ?, category = ?, price = ?, stock = ?, edited_by = ?, edits = ? WHERE sku = ?";
    }

    @Override
    public Outcome<Product> write(Product changed, Resolver<Product> resolver) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, changed.name());
            statement.setString(2, changed.category());
            statement.setBigDecimal(3, changed.price());
            statement.setInt(4, changed.stock());
            statement.setString(5, changed.editedBy());
            statement.setLong(6, changed.edits());
            statement.setString(7, changed.sku());
            return statement.executeUpdate() == 1 ? new Applied<>(changed) : new Missing<>(table, changed.sku());
        } catch (SQLException e) {
            throw new Failure(e);
        }
    }
}

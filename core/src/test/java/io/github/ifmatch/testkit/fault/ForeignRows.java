package io.github.ifmatch.testkit.fault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A query on another data source, whose connection ends with its rows. For one thread at a time. */
record ForeignRows(Connection connection, PreparedStatement statement) {

    static ForeignRows open(DataSource other, String sql) throws SQLException {
        Connection connection = other.getConnection();
        try {
            return new ForeignRows(connection, connection.prepareStatement(sql));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    ResultSet query() throws SQLException {
        ResultSet rows = statement.executeQuery();
        return Proxies.of(ResultSet.class, (self, method, arguments) -> {
            if (method.getName().equals("close")) {
                try (connection;
                        statement;
                        rows) {
                    return null;
                }
            }
            return Proxies.invoke(rows, method, arguments);
        });
    }
}

package io.github.ifmatch.examples.benchmarks.bypass;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Statements of plain JDBC; those that write past the version say so at the end of their line. */
final class JdbcBypass {

    private JdbcBypass() {}

    static void run(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            texts(statement);
            batches(connection, statement);
            prepared(connection);
        }
    }

    private static void texts(Statement s) throws SQLException {
        s.executeUpdate("INSERT INTO articles (id, name, stock, version) VALUES (101, 'a', 1, 1), (102, 'b', 1, 1)");
        s.executeUpdate("UPDATE articles SET stock = 2, version = version + 1 WHERE id = 101 AND version = 1");
        s.executeUpdate("UPDATE notes SET text = 'x'");
        s.executeUpdate("DELETE FROM notes");
        s.executeUpdate("UPDATE articles SET stock = 2"); // bypass UPDATE
        s.executeUpdate("UPDATE articles SET stock = 2 WHERE id = 101"); // bypass UPDATE
        s.executeUpdate("update ARTICLES set STOCK = 2 where ID = 101"); // bypass UPDATE
        s.executeUpdate("UPDATE PUBLIC.articles AS a SET stock = 2 WHERE a.id = 101"); // bypass UPDATE
        s.executeUpdate("UPDATE \"ARTICLES\" SET \"STOCK\" = 2 WHERE \"ID\" = 101"); // bypass UPDATE
        s.executeUpdate("UPDATE articles SET stock = 3 WHERE id = 101 AND version = 2"); // bypass UPDATE
        s.executeUpdate("UPDATE articles SET stock = 3, version = version + 1 WHERE id = 101"); // bypass UPDATE
        s.executeUpdate("UPDATE articles SET version = version + 5 WHERE id = 101 AND version = 3"); // bypass UPDATE
        s.executeUpdate("UPDATE articles SET stock = 4, version = 9 WHERE id = 101"); // bypass UPDATE
        s.execute("DELETE FROM articles WHERE id = 102"); // bypass DELETE
        s.execute("MERGE INTO articles KEY (id) VALUES (102, 'c', 1, 1)"); // bypass UNREADABLE
        s.execute("UPDATE articles SET stock = 5; SELECT 1"); // bypass UPDATE
        s.execute("MERGE INTO articles a USING notes n ON a.name = n.text WHEN MATCHED THEN DELETE"); // bypass MERGE
        s.execute("TRUNCATE TABLE articles"); // bypass TRUNCATE
        s.execute("INSERT INTO articles (id, name, stock, version) VALUES (101, 'a', 1, 1), (102, 'b', 1, 1)");
    }

    private static void batches(Connection connection, Statement s) throws SQLException {
        s.addBatch("UPDATE articles SET stock = 6 WHERE id = 101"); // bypass UPDATE
        s.addBatch("UPDATE articles SET stock = 6, version = version + 1 WHERE id = 101 AND version = 1");
        s.addBatch("DELETE FROM articles WHERE name = 'nobody'"); // bypass DELETE
        s.executeBatch();
        try (PreparedStatement p = connection.prepareStatement("UPDATE articles SET stock = ? WHERE id = ?")) {
            for (int id = 101; id < 103; id++) {
                p.setInt(1, 7);
                p.setLong(2, id);
                p.addBatch();
            }
            p.executeBatch(); // bypass UPDATE
        }
    }

    private static void prepared(Connection connection) throws SQLException {
        try (PreparedStatement p = connection.prepareStatement("DELETE FROM articles WHERE id = ?")) {
            p.setLong(1, 102);
            p.executeUpdate(); // bypass DELETE
        }
        try (PreparedStatement p = connection.prepareStatement("UPDATE articles SET name = ? WHERE id = ?")) {
            p.setString(1, "d");
            p.setLong(2, 101);
            p.execute(); // bypass UPDATE
        }
        try (PreparedStatement p = connection.prepareStatement("DELETE FROM articles WHERE id = ? AND version = ?")) {
            p.setLong(1, 101);
            p.setLong(2, 2);
            p.executeUpdate();
        }
    }
}

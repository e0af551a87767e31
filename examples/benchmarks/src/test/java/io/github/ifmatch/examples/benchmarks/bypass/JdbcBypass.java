package io.github.ifmatch.examples.benchmarks.bypass;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Statements of plain JDBC; those that write past the version say so at the end of their line. */
final class JdbcBypass {

    private JdbcBypass() {}

    static void run(DataSource dataSource, Engine engine) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            texts(statement);
            if (engine == Engine.H2) {
                textsOfH2(statement);
            } else {
                textsOfPostgres(connection, statement);
            }
            emptied(statement);
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
        s.executeUpdate("UPDATE articles SET stock = 3 WHERE id = 101 AND version = 2"); // bypass UPDATE
        s.executeUpdate("UPDATE articles SET stock = 3, version = version + 1 WHERE id = 101"); // bypass UPDATE, advances
        s.executeUpdate("UPDATE articles SET version = version + 5 WHERE id = 101 AND version = 3"); // bypass UPDATE
        s.executeUpdate("UPDATE articles SET stock = 4, version = 9 WHERE id = 101"); // bypass UPDATE
        s.execute("DELETE FROM articles WHERE id = 102"); // bypass DELETE
        s.execute("UPDATE articles SET stock = 5; SELECT 1"); // bypass UPDATE
        s.execute("MERGE INTO articles a USING notes n ON a.name = n.text WHEN MATCHED THEN DELETE"); // bypass MERGE
    }

    private static void textsOfH2(Statement s) throws SQLException {
        s.executeUpdate("UPDATE \"ARTICLES\" SET \"STOCK\" = 2 WHERE \"ID\" = 101"); // bypass UPDATE (H2)
        s.execute("MERGE INTO articles KEY (id) VALUES (102, 'c', 1, 1)"); // bypass UNREADABLE (H2)
        s.executeQuery("SELECT id FROM FINAL TABLE (UPDATE articles SET stock = 3 WHERE id = 101)"); // bypass UPDATE (H2)
        s.execute("EXECUTE IMMEDIATE 'UPDATE articles SET stock = 4'"); // bypass CALL (H2)
    }

    private static void textsOfPostgres(Connection connection, Statement s) throws SQLException {
        s.execute("UPDATE ONLY articles SET stock = 2 WHERE id = 101"); // bypass UPDATE (POSTGRESQL)
        s.execute("UPDATE articles a SET stock = 3 FROM notes n WHERE a.name = n.text"); // bypass UPDATE (POSTGRESQL)
        s.execute("DELETE FROM articles a USING notes n WHERE a.name = n.text"); // bypass DELETE (POSTGRESQL)
        s.execute("WITH w AS (UPDATE articles SET stock = 4 RETURNING id) SELECT * FROM w"); // bypass UPDATE (POSTGRESQL)
        s.execute("WITH w AS (DELETE FROM articles RETURNING id) SELECT * FROM w"); // bypass DELETE (POSTGRESQL)
        String insert = "INSERT INTO articles VALUES (102, 'c', 1, 1)";
        s.execute(insert + " ON CONFLICT (id) DO UPDATE SET name = excluded.name"); // bypass UPSERT (POSTGRESQL)
        String matched = "MERGE INTO articles a USING (VALUES (102)) v (id) ON a.id = v.id WHEN MATCHED THEN ";
        s.execute(matched + "UPDATE SET name = 'd'"); // bypass MERGE (POSTGRESQL)
        s.execute("DO 'BEGIN UPDATE articles SET stock = 5; END'"); // bypass UNREADABLE (POSTGRESQL)
        s.execute("CREATE OR REPLACE PROCEDURE empty_stock() LANGUAGE sql AS 'UPDATE articles SET stock = -1'");
        try (CallableStatement call = connection.prepareCall("CALL empty_stock()")) {
            call.execute(); // bypass CALL (POSTGRESQL)
        }
    }

    private static void emptied(Statement s) throws SQLException {
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

package io.github.ifmatch.examples.campaign.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Statements of the campaign's own, past the proxies. */
public final class Sql {

    private Sql() {}

    /** Sends them, each in a transaction of its own. */
    public static void execute(Cluster cluster, String... statements) throws SQLException {
        try (Connection connection = cluster.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of what a query answers, as text. */
    public static List<String> query(Cluster cluster, String query) throws SQLException {
        try (Connection connection = cluster.connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (answer.next()) {
                rows.add(answer.getString(1));
            }
            return rows;
        }
    }
}

package io.github.ifmatch.examples.twotabs.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Makes the tables, with some rules in them, where they are absent. */
public final class Schema {

    private Schema() {}

    public static void prepare(DataSource dataSource) {
        Queries.over(dataSource).useTransaction(handle -> {
            if (!hasTables(handle.getConnection())) {
                handle.createScript(script("schema.sql")).execute();
                handle.createScript(script("seed.sql")).execute();
            }
        });
    }

    private static boolean hasTables(Connection connection) {
        try (ResultSet tables =
                connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), "%", null)) {
            while (tables.next()) {
                if (tables.getString("TABLE_NAME").equalsIgnoreCase(Rule.TABLE.name())) {
                    return true;
                }
            }
            return false;
        } catch (SQLException e) {
            throw new IllegalStateException("the catalogue cannot be read", e);
        }
    }

    private static String script(String name) {
        try (InputStream in = Schema.class.getResourceAsStream("/sql/" + name)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: /sql/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

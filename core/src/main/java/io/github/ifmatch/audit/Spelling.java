package io.github.ifmatch.audit;

import java.sql.Connection;
import java.sql.SQLException;

/** How a database writes strings, which decides what of a text is a value. Immutable. */
enum Spelling {
    /** Names in double quotes; a backslash is a character like others. */
    STANDARD,
    /** MySQL and MariaDB: names in backticks, strings in double quotes, too, and a backslash escapes. */
    MYSQL;

    /** What the driver says; the standard if it does not know. */
    static Spelling of(Connection connection) {
        try {
            String quote = connection.getMetaData().getIdentifierQuoteString();
            return quote != null && quote.trim().equals("`") ? MYSQL : STANDARD;
        } catch (SQLException e) {
            return STANDARD; // whoever uses the connection next will hear of it
        }
    }
}

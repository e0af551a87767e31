package io.github.ifmatch.dialects;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** What the drivers of MariaDB and MySQL were told by those who configured them. */
final class MariaDbDriver {

    private static final Pattern AFFECTED =
            Pattern.compile(".*\\buseAffectedRows=(true|1)\\b.*", Pattern.CASE_INSENSITIVE);

    private MariaDbDriver() {}

    /** Whether an update counts the rows whose values it changed, and not those that it found. */
    static boolean countsChangedRows(Connection connection) throws SQLException {
        String url = connection.getMetaData().getURL();
        return (url != null && AFFECTED.matcher(url).matches()) || isAskedOfMySql(connection);
    }

    /** MariaDB's driver tells all of its options in its URL; MySQL's, only those that stood there. */
    private static boolean isAskedOfMySql(Connection connection) {
        try {
            Connection driver = connection.unwrap(Connection.class);
            Object options = driver.getClass().getMethod("getPropertySet").invoke(driver);
            Object option = options.getClass()
                    .getMethod("getBooleanProperty", String.class)
                    .invoke(options, "useAffectedRows");
            return Boolean.TRUE.equals(option.getClass().getMethod("getValue").invoke(option));
        } catch (SQLException | ReflectiveOperationException | RuntimeException e) {
            return false; // another driver, or one that nothing can be seen of
        }
    }
}

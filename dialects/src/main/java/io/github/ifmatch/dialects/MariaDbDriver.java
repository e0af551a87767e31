package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.Fault;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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

    /** Of two rows, the second is longer: where the first, or nothing that is bound, decides the columns' types, it is cut. */
    private static final String ROWS = "SELECT MAX(CHAR_LENGTH(_b0)), MAX(_b1)"
            + " FROM (WITH _v (_b0, _b1) AS (VALUES (?, ?), (?, ?)) SELECT * FROM _v) AS _v";

    /**
     * Whether the rows of VALUES keep what is bound to them. They do where the driver writes it into the statement; where the server
     * prepares that ({@code useServerPrepStmts=true}), it chooses the columns' types before anything is bound, and cuts texts to nothing.
     */
    static boolean keepsRowsOfValues(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(ROWS)) {
            query.setString(1, "a");
            query.setBigDecimal(2, new BigDecimal("1.5"));
            query.setString(3, "longer");
            query.setBigDecimal(4, new BigDecimal("22.75"));
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getInt(1) == 6 && "22.75".equals(row.getString(2));
            }
        } catch (SQLException e) {
            if (Fault.of(e) == Fault.OTHER) {
                return false;
            }
            throw e;
        }
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

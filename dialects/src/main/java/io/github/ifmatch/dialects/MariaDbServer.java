package io.github.ifmatch.dialects;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server at the other end, by what it calls itself: MySQL's driver says "MySQL" of a MariaDB, too. Immutable.
 *
 * @param isMariaDb or MySQL
 */
record MariaDbServer(boolean isMariaDb, int major, int minor) {

    /** Of which nothing is known: it has what all of them have. */
    static final MariaDbServer UNKNOWN = new MariaDbServer(false, 0, 0);

    /** Some servers prefix a version of MySQL's, for clients that know no other. */
    private static final Pattern VERSION = Pattern.compile("(?:5\\.5\\.5-)?(\\d+)\\.(\\d+).*");

    static MariaDbServer of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("SELECT VERSION()")) {
            return version.next() ? of(String.valueOf(version.getString(1))) : UNKNOWN;
        }
    }

    /** As {@code SELECT VERSION()} tells it: {@code 10.11.19-MariaDB-0+deb12u1}, or {@code 9.1.0}. */
    static MariaDbServer of(String version) {
        Matcher numbers = VERSION.matcher(version);
        return numbers.matches()
                ? new MariaDbServer(
                        version.contains("MariaDB"),
                        Integer.parseInt(numbers.group(1)),
                        Integer.parseInt(numbers.group(2)))
                : UNKNOWN;
    }

    /** Whether it is a MariaDB of this version, or of a later one. */
    boolean isMariaDb(int fromMajor, int fromMinor) {
        return isMariaDb && (major > fromMajor || (major == fromMajor && minor >= fromMinor));
    }
}

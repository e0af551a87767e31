package io.github.ifmatch.dialect;

import io.github.ifmatch.verify.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * How a database makes a version of what columns hold: for a table that has no version, and for one whose version is a UUID.
 *
 * <p>Equal values must make equal versions, in every session, whatever its settings; and other values other ones, but by chance. NULL is
 * a value of its own, and what stands in one column is never taken for what stands in the next.
 *
 * <p>Thread-safe: every implementation must be; it best holds no state.
 */
public interface Fingerprint {

    /**
     * The expression that makes it of the row: a bigint of 0 or more, never NULL. It stands in lists of columns, in conditions and in
     * RETURNING.
     *
     * @param parts the columns, at least one
     */
    String expression(List<Part> parts);

    /**
     * The expression that makes a version of a UUID: the exclusive or of its first and its last 64 bits, turned left by 48, without the sign,
     * as a bigint; NULL of NULL. What is dropped is where the first bit of the UUID's version stands. It stands in conditions. Default: empty,
     * a table whose version is a UUID is refused.
     *
     * @param column its name, quoted where it must be
     */
    default Optional<String> ofUuid(String column) {
        return Optional.empty();
    }

    /**
     * Which of the columns cannot be compared so, and why. Default: nothing is known of any. Asked by {@code Database.inspect}.
     *
     * @param connection perhaps in the middle of a transaction, which must be left as it is
     * @param table its name, as {@link Dialect#catalogTable} has found it
     */
    default List<Finding> findings(Connection connection, CatalogName table, List<Part> parts) throws SQLException {
        return List.of();
    }

    /**
     * A column that is compared. Immutable.
     *
     * @param name quoted where it must be
     * @param stored the same as the catalogue has it
     * @param javaType the class of its component
     */
    record Part(String name, String stored, Class<?> javaType) {}
}

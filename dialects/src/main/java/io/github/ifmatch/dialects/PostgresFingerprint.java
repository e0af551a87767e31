package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.Fingerprint;
import io.github.ifmatch.verify.Finding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The first 63 bits of the SHA-256 of the binary form in which PostgreSQL sends the columns as one row: with the type and the length
 * of each value, and a mark where it is NULL ({@code record_send}, adt/rowtypes.c). No setting of a session changes that form but the
 * encoding of the client, which the driver keeps at UTF-8. It tells apart what the database holds to be equal: texts of a collation or a type
 * without case, and 1.0 from 1.00.
 *
 * <p>{@code hash_record_extended} would do the same from version 14 on, but takes equal values for one, has no answer for types that have no hash,
 * and is easy to reckon for. Thread-safe: it has no state.
 */
final class PostgresFingerprint implements Fingerprint {

    static final PostgresFingerprint INSTANCE = new PostgresFingerprint();

    /** A type without a function to send it has no binary form; an array has one if its elements have. */
    private static final String WITHOUT_FORM = """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod)
            FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_type e ON e.oid = t.typelem
            WHERE a.attrelid = to_regclass(?) AND a.attname = ANY(?) AND (t.typsend = 0 OR e.typsend = 0)
            ORDER BY a.attnum""";

    private PostgresFingerprint() {}

    @Override
    public String expression(List<Part> parts) {
        String row = parts.stream().map(Part::name).collect(Collectors.joining(", ", "ROW(", ")"));
        return "(CAST(CAST('x' || left(encode(sha256(record_send(" + row
                + ")), 'hex'), 16) AS bit(64)) AS bigint) & 9223372036854775807)";
    }

    /** The halves of the digits that begin at the thirteenth: so their exclusive or is turned already. */
    @Override
    public Optional<String> ofUuid(String column) {
        String digits = "encode(uuid_send(CAST(" + column + " AS uuid)), 'hex')";
        return Optional.of("(CAST(CAST('x' || substr(" + digits + ", 13, 16) AS bit(64)) # CAST('x' || substr(" + digits
                + ", 29) || left(" + digits + ", 12) AS bit(64)) AS bigint) & 9223372036854775807)");
    }

    @Override
    public List<Finding> findings(Connection connection, CatalogName table, List<Part> parts) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(WITHOUT_FORM)) {
            query.setString(1, PostgresCatalog.asked(table));
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "text", parts.stream().map(Part::stored).toArray()));
            try (ResultSet column = query.executeQuery()) {
                while (column.next()) {
                    findings.add(Finding.error(
                            "compared-type",
                            "the column " + column.getString(1) + " is of " + column.getString(2)
                                    + ", which has no binary form to be compared by",
                            "name the columns that are compared, comparing(…), without it"));
                }
            }
        }
        return findings;
    }
}

package io.github.ifmatch.dialects;

import io.github.ifmatch.MappingException;
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
 * The first 63 bits of the SHA-256 of a text that has each column in hexadecimal digits behind an equals sign, a hyphen for NULL, and commas between. RAWTOHEX
 * takes the bytes of what is binary, and the characters of the text of everything else, which no setting of a session changes: of a timestamp
 * with time zone it has the offset that it was stored with. Only the text of an array or a row is not exact, so they are refused.
 *
 * <p>A text of H2's has 1,048,576 characters at the most, so that the columns together may have a quarter of that, and half of that in bytes; a
 * statement fails on more. Thread-safe: it has no state.
 */
final class H2Fingerprint implements Fingerprint {

    static final H2Fingerprint INSTANCE = new H2Fingerprint();

    private static final String COMPOSED = """
            SELECT COLUMN_NAME, DATA_TYPE FROM INFORMATION_SCHEMA.COLUMNS
            WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND DATA_TYPE IN ('ARRAY', 'ROW') ORDER BY ORDINAL_POSITION""";

    private static final String INEXACT = "whose text is not exact, so that not every change of it would be seen";

    private static final String REMEDY = "name the columns that are compared, comparing(…), without it";

    private H2Fingerprint() {}

    @Override
    public String expression(List<Part> parts) {
        parts.stream().filter(H2Fingerprint::isArray).findFirst().ifPresent(part -> {
            throw new MappingException("the column " + part.name() + " is an array, " + INEXACT + "; " + REMEDY);
        });
        String text = parts.stream()
                .map(part -> "CASE WHEN " + part.name() + " IS NULL THEN '-' ELSE COALESCE('=' || RAWTOHEX("
                        + part.name() + "), '=') END")
                .collect(Collectors.joining(" || ',' || "));
        return "BITAND(CAST(SUBSTRING(HASH('SHA-256', " + text + ") FROM 1 FOR 8) AS BIGINT), 9223372036854775807)";
    }

    @Override
    public Optional<String> ofUuid(String column) {
        String bytes = "CAST(CAST(" + column + " AS UUID) AS BINARY(16))";
        return Optional.of(
                "BITAND(ROTATELEFT(BITXOR(CAST(SUBSTRING(" + bytes + " FROM 1 FOR 8) AS BIGINT), CAST(SUBSTRING("
                        + bytes + " FROM 9 FOR 8) AS BIGINT)), 48), 9223372036854775807)");
    }

    private static boolean isArray(Part part) {
        return part.javaType().isArray() && part.javaType() != byte[].class;
    }

    /** Whether a column is an array, the declaration does not tell where it has a type of one's own. */
    @Override
    public List<Finding> findings(Connection connection, CatalogName table, List<Part> parts) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(COMPOSED)) {
            query.setString(1, table.schema());
            query.setString(2, table.table());
            try (ResultSet column = query.executeQuery()) {
                while (column.next()) {
                    String name = column.getString(1);
                    if (parts.stream().anyMatch(part -> part.stored().equals(name))) {
                        findings.add(Finding.error(
                                "compared-type",
                                "the column " + name + " is of " + column.getString(2) + ", " + INEXACT,
                                REMEDY));
                    }
                }
            }
        }
        return findings;
    }
}

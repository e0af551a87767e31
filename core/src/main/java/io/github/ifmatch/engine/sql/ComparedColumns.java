package io.github.ifmatch.engine.sql;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.Fingerprint;
import io.github.ifmatch.engine.mapping.Mapping;
import io.github.ifmatch.type.VersionSource;
import io.github.ifmatch.verify.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The columns that are compared in a table that has no version, and what makes a version of them. Immutable. */
record ComparedColumns(Dialect dialect, Identifiers identifiers, Mapping<?, ?> mapping) {

    /** Whether the table has no version of its own. */
    static boolean areVersionOf(Mapping<?, ?> mapping) {
        return mapping.declaration().versions() == VersionSource.COMPARED;
    }

    /**
     * The expression that is the row's version.
     *
     * @throws MappingException if the dialect has none
     */
    String expression() {
        return dialect.fingerprint()
                .map(fingerprint -> fingerprint.expression(parts()))
                .orElseThrow(
                        () -> new MappingException(mapping.declaration().where() + ": " + problem() + "; " + remedy()));
    }

    /** What is to be said of them, if the table has such; else of its own version. */
    List<Finding> findings(Connection connection, CatalogName table) throws SQLException {
        if (!areVersionOf(mapping)) {
            return CheckedVersion.findings(dialect, mapping);
        }
        Optional<Fingerprint> fingerprint = dialect.fingerprint();
        return fingerprint.isPresent()
                ? fingerprint.get().findings(connection, table, parts())
                : List.of(Finding.error("compared-unknown", problem(), remedy()));
    }

    private String problem() {
        return "it has no version, and the dialect " + dialect.name() + " makes none of the columns that are compared";
    }

    private static String remedy() {
        return "give the table a version, or speak to PostgreSQL or H2 in their dialects, which ifmatch-dialects has";
    }

    private List<Fingerprint.Part> parts() {
        return mapping.declaration().versioning().compared(mapping.columns()).stream()
                .map(column -> new Fingerprint.Part(
                        identifiers.sql(column.name()), identifiers.stored(column.name()), column.javaType()))
                .toList();
    }
}

package io.github.ifmatch.engine.sql;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.Fingerprint;
import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.Mapping;
import io.github.ifmatch.engine.mapping.Versions;
import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.verify.Finding;
import java.util.List;
import java.util.Optional;

/** What a condition compares with the expected version: the version's column; of a UUID, the number that it is as a version. */
final class CheckedVersion {

    private static final String REMEDY =
            "give the table a version of another type, or speak to PostgreSQL or H2 in their dialects, which ifmatch-dialects has";

    private CheckedVersion() {}

    /** Whether versions are UUIDs, which are longer than the versions that are compared. */
    static boolean isUuid(Mapping<?, ?> mapping) {
        return Versions.isUuid(mapping.versionColumn().javaType());
    }

    /**
     * The expression of it.
     *
     * @param version the version's column, as it is to be read
     * @throws MappingException if it is a UUID, and the dialect makes no number of one
     */
    static String of(SqlText text, String version) {
        if (!isUuid(text.mapping())) {
            return version;
        }
        return ofUuid(text.dialect(), version)
                .orElseThrow(() -> new MappingException(
                        text.mapping().declaration().where() + ": " + problem(text.dialect()) + "; " + REMEDY));
    }

    private static Optional<String> ofUuid(Dialect dialect, String version) {
        return dialect.fingerprint().flatMap((Fingerprint fingerprint) -> fingerprint.ofUuid(version));
    }

    private static String problem(Dialect dialect) {
        return "its version is a UUID, and the dialect " + dialect.name() + " makes no number of one";
    }

    /** As what the expected version is bound. */
    @SuppressWarnings("unchecked")
    static Column bound(SqlText text) {
        Column version = text.mapping().versionColumn();
        if (!isUuid(text.mapping())) {
            return version;
        }
        ColumnType<?> number = ColumnType.of(Long.class);
        return new Column(
                version.table(),
                version.component(),
                version.name(),
                Long.class,
                text.dialect().adapt(Long.class, (ColumnType<Object>) number),
                Column.Role.VERSION,
                version.accessor(),
                false);
    }

    /** What is to be said of it. */
    static List<Finding> findings(Dialect dialect, Mapping<?, ?> mapping) {
        return isUuid(mapping) && ofUuid(dialect, "version").isEmpty()
                ? List.of(Finding.error("version-uuid-unknown", problem(dialect), REMEDY))
                : List.of();
    }
}

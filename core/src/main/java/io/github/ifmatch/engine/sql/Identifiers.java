package io.github.ifmatch.engine.sql;

import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.engine.mapping.Names;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a database quotes names, and which case it stores unquoted ones in. Immutable.
 *
 * @param quote the quote, as {@link DatabaseMetaData#getIdentifierQuoteString()} tells it
 * @param fold what becomes of an unquoted name
 */
public record Identifiers(String quote, Fold fold) {

    /** What becomes of a name that is not quoted. */
    enum Fold {
        UPPER,
        LOWER,
        NONE
    }

    private static final Pattern ONE_CASE = Pattern.compile("[a-z_][a-z0-9_]*|[A-Z_][A-Z0-9_]*");

    /** Reserved by SQL:2023, PostgreSQL 18 or H2 2.5, and likely as the name of a table or a column. */
    private static final Set<String> RESERVED = Set.of(
            ("all analyse analyze and any array as asc asymmetric at authorization begin between binary both by call case "
                            + "cast check collate collation column commit concurrently constraint create cross "
                            + "current_catalog current_date current_path current_role current_schema current_time "
                            + "current_timestamp current_user cursor cycle date day default deferrable delete desc "
                            + "describe distinct do drop else end end-exec escape except exec execute exists external "
                            + "false fetch filter first following for foreign freeze from full function get global grant "
                            + "group groups having hour identity if ilike in initially inner insert intersect interval "
                            + "into is isnull join key language lateral leading left like limit local localtime "
                            + "localtimestamp merge method minus minute month natural new no not notnull null of offset "
                            + "old on only open or order out outer over overlaps partition placing position precision "
                            + "primary procedure qualify range reads recursive references regexp release result return "
                            + "returning returns revoke right rollback row rownum rows second select session_user set "
                            + "similar some start symmetric system system_user table tablesample then time timestamp to "
                            + "top trailing trigger true uescape union unique unknown update user using value values "
                            + "variadic verbose when where window with within without year _rowid_")
                    .split(" "));

    static Identifiers of(DatabaseMetaData metaData) throws SQLException {
        String quote = metaData.getIdentifierQuoteString();
        Fold fold = metaData.storesLowerCaseIdentifiers()
                ? Fold.LOWER
                : metaData.storesUpperCaseIdentifiers() ? Fold.UPPER : Fold.NONE;
        return new Identifiers(quote == null ? "" : quote.trim(), fold);
    }

    /** The name as SQL text: quoted only where it must be. */
    String sql(String name) {
        boolean plain = ONE_CASE.matcher(name).matches();
        if (quote.isEmpty() || (plain && !RESERVED.contains(name.toLowerCase(Locale.ROOT)))) {
            return Names.bare(name);
        }
        return quote + stored(name).replace(quote, quote + quote) + quote;
    }

    /** The name as the database's catalogue has it. */
    String stored(String name) {
        if (Names.isQuoted(name) || !ONE_CASE.matcher(name).matches()) {
            return Names.bare(name);
        }
        return switch (fold) {
            case UPPER -> name.toUpperCase(Locale.ROOT);
            case LOWER -> name.toLowerCase(Locale.ROOT);
            case NONE -> name;
        };
    }

    /** A table's name as the catalogue has it. On MySQL and MariaDB, which have no schemas, {@code db.table} names a catalog. */
    public CatalogName catalogName(DatabaseMetaData metaData, String declared) throws SQLException {
        List<String> parts = Names.parse(declared).stream().map(this::stored).toList();
        int last = parts.size() - 1;
        String qualifier = last > 0 ? parts.get(last - 1) : null;
        boolean isCatalog = last == 1
                && !metaData.supportsSchemasInDataManipulation()
                && metaData.supportsCatalogsInDataManipulation();
        if (isCatalog) {
            return new CatalogName(qualifier, null, parts.get(last));
        }
        return new CatalogName(last > 1 ? parts.get(last - 2) : null, qualifier, parts.get(last));
    }

    /** A table's name, each part by itself. */
    String table(String name) {
        return Names.parse(name).stream().map(this::sql).collect(Collectors.joining("."));
    }
}

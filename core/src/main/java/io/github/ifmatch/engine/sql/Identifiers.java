package io.github.ifmatch.engine.sql;

import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.engine.mapping.Mapping;
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

    /** Reserved by SQL:2023, PostgreSQL 18, H2 2.5, MariaDB 10.11 or MySQL 9, and likely as the name of a table or a column. */
    private static final Set<String> RESERVED = Set.of(
            ("_rowid_ accessible add all alter analyse analyze and any array as asc asensitive asymmetric at authorization "
                            + "before begin between bigint binary blob both by call cascade case cast change char character check collate "
                            + "collation column commit concurrently condition constraint continue convert create cross cube cume_dist "
                            + "current_catalog current_date current_path current_role current_schema current_time current_timestamp "
                            + "current_user cursor cycle database databases date day day_hour day_microsecond day_minute day_second dec "
                            + "decimal declare default deferrable delayed delete dense_rank desc describe deterministic distinct distinctrow "
                            + "div do double drop dual each else elseif empty enclosed end end-exec escape escaped except exec execute exists "
                            + "exit explain external false fetch filter first first_value float float4 float8 following for force foreign "
                            + "freeze from full fulltext function generated get global grant group grouping groups having high_priority hour "
                            + "hour_microsecond hour_minute hour_second identity if ignore ilike in index infile initially inner inout "
                            + "insensitive insert int int1 int2 int3 int4 int8 integer intersect interval into is isnull iterate join "
                            + "json_table key keys kill lag language last_value lateral lead leading leave left library like limit linear "
                            + "lines load local localtime localtimestamp lock long longblob longtext loop low_priority manual match maxvalue "
                            + "mediumblob mediumint mediumtext merge method middleint minus minute minute_microsecond minute_second mod "
                            + "modifies month natural new no not notnull nth_value ntile null numeric of offset old on only open optimize "
                            + "option optionally or order out outer outfile over overlaps parallel partition percent_rank placing portion "
                            + "position precision primary procedure purge qualify range rank read read_write reads real recursive references "
                            + "regexp release rename repeat replace require resignal restrict result return returning returns revoke right "
                            + "rlike rollback row row_number rownum rows schema schemas second second_microsecond select sensitive separator "
                            + "session_user set show signal similar smallint some spatial specific sql sqlexception sqlstate sqlwarning ssl "
                            + "start starting stored straight_join symmetric system system_user table tablesample terminated then time "
                            + "timestamp tinyblob tinyint tinytext to top trailing trigger true uescape undo union unique unknown unlock "
                            + "unsigned update usage use user using utc_date utc_time utc_timestamp value values varbinary varchar "
                            + "varcharacter variadic varying verbose virtual when where while window with within without write xor year "
                            + "year_month zerofill")
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
    public String stored(String name) {
        if (Names.isQuoted(name) || !ONE_CASE.matcher(name).matches()) {
            return Names.bare(name);
        }
        return switch (fold) {
            case UPPER -> name.toUpperCase(Locale.ROOT);
            case LOWER -> name.toLowerCase(Locale.ROOT);
            case NONE -> name;
        };
    }

    /** The columns of an id as the catalogue has them. */
    Set<String> storedId(Mapping<?, ?> mapping) {
        return mapping.id().columns().stream()
                .map(column -> stored(column.name()))
                .collect(Collectors.toSet());
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

package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.verify.Finding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads SQLite's own catalogue, which knows more than JDBC tells. For one thread at a time, like the connection. */
final class SqliteCatalog {

    /** A constraint so declared deletes whatever rows stand in the way, without a word. */
    private static final Pattern REPLACES = Pattern.compile("ON\\s+CONFLICT\\s+REPLACE", Pattern.CASE_INSENSITIVE);

    /** The time of a trigger, after its name, as the catalogue keeps its text: BEFORE may be left out. */
    private static final Pattern BEFORE = Pattern.compile(
            "CREATE\\s+TRIGGER\\s+(?:\\w+|\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|\\[[^]]*]|'(?:[^']|'')*')\\s+"
                    + "(?:(?:BEFORE\\s+)?(?:INSERT|UPDATE|DELETE)|AFTER\\s+DELETE)\\s.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** How {@code pragma_index_xinfo} numbers what is no column: the row's own number, and an expression. */
    private static final int ROW_NUMBER = -1;

    private static final int EXPRESSION = -2;

    private final Connection connection;
    private final String schema;
    private final String table;
    private final String sql;

    private SqliteCatalog(Connection connection, String schema, String table, String sql) {
        this.connection = connection;
        this.schema = schema;
        this.table = table;
        this.sql = sql;
    }

    /** An index, as far as it can prove a row the only one. */
    private record Index(Set<String> columns, boolean isProof) {}

    /** The one table, or view, that the name means: a temporary one first, then that of the main database, then those attached. */
    static Optional<CatalogTable> find(Connection connection, CatalogName name) throws SQLException {
        Optional<SqliteCatalog> found = open(connection, name);
        return found.isPresent() ? Optional.of(found.get().read()) : Optional.empty();
    }

    /** Whether a unique index that an insert breaks has all columns of the id, and nothing else can be what is broken. */
    static boolean canOnlyMeetItsId(Connection connection, CatalogName name, Set<String> idColumns)
            throws SQLException {
        Optional<SqliteCatalog> found = open(connection, name);
        if (found.isEmpty() || !found.get().triggers().isEmpty()) {
            return false;
        }
        for (Index index : found.get().indexes()) {
            if (!index.columns().containsAll(idColumns)) {
                return false;
            }
        }
        return true;
    }

    /** What kind of table it is, its triggers, and ids of several spellings. */
    static List<Finding> findings(Connection connection, CatalogName name, Set<String> idColumns) throws SQLException {
        Optional<SqliteCatalog> found = open(connection, name);
        return found.isPresent() ? found.get().findings(idColumns) : List.of();
    }

    private static Optional<SqliteCatalog> open(Connection connection, CatalogName name) throws SQLException {
        String given = name.schema() == null ? name.catalog() : name.schema();
        for (String schema : schemas(connection)) {
            if (given != null && !given.equalsIgnoreCase(schema)) {
                continue;
            }
            try (PreparedStatement query = connection.prepareStatement("SELECT name, sql FROM " + quoted(schema)
                    + ".sqlite_master WHERE type IN ('table', 'view') AND name = ? COLLATE NOCASE")) {
                query.setString(1, name.table());
                try (ResultSet found = query.executeQuery()) {
                    if (found.next()) {
                        return Optional.of(new SqliteCatalog(
                                connection, schema, found.getString(1), String.valueOf(found.getString(2))));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> schemas(Connection connection) throws SQLException {
        List<String> schemas = new ArrayList<>(List.of("temp"));
        try (PreparedStatement query = connection.prepareStatement("PRAGMA database_list");
                ResultSet found = query.executeQuery()) {
            while (found.next()) {
                if (!found.getString(2).equals("temp")) {
                    schemas.add(found.getString(2));
                }
            }
        }
        return schemas;
    }

    private CatalogTable read() throws SQLException {
        StringBuilder shape = new StringBuilder();
        pragma(
                "table_xinfo",
                table,
                column -> shape.append(column.getString("name"))
                        .append(' ')
                        .append(column.getString("type"))
                        .append(','));
        List<Set<String>> keys =
                indexes().stream().filter(Index::isProof).map(Index::columns).toList();
        boolean writesAfterwards = triggers().stream()
                .anyMatch(trigger -> !BEFORE.matcher(trigger.sql()).matches());
        return new CatalogTable(
                new CatalogName(null, schema, table),
                keys,
                true,
                writesAfterwards,
                isGuarded(),
                false,
                shape.toString());
    }

    /** The unique indexes; an INTEGER PRIMARY KEY, which is the row's own number, needs none. */
    private List<Index> indexes() throws SQLException {
        Set<String> primary = new HashSet<>();
        pragma("table_info", table, column -> {
            if (column.getInt("pk") > 0) {
                primary.add(column.getString("name"));
            }
        });
        Map<String, Boolean> named = new LinkedHashMap<>();
        Set<String> origins = new HashSet<>();
        pragma("index_list", table, index -> {
            if (index.getBoolean("unique")) {
                named.put(index.getString("name"), index.getBoolean("partial"));
                origins.add(index.getString("origin"));
            }
        });
        List<Index> indexes = new ArrayList<>();
        for (Map.Entry<String, Boolean> index : named.entrySet()) {
            indexes.add(index(index.getKey(), index.getValue(), primary));
        }
        if (!primary.isEmpty() && !origins.contains("pk")) {
            indexes.add(new Index(primary, true));
        }
        return indexes;
    }

    private Index index(String name, boolean isPartial, Set<String> primary) throws SQLException {
        Map<String, String> collations = new HashMap<>();
        Set<Integer> numbers = new HashSet<>();
        pragma("index_xinfo", name, column -> {
            if (column.getBoolean("key")) {
                int number = column.getInt("cid");
                numbers.add(number);
                if (number != EXPRESSION) {
                    String key = number == ROW_NUMBER ? String.join("", primary) : column.getString("name");
                    collations.put(key, column.getString("coll").toUpperCase(Locale.ROOT));
                }
            }
        });
        boolean isProof = !isPartial && !numbers.contains(EXPRESSION);
        for (Map.Entry<String, String> column : collations.entrySet()) {
            isProof &= tellsApart(column.getKey(), column.getValue());
        }
        return new Index(Set.copyOf(collations.keySet()), isProof);
    }

    /** Whether two values that the index takes for different are so for the column as well. */
    private boolean tellsApart(String column, String collation) throws SQLException {
        boolean foldsCase = takesForOne(column, "'a'", "'A'");
        boolean trims = takesForOne(column, "'a'", "'a '");
        return (!foldsCase && !trims)
                || (foldsCase && !trims && collation.equals("NOCASE"))
                || (!foldsCase && collation.equals("RTRIM"));
    }

    /** Whether two texts are one to the column; UNION compares as the column does. */
    private boolean takesForOne(String column, String one, String other) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM (SELECT " + quoted(column)
                        + " FROM " + quoted(schema) + "." + quoted(table) + " WHERE 1 = 0 UNION SELECT " + one
                        + " UNION SELECT " + other + ")");
                ResultSet count = query.executeQuery()) {
            return count.getInt(1) == 1;
        }
    }

    private boolean isGuarded() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT 1 FROM " + quoted(schema) + ".sqlite_master WHERE type = 'trigger' AND name = ?")) {
            query.setString(1, SqliteGuard.liftedTrigger(table));
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }

    private record Trigger(String name, String sql) {}

    /** Those on this table, but for a guard's, which let pass what is right; temporary ones can be on any. */
    private List<Trigger> triggers() throws SQLException {
        List<Trigger> triggers = new ArrayList<>();
        for (String in : List.of(schema, "temp")) {
            try (PreparedStatement query = connection.prepareStatement("SELECT name, sql FROM " + quoted(in)
                    + ".sqlite_master WHERE type = 'trigger' AND tbl_name = ? COLLATE NOCASE"
                    + " AND substr(name, 1, 14) <> 'ifmatch_guard_' ORDER BY name")) {
                query.setString(1, table);
                try (ResultSet found = query.executeQuery()) {
                    while (found.next()) {
                        triggers.add(new Trigger(found.getString(1), String.valueOf(found.getString(2))));
                    }
                }
            }
        }
        return triggers;
    }

    private List<Finding> findings(Set<String> idColumns) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        String kind = sql.toUpperCase(Locale.ROOT);
        List<Trigger> triggers = triggers();
        if (kind.startsWith("CREATE VIEW") || kind.startsWith("CREATE TEMP VIEW")) {
            findings.add(
                    triggers.isEmpty()
                            ? Finding.error(
                                    "view", "it is a view, which SQLite does not write", "declare the table below it")
                            : Finding.error(
                                    "trigger-instead",
                                    "a trigger of the view writes instead of the database, so its count proves nothing",
                                    "declare the table below the view"));
            return findings;
        }
        if (kind.startsWith("CREATE VIRTUAL")) {
            findings.add(Finding.error(
                    "virtual-table",
                    "it is a virtual table, whose writes answer no rows",
                    "keep the rows in a table, and let the virtual one follow it"));
        }
        if (REPLACES.matcher(sql).find()) {
            findings.add(Finding.error(
                    "replaces-rows",
                    "a constraint is declared ON CONFLICT REPLACE, so that a write can delete other rows silently",
                    "declare the constraint without it"));
        }
        for (Trigger trigger : triggers) {
            String time = BEFORE.matcher(trigger.sql()).matches() ? "before" : "after";
            findings.add(Finding.warning(
                    "trigger",
                    "the trigger " + trigger.name() + " runs " + time + " a write; it must leave the version alone",
                    "see that it does not set the version"));
        }
        for (String column : idColumns) {
            if (takesForOne(column, "'a'", "'A'")) {
                findings.add(Spellings.of(column, "it is declared COLLATE NOCASE"));
            }
        }
        return findings;
    }

    /** Takes a row of what a pragma answers. */
    private interface Rows {
        void take(ResultSet row) throws SQLException;
    }

    private void pragma(String pragma, String of, Rows rows) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM pragma_" + pragma + "(?, ?)")) {
            query.setString(1, of);
            query.setString(2, schema);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    rows.take(found);
                }
            }
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}

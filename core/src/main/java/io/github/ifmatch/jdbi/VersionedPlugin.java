package io.github.ifmatch.jdbi;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.spi.JdbiPlugin;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Makes Ifmatch part of a Jdbi: {@code jdbi.installPlugin(new VersionedPlugin())}.
 *
 * <p>Where {@code jdbi3-sqlobject} is on the class path, it installs the {@code SqlObjectPlugin} too. Argument factories and
 * column mappers of one's own are to be registered before the first operation on a table that needs them.
 *
 * <p>Immutable.
 */
public final class VersionedPlugin implements JdbiPlugin {

    private final UnaryOperator<Database> settings;
    private final List<Table<?, ?>> tables;

    /** The plugin with the settings of {@link Database}, and no tables. */
    public VersionedPlugin() {
        this(database -> database, List.of());
    }

    private VersionedPlugin(UnaryOperator<Database> settings, List<Table<?, ?>> tables) {
        this.settings = settings;
        this.tables = tables;
    }

    /**
     * The same plugin with other settings, such as {@code database -> database.withListener(counts)}. Default: those of
     * {@link Database}.
     */
    public VersionedPlugin with(UnaryOperator<Database> newSettings) {
        return new VersionedPlugin(requireNonNull(newSettings, "settings must not be null"), tables);
    }

    /** The same plugin with tables for SQL objects that do not say which is theirs. Default: none. */
    public VersionedPlugin withTables(Table<?, ?>... newTables) {
        return new VersionedPlugin(settings, List.of(requireNonNull(newTables, "tables must not be null")));
    }

    @Override
    public void customizeJdbi(Jdbi jdbi) {
        Database database = Database.of(new JdbiSource(jdbi))
                .withTypes(new JdbiTypes(jdbi.getConfig()))
                .withSender(new JdbiSender());
        VersionedTables registry = jdbi.getConfig(VersionedTables.class);
        registry.open(settings.apply(database));
        tables.forEach(registry::register);
        tables.forEach(table -> jdbi.registerRowMapper(table.rowType(), new Late<>(jdbi, table)));
        if (hasSqlObjects()) {
            DaoSupport.install(jdbi);
        }
    }

    /** The table as the database has it is known when the mappers of its columns are; it is asked for once per result. */
    private record Late<R>(Jdbi jdbi, Table<R, ?> table) implements RowMapper<R> {

        @Override
        public R map(ResultSet row, StatementContext context) throws SQLException {
            return specialize(row, context).map(row, context);
        }

        @Override
        public RowMapper<R> specialize(ResultSet rows, StatementContext context) {
            return new TableMapper<>(VersionedJdbi.repository(jdbi, table).table());
        }
    }

    private static boolean hasSqlObjects() {
        try {
            Class.forName("org.jdbi.v3.sqlobject.SqlObject", false, VersionedPlugin.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}

package io.github.ifmatch.testkit.guard;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.TableGuard;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts of the guard share: a fresh table with two rows, Ann's and Bob's, at versions 2 and 1. */
abstract class SheetContract extends Contract {

    protected VersionedRepository<Sheet, Long> sheets;
    protected Sheet ann;
    protected Sheet bob;

    private final List<HikariDataSource> pools = new ArrayList<>();

    @BeforeEach
    void createSheets() {
        assumeTrue(database.fittedDialect().guard().isPresent(), "needs a guard");
        Sheet.create(database);
        sheets = database.repository(Sheet.TABLE);
        ann = sheets.update(sheets.insert(Sheet.of(1, "Ann")).withOwner("ann"));
        bob = sheets.insert(Sheet.of(2, "Bob"));
    }

    @AfterEach
    void removeGuard() {
        pools.forEach(HikariDataSource::close);
        if (database.fittedDialect().guard().isPresent()) {
            remove(Guard.of(Sheet.TABLE));
        }
    }

    protected final void remove(Guard guard) {
        with(connection -> {
            guard.remove(connection);
            return true;
        });
    }

    /** Installs a guard, of which the repository has heard. */
    protected final void install(Guard guard) {
        with(connection -> {
            guard.install(connection);
            return true;
        });
        sheets = database.repository(Sheet.TABLE);
    }

    /** A pool of one connection of a user who may write the table, and nothing else. */
    protected final HikariDataSource clerk() {
        needs(Feature.USERS);
        HikariDataSource clerk = one(config -> database.asReader(config, "sheets"));
        database.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON sheets TO reader");
        return clerk;
    }

    /** Does something with a connection. */
    protected final <T> T with(Function<Connection, T> work) {
        try (Connection connection = database.dataSource().getConnection()) {
            return work.apply(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A pool of one connection, so that whoever comes next gets the same. */
    protected final HikariDataSource one(Consumer<HikariConfig> settings) {
        HikariDataSource pool = database.pool(config -> {
            config.setMaximumPoolSize(1);
            config.setMinimumIdle(1);
            settings.accept(config);
        });
        pools.add(pool);
        return pool;
    }

    /** Sends a statement of another program's. */
    protected final void send(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(database.sql(sql));
        }
    }

    protected final void assertRefused(Connection connection, String sql) {
        assertThatThrownBy(() -> send(connection, sql))
                .as(sql)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(TableGuard.REFUSAL)
                .hasMessageContaining("docs/guard.md");
    }

    protected final List<Sheet> stored() {
        return sheets
                .findAll(database.query("SELECT id FROM sheets ORDER BY id").stream()
                        .map(Long::valueOf)
                        .toList())
                .stream()
                .sorted((one, other) -> Long.compare(one.id(), other.id()))
                .toList();
    }
}

package io.github.ifmatch.testkit.jdbi;

import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.jdbi.VersionedJdbi;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** The database, through Jdbi. */
public final class JdbiPostgres extends PostgresTestDatabase {

    private final Way way;

    public JdbiPostgres(Way way, Dialect dialect) {
        super(dialect);
        this.way = way;
    }

    @Override
    public Database database(DataSource dataSource) {
        return VersionedJdbi.database(Way.jdbi(dataSource, database -> database.withDialect(dialect())));
    }

    @Override
    protected <R, ID> VersionedRepository<R, ID> repository(
            DataSource dataSource, UnaryOperator<Database> settings, Table<R, ID> table) {
        UnaryOperator<Database> all = database -> settings.apply(database.withDialect(dialect()));
        return way.rows(Way.jdbi(dataSource, all), all, table);
    }
}

package io.github.ifmatch.examples.benchmarks.batch;

import io.github.ifmatch.examples.benchmarks.Store;
import java.util.List;
import javax.sql.DataSource;

/** The ways by name. */
public final class Ways {

    /** Those of MariaDB; the first answers the rows, and does so in the shortest time. */
    public static final List<String> ON_MARIADB =
            List.of("VALUES then IN", "Ifmatch", "JSON_TABLE then IN", "executeBatch", "executeBatch then IN");

    /** Those of SQLite; the first answers the rows, and does so in the shortest time. */
    public static final List<String> ON_SQLITE =
            List.of("executeBatch then IN", "Ifmatch", "RETURNING row by row", "executeBatch");

    private Ways() {}

    /** Opens a way; {@code rows} is how many it is given at once. */
    public static Way open(String name, Store store, int rows) {
        DataSource dataSource = store.dataSource();
        return switch (name) {
            case "executeBatch" -> new JdbcBatch(dataSource, store.columns(), JdbcBatch.Rows.NONE);
            case "executeBatch then keys" -> new JdbcBatch(dataSource, store.columns(), JdbcBatch.Rows.KEYS);
            case "executeBatch then IN" -> new JdbcBatch(dataSource, store.columns(), JdbcBatch.Rows.IN);
            case "executeBatch then ANY" -> new JdbcBatch(dataSource, store.columns(), JdbcBatch.Rows.ANY);
            case "keys row by row" -> new KeysByRow(dataSource);
            case "RETURNING row by row" -> new ReturningByRow(dataSource, store.columns());
            case "VALUES then IN" -> new ValuesStatement(dataSource, store.columns());
            case "JSON_TABLE then IN" -> new JsonTableStatement(dataSource, store.columns());
            case "unnest locked first" -> UnnestStatement.lockFirst(dataSource);
            case "unnest not locked first" -> UnnestStatement.plain(dataSource);
            case "unnest looked up row by row" -> UnnestStatement.oneByOne(dataSource);
            case "MERGE in order" -> UnnestStatement.mergeInOrder(dataSource);
            case "Ifmatch" -> new IfmatchBatch(dataSource);
            case "Ifmatch locked first" -> IfmatchBatch.lockedFirst(dataSource);
            case "Hibernate" -> new HibernateBatch.Stateful(dataSource, rows);
            case "Hibernate stateless" -> new HibernateBatch.Stateless(dataSource, rows);
            case "Jdbi" -> new JdbiBatch(dataSource);
            case "jOOQ" -> new JooqBatch(dataSource, store.isPostgres());
            case "Spring Data JDBC" -> new SpringDataBatch(dataSource);
            default -> throw new IllegalArgumentException("way is unknown: " + name);
        };
    }
}

package io.github.ifmatch.examples.benchmarks.batch;

import io.github.ifmatch.examples.benchmarks.Store;
import javax.sql.DataSource;

/** The ways by name. */
public final class Ways {

    private Ways() {}

    /** Opens a way; {@code rows} is how many it is given at once. */
    public static Way open(String name, Store store, int rows) {
        DataSource dataSource = store.dataSource();
        return switch (name) {
            case "executeBatch" -> new JdbcBatch(dataSource, false);
            case "executeBatch then IN" -> new JdbcBatch(dataSource, true);
            case "FINAL TABLE row by row" -> new FinalTable(dataSource);
            case "FINAL TABLE of a MERGE" -> UnnestStatement.merge(dataSource);
            case "unnest locked first" -> UnnestStatement.lockFirst(dataSource);
            case "unnest not locked first" -> UnnestStatement.plain(dataSource);
            case "unnest looked up row by row" -> UnnestStatement.oneByOne(dataSource);
            case "MERGE in order" -> UnnestStatement.mergeInOrder(dataSource);
            case "Ifmatch" -> new IfmatchBatch(dataSource);
            case "Hibernate" -> new HibernateBatch.Stateful(dataSource, rows);
            case "Hibernate stateless" -> new HibernateBatch.Stateless(dataSource, rows);
            case "Jdbi" -> new JdbiBatch(dataSource);
            case "jOOQ" -> new JooqBatch(dataSource, store.isPostgres());
            case "Spring Data JDBC" -> new SpringDataBatch(dataSource);
            default -> throw new IllegalArgumentException("way is unknown: " + name);
        };
    }
}

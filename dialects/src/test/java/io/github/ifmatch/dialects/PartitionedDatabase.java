package io.github.ifmatch.dialects;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.ifmatch.Database;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** PostgreSQL whose table {@code accounts} is partitioned by its id, by hash or by range. */
final class PartitionedDatabase extends PostgresTestDatabase {

    private static final int PARTITIONS = 8;

    private final boolean isHashed;
    private final boolean locksFirst;

    PartitionedDatabase(boolean isHashed, boolean locksFirst) {
        super(new PostgresDialect());
        this.isHashed = isHashed;
        this.locksFirst = locksFirst;
    }

    @Override
    public Database database(DataSource dataSource) {
        Database database = super.database(dataSource);
        return locksFirst ? database.withLockedBatches() : database;
    }

    @Override
    protected String executed(String sql) {
        assumeFalse(sql.startsWith("CREATE UNIQUE INDEX"), "a unique index must have the partition key");
        if (!sql.startsWith("CREATE TABLE accounts (")) {
            return sql;
        }
        return sql + " PARTITION BY " + (isHashed ? "HASH" : "RANGE") + " (id)"
                + IntStream.range(0, PARTITIONS)
                        .mapToObj(i -> "; CREATE TABLE accounts_" + i + " PARTITION OF accounts " + bounds(i))
                        .collect(Collectors.joining());
    }

    private String bounds(int partition) {
        if (isHashed) {
            return "FOR VALUES WITH (MODULUS " + PARTITIONS + ", REMAINDER " + partition + ")";
        }
        return partition == PARTITIONS - 1
                ? "DEFAULT"
                : "FOR VALUES FROM (" + (partition == 0 ? "MINVALUE" : 5 * partition) + ") TO (" + 5 * (partition + 1)
                        + ")";
    }
}

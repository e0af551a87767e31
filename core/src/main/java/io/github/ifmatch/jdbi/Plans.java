package io.github.ifmatch.jdbi;

import io.github.ifmatch.Table;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.statement.ParsedSql;

/** The plans of one Jdbi's statements, each made once for each table that its SQL object says is its own. Thread-safe. */
final class Plans {

    /** How many are kept; one more, and all are forgotten and made again: tenants come and go. */
    static final int KEPT = 1_000;

    private final VersionedTables tables;
    private final Map<Key, Plan> known = new ConcurrentHashMap<>();

    Plans(VersionedTables tables) {
        this.tables = tables;
    }

    private record Key(ParsedSql sql, Demand demand, Optional<Table<?, ?>> own) {}

    /**
     * The plan for a statement.
     *
     * @throws IllegalArgumentException if the statement cannot be checked: why, and what would help
     */
    Plan of(ParsedSql sql, Demand demand) {
        Key key = new Key(sql, demand, demand.saidByItself());
        Plan plan = known.get(key);
        if (plan == null) {
            plan = Plan.of(sql, demand, key.own, tables);
            if (known.size() >= KEPT) {
                known.clear();
            }
            known.put(key, plan);
        }
        return plan;
    }
}

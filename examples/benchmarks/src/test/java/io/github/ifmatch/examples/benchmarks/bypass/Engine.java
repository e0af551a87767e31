package io.github.ifmatch.examples.benchmarks.bypass;

import org.jooq.SQLDialect;

/** The databases that the sample runs on. Immutable. */
enum Engine {
    H2(SQLDialect.H2),
    POSTGRESQL(SQLDialect.POSTGRES);

    private final SQLDialect dialect;

    Engine(SQLDialect dialect) {
        this.dialect = dialect;
    }

    /** As jOOQ calls it. */
    SQLDialect dialect() {
        return dialect;
    }
}

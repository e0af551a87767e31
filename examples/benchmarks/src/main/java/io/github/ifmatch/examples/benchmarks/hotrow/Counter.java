package io.github.ifmatch.examples.benchmarks.hotrow;

import io.github.ifmatch.Table;

/** The hot row. Immutable. */
record Counter(long id, String name, long hits, long version) {

    static final Table<Counter, Long> TABLE =
            Table.of(Counter.class, Long.class).named("counters");

    static final String SCHEMA = "CREATE TABLE counters (id bigint PRIMARY KEY, name varchar(50) NOT NULL,"
            + " hits bigint NOT NULL, version bigint NOT NULL)";

    Counter hit() {
        return new Counter(id, name, hits + 1, version);
    }
}

/**
 * What single databases do better than standard SQL: Derby, H2, MariaDB, MySQL, PostgreSQL and SQLite.
 *
 * <p>There is nothing to call here: where this module is on the module path, or its jar on the class path, it is found.
 *
 * @provides io.github.ifmatch.dialect.Dialect for Derby, for H2, for MariaDB and MySQL, for PostgreSQL and for SQLite
 */
@SuppressWarnings("requires-automatic") // H2 names its module, and does not declare it
module io.github.ifmatch.dialects {
    requires transitive io.github.ifmatch;
    requires static com.h2database; // which has H2GuardTrigger run, and brings itself
    requires static com.google.errorprone.annotations;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.github.ifmatch.dialects;

    provides io.github.ifmatch.dialect.Dialect with
            io.github.ifmatch.dialects.DerbyDialect,
            io.github.ifmatch.dialects.H2Dialect,
            io.github.ifmatch.dialects.MariaDbDialect,
            io.github.ifmatch.dialects.PostgresDialect,
            io.github.ifmatch.dialects.SqliteDialect;
}

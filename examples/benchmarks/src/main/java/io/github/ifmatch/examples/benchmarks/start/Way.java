package io.github.ifmatch.examples.benchmarks.start;

import java.util.List;
import javax.sql.DataSource;

/** Sets a library up and updates one row with it, version-checked. For one thread at a time. */
interface Way extends AutoCloseable {

    /** By name. */
    List<String> NAMES = List.of(
            "JDBC by hand",
            "Ifmatch",
            "Spring JdbcTemplate",
            "Jdbi",
            "jOOQ",
            "Hibernate",
            "Spring Data JDBC",
            "Ebean",
            "MyBatis-Plus");

    /** The way of this name; loads no other. */
    static Way named(String name) {
        return switch (name) {
            case "JDBC by hand" -> new HandWritten();
            case "Ifmatch" -> new Ifmatch();
            case "Spring JdbcTemplate" -> new SpringTemplate();
            case "Jdbi" -> new JdbiStatement();
            case "jOOQ" -> new JooqStatement();
            case "Hibernate" -> new HibernateSession();
            case "Spring Data JDBC" -> new SpringData();
            case "Ebean" -> new EbeanBean();
            case "MyBatis-Plus" -> new MybatisPlusMapper();
            default -> throw new IllegalArgumentException("way must be one of " + NAMES + ": " + name);
        };
    }

    /** The library's first call, and all up to the end of its first update: what is measured. */
    void update(DataSource dataSource, Item edited) throws Exception;

    /** Ends the library; not measured. */
    @Override
    default void close() {}

    /** Throws if the count of rows is not one. */
    static void requireOne(int count) {
        if (count != 1) {
            throw new IllegalStateException(count + " rows were updated, not 1");
        }
    }
}

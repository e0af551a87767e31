package io.github.ifmatch.examples.benchmarks.peers;

import io.github.ifmatch.examples.benchmarks.peers.library.Opened;
import io.github.ifmatch.examples.benchmarks.peers.library.Openings;
import io.github.ifmatch.examples.benchmarks.peers.shop.Shop;
import java.util.function.Function;

/** Who does it. Immutable. */
enum Way {
    /** What the others are measured by. */
    JDBC("JDBC by hand", Openings::jdbc),

    /** A JDBC batch by hand: what most write. */
    EXECUTE_BATCH("executeBatch by hand", Openings::executeBatch),

    /** This library. */
    IFMATCH("Ifmatch", Openings::ifmatch),

    /** Jdbi's fluent core. */
    JDBI("Jdbi", Openings::jdbi),

    /** Jdbi's SQL objects. */
    SQL_OBJECT("Jdbi SQL object", Openings::sqlObject),

    /** Spring's older template. */
    JDBC_TEMPLATE("Spring JdbcTemplate", Openings::jdbcTemplate),

    /** Spring's newer client. */
    JDBC_CLIENT("Spring JdbcClient", Openings::jdbcClient),

    /** Updatable records. */
    JOOQ("jOOQ", Openings::jooq),

    /** A session. */
    HIBERNATE("Hibernate", Openings::hibernate),

    /** A stateless session. */
    STATELESS("Hibernate stateless", Openings::stateless),

    /** Its template. */
    SPRING_DATA("Spring Data JDBC", Openings::springData),

    /** Enhanced beans. */
    EBEAN("Ebean", Openings::ebean),

    /** With its optimistic locker. */
    MYBATIS_PLUS("MyBatis-Plus", Openings::mybatis);

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a static method
    private final Function<Shop, Opened<?>> opening;

    Way(String title, Function<Shop, Opened<?>> opening) {
        this.title = title;
        this.opening = opening;
    }

    Opened<?> open(Shop shop) {
        return opening.apply(shop);
    }

    @Override
    public String toString() {
        return title;
    }
}

/**
 * Optimistic locking for plain JDBC: every write is a conditional UPDATE that checks the version.
 *
 * <p>Rows are read and made by reflection, so a module opens the packages of its records: {@code opens shop.rows to
 * io.github.ifmatch;}. {@code io.github.ifmatch.audit}, {@code io.github.ifmatch.text}, {@code io.github.ifmatch.micrometer}, {@code io.github.ifmatch.jdbi} and {@code io.github.ifmatch.spring} need
 * a library each, which the module that uses them requires.
 *
 * @uses io.github.ifmatch.dialect.Dialect the first one that speaks to the database is taken, else standard SQL
 * @uses io.github.ifmatch.type.ColumnTypes asked for every component whose type no table declares
 */
@SuppressWarnings("requires-automatic") // the optional libraries name their modules, and do not declare them
module io.github.ifmatch {
    requires transitive java.sql;
    requires org.slf4j;

    // Not transitive, although the API names their types: javac would ask for them in each module that requires this
    // one.
    requires static com.google.errorprone.annotations;
    requires static io.github.javadiffutils;
    requires static jakarta.servlet;
    requires static java.desktop;
    requires static jdk.jfr;
    requires static micrometer.commons;
    requires static micrometer.core;
    requires static micrometer.observation;
    requires static net.sf.jsqlparser;
    requires static org.jdbi.v3.core;
    requires static org.jdbi.v3.sqlobject;
    requires static org.jspecify;
    requires static reactor.core;
    requires static spring.aop;
    requires static spring.beans;
    requires static spring.boot;
    requires static spring.boot.actuator;
    requires static spring.boot.actuator.autoconfigure;
    requires static spring.boot.autoconfigure;
    requires static spring.boot.health;
    requires static spring.context;
    requires static spring.core;
    requires static spring.jdbc;
    requires static spring.tx;
    requires static spring.web;
    requires static spring.webflux;
    requires static spring.webmvc;

    exports io.github.ifmatch;
    exports io.github.ifmatch.audit;
    exports io.github.ifmatch.batch;
    exports io.github.ifmatch.dialect;
    exports io.github.ifmatch.guard;
    exports io.github.ifmatch.http;
    exports io.github.ifmatch.jdbi;
    exports io.github.ifmatch.micrometer;
    exports io.github.ifmatch.spring;
    exports io.github.ifmatch.spring.boot;
    exports io.github.ifmatch.spring.web;
    exports io.github.ifmatch.text;
    exports io.github.ifmatch.type;
    exports io.github.ifmatch.verify;

    opens io.github.ifmatch.spring.boot; // Spring makes beans by reflection

    uses io.github.ifmatch.dialect.Dialect;
    uses io.github.ifmatch.type.ColumnTypes;
}

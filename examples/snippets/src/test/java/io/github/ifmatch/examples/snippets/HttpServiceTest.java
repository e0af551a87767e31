package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.HeaderFields;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.Problem;
import io.github.ifmatch.http.RowTags;
import io.github.ifmatch.spring.SpringDatabase;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

/** What http.md says of services: one transaction, several tables, and the tag of the root. */
class HttpServiceTest {

    record Order(long id, String customer, long version) {}

    record Line(long id, long orderId, int quantity, long version) {

        Line withQuantity(int newQuantity) {
            return new Line(id, orderId, newQuantity, version);
        }
    }

    record OrderEdit(List<Line> lines) {}

    static final Table<Order, Long> ORDERS = Table.of(Order.class, Long.class).named("web_orders");
    static final Table<Line, Long> LINES = Table.of(Line.class, Long.class).named("web_lines");
    static final Preconditions<Order, Long> PRECONDITIONS = Preconditions.of(RowTags.of(ORDERS));

    // region http-service
    static class OrderService {

        private final Database database;

        OrderService(Database database) {
            this.database = database;
        }

        @Transactional
        public Order change(long id, AcceptableVersions acceptable, OrderEdit edit) {
            Order order = ConditionalRows.of(database.repository(ORDERS))
                    .tryCheck(id, acceptable) // locks the order until the transaction ends
                    .orElseThrow();
            ChangeSet changes = ChangeSet.under("order", ORDERS, order);
            for (Line line : edit.lines()) {
                changes = changes.update("lines[" + line.id() + "]", LINES, line);
            }
            return database.apply(changes).row("order", Order.class);
        }
    }

    record Reply(int status, Object content) {}

    static Reply put(OrderService service, Decision.Proceed proceed, long id, OrderEdit edit) {
        try {
            return new Reply(200, service.change(id, proceed.versions(), edit));
        } catch (VersionedException e) {
            Problem problem = Problem.of(e, proceed); // 412 if the order has moved on, 409 if one of its lines has
            return new Reply(problem.status(), problem.toMap());
        }
    }
    // endregion

    @Configuration
    @EnableTransactionManagement
    static class Application {

        @Bean(destroyMethod = "") // other tests use it, too
        DataSource dataSource() {
            return Databases.H2.dataSource();
        }

        @Bean
        JdbcTransactionManager transactionManager(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean
        OrderService service(DataSource dataSource) {
            return new OrderService(SpringDatabase.of(dataSource));
        }
    }

    private AnnotationConfigApplicationContext context;
    private OrderService service;

    @BeforeEach
    void start() {
        Databases.H2.execute(
                "DROP TABLE IF EXISTS web_lines",
                "DROP TABLE IF EXISTS web_orders",
                "CREATE TABLE web_orders (id bigint PRIMARY KEY, customer varchar(9), version bigint NOT NULL)",
                "CREATE TABLE web_lines (id bigint PRIMARY KEY, order_id bigint, quantity integer, version bigint NOT NULL)",
                "INSERT INTO web_orders VALUES (7, 'Ann', 3)",
                "INSERT INTO web_lines VALUES (1, 7, 10, 1), (2, 7, 10, 1)");
        context = new AnnotationConfigApplicationContext(Application.class);
        service = context.getBean(OrderService.class);
    }

    @AfterEach
    void stop() {
        context.close();
    }

    private static Decision.Proceed proceed(String ifMatch) {
        return (Decision.Proceed) PRECONDITIONS.evaluate(
                "PUT", HeaderFields.of(Map.of("If-Match", List.of(ifMatch))), 7L, () -> {
                    throw new AssertionError("the row is read");
                });
    }

    private int put(String ifMatch, Line... lines) {
        return put(service, proceed(ifMatch), 7, new OrderEdit(List.of(lines))).status();
    }

    private static List<String> stored() {
        return Databases.H2.query("SELECT version FROM web_orders UNION ALL SELECT quantity FROM web_lines");
    }

    private static final Line ONE = new Line(1, 7, 20, 1);
    private static final Line TWO = new Line(2, 7, 20, 1);

    @Test
    void change_appliesAll() {
        assertThat(put("\"3\"", ONE, TWO)).isEqualTo(200);
        assertThat(stored()).containsExactlyInAnyOrder("4", "20", "20");
    }

    @Test
    void change_ofSeveralVersionsOrAny() {
        assertThat(put("\"1\", \"3\"", ONE)).isEqualTo(200);
        assertThat(put("*", TWO)).isEqualTo(200);
        assertThat(stored()).containsExactlyInAnyOrder("5", "20", "20");
    }

    @Test
    void change_staleRoot() {
        assertThat(put("\"2\"", ONE, TWO)).isEqualTo(412);
        assertThat(stored()).containsExactlyInAnyOrder("3", "10", "10");
    }

    /** The first line is not written either. */
    @Test
    void change_staleLine() {
        Databases.H2.execute("UPDATE web_lines SET version = 2 WHERE id = 2");

        assertThat(put("\"3\"", ONE, TWO)).isEqualTo(409);
        assertThat(stored()).containsExactlyInAnyOrder("3", "10", "10");
    }

    @Test
    void change_noRoot() {
        Databases.H2.execute("DELETE FROM web_orders");

        assertThat(put("\"3\"", ONE)).isEqualTo(412);
        assertThat(put("*", ONE)).isEqualTo(412);
    }

    @Test
    void problem_showsWhatTheClientMaySee() {
        Decision.Proceed proceed = proceed("\"2\"");
        RowTags<Order, Long> tags = PRECONDITIONS.tags();
        try {
            Order unused = service.change(7, proceed.versions(), new OrderEdit(List.of(ONE)));
            throw new AssertionError("changed");
        } catch (VersionedException e) {

            // region http-current
            Problem problem = Problem.of(e, proceed).withCurrent(tags, order -> Map.of("customer", order.customer()));
            // endregion

            assertThat(problem.toMap())
                    .contains(
                            entry("status", 412),
                            entry("currentTag", "\"3\""),
                            entry("current", Map.of("customer", "Ann")));
        }
    }
}

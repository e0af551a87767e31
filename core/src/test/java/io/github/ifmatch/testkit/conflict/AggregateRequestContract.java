package io.github.ifmatch.testkit.conflict;

import static io.github.ifmatch.testkit.sample.Orders.LINES;
import static io.github.ifmatch.testkit.sample.Orders.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.Missing;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.HeaderFields;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.Problem;
import io.github.ifmatch.http.RowTags;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.sample.Orders;
import io.github.ifmatch.testkit.sample.Orders.Line;
import io.github.ifmatch.testkit.sample.Orders.Order;
import io.github.ifmatch.testkit.tool.Crowd;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for an aggregate: a service changes its parts in one transaction, under the tag of its root, and throws what stands against it. */
public abstract class AggregateRequestContract extends Contract {

    private static final int THREADS = 6;

    private final Preconditions<Order, Long> preconditions = Preconditions.of(RowTags.of(ORDERS));
    private Database versioned;
    private VersionedRepository<Order, Long> orders;
    private VersionedRepository<Line, Long> lines;
    private Order order;
    private Line chair;

    /** The order is at version 3. */
    @BeforeEach
    void createTables() {
        Orders.create(database);
        versioned = database.database();
        orders = versioned.repository(ORDERS);
        lines = versioned.repository(LINES);
        order = orders.touch(orders.touch(orders.insert(new Order(0, "Ann", 0))));
        chair = lines.insert(new Line(0, order.id(), "chair", 1, 0));
    }

    private Decision.Proceed proceed(String method, long id, String ifMatch) {
        return (Decision.Proceed) preconditions.evaluate(
                method, HeaderFields.of(Map.of("If-Match", List.of(ifMatch))), id, () -> orders.find(id));
    }

    /** The service: what it throws is all that its controller learns. */
    private Order changeQuantity(long id, AcceptableVersions acceptable, Line line, int quantity) {
        return versioned.inTransaction(transaction -> {
            Order root = ConditionalRows.of(transaction.rows(ORDERS))
                    .tryCheck(id, acceptable)
                    .orElseThrow();
            return transaction
                    .apply(ChangeSet.under("order", ORDERS, root)
                            .update("lines[0]", LINES, line.withQuantity(quantity)))
                    .row("order", Order.class);
        });
    }

    private static Problem thrown(Decision.Proceed proceed, Callable<Order> service) throws Exception {
        try {
            Order changed = service.call();
            throw new AssertionError("changed to version " + changed.version());
        } catch (VersionedException e) {
            return Problem.of(e, proceed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "\"1\", \"3\", \"9\"", "*"})
    void root_atAnAcceptableVersion(String ifMatch) {
        Decision.Proceed proceed = proceed("PATCH", order.id(), ifMatch);

        Order changed = changeQuantity(order.id(), proceed.versions(), chair, 2);

        assertThat(changed).isEqualTo(order.withVersion(4));
        assertThat(lines.get(chair.id()).quantity()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "\"1\", \"2\", \"9\""})
    void root_atAnotherVersion(String ifMatch) throws Exception {
        Decision.Proceed proceed = proceed("PATCH", order.id(), ifMatch);

        Problem problem = thrown(proceed, () -> changeQuantity(order.id(), proceed.versions(), chair, 2));

        assertThat(problem.status()).isEqualTo(412);
        assertThat(problem.withCurrent(preconditions.tags(), Order::customer).toMap())
                .contains(
                        entry("kind", "conflict"),
                        entry("currentVersion", 3L),
                        entry("current", "Ann"),
                        entry("currentTag", "\"3\""));
        assertThat(lines.get(chair.id())).isEqualTo(chair);
        assertThat(orders.get(order.id())).isEqualTo(order);
    }

    /** The change set itself refuses the root, at the version that the caller holds. */
    @Test
    void root_refusedByTheChangeSet() throws Exception {
        Decision.Proceed proceed = proceed("PATCH", order.id(), "\"2\"");
        ChangeSet edit =
                ChangeSet.under("order", ORDERS, order.withVersion(2)).update("lines[0]", LINES, chair.withVersion(7));

        Problem problem = thrown(proceed, () -> versioned.apply(edit).row("order", Order.class));

        assertThat(problem.status()).isEqualTo(412);
        assertThat(problem.withCurrent(preconditions.tags(), Order::customer).toMap())
                .contains(
                        entry("expectedVersion", 2L),
                        entry("currentVersion", 3L),
                        entry("current", "Ann"),
                        entry(
                                "refused",
                                List.of(
                                        Map.of(
                                                "path",
                                                "order",
                                                "kind",
                                                "conflict",
                                                "expectedVersion",
                                                2L,
                                                "currentVersion",
                                                3L),
                                        Map.of(
                                                "path",
                                                "lines[0]",
                                                "kind",
                                                "conflict",
                                                "expectedVersion",
                                                7L,
                                                "currentVersion",
                                                1L))));
    }

    /** The tag of the root holds: what stands against the change is another row, which the client did not send a tag of. */
    @Test
    void part_changedPastItsRoot() throws Exception {
        Line theirs = lines.update(chair.withQuantity(9));
        Decision.Proceed proceed = proceed("PUT", order.id(), "\"3\"");

        Problem ofSet = thrown(proceed, () -> changeQuantity(order.id(), proceed.versions(), chair, 2));
        Problem ofRow = thrown(proceed, () -> {
            lines.update(chair);
            return order;
        });

        for (Problem problem : List.of(ofSet, ofRow)) {
            assertThat(problem.status()).isEqualTo(409);
            assertThat(problem.withCurrent(preconditions.tags(), Order::customer)
                            .toMap())
                    .containsEntry("kind", "conflict")
                    .doesNotContainKey("current");
        }
        assertThat(lines.get(chair.id())).isEqualTo(theirs);
        assertThat(orders.get(order.id())).isEqualTo(order);
    }

    @Test
    void part_missing() throws Exception {
        lines.delete(chair);
        Decision.Proceed proceed = proceed("PUT", order.id(), "\"3\"");

        Problem ofSet = thrown(proceed, () -> changeQuantity(order.id(), proceed.versions(), chair, 2));
        Problem ofRow = thrown(proceed, () -> {
            lines.update(chair);
            return order;
        });

        assertThat(ofSet.status()).isEqualTo(409);
        assertThat(ofRow.status()).isEqualTo(409);
        assertThat(ofRow.kind()).isEqualTo(Problem.Kind.MISSING);
    }

    /** To a PUT, which would create the order, its absence is a failed precondition; to all others it is found first (RFC 9110 §13.2.1). */
    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "\"1\", \"3\"", "*"})
    void root_missing(String ifMatch) throws Exception {
        lines.delete(chair);
        orders.delete(order);
        for (Map.Entry<String, Integer> expected :
                Map.of("PUT", 412, "PATCH", 404, "DELETE", 404).entrySet()) {
            Decision.Proceed proceed = proceed(expected.getKey(), order.id(), ifMatch);
            ChangeSet edit = ChangeSet.under("order", ORDERS, order).touch("order", ORDERS, order);

            assertThat(thrown(proceed, () -> changeQuantity(order.id(), proceed.versions(), chair, 2))
                            .status())
                    .as(expected.getKey())
                    .isEqualTo(expected.getValue());
            assertThat(thrown(proceed, () -> versioned.apply(edit).row("order", Order.class))
                            .status())
                    .as(expected.getKey())
                    .isEqualTo(expected.getValue());
        }
    }

    /** The check writes nothing. */
    @Test
    void check_leavesTheRow() {
        ConditionalRows<Order, Long> rows = ConditionalRows.of(orders);

        assertThat(rows.tryCheck(order.id(), AcceptableVersions.only(3)).orElseThrow())
                .isEqualTo(order);
        assertThat(rows.tryCheck(order.id(), AcceptableVersions.anyVersion()).orElseThrow())
                .isEqualTo(order);
        assertThat(rows.tryCheck(order.id(), AcceptableVersions.absence()))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.current()).isEqualTo(order));
        assertThat(rows.tryCheck(404L, AcceptableVersions.anyVersion())).isInstanceOf(Missing.class);
        assertThat(orders.get(order.id())).isEqualTo(order);
    }

    @Test
    void race_oneWins() throws Exception {
        race(20);
    }

    @Tag("thorough")
    @Test
    void longRace_oneWins() throws Exception {
        race(1_000);
    }

    /** All hold the tag of version 1: one changes the order, and to the others it is 412, whatever the order of things. */
    private void race(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            Order read = orders.insert(new Order(0, "Ann", 0));
            Line line = lines.insert(new Line(0, read.id(), "chair", 1, 0));
            Decision.Proceed proceed = proceed("PATCH", read.id(), "\"1\"");

            List<Integer> statuses = Crowd.of(THREADS, thread -> {
                try {
                    return changeQuantity(read.id(), proceed.versions(), line, 2 + thread)
                                            .version()
                                    == 2
                            ? 200
                            : 0;
                } catch (VersionedException e) {
                    return Problem.of(e, proceed).status();
                }
            });

            assertThat(statuses).containsOnlyOnce(200);
            assertThat(statuses.stream().filter(status -> status == 412)).hasSize(THREADS - 1);
        }
    }
}

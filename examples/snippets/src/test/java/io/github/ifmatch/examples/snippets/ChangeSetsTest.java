package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.Table;
import io.github.ifmatch.testkit.TestDatabase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages show and claim of nested edit forms, on both databases. */
@ParameterizedClass
@MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
class ChangeSetsTest {

    // region change-set-rows
    record Order(long id, String customer, long version) {}

    record Line(long id, long orderId, String article, int pieces, long version) {
        Line withPieces(int newPieces) {
            return new Line(id, orderId, article, newPieces, version);
        }
    }

    static final Table<Order, Long> ORDERS = Table.of(Order.class, Long.class).named("orders");
    static final Table<Line, Long> LINES = Table.of(Line.class, Long.class).named("order_lines");
    // endregion

    private final TestDatabase server;
    private final Database database;

    ChangeSetsTest(TestDatabase server) {
        this.server = server;
        this.database = server.database();
    }

    @BeforeEach
    void createTables() {
        dropTables();
        Pages.sql("change-set-schema").forEach(server::execute);
    }

    @AfterEach
    void dropTables() {
        server.execute("DROP TABLE IF EXISTS order_lines", "DROP TABLE IF EXISTS orders");
    }

    @Test
    void form() {
        Order order = database.repository(ORDERS).get(1L);
        List<Line> lines = database.repository(LINES).findAll(List.of(1L, 2L));
        SqlLog sql = new SqlLog();

        // region change-set
        ChangeSet form = ChangeSet.under("order", ORDERS, order) // its version advances if anything below changes
                .patch("lines[0]", LINES, lines.get(0), lines.get(0).withPieces(3))
                .delete("lines[1]", LINES, lines.get(1))
                .insert("lines[2]", LINES, new Line(0, order.id(), "Toaster", 1, 0));
        ChangeSet.Result result = database.apply(form);
        Order saved = result.row("order", Order.class);
        // endregion

        List<String> sent = sql.drain();
        sql.close();
        assertThat(saved.version()).isEqualTo(2);
        assertThat(result.row("lines[2]", Line.class).version()).isEqualTo(1);
        assertThat(database.repository(LINES).find(2L)).isEmpty();
        // a lock for each of the two tables, and four writes, of which H2's delete reads its row before
        assertThat(sent).filteredOn(statement -> statement.contains(" IN (")).hasSize(2);
        assertThat(sent)
                .filteredOn(statement -> !statement.startsWith("SELECT"))
                .hasSize(4);
        assertThat(sent.subList(0, 2)).allMatch(statement -> statement.contains("ORDER BY id FOR "));
    }

    @Test
    void everyRefusalIsTold_andNothingWritten() {
        Order order = database.repository(ORDERS).get(1L);
        List<Line> lines = database.repository(LINES).findAll(List.of(1L, 2L));
        database.repository(LINES).update(lines.get(0).withPieces(9));
        database.repository(LINES).delete(lines.get(1));
        ChangeSet form = ChangeSet.under("order", ORDERS, order)
                .update("lines[0]", LINES, lines.get(0).withPieces(3))
                .update("lines[1]", LINES, lines.get(1).withPieces(3));
        Map<String, String> remarks = new LinkedHashMap<>();

        // region change-set-refused
        try {
            database.apply(form);
        } catch (RefusedException refused) {
            for (Map.Entry<String, Outcome<?>> each : refused.refused().entrySet()) {
                if (each.getValue() instanceof Conflict<?> conflict) {
                    remarks.put(each.getKey(), conflict.differences().sentence());
                } else if (each.getValue() instanceof Missing<?>) {
                    remarks.put(each.getKey(), "was deleted meanwhile");
                }
            }
        }
        // endregion

        assertThat(remarks)
                .containsExactly(
                        Map.entry("lines[0]", "pieces differs from what someone else stored"),
                        Map.entry("lines[1]", "was deleted meanwhile"));
        assertThat(database.repository(ORDERS).get(1L)).isEqualTo(order);
        assertThatThrownBy(() -> database.apply(form))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("2 changes were refused: lines[0]: ")
                .hasMessageEndingWith(". Nothing of the change set was written.");
    }

    @Test
    void refused_insideATransaction() {
        Order order = database.repository(ORDERS).get(1L);
        database.repository(ORDERS).touch(order);
        ChangeSet stale = ChangeSet.empty().touch("order", ORDERS, order);
        ChangeSet duplicate = ChangeSet.empty().insert("order", ORDERS, order);

        database.useTransaction(
                tx -> { // nothing was sent but the locks: it can go on
                    assertThatThrownBy(() -> tx.apply(stale)).isInstanceOf(RefusedException.class);
                    tx.rows(LINES).touch(tx.rows(LINES).get(1L));
                });
        assertThat(database.repository(LINES).get(1L).version()).isEqualTo(2);
        assertThatThrownBy(() -> database.useTransaction(
                        tx -> { // something was: it cannot be committed
                            assertThatThrownBy(() -> tx.apply(duplicate)).isInstanceOf(RefusedException.class);
                        }))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void newParent_givesItsIdToItsChildren() {
        // region change-set-new
        ChangeSet form = ChangeSet.empty()
                .insert("order", ORDERS, new Order(0, "Ann", 0))
                .insertFrom(
                        "lines[0]",
                        LINES,
                        earlier -> new Line(0, earlier.row("order", Order.class).id(), "Kettle", 1, 0));
        // endregion

        ChangeSet.Result result = database.apply(form);
        assertThat(result.row("lines[0]", Line.class).orderId())
                .isEqualTo(result.row("order", Order.class).id());
    }
}

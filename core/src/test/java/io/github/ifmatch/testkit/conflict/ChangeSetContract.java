package io.github.ifmatch.testkit.conflict;

import static io.github.ifmatch.testkit.sample.Orders.LINES;
import static io.github.ifmatch.testkit.sample.Orders.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Orders;
import io.github.ifmatch.testkit.sample.Orders.Line;
import io.github.ifmatch.testkit.sample.Orders.Order;
import io.github.ifmatch.testkit.tool.ThreadTransactions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The changes of one edit form: all of them, or none and every reason why. */
public abstract class ChangeSetContract extends Contract {

    private Database versioned;
    private VersionedRepository<Order, Long> orders;
    private VersionedRepository<Line, Long> lines;
    private Order order;
    private List<Line> stored;

    @BeforeEach
    void createTables() {
        Orders.create(database);
        versioned = database.database();
        orders = versioned.repository(ORDERS);
        lines = versioned.repository(LINES);
        order = orders.insert(new Order(0, "Ann", 0));
        stored = List.of(line("chair"), line("table"), line("lamp"), line("desk"));
    }

    private Line line(String product) {
        return lines.insert(new Line(0, order.id(), product, 1, 0));
    }

    private List<Line> linesNow() {
        return lines.findAll(stored.stream().map(Line::id).toList());
    }

    @Test
    void apply_everyVerb() {
        ChangeSet.Result result = versioned.apply(ChangeSet.under("order", ORDERS, order)
                .update("lines[0]", LINES, stored.get(0).withQuantity(2))
                .patch("lines[1]", LINES, stored.get(1), stored.get(1).withQuantity(3))
                .touch("lines[2]", LINES, stored.get(2))
                .delete("lines[3]", LINES, stored.get(3))
                .insert("lines[4]", LINES, new Line(0, order.id(), "rug", 5, 0)));

        Line rug = result.row("lines[4]", Line.class);
        assertThat(rug.version()).isEqualTo(1);
        assertThat(lines.get(rug.id())).isEqualTo(rug);
        assertThat(result.row("order", Order.class)).isEqualTo(order.withVersion(2));
        assertThat(orders.get(order.id())).isEqualTo(order.withVersion(2));
        assertThat(linesNow())
                .containsExactly(
                        stored.get(0).withQuantity(2).withVersion(2),
                        stored.get(1).withQuantity(3).withVersion(2),
                        stored.get(2).withVersion(2))
                .containsExactly(
                        result.row("lines[0]", Line.class),
                        result.row("lines[1]", Line.class),
                        result.row("lines[2]", Line.class));
        assertThat(result.row("lines[3]", Line.class)).isEqualTo(stored.get(3));
    }

    @Test
    void apply_everyRefusalByItsPath() {
        Order theirOrder = orders.update(order.withCustomer("Anne"));
        Line theirChair = lines.update(stored.get(0).withQuantity(7));
        lines.delete(stored.get(2));
        Line theirDesk = lines.touch(stored.get(3));

        ChangeSet changes = ChangeSet.under("order", ORDERS, order)
                .delete("lines[3]", LINES, stored.get(3))
                .insert("lines[4]", LINES, new Line(0, order.id(), "rug", 5, 0))
                .update("lines[1]", LINES, stored.get(1).withQuantity(2))
                .patch("lines[0]", LINES, stored.get(0), stored.get(0).withQuantity(2))
                .update("lines[2]", LINES, stored.get(2).withQuantity(2));

        Map<String, Outcome<?>> refused = new LinkedHashMap<>();
        refused.put("order", new Conflict<>(ORDERS, "touch", order.id(), 1, order, theirOrder));
        refused.put("lines[3]", new Conflict<>(LINES, "delete", stored.get(3).id(), 1, stored.get(3), theirDesk));
        refused.put(
                "lines[0]",
                new Conflict<>(
                        LINES, "patch", stored.get(0).id(), 1, stored.get(0).withQuantity(2), theirChair));
        refused.put("lines[2]", new Missing<>(LINES, stored.get(2).id()));
        assertThatThrownBy(() -> versioned.apply(changes))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(List.copyOf(e.refused().entrySet())).isEqualTo(List.copyOf(refused.entrySet())))
                .hasMessage("4 changes were refused: order: Conflict[purchase_orders " + order.id()
                        + ", expected version 1, current version 2]; lines[3]: Conflict[order_lines "
                        + stored.get(3).id()
                        + ", expected version 1, current version 2]; lines[0]: Conflict[order_lines "
                        + stored.get(0).id()
                        + ", expected version 1, current version 2]; lines[2]: Missing[order_lines "
                        + stored.get(2).id() + "]. Nothing of the change set was written.");
        assertThat(orders.get(order.id())).isEqualTo(theirOrder);
        assertThat(linesNow()).containsExactly(theirChair, stored.get(1), theirDesk);
        assertThat(count("order_lines")).isEqualTo("3");
    }

    private String count(String table) {
        return database.query("SELECT count(*) FROM " + table).get(0);
    }

    @Test
    void apply_insertOfExistingIds() {
        Line again = new Line(stored.get(0).id(), order.id(), "rug", 5, 0);
        Line alsoAgain = new Line(stored.get(2).id(), order.id(), "mat", 5, 0);

        ChangeSet changes = ChangeSet.under("order", ORDERS, order)
                .insert("lines[4]", LINES, new Line(0, order.id(), "vase", 5, 0))
                .insert("lines[5]", LINES, again)
                .insertFrom(
                        "lines[6]",
                        LINES,
                        made -> new Line(0, made.row("lines[5]", Line.class).orderId(), "cup", 5, 0))
                .insert("lines[7]", LINES, alsoAgain)
                .update("lines[1]", LINES, stored.get(1).withQuantity(2));

        assertThatThrownBy(() -> versioned.apply(changes))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refused())
                                .containsExactly(
                                        entry(
                                                "lines[5]",
                                                new Conflict<>(LINES, "insert", again.id(), 0, again, stored.get(0))),
                                        entry(
                                                "lines[7]",
                                                new Conflict<>(
                                                        LINES, "insert", alsoAgain.id(), 0, alsoAgain, stored.get(2)))))
                .hasMessage("2 changes were refused: lines[5]: Conflict[order_lines " + again.id()
                        + ", expected version 0, current version 1]; lines[7]: Conflict[order_lines " + alsoAgain.id()
                        + ", expected version 0, current version 1]. Nothing of the change set was written.");
        assertNothingWritten();
    }

    private void assertNothingWritten() {
        assertThat(orders.get(order.id())).isEqualTo(order);
        assertThat(linesNow()).isEqualTo(stored);
        assertThat(count("order_lines")).isEqualTo("4");
    }

    /** Something of the set was written by then: swallowing the exception does not commit it. */
    @Test
    void apply_insertOfAnExistingIdSwallowed() {
        ChangeSet changes = ChangeSet.empty()
                .insert("new", LINES, new Line(0, order.id(), "vase", 5, 0))
                .insert("again", LINES, new Line(stored.get(0).id(), order.id(), "rug", 5, 0));

        assertThatThrownBy(() -> versioned.useTransaction(transaction -> {
                    transaction.rows(ORDERS).touch(order);
                    assertThatThrownBy(() -> transaction.apply(changes)).isInstanceOf(RefusedException.class);
                }))
                .isInstanceOf(RefusedException.class)
                .hasMessage("1 change was refused: again: Conflict[order_lines "
                        + stored.get(0).id()
                        + ", expected version 0, current version 1]. Nothing of the change set was written.");
        assertNothingWritten();
    }

    /** Nothing was written by then, so the work may go on. */
    @Test
    void apply_conflictSwallowed() {
        Line theirs = lines.touch(stored.get(0));

        versioned.useTransaction(transaction -> {
            assertThatThrownBy(() -> transaction.apply(ChangeSet.empty()
                            .update("line", LINES, stored.get(0).withQuantity(2))))
                    .isInstanceOf(RefusedException.class);
            transaction.rows(ORDERS).touch(order);
        });

        assertThat(lines.get(theirs.id())).isEqualTo(theirs);
        assertThat(orders.get(order.id())).isEqualTo(order.withVersion(2));
    }

    @Test
    void apply_childOfANewParent() {
        ChangeSet.Result result = versioned.apply(ChangeSet.empty()
                .insert("order", ORDERS, new Order(0, "Bob", 0))
                .insertFrom(
                        "lines[0]",
                        LINES,
                        made -> new Line(0, made.row("order", Order.class).id(), "chair", 2, 0)));

        Order bob = result.row("order", Order.class);
        Line chair = result.row("lines[0]", Line.class);
        assertThat(bob.id()).isPositive();
        assertThat(chair.orderId()).isEqualTo(bob.id());
        assertThat(lines.get(chair.id())).isEqualTo(chair);
    }

    @Test
    void apply_parentAndChildrenDeleted() {
        ChangeSet changes = ChangeSet.under("order", ORDERS, order).delete("order", ORDERS, order);
        for (Line line : stored) {
            changes = changes.delete("lines[" + stored.indexOf(line) + "]", LINES, line);
        }

        versioned.apply(changes);

        assertThat(count("order_lines")).isEqualTo("0");
        assertThat(count("purchase_orders")).isEqualTo("0");
    }

    @Test
    void apply_statementRefused() {
        ChangeSet changes = ChangeSet.under("order", ORDERS, order)
                .update("lines[0]", LINES, stored.get(0).withQuantity(2))
                .insert("lines[4]", LINES, new Line(0, -1, "orphan", 5, 0));

        assertThatThrownBy(() -> versioned.apply(changes)).isInstanceOf(DatabaseException.class);
        assertNothingWritten();
    }

    @Test
    void apply_patchWithoutDifference() {
        ChangeSet changes = ChangeSet.empty()
                .patch("line", LINES, stored.get(0), stored.get(0).withQuantity(1))
                .update("other", LINES, stored.get(1).withQuantity(2));

        assertThat(versioned.apply(changes).row("line", Line.class)).isEqualTo(stored.get(0));
        assertThat(lines.get(stored.get(0).id())).isEqualTo(stored.get(0));

        lines.touch(stored.get(0));
        assertThatThrownBy(() -> versioned.apply(ChangeSet.empty().patch("line", LINES, stored.get(0), stored.get(0))))
                .isInstanceOf(RefusedException.class)
                .hasMessage("1 change was refused: line: Conflict[order_lines "
                        + stored.get(0).id()
                        + ", expected version 1, current version 2]. Nothing of the change set was written.");
    }

    private ChangeSet halfWay(Function<ChangeSet.Result, Line> last) {
        return ChangeSet.under("order", ORDERS, order)
                .insert("new", LINES, new Line(0, order.id(), "vase", 5, 0))
                .insertFrom("last", LINES, last);
    }

    /** What its own function throws ends it half-way; the work cannot commit that half. */
    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, AssertionError.class})
    void apply_functionThrowsSwallowed(Class<? extends Throwable> failure) {
        ChangeSet changes = halfWay(made -> {
            if (failure == AssertionError.class) {
                throw new AssertionError("mine");
            }
            throw new IllegalStateException("mine");
        });

        assertThatThrownBy(() -> versioned.useTransaction(transaction -> {
                    assertThatThrownBy(() -> transaction.apply(changes))
                            .isInstanceOf(failure)
                            .hasMessage("mine");
                    assertThatThrownBy(() -> transaction.rows(LINES).touch(stored.get(0)))
                            .isInstanceOf(DatabaseException.class);
                }))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("the transaction can only be rolled back: a change set failed half-way ("
                        + failure.getName() + ")")
                .cause()
                .hasMessage("mine");
        assertNothingWritten();
    }

    /** Whoever began the transaction is told that it cannot be committed. */
    @Test
    void apply_functionThrowsSwallowed_joined() throws Exception {
        ThreadTransactions transactions = new ThreadTransactions(database.dataSource());
        Database joining = Database.of(transactions).withDialect(database.dialect());
        ChangeSet changes = halfWay(made -> {
            throw new IllegalStateException("mine");
        });

        transactions.bind(false, connection -> {
            assertThatThrownBy(() -> joining.useTransaction(transaction ->
                            assertThatThrownBy(() -> transaction.apply(changes)).hasMessage("mine")))
                    .isInstanceOf(DatabaseException.class);
            assertThat(transactions.drain()).contains("ROLLBACK ONLY");
        });
        assertNothingWritten();
    }

    /** Nothing was written by then, so the work may go on. */
    @Test
    void apply_functionThrowsBeforeAnyWrite() {
        ChangeSet changes = ChangeSet.empty()
                .insertFrom("first", LINES, made -> {
                    throw new IllegalStateException("mine");
                })
                .update("line", LINES, stored.get(0).withQuantity(2));

        versioned.useTransaction(transaction -> {
            assertThatThrownBy(() -> transaction.apply(changes)).hasMessage("mine");
            transaction.rows(ORDERS).touch(order);
        });

        assertThat(linesNow()).isEqualTo(stored);
        assertThat(orders.get(order.id())).isEqualTo(order.withVersion(2));
    }

    @Test
    void apply_statementRefusedSwallowed() {
        ChangeSet changes = halfWay(made -> new Line(0, -1, "orphan", 5, 0));

        assertThatThrownBy(() -> versioned.useTransaction(transaction ->
                        assertThatThrownBy(() -> transaction.apply(changes)).isInstanceOf(DatabaseException.class)))
                .isInstanceOf(DatabaseException.class);
        assertNothingWritten();
    }

    /** A trigger drops the update after the insert was made. */
    @Test
    void apply_suppressedSwallowed() {
        needs(Feature.SQL_TRIGGERS);
        database.execute(
                "CREATE OR REPLACE FUNCTION drop_write() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "CREATE TRIGGER drop_write BEFORE UPDATE ON order_lines FOR EACH ROW EXECUTE FUNCTION drop_write()");
        ChangeSet update = ChangeSet.empty().update("line", LINES, stored.get(0).withQuantity(2));
        ChangeSet insertToo = update.insert("new", LINES, new Line(0, order.id(), "vase", 5, 0));

        assertThatThrownBy(() -> versioned.useTransaction(transaction -> {
                    transaction.rows(ORDERS).touch(order);
                    assertThatThrownBy(() -> transaction.apply(insertToo)).isInstanceOf(SuppressedWriteException.class);
                }))
                .isInstanceOf(SuppressedWriteException.class);
        assertNothingWritten();
    }

    /** A row that may be read and not updated cannot be locked: it looks absent under the lock, and is not missing. */
    @Test
    void apply_policyShowsTheRow() throws Exception {
        needs(Feature.ROW_SECURITY);
        database.execute(
                "DO 'BEGIN CREATE ROLE clerk; EXCEPTION WHEN duplicate_object THEN NULL; END'",
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO clerk",
                "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO clerk",
                "ALTER TABLE order_lines ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY reading ON order_lines FOR SELECT USING (true)",
                "CREATE POLICY changing ON order_lines FOR UPDATE USING (product <> 'table') WITH CHECK (true)");
        Line theirs = lines.touch(stored.get(1));
        Line gone = lines.touch(stored.get(2));
        lines.delete(gone);

        try (HikariDataSource pool = database.pool(config -> {
            config.setMaximumPoolSize(1);
            config.setMinimumIdle(0);
            config.setConnectionInitSql("SET ROLE clerk");
        })) {
            Database clerk = database.database(pool);
            ChangeSet locked = ChangeSet.empty()
                    .update("chair", LINES, stored.get(0).withQuantity(2))
                    .update("table", LINES, theirs.withQuantity(2));
            clerk.useTransaction(transaction -> {
                assertThatThrownBy(() -> transaction.apply(locked))
                        .isInstanceOf(SuppressedWriteException.class)
                        .hasMessage("order_lines " + theirs.id()
                                + ": the row can be read and not locked. Nothing was written."
                                + " A row-level policy does not let it be changed.");
                transaction.rows(ORDERS).touch(order);
            });
            assertThatThrownBy(() -> clerk.apply(ChangeSet.empty()
                            .update("table", LINES, stored.get(1).withQuantity(2))
                            .update("lamp", LINES, gone)))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e -> assertThat(e.refused())
                                    .containsExactly(
                                            entry(
                                                    "table",
                                                    new Conflict<>(
                                                            LINES,
                                                            theirs.id(),
                                                            1,
                                                            stored.get(1).withQuantity(2),
                                                            theirs)),
                                            entry("lamp", new Missing<>(LINES, gone.id()))));
        }

        assertThat(orders.get(order.id())).isEqualTo(order.withVersion(2));
        assertThat(lines.get(stored.get(0).id())).isEqualTo(stored.get(0));
    }

    record Label(String id, String text, long version) {}

    /** What the lock does not show is looked up without one where ids have other forms; that is no lock. */
    @Test
    void apply_policyShowsTheRow_textId() {
        needs(Feature.ROW_SECURITY);
        database.drop("label");
        database.execute(
                "CREATE TABLE label (id varchar(9) PRIMARY KEY, text varchar(9), version bigint NOT NULL)",
                "INSERT INTO label VALUES ('a', 'x', 1), ('b', 'x', 1)",
                "DO 'BEGIN CREATE ROLE clerk; EXCEPTION WHEN duplicate_object THEN NULL; END'",
                "GRANT ALL ON label TO clerk",
                "ALTER TABLE label ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY reading ON label FOR SELECT USING (true)",
                "CREATE POLICY changing ON label FOR UPDATE USING (id <> 'b')");
        Table<Label, String> table = Table.of(Label.class, String.class).named("label");
        Label a = new Label("a", "x", 1);
        Label b = new Label("b", "x", 1);
        ChangeSet changes = ChangeSet.empty()
                .patch("a", table, a, new Label("a", "y", 1))
                .patch("b", table, b, new Label("b", "x", 1));

        try (HikariDataSource pool = clerks()) {
            assertThatThrownBy(() -> database.database(pool).repository(table).check(b))
                    .isInstanceOf(SuppressedWriteException.class);
            assertThatThrownBy(() -> database.database(pool).apply(changes))
                    .isInstanceOf(SuppressedWriteException.class);
        }
        assertThat(database.query("SELECT text FROM label ORDER BY id")).containsExactly("x", "x");
    }

    /** Only the delete tells whether a row can be deleted that a policy does not let be updated, and so not be locked. */
    @Test
    void apply_policyLetsDeleteAlone() {
        needs(Feature.ROW_SECURITY);
        database.execute(
                "DO 'BEGIN CREATE ROLE clerk; EXCEPTION WHEN duplicate_object THEN NULL; END'",
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO clerk",
                "ALTER TABLE order_lines ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY reading ON order_lines FOR SELECT USING (true)",
                "CREATE POLICY removing ON order_lines FOR DELETE USING (product <> 'desk')");

        try (HikariDataSource pool = clerks()) {
            Database clerk = database.database(pool);
            clerk.repository(LINES).delete(stored.get(0));
            clerk.apply(ChangeSet.empty().delete("table", LINES, stored.get(1)));
            assertThatThrownBy(() -> clerk.apply(ChangeSet.empty()
                            .delete("desk", LINES, stored.get(3))
                            .delete("lamp", LINES, stored.get(2))))
                    .isInstanceOf(SuppressedWriteException.class);
        }
        assertThat(linesNow()).containsExactly(stored.get(2), stored.get(3));
    }

    private HikariDataSource clerks() {
        return database.pool(config -> {
            config.setMaximumPoolSize(1);
            config.setMinimumIdle(0);
            config.setConnectionInitSql("SET ROLE clerk");
        });
    }
}

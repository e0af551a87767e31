package io.github.ifmatch.testkit.conflict;

import static io.github.ifmatch.testkit.sample.Orders.LINES;
import static io.github.ifmatch.testkit.sample.Orders.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Database;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Orders;
import io.github.ifmatch.testkit.sample.Orders.Line;
import io.github.ifmatch.testkit.sample.Orders.Order;
import io.github.ifmatch.testkit.tool.Crowd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Change sets of an aggregate: when its root advances, what a set may hold, and many of them at once. */
public abstract class AggregateContract extends Contract {

    private static final int THREADS = 6;
    private static final int TIMES = 12;

    private Database versioned;
    private VersionedRepository<Order, Long> orders;
    private VersionedRepository<Line, Long> lines;
    private Order order;
    private Line chair;
    private Line table;

    @BeforeEach
    void createTables() {
        Orders.create(database);
        versioned = database.database();
        orders = versioned.repository(ORDERS);
        lines = versioned.repository(LINES);
        order = orders.insert(new Order(0, "Ann", 0));
        chair = lines.insert(new Line(0, order.id(), "chair", 1, 0));
        table = lines.insert(new Line(0, order.id(), "table", 1, 0));
    }

    private ChangeSet underRoot() {
        return ChangeSet.under("order", ORDERS, order);
    }

    @Test
    void root_severalChildren() {
        versioned.apply(underRoot()
                .update("lines[0]", LINES, chair.withQuantity(2))
                .update("lines[1]", LINES, table.withQuantity(2))
                .insert("lines[2]", LINES, new Line(0, order.id(), "rug", 1, 0)));

        assertThat(orders.get(order.id())).isEqualTo(order.withVersion(2));
    }

    @Test
    void root_updatedItself() {
        ChangeSet.Result result = versioned.apply(underRoot()
                .update("lines[0]", LINES, chair.withQuantity(2))
                .update("order", ORDERS, order.withCustomer("Anne")));

        Order expected = order.withCustomer("Anne").withVersion(2);
        assertThat(result.row("order", Order.class)).isEqualTo(expected);
        assertThat(orders.get(order.id())).isEqualTo(expected);
    }

    @Test
    void root_touchedItself() {
        versioned.apply(underRoot().touch("header", ORDERS, order).delete("lines[0]", LINES, chair));

        assertThat(orders.get(order.id())).isEqualTo(order.withVersion(2));
    }

    /** A form posts its header unchanged: a changed line advances the root all the same. */
    @Test
    void root_patchedWithoutDifference() {
        ChangeSet.Result result = versioned.apply(underRoot()
                .patch("header", ORDERS, order, order.withCustomer("Ann"))
                .update("lines[0]", LINES, chair.withQuantity(2)));

        assertThat(result.row("header", Order.class)).isEqualTo(order.withVersion(2));
        assertThat(orders.get(order.id())).isEqualTo(order.withVersion(2));
    }

    @Test
    void root_nothingChanges() {
        versioned.apply(underRoot());
        versioned.apply(underRoot().patch("lines[0]", LINES, chair, chair).patch("order", ORDERS, order, order));

        assertThat(orders.get(order.id())).isEqualTo(order);
        assertThat(lines.get(chair.id())).isEqualTo(chair);
    }

    @Test
    void root_changedBySomebodyElse() {
        orders.touch(order);

        assertThatThrownBy(() -> versioned.apply(underRoot().update("lines[0]", LINES, chair.withQuantity(2))))
                .isInstanceOf(RefusedException.class)
                .hasMessage("1 change was refused: order: Conflict[purchase_orders " + order.id()
                        + ", expected version 1, current version 2]. Nothing of the change set was written.");
        assertThat(lines.get(chair.id())).isEqualTo(chair);
    }

    @Test
    void plus_theSameRowTwice() {
        assertThatThrownBy(() ->
                        underRoot().update("lines[0]", LINES, chair).delete("lines[1]", LINES, chair.withVersion(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a row must be changed once: lines[0] and lines[1] are both order_lines " + chair.id());
    }

    @Test
    void plus_theSamePathTwice() {
        assertThatThrownBy(() -> ChangeSet.empty().update("line", LINES, chair).update("line", LINES, table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("path must be used once: line");
        assertThatThrownBy(() -> underRoot().update("order", LINES, chair))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("path must be used once: order");
    }

    @Test
    void row_noSuchPath() {
        ChangeSet.Result result = versioned.apply(underRoot().touch("lines[0]", LINES, chair));

        assertThatThrownBy(() -> result.row("lines[1]", Line.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("path must be one of a Line (there are order, lines[0]): lines[1]");
        assertThatThrownBy(() -> result.row("lines[0]", Order.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("path must be one of a Order (there are order, lines[0]): lines[0]");
    }

    /** A change set does not change: two may go on from one. */
    @Test
    void plus_immutable() {
        ChangeSet one = ChangeSet.empty().update("line", LINES, chair.withQuantity(2));
        ChangeSet two = one.update("other", LINES, table.withQuantity(2));

        versioned.apply(one);

        assertThat(lines.get(table.id())).isEqualTo(table);
        assertThatThrownBy(() -> versioned.apply(two)).isInstanceOf(RefusedException.class);
    }

    /** The same rows in opposite orders: nobody is a deadlock's victim, and nothing is lost. */
    @Test
    void apply_oppositeOrders() throws Exception {
        Order other = orders.insert(new Order(0, "Bob", 0));
        List<Line> all = IntStream.range(0, 4)
                .mapToObj(i -> lines.insert(new Line(0, i < 2 ? order.id() : other.id(), "line", 0, 0)))
                .toList();
        List<Long> ids = all.stream().map(Line::id).toList();

        CyclicBarrier haveRead = new CyclicBarrier(THREADS);
        List<Integer> refusals = Crowd.of(THREADS, thread -> {
            int refused = 0;
            for (int applied = 0; applied < TIMES; ) {
                ChangeSet changes = oneMoreOfEach(ids, List.of(order.id(), other.id()), thread % 2 == 0);
                if (applied + refused == 0) {
                    Crowd.meet(haveRead); // the first time all have read the same versions
                }
                try {
                    versioned.apply(changes);
                    applied++;
                } catch (RefusedException e) {
                    refused++;
                }
            }
            return refused;
        });

        assertThat(lines.findAll(ids)).extracting(Line::quantity).containsOnly(THREADS * TIMES);
        assertThat(lines.findAll(ids)).extracting(Line::version).containsOnly(1L + THREADS * TIMES);
        assertThat(orders.findAll(List.of(order.id(), other.id())))
                .extracting(Order::version)
                .containsOnly(1L + THREADS * TIMES);
        assertThat(refusals.stream().mapToInt(Integer::intValue).sum()).isPositive();
    }

    private record Basket(long id, String owner, long version) {}

    private record Item(long id, long basketId, int quantity, long version) {}

    /** One locks the item and then refers to the basket, the other locks the basket and then the item. */
    @Test
    void apply_newChildOfALockedParent() throws Exception {
        needs(Feature.LOCKED_PARENTS);
        database.drop("items", "baskets");
        database.execute(
                "CREATE TABLE baskets (id bigint PRIMARY KEY, owner varchar(9), version bigint NOT NULL)",
                "CREATE TABLE items (id {identity},"
                        + " basket_id bigint NOT NULL, quantity integer, version bigint NOT NULL,"
                        + " FOREIGN KEY (basket_id) REFERENCES baskets (id))");
        Table<Basket, Long> baskets = Table.of(Basket.class, Long.class).named("baskets");
        Table<Item, Long> items = Table.of(Item.class, Long.class).named("items");
        VersionedRepository<Basket, Long> storedBaskets = versioned.repository(baskets);
        VersionedRepository<Item, Long> storedItems = versioned.repository(items);
        storedBaskets.insert(new Basket(1, "Ann", 0));
        Item first = storedItems.insert(new Item(0, 1, 0, 0));

        Crowd.of(THREADS, thread -> {
            for (int applied = 0; applied < TIMES; ) {
                Item item = storedItems.get(first.id());
                ChangeSet touched = ChangeSet.empty().touch("item", items, item);
                ChangeSet changes = thread % 2 == 0
                        ? touched.insert("new", items, new Item(0, 1, 1, 0))
                        : touched.touch("basket", baskets, storedBaskets.get(1L));
                try {
                    versioned.apply(changes);
                    applied++;
                } catch (RefusedException e) {
                    assertThat(e.refused()).isNotEmpty();
                }
            }
            return true;
        });

        assertThat(storedItems.get(first.id()).version()).isEqualTo(1 + THREADS * TIMES);
        assertThat(storedBaskets.get(1L).version()).isEqualTo(1 + THREADS / 2 * TIMES);
        assertThat(database.query("SELECT id FROM items")).hasSize(1 + THREADS / 2 * TIMES);
    }

    private ChangeSet oneMoreOfEach(List<Long> lineIds, List<Long> orderIds, boolean forward) {
        List<UnaryOperator<ChangeSet>> changes = new ArrayList<>();
        for (Line line : lines.findAll(lineIds)) {
            changes.add(set -> set.update("line " + line.id(), LINES, line.withQuantity(line.quantity() + 1)));
        }
        for (Order found : orders.findAll(orderIds)) {
            changes.add(set -> set.touch("order " + found.id(), ORDERS, found));
        }
        if (!forward) {
            Collections.reverse(changes);
        }
        ChangeSet all = ChangeSet.empty();
        for (UnaryOperator<ChangeSet> change : changes) {
            all = change.apply(all);
        }
        return all;
    }

    private void assertRootRefused(ChangeSet changes) {
        assertThatThrownBy(() -> versioned.apply(changes))
                .isInstanceOf(RefusedException.class)
                .hasMessage("1 change was refused: order: Conflict[purchase_orders " + order.id()
                        + ", expected version 1, current version 2]. Nothing of the change set was written.");
        assertThat(lines.get(chair.id())).isEqualTo(chair);
    }

    /** What is saved is what was shown: all of it, the root included. */
    @Test
    void root_staleThoughNothingChanges() {
        orders.touch(order);

        assertRootRefused(underRoot());
        assertRootRefused(underRoot().patch("lines[0]", LINES, chair, chair));
        assertRootRefused(underRoot().patch("order", ORDERS, order, order));
    }

    @Test
    void root_missingThoughNothingChanges() {
        Order gone = orders.insert(new Order(0, "Bob", 0));
        orders.delete(gone);

        assertThatThrownBy(() -> versioned.apply(ChangeSet.under("order", ORDERS, gone)))
                .isInstanceOf(RefusedException.class)
                .hasMessage("1 change was refused: order: Missing[purchase_orders " + gone.id()
                        + "]. Nothing of the change set was written.");
    }

    /** The set is under the row as it was first read, though one of its changes holds a later one. */
    @Test
    void root_staleThoughItsChangeIsNot() {
        Order fresh = orders.touch(order);

        assertRootRefused(underRoot().update("header", ORDERS, fresh.withCustomer("Anne")));
        assertRootRefused(underRoot().update("order", ORDERS, fresh.withCustomer("Anne")));
        assertThat(orders.get(order.id())).isEqualTo(fresh);
    }

    @Test
    void root_isInTheResult() {
        assertThat(versioned.apply(underRoot()).row("order", Order.class)).isEqualTo(order);
        assertThat(versioned
                        .apply(underRoot().patch("lines[0]", LINES, chair, chair))
                        .row("order", Order.class))
                .isEqualTo(order);
        assertThat(versioned
                        .apply(underRoot().patch("header", ORDERS, order, order))
                        .row("order", Order.class))
                .isEqualTo(order);

        ChangeSet.Result renamed = versioned.apply(underRoot().update("header", ORDERS, order.withCustomer("Anne")));

        Order anne = order.withCustomer("Anne").withVersion(2);
        assertThat(renamed.row("order", Order.class)).isEqualTo(anne);
        assertThat(renamed.row("header", Order.class)).isEqualTo(anne);
        assertThat(versioned
                        .apply(ChangeSet.under("order", ORDERS, anne)
                                .delete("header", ORDERS, anne)
                                .delete("lines[0]", LINES, chair)
                                .delete("lines[1]", LINES, table))
                        .row("order", Order.class))
                .isEqualTo(anne);
    }

    private record Sold(long id, int quantity, long version) {}

    /** Two declarations of one table, under two of its names, are locked as the one table that they are. */
    @Test
    void apply_oneTableDeclaredTwice() throws Exception {
        needs(Feature.SCHEMAS);
        String schema = database.schema();
        Table<Sold, Long> sold = Table.of(Sold.class, Long.class).named(schema + ".order_lines");
        VersionedRepository<Sold, Long> counted = versioned.repository(sold);

        Crowd.of(THREADS, thread -> {
            for (int applied = 0; applied < TIMES; ) {
                boolean isEven = thread % 2 == 0;
                Line line = lines.get(isEven ? chair.id() : table.id());
                Sold other = counted.get(isEven ? table.id() : chair.id());
                try {
                    versioned.apply(ChangeSet.empty()
                            .update("line", LINES, line.withQuantity(line.quantity() + 1))
                            .update("sold", sold, new Sold(other.id(), other.quantity() + 1, other.version())));
                    applied++;
                } catch (RefusedException e) {
                    assertThat(e.refused()).isNotEmpty();
                }
            }
            return true;
        });

        assertThat(lines.findAll(List.of(chair.id(), table.id())))
                .extracting(Line::quantity)
                .containsOnly(1 + THREADS * TIMES);
    }
}

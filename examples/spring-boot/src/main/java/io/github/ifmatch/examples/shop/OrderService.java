package io.github.ifmatch.examples.shop;

import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Orders with their lines, which are changed as one. */
@Service
class OrderService {

    /** An order and its lines, as they were read or written together. */
    record Whole(Order order, List<OrderLine> lines) {}

    private final Database database;
    private final VersionedRepository<Order, Long> orders;
    private final VersionedRepository<OrderLine, Long> orderLines;
    private final JdbcClient jdbc;

    OrderService(
            Database database,
            VersionedRepository<Order, Long> orders,
            VersionedRepository<OrderLine, Long> orderLines,
            JdbcClient jdbc) {
        this.database = database;
        this.orders = orders;
        this.orderLines = orderLines;
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    Whole get(long id) {
        return new Whole(orders.get(id), lines(id));
    }

    private List<OrderLine> lines(long orderId) {
        List<Long> ids = jdbc.sql("SELECT id FROM order_lines WHERE order_id = ? ORDER BY id")
                .param(orderId)
                .query(Long.class)
                .list();
        return orderLines.findAll(ids);
    }

    @Transactional
    Whole place(String customer, List<OrderController.Line> wanted) {
        Order order = orders.insert(new Order(0, customer, 0));
        List<OrderLine> lines = wanted.stream()
                .map(line -> new OrderLine(0, order.id(), line.articleId(), line.quantity(), 0))
                .toList();
        return new Whole(order, orderLines.insertAll(lines));
    }

    /**
     * Changes an order, if it stands at an acceptable version: whatever is changed of it, its root advances, so two who change different
     * lines of one order meet.
     */
    @Transactional
    Whole change(long id, AcceptableVersions versions, String customer, List<OrderController.Line> wanted) {
        Order order = ConditionalRows.of(orders).tryCheck(id, versions).orElseThrow(); // locks it until the commit
        Map<Long, OrderLine> standing = new HashMap<>();
        lines(id).forEach(line -> standing.put(line.id(), line));

        Table<OrderLine, Long> table = orderLines.table();
        ChangeSet changes = ChangeSet.empty().update("order", orders.table(), new Order(id, customer, order.version()));
        for (int i = 0; i < wanted.size(); i++) {
            OrderController.Line line = wanted.get(i);
            OrderLine stored = line.id() == null ? null : standing.remove(line.id());
            changes = stored == null
                    ? changes.insert(
                            "lines[" + i + "]", table, new OrderLine(0, id, line.articleId(), line.quantity(), 0))
                    : changes.patch("lines[" + i + "]", table, stored, stored.with(line.articleId(), line.quantity()));
        }
        for (OrderLine gone : standing.values()) {
            changes = changes.delete("lines/" + gone.id(), table, gone);
        }
        Order changed = database.apply(changes).row("order", Order.class);
        return new Whole(changed, lines(id));
    }
}

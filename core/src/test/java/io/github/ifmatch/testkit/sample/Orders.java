package io.github.ifmatch.testkit.sample;

import io.github.ifmatch.Table;
import io.github.ifmatch.testkit.TestDatabase;

/** Orders and their lines: an aggregate. */
public final class Orders {

    public static final Table<Order, Long> ORDERS =
            Table.of(Order.class, Long.class).named("purchase_orders");

    public static final Table<Line, Long> LINES =
            Table.of(Line.class, Long.class).named("order_lines");

    private Orders() {}

    /** Makes the tables anew, without a row. */
    public static void create(TestDatabase database) {
        database.drop("order_lines", "purchase_orders");
        database.execute(
                "CREATE TABLE purchase_orders (id {identity}, customer varchar(50) NOT NULL, version bigint NOT NULL)",
                "CREATE TABLE order_lines (id {identity}, order_id bigint NOT NULL, product varchar(50) NOT NULL,"
                        + " quantity integer NOT NULL, version bigint NOT NULL,"
                        + " FOREIGN KEY (order_id) REFERENCES purchase_orders (id))");
    }

    public record Order(long id, String customer, long version) {

        public Order withCustomer(String newCustomer) {
            return new Order(id, newCustomer, version);
        }

        public Order withVersion(long newVersion) {
            return new Order(id, customer, newVersion);
        }
    }

    public record Line(long id, long orderId, String product, int quantity, long version) {

        public Line withQuantity(int newQuantity) {
            return new Line(id, orderId, product, newQuantity, version);
        }

        public Line withVersion(long newVersion) {
            return new Line(id, orderId, product, quantity, newVersion);
        }
    }
}

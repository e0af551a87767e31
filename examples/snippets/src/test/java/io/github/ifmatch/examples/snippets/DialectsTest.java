package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.TestDatabase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The tables of dialects.md: the SQL by verb, the names, the column types. */
class DialectsTest {

    record Order(long id, String status, String note, long version) {}

    private static final Table<Order, Long> ORDERS =
            Table.of(Order.class, Long.class).named("orders").unversioned("note");

    @Test
    void postgres_sqlByVerb() throws SQLException {
        createOrders(Databases.POSTGRES);
        VersionedRepository<Order, Long> orders = Databases.POSTGRES.database().repository(ORDERS);

        assertThat(sqlByVerb(orders)).isEqualTo(Pages.table("dialects-postgres"));
        createOrders(Databases.POSTGRES);
        try (Connection connection = Databases.POSTGRES.dataSource().getConnection();
                SqlLog sql = new SqlLog()) {
            connection.setAutoCommit(false);
            orders.on(connection).touch(new Order(1, "open", "", 1));
            assertThat(sql.drain()).isEqualTo(Pages.sql("dialects-tracked"));
            connection.rollback();
        }
    }

    @Test
    void h2_sqlByVerb() {
        createOrders(Databases.H2);

        assertThat(sqlByVerb(Databases.H2.database().repository(ORDERS))).isEqualTo(Pages.table("dialects-h2"));
    }

    @Test
    void standard_sqlByVerb() {
        createOrders(Databases.H2);

        assertThat(sqlByVerb(
                        Databases.H2.database().withDialect(Dialect.STANDARD).repository(ORDERS)))
                .isEqualTo(Pages.table("dialects-standard"));
    }

    private static void createOrders(TestDatabase database) {
        database.execute("DROP TABLE IF EXISTS orders");
        Pages.sql("dialects-orders").forEach(database::execute);
    }

    private static Map<String, List<String>> sqlByVerb(VersionedRows<Order, Long> orders) {
        Map<String, List<String>> sent = new LinkedHashMap<>();
        try (SqlLog sql = new SqlLog()) {
            Order order = orders.get(1L);
            sent.put("find", sql.drain());
            assertThat(orders.findAll(List.of(1L, 2L))).hasSize(1);
            sent.put("findAll", sql.drain());
            orders.insert(new Order(0, "open", "", 0));
            sent.put("insert", sql.drain());
            orders.insert(new Order(9, "open", "", 0));
            sent.put("insert with an id", sql.drain());
            order = orders.update(order);
            sent.put("update", sql.drain());
            order = orders.patch(1L, order.version(), Map.of("status", "paid"));
            sent.put("patch", sql.drain());
            order = orders.touch(order);
            sent.put("touch", sql.drain());
            order = orders.overwrite(order, "an example");
            sent.put("overwrite", sql.drain());
            orders.writeUnversioned(1L, Map.of("note", "seen"));
            sent.put("writeUnversioned", sql.drain());
            orders.delete(order);
            sent.put("delete", sql.drain());
        }
        return sent;
    }

    @Test
    void names_quotedOnlyWhereTheyMustBe() {
        for (TestDatabase database : Databases.all().toList()) {
            database.execute(
                    "DROP TABLE IF EXISTS \"Ticket\"",
                    "CREATE TABLE \"Ticket\" (id bigint PRIMARY KEY, "
                            + (database == Databases.H2 ? "\"ORDER\"" : "\"order\"")
                            + " integer, \"seatNo\" integer, version bigint NOT NULL)",
                    "INSERT INTO \"Ticket\" VALUES (1, 2, 3, 1)");
            // region dialects-names
            record Ticket(long id, int order, int seat, long version) {}

            Table<Ticket, Long> table = Table.of(Ticket.class, Long.class)
                    .named("Ticket") // mixed case: quoted
                    .column("seat", "seatNo"); // mixed case: quoted; order is a reserved word: quoted
            // endregion
            try (SqlLog sql = new SqlLog()) {
                assertThat(database.database().repository(table).get(1L)).isEqualTo(new Ticket(1, 2, 3, 1));
                assertThat(sql.drain())
                        .isEqualTo(
                                database == Databases.H2
                                        ? Pages.sql("dialects-names-h2")
                                        : Pages.sql("dialects-names-postgres"));
            }
        }
    }

    enum Status {
        OPEN,
        PAID
    }

    private static final Map<String, Object> SAMPLES = Map.ofEntries(
            Map.entry("boolean", true),
            Map.entry("byte", (byte) -7),
            Map.entry("short", (short) -7),
            Map.entry("int", -7),
            Map.entry("long", -7L),
            Map.entry("float", 0.5f),
            Map.entry("double", 0.5),
            Map.entry("BigDecimal", new BigDecimal("12.50")),
            Map.entry("BigInteger", BigInteger.TEN),
            Map.entry("String", "Ann"),
            Map.entry("char", 'x'),
            Map.entry("byte[]", new byte[] {1, 2}),
            Map.entry("UUID", new UUID(1, 2)),
            Map.entry("LocalDate", LocalDate.of(2026, 2, 28)),
            Map.entry("LocalTime", LocalTime.of(12, 30, 1)),
            Map.entry("LocalDateTime", LocalDateTime.of(2026, 2, 28, 12, 30)),
            Map.entry("Instant", Instant.parse("2026-02-28T12:30:00.123456Z")),
            Map.entry("OffsetDateTime", OffsetDateTime.of(2026, 2, 28, 12, 30, 0, 0, ZoneOffset.ofHours(2))),
            Map.entry("OffsetTime", OffsetTime.of(12, 30, 0, 0, ZoneOffset.ofHours(2))),
            Map.entry("int[]", new int[] {1, 2}),
            Map.entry("String[]", new String[] {"a", "b"}));

    record Cell(long id, Object value, long version) {}

    record EnumCell(long id, Status value, long version) {}

    @Test
    void types_fitTheirColumns() {
        assertThat(Pages.table("dialects-types-postgres").keySet())
                .isEqualTo(Pages.table("dialects-types-h2").keySet());
        Pages.table("dialects-types-postgres").forEach((type, columns) -> check(Databases.POSTGRES, type, columns));
        Pages.table("dialects-types-h2").forEach((type, columns) -> check(Databases.H2, type, columns));
    }

    private static void check(TestDatabase database, String type, List<String> columns) {
        for (String column : columns) {
            database.execute(
                    "DROP TABLE IF EXISTS cells",
                    "DROP TYPE IF EXISTS status",
                    column.equals("CREATE TYPE … AS ENUM")
                            ? "CREATE TYPE status AS ENUM ('OPEN', 'PAID')"
                            : "SELECT 1");
            String sqlType = column.equals("CREATE TYPE … AS ENUM")
                    ? "status"
                    : column.replace("enum(…)", "enum('OPEN', 'PAID')");
            database.execute(
                    "CREATE TABLE cells (id bigint PRIMARY KEY, value_ " + sqlType + ", version bigint NOT NULL)");
            if (type.equals("enum")) {
                VersionedRepository<EnumCell, Long> cells = database.database()
                        .repository(Table.of(EnumCell.class, Long.class)
                                .named("cells")
                                .column("value", "value_"));
                EnumCell stored = cells.insert(new EnumCell(1, Status.PAID, 0));
                assertThat(stored.value()).isEqualTo(Status.PAID);
                cells.update(new EnumCell(1, null, 1));
                continue;
            }
            Object sample = SAMPLES.get(type);
            assertThat(sample).as(type).isNotNull();
            ColumnType<?> columnType = ColumnType.of(sample.getClass());
            VersionedRepository<Cell, Long> cells = database.database()
                    .repository(Table.of(Cell.class, Long.class)
                            .named("cells")
                            .column("value", "value_")
                            .type("value", columnType));
            Object stored = cells.insert(new Cell(1, sample, 0)).value();
            assertThat(same(columnType, sample, stored))
                    .as("%s in %s on %s: %s", type, column, database.dialect().name(), stored)
                    .isTrue();
            assertThat(cells.update(new Cell(1, null, 1)).value())
                    .as("%s in %s", type, column)
                    .isNull();
        }
    }

    @SuppressWarnings("unchecked")
    private static boolean same(ColumnType<?> type, Object one, Object other) {
        return ((ColumnType<Object>) type).same(one, other);
    }
}

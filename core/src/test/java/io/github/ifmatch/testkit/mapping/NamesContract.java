package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names of tables and columns that need care: schemas, reserved words, cases, quotes. */
public abstract class NamesContract extends Contract {

    private record Item(long id, String order, String userName, long version) {}

    private static Table<Item, Long> items() {
        return Table.of(Item.class, Long.class);
    }

    /** The names as SQL, quoted by hand. */
    private void create(String table, String id, String order, String userName, String version) {
        database.drop(table);
        database.execute("CREATE TABLE " + table + " (" + id + " {identity}, " + order + " varchar(20), " + userName
                + " varchar(20), " + version + " bigint NOT NULL)");
    }

    private void assertEveryVerb(Table<Item, Long> table, String sqlName) {
        VersionedRepository<Item, Long> items = database.repository(table);
        Item item = items.insert(new Item(0, "first", "Ann", 0));
        assertThat(items.insert(new Item(item.id() + 1000, "other", "Bob", 0)).version())
                .isEqualTo(1);
        assertThat(items.findAll(List.of(item.id(), -1L))).containsExactly(item);
        assertThat(items.patch(item.id(), 1, Map.of("order", "second")).order()).isEqualTo("second");
        assertThat(items.tryUpdate(item).isApplied()).isFalse();
        assertThat(items.overwrite(item, "test")).isEqualTo(new Item(item.id(), "first", "Ann", 3));
        assertThat(read(table, sqlName, item.id())).isEqualTo(items.get(item.id()));
        assertThat(items.delete(item.id(), 3).version()).isEqualTo(3);
    }

    /** By a query of the caller's own. */
    private Item read(Table<Item, Long> table, String sqlName, long id) {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement query = connection.prepareStatement(database.sql("SELECT * FROM " + sqlName));
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                Item item = table.read(rows);
                if (item.id() == id) {
                    return item;
                }
            }
            throw new IllegalStateException("no row");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void byConvention() {
        create("item", "id", "{'order'}", "user_name", "version");

        assertEveryVerb(items(), "item");
    }

    @Test
    void reservedTable() {
        create("{'user'}", "id", "{'order'}", "user_name", "version");

        assertEveryVerb(items().named("user"), "{'user'}");
    }

    @Test
    void schemaQualified() {
        needs(Feature.SCHEMAS);
        database.createSchema("sales");
        create("sales.items", "id", "{'order'}", "user_name", "version");

        assertEveryVerb(items().named("sales.items"), "sales.items");
        if (database.has(Feature.FOLDED_NAMES)) {
            assertEveryVerb(items().named("SALES.ITEMS"), "sales.items");
        }
    }

    @Test
    void quotedSchemaAndTable() {
        needs(Feature.SCHEMAS);
        database.createSchema("{'Sales Dept'}");
        create("{'Sales Dept'}.{'order.items'}", "id", "{'order'}", "user_name", "version");

        assertEveryVerb(items().named("\"Sales Dept\".\"order.items\""), "{'Sales Dept'}.{'order.items'}");
    }

    @Test
    void mixedCase() {
        create("{'OrderItems'}", "{'Id'}", "{'OrderNo'}", "{'userName'}", "{'lockVersion'}");

        assertEveryVerb(
                items().named("OrderItems")
                        .column("id", "Id")
                        .column("order", "OrderNo")
                        .column("userName", "userName")
                        .column("version", "lockVersion"),
                "{'OrderItems'}");
    }

    @Test
    void columnsToTheLetter() {
        create("item", "{'the id'}", "{'a \"quote\"'}", "{'größe'}", "{'1st'}");

        assertEveryVerb(
                items().column("id", "\"the id\"")
                        .column("order", "\"a \"\"quote\"\"\"")
                        .column("userName", "größe")
                        .column("version", "1st"),
                "item");
    }

    /** The same word in other cases is another column. */
    @Test
    void version_underAnotherName() {
        create("item", "item_no", "VERSION", "user_name", "lock_version");

        assertEveryVerb(
                items().column("id", "item_no").column("order", "version").column("version", "LOCK_VERSION"), "item");
    }
}

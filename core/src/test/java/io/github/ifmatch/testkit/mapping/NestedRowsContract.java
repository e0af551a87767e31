package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Difference;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records in a record, each component of which has a column of its own. */
public abstract class NestedRowsContract extends Contract {

    private record Point(int x, int y) {}

    private record Address(
            String street, String zipCode, @Nullable Point at) {}

    private record Shop(long id, String name, @Nullable Address address, long version) {}

    private static final Table<Shop, Long> SHOPS = Table.of(Shop.class, Long.class)
            .named("shops")
            .nested("address", "home")
            .nested("address.at", "")
            .column("address.at.y", "north");

    private static final Address MARKET = new Address("Market 1", "0123", new Point(3, 4));
    private static final Address LANE = new Address("Lane 2", "0456", null);

    private VersionedRepository<Shop, Long> shops;

    @BeforeEach
    void createShops() {
        database.drop("shops");
        database.execute("CREATE TABLE shops (id {identity}, name varchar(50) NOT NULL, home_street varchar(50),"
                + " home_zip_code varchar(10), home_x integer, north integer, version bigint NOT NULL)");
        shops = database.repository(SHOPS);
    }

    private List<String> stored() {
        return database.query("SELECT name, home_street, home_zip_code, home_x, north, version FROM shops ORDER BY id");
    }

    @Test
    void everyVerb() {
        database.database().verify(SHOPS);

        Shop first = shops.insert(new Shop(0, "Ann", MARKET, 0));
        Shop second = shops.update(new Shop(first.id(), "Ann", LANE, first.version()));
        Shop third = shops.patch(second, new Shop(first.id(), "Ann", MARKET, second.version()));
        Shop fourth = shops.patch(first.id(), 3, Map.of("address.street", "Market 2"));

        assertThat(first.address()).isEqualTo(MARKET);
        assertThat(second.address()).isEqualTo(LANE);
        assertThat(third.address()).isEqualTo(MARKET);
        assertThat(fourth.address()).isEqualTo(new Address("Market 2", "0123", new Point(3, 4)));
        assertThat(shops.get(first.id())).isEqualTo(fourth);
        assertThat(shops.tryUpdate(second)).isEqualTo(new Conflict<>(SHOPS, first.id(), 2, second, fourth));
        assertThat(database.query("SELECT north FROM shops WHERE home_x = 3")).containsExactly("4");
    }

    /** Where all of its columns are NULL, there is none. */
    @Test
    void none() {
        Shop none = shops.insert(new Shop(0, "Ann", null, 0));

        assertThat(none.address()).isNull();
        assertThat(shops.update(new Shop(none.id(), "Ann", MARKET, 1)).address())
                .isEqualTo(MARKET);
        assertThat(shops.update(new Shop(none.id(), "Ann", null, 2)).address()).isNull();
        assertThat(stored()).hasSize(1);
    }

    @Test
    void batches() {
        List<Shop> all = shops.insertAll(List.of(new Shop(0, "Ann", MARKET, 0), new Shop(0, "Bob", null, 0)));

        List<Shop> moved = shops.updateAll(all.stream()
                .map(shop -> new Shop(shop.id(), shop.name(), LANE, shop.version()))
                .toList());

        assertThat(moved).extracting(Shop::address).containsOnly(LANE);
        assertThat(shops.findAll(all.stream().map(Shop::id).toList())).isEqualTo(moved);
    }

    /** Two who change two components of one inner record do not clash. */
    @Test
    void merge_byComponent() {
        Shop base = shops.insert(new Shop(0, "Ann", MARKET, 0));
        shops.patch(base.id(), 1, Map.of("address.zipCode", "0999"));
        Shop mine = new Shop(base.id(), "Ann", new Address("Market 9", "0123", new Point(3, 4)), 1);

        assertThat(((Conflict<Shop>) shops.tryUpdate(mine)).differences(base).all())
                .filteredOn(difference -> difference.kind() != Difference.Kind.UNCHANGED)
                .extracting(Difference::component)
                .containsExactly("address.street", "address.zipCode");
        assertThat(shops.update(mine, SHOPS.mergeFrom(base)).address())
                .isEqualTo(new Address("Market 9", "0999", new Point(3, 4)));
    }

    @Test
    void declaration() {
        Table<Shop, Long> plain = Table.of(Shop.class, Long.class).named("shops");

        assertThatThrownBy(() -> database.repository(plain))
                .isInstanceOf(MappingException.class)
                .hasMessage("shops (Shop): the component address (" + Address.class.getName() + ") has no column type;"
                        + " give it one with type(\"address\", …), or its components columns of their own with"
                        + " nested(\"address\", …)");
        assertThatThrownBy(() -> plain.nested("home", "home"))
                .isInstanceOf(MappingException.class)
                .hasMessageStartingWith("shops (Shop): there is no component home");
        assertThatThrownBy(() -> plain.nested("name", "name"))
                .isInstanceOf(MappingException.class)
                .hasMessage("shops (Shop): the component name (java.lang.String) is not a record, so it has no columns"
                        + " of its own");
        assertThatThrownBy(() -> database.repository(SHOPS.nested("address.of", "of")))
                .isInstanceOf(MappingException.class)
                .hasMessageStartingWith("shops (Shop): no column is made of the component address.of");
        assertThatThrownBy(
                        () -> database.repository(SHOPS.nested("address.at", "").column("address.at.y", "home_x")))
                .isInstanceOf(MappingException.class)
                .hasMessage("shops (Shop): the components address.at.x and address.at.y both name the column home_x");
    }
}

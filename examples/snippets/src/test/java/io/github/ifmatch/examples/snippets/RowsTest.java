package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Database;
import io.github.ifmatch.Shape;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page rows.md, from top to bottom. */
class RowsTest {

    private final Database database = Databases.H2.database();

    @BeforeEach
    void createTable() {
        Databases.H2.execute("DROP TABLE IF EXISTS customers");
        Pages.sql("rows-schema").forEach(Databases.H2::execute);
    }

    // region rows-bean
    public static class Customer {

        private long id;
        private String name;
        private long version;

        public long getId() {
            return id;
        }

        public void setId(long id) {
            this.id = id;
        }

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public long getVersion() {
            return version;
        }

        protected void setVersion(long version) {
            this.version = version;
        }

        public String getInitial() {
            return name.substring(0, 1);
        }
    }

    static final Table<Customer, Long> CUSTOMERS =
            Table.of(Shape.ofBean(Customer.class).without("initial"), Long.class).named("customers");
    // endregion

    @Test
    void bean() {
        VersionedRepository<Customer, Long> customers = database.repository(CUSTOMERS);
        Customer given = new Customer();
        given.setName("Ann");

        // region rows-bean-use
        Customer ann = customers.insert(given); // another object, at version 1; given stays as it was
        ann.setName("Anne");
        Customer anne = customers.update(ann); // at version 2; ann is still at version 1

        Customer renamed = customers.modify(anne.getId(), customer -> {
            customer.setName("Anna");
            return customer;
        });
        // endregion

        assertThat(given.getId()).isZero();
        assertThat(ann.getVersion()).isEqualTo(1);
        assertThat(anne.getVersion()).isEqualTo(2);
        assertThat(renamed.getInitial() + renamed.getVersion()).isEqualTo("A3");
        assertThatThrownBy(() -> customers.patch(anne, anne)).isInstanceOf(IllegalArgumentException.class);
    }

    // region rows-builder
    public static final class Client {

        private final long id;
        private final String name;
        private final long version;

        private Client(Builder builder) {
            this.id = builder.id;
            this.name = builder.name;
            this.version = builder.version;
        }

        public long id() {
            return id;
        }

        public String name() {
            return name;
        }

        public long version() {
            return version;
        }

        public static Builder builder() {
            return new Builder();
        }

        public static final class Builder {

            private long id;
            private String name;
            private long version;

            public Builder id(long id) {
                this.id = id;
                return this;
            }

            public Builder name(String name) {
                this.name = name;
                return this;
            }

            public Builder version(long version) {
                this.version = version;
                return this;
            }

            public Client build() {
                return new Client(this);
            }
        }
    }

    static final Table<Client, Long> CLIENTS =
            Table.of(Shape.ofBuilder(Client.class, Client::builder), Long.class).named("customers");
    // endregion

    @Test
    void builder() {
        VersionedRepository<Client, Long> clients = database.repository(CLIENTS);

        Client ann = clients.insert(Client.builder().name("Ann").build());

        assertThat(ann.version()).isEqualTo(1);
        assertThat(clients.patch(ann, ann)).isSameAs(ann);
    }

    // region rows-nested
    record Address(String street, String zipCode) {}

    record Supplier(long id, String name, Address address, long version) {}

    static final Table<Supplier, Long> SUPPLIERS =
            Table.of(Supplier.class, Long.class).named("suppliers").nested("address", "home");
    // endregion

    @Test
    void nested() {
        Databases.H2.execute("DROP TABLE IF EXISTS suppliers");
        Databases.H2.execute("CREATE TABLE suppliers (id bigint PRIMARY KEY, name varchar(50), home_street varchar(50),"
                + " home_zip_code varchar(10), version bigint NOT NULL)");
        VersionedRepository<Supplier, Long> suppliers = database.repository(SUPPLIERS);
        Supplier base = suppliers.insert(new Supplier(7, "Ann", new Address("Market 1", "0123"), 0));

        suppliers.patch(7L, 1, Map.of("address.zipCode", "0456"));
        Supplier mine = new Supplier(7, "Ann", new Address("Lane 2", "0123"), 1);
        Supplier merged = suppliers.update(mine, SUPPLIERS.mergeFrom(base));

        assertThat(merged).isEqualTo(new Supplier(7, "Ann", new Address("Lane 2", "0456"), 3));
        assertThat(suppliers.update(new Supplier(7, "Ann", null, 3)).address()).isNull();
    }

    // region rows-shape
    public static final class Patron {

        public final long id;
        public final String name;
        public final long version;

        public Patron(String name, long id, long version) {
            this.id = id;
            this.name = name;
            this.version = version;
        }
    }

    static final Table<Patron, Long> PATRONS = Table.of(
                    Shape.of(Patron.class, values -> new Patron((String) values[1], (long) values[0], (long) values[2]))
                            .with("id", long.class, patron -> patron.id)
                            .with("name", String.class, patron -> patron.name)
                            .with("version", long.class, patron -> patron.version),
                    Long.class)
            .named("customers");
    // endregion

    @Test
    void shape() {
        VersionedRepository<Patron, Long> patrons = database.repository(PATRONS);

        Patron ann = patrons.insert(new Patron("Ann", 0, 0));
        Patron anne = patrons.update(new Patron("Anne", ann.id, ann.version));

        assertThat(anne.name + anne.version).isEqualTo("Anne2");
    }
}

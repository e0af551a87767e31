package dao;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Table;
import io.github.ifmatch.jdbi.VersionCheck;
import io.github.ifmatch.jdbi.VersionedDao;
import io.github.ifmatch.jdbi.VersionedJdbi;
import io.github.ifmatch.jdbi.VersionedPlugin;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** A DAO writes, and checks a statement of its own; then the same row is read as a bean. */
public final class Main {

    public record Product(long id, String name, int price, long version) {}

    public interface Products extends VersionedDao<Product, Long> {
        default Table<Product, Long> table() {
            return Table.of(Product.class, Long.class).named("products");
        }

        @VersionCheck
        @SqlUpdate("UPDATE products SET name = :name, version = version + 1 WHERE id = :id AND version = :version")
        void rename(@BindMethods Product product);
    }

    public static final class Bean {
        private long id;
        private String name = "";
        private int price;
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

        public int getPrice() {
            return price;
        }

        public void setPrice(int price) {
            this.price = price;
        }

        public long getVersion() {
            return version;
        }

        public void setVersion(long version) {
            this.version = version;
        }
    }

    public static void main(String[] arguments) {
        Jdbi jdbi = Jdbi.create("jdbc:h2:mem:dao;DB_CLOSE_DELAY=-1")
                .installPlugin(new SqlObjectPlugin())
                .installPlugin(new VersionedPlugin());
        jdbi.useHandle(handle -> handle.execute("CREATE TABLE products (id bigint PRIMARY KEY,"
                + " name varchar(50) NOT NULL, price integer NOT NULL, version bigint NOT NULL)"));
        Products products = jdbi.onDemand(Products.class);

        Product read = products.insert(new Product(7, "Kettle", 100, 0));
        System.out.println("inserted at version " + read.version());
        products.rename(read);
        try {
            products.rename(read);
        } catch (ConflictException e) {
            System.out.println(e.getMessage());
        }
        Table<Bean, Long> beans =
                Table.of(VersionedJdbi.shape(jdbi, Bean.class), Long.class).named("products");
        System.out.println("a bean at version "
                + VersionedJdbi.repository(jdbi, beans).get(7L).getVersion());
    }
}

package io.github.ifmatch.examples.quickstart;

import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;

/** Ann and Bob change the same row, and nobody's change is lost. */
public final class Quickstart {

    record Product(long id, String name, int price, int stock, long version) {
        Product withPrice(int newPrice) {
            return new Product(id, name, newPrice, stock, version);
        }

        Product withStock(int newStock) {
            return new Product(id, name, price, newStock, version);
        }
    }

    public static void main(String[] arguments) throws SQLException {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setUrl("jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1");
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE products (id bigint PRIMARY KEY, name varchar(50) NOT NULL,"
                    + " price integer NOT NULL, stock integer NOT NULL, version bigint NOT NULL)");
        }
        Table<Product, Long> table = Table.of(Product.class, Long.class).named("products");
        VersionedRepository<Product, Long> products = VersionedRepository.of(dataSource, table);

        Product anns = products.insert(new Product(7, "Kettle", 100, 10, 0)); // stored at version 1
        Product bobs = products.get(7L); // both have seen version 1

        System.out.println("Ann:  " + products.update(anns.withPrice(90))); // stands: version 2

        Product edited = bobs.withStock(8); // still at version 1, and at the price of 100
        String answer = products.tryUpdate(edited)
                .fold(
                        saved -> "saved as " + saved,
                        conflict -> "not saved: " + conflict.differences(bobs).sentence(),
                        missing -> "not saved: the row is gone");
        System.out.println("Bob:  " + answer);

        System.out.println("Both: " + products.update(edited, table.mergeFrom(bobs))); // both changes: version 3
    }
}

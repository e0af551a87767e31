package shop;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import java.sql.Connection;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;
import shop.closed.Safe;

/** Inserts a row and changes it twice from the same version, then declares a table of a closed package's record. */
public final class Main {

    private record Product(long id, String name, int price, long version) {
        Product withPrice(int newPrice) {
            return new Product(id, name, newPrice, version);
        }
    }

    public static void main(String[] arguments) throws Exception {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setUrl("jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1");
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE products (id bigint PRIMARY KEY, name varchar(50) NOT NULL,"
                    + " price integer NOT NULL, version bigint NOT NULL)");
        }
        VersionedRepository<Product, Long> products =
                VersionedRepository.of(dataSource, Table.of(Product.class, Long.class).named("products"));
        Product read = products.insert(new Product(7, "Kettle", 100, 0));
        System.out.println("inserted at version " + read.version());
        System.out.println("updated to version " + products.update(read.withPrice(90)).version());
        String answer = products.tryUpdate(read.withPrice(80))
                .fold(
                        saved -> "no conflict",
                        conflict -> "conflict at version " + conflict.current().version(),
                        missing -> "missing");
        System.out.println(answer);
        System.out.println(declareClosed());
    }

    private static String declareClosed() {
        try {
            return Table.of(Safe.class, Long.class).rowType() + " is open";
        } catch (MappingException e) {
            return e.getMessage();
        }
    }
}

package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The page quickstart.md, from top to bottom. */
class QuickstartTest {

    // region quickstart-row
    public record Account(long id, String owner, BigDecimal balance, Instant lastSeen, long version) {

        public Account withOwner(String newOwner) {
            return new Account(id, newOwner, balance, lastSeen, version);
        }

        public Account withBalance(BigDecimal newBalance) {
            return new Account(id, owner, newBalance, lastSeen, version);
        }
    }

    static final Table<Account, Long> ACCOUNTS =
            Table.of(Account.class, Long.class).named("accounts").unversioned("lastSeen");
    // endregion

    @Test
    void page() throws SQLException {
        String jdbcUrl = "jdbc:h2:mem:quickstart";
        // region quickstart-database
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        DataSource dataSource = new HikariDataSource(config);

        Database database = Database.of(dataSource); // one is enough for each data source
        VersionedRepository<Account, Long> accounts = database.repository(ACCOUNTS);
        // endregion
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : Pages.sql("quickstart-schema")) {
                statement.execute(sql);
            }
        }

        // region quickstart-verify
        database.verify(ACCOUNTS); // MappingException if the declaration does not fit the live schema
        // endregion

        // region quickstart-insert
        Account ann = accounts.insert(new Account(0, "Ann", new BigDecimal("10"), null, 0));
        // ann is the row as stored: an id from the database, balance 10.00, version 1
        // endregion
        assertThat(ann).isEqualTo(new Account(1, "Ann", new BigDecimal("10.00"), null, 1));

        // region quickstart-read
        Account known = accounts.get(1L); // MissingRowException if there is none
        Optional<Account> maybe = accounts.find(4711L);
        List<Account> some = accounts.findAll(List.of(1L, 2L, 3L)); // in this order, without those that are missing
        // endregion
        assertThat(known).isEqualTo(ann);
        assertThat(maybe).isEmpty();
        assertThat(some).containsExactly(ann);

        // region quickstart-update
        Account anne = accounts.update(ann.withOwner("Anne"));
        // anne is at version 2; ann, an immutable record, is still what it was
        // endregion
        assertThat(anne).isEqualTo(new Account(1, "Anne", new BigDecimal("10.00"), null, 2));

        // region quickstart-conflict
        Outcome<Account> outcome = accounts.tryUpdate(ann.withBalance(new BigDecimal("25.00")));
        if (outcome instanceof Conflict<Account> conflict) {
            assertThat(conflict.expectedVersion()).isEqualTo(1);
            assertThat(conflict.currentVersion()).isEqualTo(2);
            assertThat(conflict.attempted().balance()).isEqualByComparingTo("25.00");
            assertThat(conflict.current()).isEqualTo(anne);
        }
        // endregion
        assertThat(outcome).isInstanceOf(Conflict.class);

        // region quickstart-patch
        Account richer = accounts.patch(anne, anne.withBalance(new BigDecimal("25.00"))); // writes balance alone
        Account named = accounts.patch(1L, richer.version(), Map.of("owner", "Anna")); // for forms and PATCH requests
        // endregion
        assertThat(named).isEqualTo(new Account(1, "Anna", new BigDecimal("25.00"), null, 4));

        // region quickstart-others
        Account touched = accounts.touch(named); // the version advances, nothing else changes
        Account seen = accounts.writeUnversioned(1L, Map.of("lastSeen", Instant.EPOCH)); // no version involved
        Account forced = accounts.overwrite(ann, "support ticket 4711"); // last writer wins; logged at WARN
        Account deleted = accounts.delete(forced); // the row as it last stood
        // endregion
        assertThat(touched.version()).isEqualTo(5);
        assertThat(seen).isEqualTo(new Account(1, "Anna", new BigDecimal("25.00"), Instant.EPOCH, 5));
        assertThat(deleted).isEqualTo(new Account(1, "Ann", new BigDecimal("10.00"), Instant.EPOCH, 6));
        assertThatThrownBy(() -> accounts.update(forced)).isInstanceOf(MissingRowException.class);

        List<Account> rich = richerThan(dataSource, new BigDecimal("5.00"));
        assertThat(rich).isEmpty();
        ((HikariDataSource) dataSource).close();
    }

    // region quickstart-query
    static List<Account> richerThan(DataSource dataSource, BigDecimal limit) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT * FROM accounts WHERE balance > ?")) {
            query.setBigDecimal(1, limit);
            try (ResultSet resultSet = query.executeQuery()) {
                List<Account> rows = new ArrayList<>();
                while (resultSet.next()) {
                    rows.add(ACCOUNTS.read(resultSet));
                }
                return rows;
            }
        }
    }
    // endregion

    @Test
    void query_findsRows() throws SQLException {
        Databases.H2.execute("DROP TABLE IF EXISTS accounts");
        Pages.sql("quickstart-schema").forEach(Databases.H2::execute);
        Account ann = Databases.H2
                .database()
                .repository(ACCOUNTS)
                .insert(new Account(0, "Ann", new BigDecimal("10"), Instant.EPOCH, 0));

        assertThat(richerThan(Databases.H2.dataSource(), BigDecimal.ONE)).containsExactly(ann);
    }

    // region quickstart-declare
    record OrderLineId(long orderId, int position) {}

    record Money(long cents) {}

    record OrderLine(OrderLineId id, String article, int pieces, Money price, long total, int revision) {}

    static final Table<OrderLine, OrderLineId> ORDER_LINES = Table.of(OrderLine.class, OrderLineId.class)
            .named("sales.order_lines")
            .version("revision")
            .column("revision", "lock_version")
            .generated("total")
            .type("price", ColumnType.of(Long.class).as(Money::new, Money::cents));
    // endregion

    @Test
    void declare_everyLine() {
        Databases.H2.execute("DROP SCHEMA IF EXISTS sales CASCADE");
        Pages.sql("quickstart-declare").forEach(Databases.H2::execute);
        Database database = Databases.H2.database();
        VersionedRepository<OrderLine, OrderLineId> lines = database.repository(ORDER_LINES);
        OrderLineId id = new OrderLineId(17, 1);

        OrderLine line = lines.insert(new OrderLine(id, "Kettle", 2, new Money(250), 0, 0));

        assertThat(line).isEqualTo(new OrderLine(id, "Kettle", 2, new Money(250), 500, 1));
        OrderLine kettle = lines.touch(line);
        assertThat(kettle.revision()).isEqualTo(2);

        // region quickstart-new-id
        database.useTransaction(transaction -> {
            OrderLineId next = new OrderLineId(17, 2);
            transaction.rows(ORDER_LINES).insert(new OrderLine(next, kettle.article(), 2, kettle.price(), 0, 0));
            transaction.rows(ORDER_LINES).delete(kettle);
        });
        // endregion
        assertThat(lines.findAll(List.of(id, new OrderLineId(17, 2))))
                .containsExactly(new OrderLine(new OrderLineId(17, 2), "Kettle", 2, new Money(250), 500, 1));
    }
}

package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.fault.Hold;
import io.github.ifmatch.testkit.fault.Rule;
import io.github.ifmatch.testkit.fault.Snapshot;
import io.github.ifmatch.testkit.race.Answer;
import io.github.ifmatch.testkit.race.Race;
import io.github.ifmatch.testkit.race.RaceReport;
import io.github.ifmatch.testkit.race.TabCheck;
import io.github.ifmatch.testkit.race.TabsReport;
import io.github.ifmatch.testkit.race.TwoTabs;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What testing.md shows, on H2 and PostgreSQL. */
class TestingTest {

    private DataSource dataSource;
    private Database database;
    private VersionedRepository<Product, Long> products;

    private void use(TestDatabase testDatabase) {
        Databases.createProducts(testDatabase);
        dataSource = testDatabase.dataSource();
        database = testDatabase.database();
        products = database.repository(Product.TABLE);
    }

    /** As an administrator would, in a hurry. */
    private int execute(String sql, int stock) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, stock);
            return statement.executeUpdate();
        }
    }

    static TestDatabase[] databases() {
        return Databases.all().toArray(TestDatabase[]::new);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void twoTabs(TestDatabase testDatabase) {
        use(testDatabase);
        // region testing-two-tabs
        TabsReport report = TwoTabs.of(() -> products.get(7L)) // opens a tab
                .edit(n -> n, Product::withStock) // types 1, 2, 3 and so on
                .save(products::tryUpdate)
                .stored(() -> products.get(7L).stock()) // reads what is stored
                .run();

        assertThat(report).losesNothing();
        // endregion
        assertThat(report.of(TabsReport.Status.NOT_APPLICABLE)).containsExactly(TabCheck.DRAFT_KEPT);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void twoTabs_more(TestDatabase testDatabase) {
        use(testDatabase);
        // region testing-two-tabs-more
        TabsReport report = TwoTabs.of(() -> products.get(7L))
                .edit(n -> n, Product::withStock)
                .save(products::tryUpdate)
                .stored(() -> products.get(7L).stock())
                .answers(outcome -> outcome.fold(saved -> Answer.ACCEPTED, stale -> Answer.REFUSED, gone -> Answer.FAILED))
                .draft(refused -> ((Conflict<Product>) refused.result()).attempted().stock())
                .version(() -> products.get(7L).version()) // shows a request that is applied twice
                .without(TabCheck.OFFLINE, "the page needs a network") // the report gives the reason
                .run();

        assertThat(report).losesNothing().tried(TabCheck.STALE_SAVE, TabCheck.SLOW_SAVE, TabCheck.DRAFT_KEPT);
        // endregion
    }

    @ParameterizedTest
    @MethodSource("databases")
    void race(TestDatabase testDatabase) {
        use(testDatabase);
        String reset = "UPDATE products SET stock = ? WHERE id = 7";
        // region testing-race
        RaceReport report = Race.of(n -> n, () -> products.get(7L).stock())
                .path("edit page", () -> products.get(7L), (row, n) -> products.tryUpdate(row.withStock(n)))
                .path("stock count", () -> products.get(7L), (row, n) -> products.tryPatch(row, row.withStock(n)))
                .path("admin SQL", n -> execute(reset, n))
                .version(() -> products.get(7L).version())
                .run();

        assertThat(report).suspects("admin SQL"); // or .losesNothing()
        // endregion
        assertThat(report.toString()).startsWith("Race: look at admin SQL");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void faults(TestDatabase testDatabase) {
        use(testDatabase);
        Product mine = products.get(7L).withStock(9);
        // region testing-faults
        FaultyDataSource faulty = FaultyDataSource.of(dataSource);
        faulty.on(Rule.statements("UPDATE products").from(2)).fail("40001"); // a serialization failure, each time but the first
        faulty.on(Rule.statements("FROM products")).delay(Duration.ofMillis(5));
        faulty.on(Rule.commit().first(1)).killAfter(); // committed, but the acknowledgement is lost

        Database unlucky = Database.of(faulty.dataSource());
        assertThatThrownBy(() -> unlucky.inTransaction(tx -> tx.rows(Product.TABLE).update(mine)))
                .isInstanceOf(UnknownOutcomeException.class);
        // endregion
        assertThat(products.get(7L).stock()).isEqualTo(9);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void slowSave(TestDatabase testDatabase) throws Exception {
        use(testDatabase);
        FaultyDataSource faulty = FaultyDataSource.of(dataSource);
        VersionedRepository<Product, Long> slow = VersionedRepository.of(faulty.dataSource(), Product.TABLE);
        Product read = products.get(7L);
        // region testing-slow-save
        Hold hold = faulty.on(Rule.statements("UPDATE products").first(1)).hold();
        CompletableFuture<Outcome<Product>> first = Threads.supply(() -> slow.tryUpdate(read.withStock(1)));
        hold.awaitReached(); // A's save has begun

        products.update(read.withStock(2)); // B's begins, and ends
        hold.release();

        assertThat(first.get()).isInstanceOf(Conflict.class);
        // endregion
        assertThat(products.get(7L).stock()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void staleRead(TestDatabase testDatabase) throws Exception {
        use(testDatabase);
        FaultyDataSource faulty = FaultyDataSource.of(dataSource);
        VersionedRepository<Product, Long> behind = VersionedRepository.of(faulty.dataSource(), Product.TABLE);
        // region testing-stale-read
        try (Snapshot before = Snapshot.of(dataSource, "products")) {
            products.modify(7L, product -> product.withStock(1));
            faulty.on(Rule.statements("FROM products").first(1)).answerFrom(before.dataSource());

            Product old = behind.get(7L); // as of a replica that lags behind
            assertThat(behind.tryUpdate(old.withStock(2))).isInstanceOf(Conflict.class);
        }
        // endregion
        assertThat(products.get(7L).stock()).isEqualTo(1);
    }
}

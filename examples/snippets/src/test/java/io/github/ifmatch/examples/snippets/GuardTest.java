package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.guard.Guard;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What guard.md shows and claims, on PostgreSQL. */
class GuardTest {

    private final DataSource dataSource = Databases.POSTGRES.dataSource();

    @BeforeEach
    void createProducts() {
        Databases.createProducts(Databases.POSTGRES);
    }

    @AfterEach
    void removeGuard() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Guard.of(Product.TABLE).remove(connection);
        }
    }

    @Test
    void install() throws SQLException {
        // region guard-install
        try (Connection connection = dataSource.getConnection()) { // of a user who may make triggers
            Guard.of(Product.TABLE).install(connection);
        }
        // endregion

        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String refused : Pages.sql("guard-refused")) {
                assertThatThrownBy(() -> statement.execute(refused)).hasMessageContaining("ifmatch guard: ");
            }
            for (String passing : Pages.sql("guard-passing")) {
                assertThat(statement.executeUpdate(passing)).isEqualTo(1);
            }
        }
    }

    @Test
    void deleteByHand() throws SQLException {
        install();

        String sql;
        boolean isDeleted;
        try (Connection connection = dataSource.getConnection()) {
            sql = Guard.of(Product.TABLE).deleteStatement(connection);
            // region guard-delete
            try (PreparedStatement delete =
                    connection.prepareStatement(Guard.of(Product.TABLE).deleteStatement(connection))) {
                delete.setLong(1, 7); // the id
                delete.setLong(2, 2); // the version that was read
                isDeleted = delete.executeUpdate() == 1; // else somebody was faster
            }
            // endregion
        }

        assertThat(sql).isEqualTo(Pages.sql("guard-proof").get(0));
        assertThat(isDeleted).isTrue();
        assertThat(Databases.POSTGRES.query("SELECT id FROM products")).isEmpty();
    }

    @Test
    void report() throws SQLException {
        // region guard-report
        try (Connection connection = dataSource.getConnection()) {
            Guard.of(Product.TABLE).reporting().install(connection);
        }
        // endregion

        Databases.POSTGRES.execute("UPDATE products SET stock = 1");
        assertThat(Databases.POSTGRES.query(Pages.sql("guard-log").get(0)))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("UPDATE postgres ");
    }

    @Test
    void check() throws SQLException {
        List<String> problems;
        // region guard-check
        try (Connection connection = dataSource.getConnection()) {
            problems = Guard.of(Product.TABLE).check(connection); // empty: it stands as declared
        }
        // endregion

        assertThat(problems)
                .containsExactly(
                        "the function is missing",
                        "the trigger for UPDATE is missing",
                        "the trigger for DELETE is missing",
                        "the trigger for TRUNCATE is missing");
    }
}

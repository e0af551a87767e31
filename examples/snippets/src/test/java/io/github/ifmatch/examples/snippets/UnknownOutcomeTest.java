package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.Table;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedRepository;
import org.junit.jupiter.api.Test;

/** What transactions.md says of a commit whose answer is lost. */
class UnknownOutcomeTest {

    static final Table<Product, Long> PRODUCTS = Product.TABLE;

    @Test
    void resolved() {
        Databases.createProducts(Databases.POSTGRES);
        VersionedRepository<Product, Long> products =
                Databases.POSTGRES.database().repository(PRODUCTS);
        Database unlucky = Database.of(LostAnswers.of(Databases.POSTGRES.dataSource(), 1));
        Product edited = products.get(7L).withStock(9);

        assertThat(save(unlucky, edited)).isEqualTo("saved");
        assertThat(products.get(7L).stock()).isEqualTo(9);
    }

    @Test
    void sentAgain() {
        Databases.createProducts(Databases.H2);
        VersionedRepository<Product, Long> unlucky = Database.of(LostAnswers.of(Databases.H2.dataSource(), 1))
                .withDialect(Dialect.STANDARD)
                .repository(PRODUCTS);
        Product edited = unlucky.get(7L).withStock(9);

        assertThatThrownBy(() -> unlucky.update(edited))
                .isInstanceOfSatisfying(
                        UnknownOutcomeException.class,
                        lost -> assertThat(lost.resolve()).isEqualTo(UnknownOutcomeException.Resolution.UNKNOWN));
        assertThat(unlucky.tryUpdate(edited))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.looksApplied()).isTrue());
    }

    // region tx-resolve
    static String save(Database database, Product edited) {
        try {
            database.inTransaction(tx -> tx.rows(PRODUCTS).update(edited));
            return "saved";
        } catch (UnknownOutcomeException lost) {
            return switch (lost.resolve()) {
                case COMMITTED -> "saved";
                case ROLLED_BACK -> save(database, edited);
                case UNKNOWN -> "ask again later, or read the row";
            };
        }
    }
    // endregion
}

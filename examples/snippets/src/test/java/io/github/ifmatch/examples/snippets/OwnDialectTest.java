package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Database;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.testkit.write.RowsContract;
import io.github.ifmatch.testkit.TestDatabase;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A dialect of one's own, and the contract that proves it. */
class OwnDialectTest {

    // region dialects-own
    static final class GeneratedKeysDialect implements Dialect {

        @Override
        public boolean speaks(String productName) {
            return productName.equals("H2");
        }

        @Override
        public boolean returnsByKeys(WriteKind kind) {
            return kind != WriteKind.DELETE;
        }
    }
    // endregion

    // region dialects-contract
    static final class GeneratedKeysDatabase extends TestDatabase {

        GeneratedKeysDatabase() {
            super(new GeneratedKeysDialect());
        }

        @Override
        protected String url() {
            return "jdbc:h2:mem:own-dialect;DB_CLOSE_DELAY=-1";
        }

        @Override
        public Set<Feature> features() {
            return EnumSet.of(Feature.INSERTED_ROW_RETURNED, Feature.UPDATED_ROW_RETURNED);
        }
    }

    @Nested
    class Rows extends RowsContract {
        Rows() {
            database = new GeneratedKeysDatabase();
        }
    }
    // endregion

    @Test
    void withDialect_namesOne() {
        // region dialects-named
        Database database = Database.of(Databases.H2.dataSource()).withDialect(new GeneratedKeysDialect());
        // endregion
        Databases.createProducts(Databases.H2);

        assertThat(database.repository(Product.TABLE).get(7L).version()).isEqualTo(1);
    }
}

package io.github.ifmatch.examples.benchmarks.adopting;

import static io.github.ifmatch.examples.benchmarks.adopting.CustomersTable.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.dialects.H2Dialect;
import io.github.ifmatch.dialects.PostgresDialect;
import io.github.ifmatch.examples.benchmarks.adopting.CustomersTable.CustomerRecord;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.DataChangedException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** jOOQ's updatable records and Ifmatch on one table, and what becomes of the version without jOOQ's optimistic locking. */
class JooqBesideTest {

    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    @Nested
    class OnH2 extends Cases {
        OnH2() {
            super(new H2TestDatabase(new H2Dialect()));
        }
    }

    @Nested
    @Tag("thorough")
    class OnPostgres extends Cases {
        OnPostgres() {
            super(new PostgresTestDatabase(new PostgresDialect()));
        }
    }

    abstract static class Cases extends BesideContract<CustomerRecord> {

        private DSLContext dsl;

        Cases(TestDatabase database) {
            super(database);
        }

        @Override
        void open(DataSource dataSource) {
            // region adopting-jooq
            Settings settings = new Settings()
                    .withExecuteWithOptimisticLocking(true) // default: false
                    .withUpdateRecordVersion(true); // the default
            // endregion
            dsl = context(settings);
        }

        private DSLContext context(Settings settings) {
            return DSL.using(
                    database.dataSource(),
                    database instanceof PostgresTestDatabase ? SQLDialect.POSTGRES : SQLDialect.H2,
                    settings.withRenderQuotedNames(RenderQuotedNames.NEVER));
        }

        @Override
        void close() {}

        @Override
        long insert(String name) {
            CustomerRecord row = dsl.newRecord(CUSTOMERS);
            row.set(CUSTOMERS.id, nextId());
            row.set(CUSTOMERS.name, name);
            row.set(CUSTOMERS.discount, 0);
            assertThat(row.insert()).isEqualTo(1);
            return row.get(CUSTOMERS.id);
        }

        @Override
        long firstVersion() {
            return 1;
        }

        @Override
        CustomerRecord read(long id) {
            return dsl.fetchSingle(CUSTOMERS, CUSTOMERS.id.eq(id));
        }

        @Override
        void write(CustomerRecord held, int discount) {
            held.set(CUSTOMERS.discount, discount);
            assertThat(held.update()).isEqualTo(1);
        }

        @Override
        void delete(CustomerRecord held) {
            assertThat(held.delete()).isEqualTo(1);
        }

        @Override
        Class<? extends Throwable> conflict() {
            return DataChangedException.class;
        }

        @Test
        void withoutItsLocking_versionGoesBack() throws SQLException {
            long id = insert("Ann");
            CustomerRecord held = context(new Settings()).fetchSingle(CUSTOMERS, CUSTOMERS.id.eq(id));
            customers.update(customers.update(customers.get(id).withName("Anne")).withName("Anna"));
            assertThat(customers.get(id).version()).isEqualTo(3);
            held.set(CUSTOMERS.discount, 5);

            try (Connection owner = database.dataSource().getConnection()) {
                Guard guard = Guard.of(Customer.TABLE);
                try {
                    guard.install(owner);
                    assertThatThrownBy(held::update)
                            .isInstanceOf(DataAccessException.class)
                            .hasStackTraceContaining("ifmatch guard: ");
                } finally {
                    guard.remove(owner);
                }
            }
            held.changed(CUSTOMERS.discount, true);
            assertThat(held.update()).isEqualTo(1);

            assertThat(customers.get(id)).isEqualTo(new Customer(id, "Anna", 5, 2));
        }
    }
}

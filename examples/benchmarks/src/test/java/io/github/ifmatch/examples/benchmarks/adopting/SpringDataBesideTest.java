package io.github.ifmatch.examples.benchmarks.adopting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialects.H2Dialect;
import io.github.ifmatch.dialects.PostgresDialect;
import io.github.ifmatch.examples.benchmarks.batch.SpringData;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;

/** Spring Data JDBC and Ifmatch on one table: at which version each begins, and what Spring Data takes for new. */
class SpringDataBesideTest {

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

    abstract static class Cases extends BesideContract<CustomerAggregate> {

        // region adopting-spring-data-table
        static final Table<CustomerAggregate, Long> AGGREGATES =
                Table.of(CustomerAggregate.class, Long.class).named("customers");
        // endregion

        private AnnotationConfigApplicationContext context;
        private JdbcAggregateTemplate template;

        Cases(TestDatabase database) {
            super(database);
        }

        @Override
        void open(DataSource dataSource) {
            context = SpringData.open(dataSource);
            template = context.getBean(JdbcAggregateTemplate.class);
        }

        @Override
        void close() {
            context.close();
        }

        /** As {@code CrudRepository.save} does. */
        @Override
        long insert(String name) {
            return template.save(new CustomerAggregate(nextId(), name, 0, 0)).id();
        }

        @Override
        long firstVersion() {
            return 1;
        }

        @Override
        CustomerAggregate read(long id) {
            return Objects.requireNonNull(template.findById(id, CustomerAggregate.class));
        }

        @Override
        void write(CustomerAggregate held, int discount) {
            CustomerAggregate saved =
                    template.save(new CustomerAggregate(held.id(), held.name(), discount, held.version()));
            assertThat(saved.version()).isEqualTo(held.version() + 1);
        }

        @Override
        void delete(CustomerAggregate held) {
            template.delete(held);
        }

        @Override
        Class<? extends Throwable> conflict() {
            return OptimisticLockingFailureException.class;
        }

        @Test
        void itsOwnRecord_isARow() {
            VersionedRepository<CustomerAggregate, Long> aggregates = database.repository(AGGREGATES);
            CustomerAggregate ann = template.save(new CustomerAggregate(nextId(), "Ann", 0, 0));

            CustomerAggregate anne =
                    aggregates.update(new CustomerAggregate(ann.id(), "Anne", ann.discount(), ann.version()));
            CustomerAggregate saved =
                    template.save(new CustomerAggregate(anne.id(), anne.name(), 5, anne.version()));

            assertThat(saved).isEqualTo(new CustomerAggregate(ann.id(), "Anne", 5, 3));
            assertThat(aggregates.get(ann.id())).isEqualTo(saved);
        }

        @Test
        void wrappedVersion_beginsAt0() {
            WrappedAggregate ann = template.save(new WrappedAggregate(nextId(), "Ann", 0, null));

            assertThat(ann.version()).isZero();
            assertThat(customers.get(ann.id()).version()).isZero();
            assertThat(template.save(ann).version()).isEqualTo(1);
        }

        /** A row that another program has inserted at version 0: Spring Data would insert it once more. */
        @Test
        void primitiveVersion0_isTakenForNew() {
            long id = nextId();
            database.execute("INSERT INTO customers (id, name, discount, version) VALUES (" + id + ", 'Ann', 0, 0)");

            assertThatThrownBy(() -> template.save(read(id)))
                    .rootCause()
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
        }
    }
}

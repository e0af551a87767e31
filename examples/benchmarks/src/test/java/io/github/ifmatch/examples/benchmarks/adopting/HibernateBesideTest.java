package io.github.ifmatch.examples.benchmarks.adopting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.Event;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.dialects.H2Dialect;
import io.github.ifmatch.dialects.PostgresDialect;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.type.VersionSource;
import jakarta.persistence.OptimisticLockException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.SQLDelete;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hibernate and Ifmatch on one table, and what Hibernate remembers of it. */
class HibernateBesideTest {

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

        @Test
        void guard_passesDeletesThatProveThemselves() throws SQLException {
            try (SessionFactory guarded = factory(GuardedCustomer.class, Map.of());
                    Connection owner = database.dataSource().getConnection()) {
                Guard guard = Guard.of(Customer.TABLE);
                assertThat(GuardedCustomer.class.getAnnotation(SQLDelete.class).sql())
                        .isEqualTo(guard.deleteStatement(owner));
                try {
                    guard.install(owner);
                    Customer ann = customers.insert(new Customer(2_000_000, "Ann", 0, 0));

                    assertThatThrownBy(() -> guarded.inTransaction(session -> {
                                GuardedCustomer held = session.find(GuardedCustomer.class, ann.id());
                                customers.update(ann.withName("Anne"));
                                session.remove(held);
                                session.flush();
                            }))
                            .isInstanceOf(OptimisticLockException.class);
                    assertThat(customers.find(ann.id())).isPresent();

                    guarded.inTransaction(
                            session -> session.remove(session.find(GuardedCustomer.class, ann.id())));
                    assertThat(customers.find(ann.id())).isEmpty();
                } finally {
                    guard.remove(owner);
                }
            }
        }
    }

    abstract static class Cases extends BesideContract<CustomerEntity> {

        private SessionFactory sessions;

        Cases(TestDatabase database) {
            super(database);
        }

        final SessionFactory factory(Class<?> entity, Map<String, Object> settings) {
            HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("adopting");
            configuration.managedClass(entity);
            configuration.property(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, database.dataSource());
            configuration.property(AvailableSettings.LOG_JDBC_ERRORS, false); // a guard is to refuse
            settings.forEach(configuration::property);
            return configuration.createEntityManagerFactory();
        }

        private record Timed(long id, String name, Instant updatedAt) {}

        /** A version that is a time, which both set. */
        @Test
        void times_eachIsToldOfTheOther() {
            database.drop("timed_customers");
            database.execute("CREATE TABLE timed_customers (id bigint PRIMARY KEY, name varchar(60) NOT NULL,"
                    + " updated_at timestamp(6) with time zone NOT NULL)");
            Table<Timed, Long> table = Table.of(Timed.class, Long.class)
                    .named("timed_customers")
                    .version("updatedAt")
                    .versions(VersionSource.TIME);
            VersionedRepository<Timed, Long> rows = database.repository(table);
            database.database().verify(table);
            try (SessionFactory timed = factory(TimedEntity.class, Map.of())) {
                rows.insert(new Timed(1, "Ann", Instant.EPOCH));

                assertThatThrownBy(() -> timed.inTransaction(session -> {
                            session.find(TimedEntity.class, 1L).name = "Hibernate's";
                            rows.modify(1L, row -> new Timed(1, "Anne", row.updatedAt()));
                            session.flush();
                        }))
                        .isInstanceOf(OptimisticLockException.class);
                Timed held = rows.get(1L);
                timed.inTransaction(session -> session.find(TimedEntity.class, 1L).name = "Hibernate's");

                assertThat(rows.tryUpdate(new Timed(1, "ours", held.updatedAt())))
                        .isInstanceOfSatisfying(Conflict.class, conflict -> assertThat(conflict.current())
                                .isInstanceOfSatisfying(Timed.class, row -> assertThat(row.name())
                                        .isEqualTo("Hibernate's")));
            }
        }

        @Override
        void open(DataSource dataSource) {
            sessions = factory(CustomerEntity.class, Map.of());
        }

        @Override
        void close() {
            sessions.close();
        }

        @Override
        long insert(String name) {
            CustomerEntity entity = new CustomerEntity();
            entity.name = name;
            sessions.inTransaction(session -> session.persist(entity));
            return entity.id;
        }

        @Override
        long firstVersion() {
            return 0;
        }

        @Override
        CustomerEntity read(long id) {
            return sessions.fromTransaction(session -> session.find(CustomerEntity.class, id));
        }

        @Override
        void write(CustomerEntity held, int discount) {
            held.discount = discount;
            sessions.inTransaction(session -> session.merge(held));
        }

        @Override
        void delete(CustomerEntity held) {
            sessions.inTransaction(session -> session.remove(session.merge(held)));
        }

        @Override
        Class<? extends Throwable> conflict() {
            return OptimisticLockException.class;
        }

        @Test
        void sessionsCopy_isTold() {
            long id = insert("Ann");

            assertThatThrownBy(() -> sessions.inTransaction(session -> {
                        CustomerEntity entity = session.find(CustomerEntity.class, id);
                        customers.update(customers.get(id).withName("Anne"));
                        entity.discount = 5;
                        session.flush();
                    }))
                    .isInstanceOf(OptimisticLockException.class);

            assertThat(customers.get(id)).isEqualTo(new Customer(id, "Anne", 0, 1));
        }

        @Test
        void sessionsCopy_refreshed() {
            long id = insert("Ann");

            sessions.inTransaction(session -> {
                CustomerEntity entity = session.find(CustomerEntity.class, id);
                customers.update(customers.get(id).withName("Anne"));
                assertThat(session.find(CustomerEntity.class, id).name).isEqualTo("Ann");

                session.refresh(entity);

                assertThat(entity.name).isEqualTo("Anne");
                entity.discount = 5;
            });

            assertThat(customers.get(id)).isEqualTo(new Customer(id, "Anne", 5, 2));
        }

        @Test
        void oneTransaction_flushedAndRefreshed() {
            long id = insert("Ann");

            // region adopting-jpa-transaction
            sessions.inTransaction(session -> {
                CustomerEntity entity = session.find(CustomerEntity.class, id);
                entity.discount = 5;

                session.flush(); // what Hibernate has not sent yet would come after ours
                session.doWork(connection -> {
                    VersionedRows<Customer, Long> rows = customers.on(connection);
                    rows.update(rows.get(id).withName("Anne"));
                });
                session.refresh(entity); // the session's copy is the row before ours

                entity.discount = 10;
            });
            // endregion

            assertThat(customers.get(id)).isEqualTo(new Customer(id, "Anne", 10, 3));
        }

        @Test
        void secondLevelCache_isToldAndEvicted() {
            long id = customers.insert(new Customer(3_000_000, "Ann", 0, 0)).id();
            try (SessionFactory cached = cachingFactory()) {
                assertThat(nameOf(cached, id)).isEqualTo("Ann");
                Customer anne = customers.update(customers.get(id).withName("Anne"));

                assertThat(nameOf(cached, id)).as("from the cache").isEqualTo("Ann");
                assertThatThrownBy(() -> cached.inTransaction(session -> {
                            session.find(CachedCustomer.class, id).discount = 5;
                            session.flush();
                        }))
                        .isInstanceOf(OptimisticLockException.class);
                assertThat(customers.get(id)).isEqualTo(anne);

                cached.getCache().evictEntityData(CachedCustomer.class, id);
                cached.inTransaction(session -> session.find(CachedCustomer.class, id).discount = 5);
                assertThat(customers.get(id)).isEqualTo(new Customer(id, "Anne", 5, 3));
            }
        }

        @Test
        void secondLevelCache_evictedByAListener() {
            long id = customers.insert(new Customer(3_000_001, "Ann", 0, 0)).id();
            try (SessionFactory cached = cachingFactory()) {
                VersionedRepository<Customer, Long> evicting =
                        evicting(database.database(), cached).repository(Customer.TABLE);
                Customer ann = customers.get(id);
                assertThat(nameOf(cached, id)).isEqualTo("Ann");

                evicting.update(ann.withDiscount(5));
                evicting.update(ann.withName("Anne"), Customer.TABLE.mergeFrom(ann));
                assertThat(nameOf(cached, id)).isEqualTo("Anne");

                assertThat(evicting.updateWhere(Map.of("name", "Anna"), "id = ?", id)).isEqualTo(1);
                assertThat(nameOf(cached, id)).isEqualTo("Anna");
            }
        }

        private SessionFactory cachingFactory() {
            return factory(
                    CachedCustomer.class,
                    Map.of(
                            AvailableSettings.USE_SECOND_LEVEL_CACHE,
                            true,
                            AvailableSettings.CACHE_REGION_FACTORY,
                            new MapRegionFactory()));
        }

        private static String nameOf(SessionFactory sessions, long id) {
            return sessions.fromTransaction(session -> session.find(CachedCustomer.class, id).name);
        }

        private static Database evicting(Database database, SessionFactory sessions) {
            // region adopting-jpa-evict
            Database evicting = database.withListener(event -> {
                if (event instanceof Event.Written written && written.table().equals("customers")) {
                    sessions.getCache().evictEntityData(CachedCustomer.class, written.id());
                } else if (event instanceof Event.UpdatedWhere updated && updated.table().equals("customers")) {
                    sessions.getCache().evictEntityData(CachedCustomer.class);
                }
            });
            // endregion
            return evicting;
        }

        @Test
        void bulkUpdate_isSeenIfVersioned() {
            long id = insert("Ann");
            Customer ann = customers.get(id);

            bulk("update CustomerEntity set discount = 5");
            assertThat(customers.tryUpdate(ann.withName("Anne"))).isInstanceOf(Applied.class);
            assertThat(customers.get(id)).isEqualTo(new Customer(id, "Anne", 0, 1));

            bulk("update versioned CustomerEntity set discount = 5");
            assertThat(customers.tryUpdate(new Customer(id, "Anna", 0, 1))).isInstanceOf(Conflict.class);
            assertThat(customers.get(id)).isEqualTo(new Customer(id, "Anne", 5, 2));
        }

        private void bulk(String hql) {
            sessions.inTransaction(session -> session.createMutationQuery(hql).executeUpdate());
        }

        /** Hibernate takes 50 ids at a time; one that is taken from the sequence by others is none of them. */
        @Test
        void ids_ofHibernatesSequence() {
            String next = database instanceof PostgresTestDatabase
                    ? "SELECT nextval('customers_seq')"
                    : "SELECT NEXT VALUE FOR customers_seq";
            Set<Long> ids = new HashSet<>();
            ids.add(insert("Ann"));
            for (int i = 0; i < 3; i++) {
                long id = Long.parseLong(database.query(next).get(0));
                ids.add(customers.insert(new Customer(id, "Bob", 0, 0)).id());
            }
            for (int i = 0; i < 120; i++) {
                ids.add(insert("Cid"));
            }

            assertThat(ids).hasSize(124);
        }
    }
}

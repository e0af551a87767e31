package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.jta.cdi.TransactionExtension;
import com.arjuna.ats.jta.utils.JNDIManager;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.ConnectionSource;
import io.github.ifmatch.Database;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.TestDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The source for JTA, with what Quarkus has it from: Agroal's pool, Narayana's transactions, and CDI. */
class FrameworksJtaTest extends FrameworkContract {

    // region jta-source
    /** The connection of the JTA transaction that the thread is in; outside of one, a connection for each operation. */
    record JtaConnections(DataSource dataSource, TransactionManager transactions) implements ConnectionSource {

        @Override
        public Lease lease() throws SQLException {
            boolean isJoined = isInTransaction();
            Connection connection = dataSource.getConnection();
            return isJoined
                    ? Lease.joined(connection, connection::close).onRollbackOnly(this::refuseCommit)
                    : Lease.own(connection, connection::close);
        }

        private boolean isInTransaction() throws SQLException {
            try {
                return switch (transactions.getStatus()) {
                    case Status.STATUS_NO_TRANSACTION -> false;
                    case Status.STATUS_ACTIVE, Status.STATUS_MARKED_ROLLBACK -> true;
                    default -> throw new SQLException("the thread's transaction is over. Nothing was sent."); // a timeout
                };
            } catch (SystemException e) {
                throw new SQLException("the transaction manager failed", e);
            }
        }

        /** Thrown by the commit. After setRollbackOnly() the method would return as if something had been written. */
        private void refuseCommit() {
            try {
                transactions.getTransaction().registerSynchronization(new Refusal());
            } catch (RollbackException e) {
                // Somebody called setRollbackOnly() before.
            } catch (SystemException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Past the thread's transaction, which is suspended until the connection is given back. */
        @Override
        public Lease leaseNew() throws SQLException {
            Transaction suspended = suspend();
            try {
                Connection connection = dataSource.getConnection();
                return Lease.own(connection, () -> {
                    try {
                        connection.close();
                    } finally {
                        resume(suspended);
                    }
                });
            } catch (SQLException | RuntimeException e) {
                resume(suspended);
                throw e;
            }
        }

        private Transaction suspend() throws SQLException {
            try {
                return transactions.suspend();
            } catch (SystemException e) {
                throw new SQLException("the transaction manager failed", e);
            }
        }

        private void resume(Transaction suspended) throws SQLException {
            try {
                if (suspended != null) {
                    transactions.resume(suspended);
                }
            } catch (Exception e) {
                throw new SQLException("the transaction manager failed", e);
            }
        }
    }

    record Refusal() implements Synchronization {

        @Override
        public void beforeCompletion() {
            throw new IllegalStateException("the transaction was rolled back: a statement of it failed,"
                    + " and the failure was caught. Nothing was written.");
        }

        @Override
        public void afterCompletion(int status) {}
    }
    // endregion

    // region jta-beans
    @ApplicationScoped
    static class Persistence {

        @Produces
        @ApplicationScoped
        Database database(DataSource dataSource, TransactionManager transactions) {
            return Database.of(new JtaConnections(dataSource, transactions));
        }

        @Produces
        @ApplicationScoped
        VersionedRepository<Product, Long> products(Database database) {
            return database.repository(Product.TABLE);
        }
    }

    @ApplicationScoped
    static class Shop {

        @Inject
        DataSource dataSource;

        @Inject
        VersionedRepository<Product, Long> products;

        @Transactional
        public Product sell(Product product) throws SQLException {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement sale =
                            connection.prepareStatement("INSERT INTO sales (product_id) VALUES (?)")) {
                sale.setLong(1, product.id());
                sale.executeUpdate();
            }
            return products.update(product.withStock(product.stock() - 1)); // a conflict rolls the sale back
        }
    }
    // endregion

    @ApplicationScoped
    static class Units {

        @Transactional
        public void required(Runnable work) {
            work.run();
        }

        @Transactional(Transactional.TxType.REQUIRES_NEW)
        public void requiresNew(Runnable work) {
            work.run();
        }

        @Transactional(Transactional.TxType.NOT_SUPPORTED)
        public void notSupported(Runnable work) {
            work.run();
        }
    }

    /** The beans that Quarkus brings. */
    @ApplicationScoped
    static class Quarkus {

        static AgroalDataSource pool;

        @Produces
        @ApplicationScoped
        DataSource dataSource() {
            return pool;
        }
    }

    private static AgroalDataSource pool(String jdbcUrl) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(4)
                            .transactionIntegration(new NarayanaTransactionIntegration(
                                    com.arjuna.ats.jta.TransactionManager.transactionManager(),
                                    new com.arjuna.ats.internal.jta.transaction.arjunacore
                                            .TransactionSynchronizationRegistryImple()))
                            .connectionFactoryConfiguration(connections -> connections.jdbcUrl(jdbcUrl))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Jta(AgroalDataSource pool, SeContainer container) implements Framework {

        <T> T bean(Class<T> type) {
            return container.select(type).get();
        }

        @Override
        public DataSource dataSource() {
            return bean(DataSource.class);
        }

        @Override
        public ConnectionSource source() {
            return new JtaConnections(dataSource(), bean(TransactionManager.class));
        }

        @Override
        public Database database() {
            return bean(Database.class);
        }

        @Override
        public void required(Runnable work) {
            bean(Units.class).required(work);
        }

        @Override
        public void requiresNew(Runnable work) {
            bean(Units.class).requiresNew(work);
        }

        @Override
        public void notSupported(Runnable work) {
            bean(Units.class).notSupported(work);
        }

        @Override
        public void setRollbackOnly() {
            try {
                bean(TransactionManager.class).setRollbackOnly();
            } catch (SystemException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            container.close();
            pool.close();
        }
    }

    /** Narayana's CDI looks the transaction manager up in a JNDI, if one is on the class path. */
    @BeforeAll
    static void bind() throws NamingException {
        for (String store : List.of("", "communicationStore.", "stateStore.")) {
            System.setProperty("ObjectStoreEnvironmentBean." + store + "objectStoreDir", "target/narayana");
        }
        JNDIManager.bindJTATransactionManagerImplementation(new InitialContext());
    }

    @Override
    Framework start(String jdbcUrl) {
        Quarkus.pool = pool(jdbcUrl);
        return new Jta(
                Quarkus.pool,
                SeContainerInitializer.newInstance()
                        .disableDiscovery()
                        .addExtensions(new TransactionExtension())
                        .addBeanClasses(Persistence.class, Shop.class, Units.class, Quarkus.class)
                        .initialize());
    }

    @Override
    void assertRefused(Runnable unit) {
        assertThatThrownBy(unit::run)
                .isInstanceOf(RollbackException.class)
                .hasStackTraceContaining("the transaction was rolled back: a statement of it failed,"
                        + " and the failure was caught. Nothing was written.");
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void transactionalMethod_commitsAndRollsBack(TestDatabase database) throws Exception {
        in(database, (framework, products, kettle) -> {
            Shop shop = ((Jta) framework).bean(Shop.class);

            assertThat(shop.sell(kettle).stock()).isEqualTo(9);
            assertThatThrownBy(() -> shop.sell(kettle)).isInstanceOf(ConflictException.class);

            assertThat(sales(database)).isEqualTo("1");
            assertThat(stock(database)).isEqualTo("9");
        });
    }

    /** After a timeout the thread still is in its transaction, which has been rolled back. */
    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void transactionIsOver_writeIsRefused(TestDatabase database) throws Exception {
        in(database, (framework, products, kettle) -> {
            TransactionManager transactions = com.arjuna.ats.jta.TransactionManager.transactionManager();
            transactions.setTransactionTimeout(1);
            transactions.begin();
            try {
                recordSale(framework, kettle);
                while (transactions.getStatus() != Status.STATUS_ROLLEDBACK) {
                    Thread.sleep(20);
                }
                assertThatThrownBy(() -> products.update(kettle.withStock(9)))
                        .hasStackTraceContaining("the thread's transaction is over. Nothing was sent.");
            } finally {
                transactions.rollback();
                transactions.setTransactionTimeout(0);
            }

            assertThat(sales(database)).isEqualTo("0");
            assertThat(stock(database)).isEqualTo("10");
        });
    }
}

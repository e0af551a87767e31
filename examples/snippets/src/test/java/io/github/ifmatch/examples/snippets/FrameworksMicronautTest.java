package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.ConnectionSource;
import io.github.ifmatch.Database;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.TestDatabase;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.Argument;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.TransactionStatus;
import io.micronaut.transaction.support.TransactionSynchronization;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The source for Micronaut, in an application context with a pool. */
class FrameworksMicronautTest extends FrameworkContract {

    // region micronaut-source
    /** The connection of Micronaut's transaction that the thread is in; outside of one, a connection for each operation. */
    record MicronautConnections(DataSource dataSource, TransactionOperations<Connection> transactions)
            implements ConnectionSource {

        MicronautConnections {
            dataSource = DelegatingDataSource.unwrapDataSource(dataSource); // the bean only has the transaction's connection
        }

        @Override
        public Lease lease() throws SQLException {
            Optional<? extends TransactionStatus<?>> status = transactions.findTransactionStatus();
            return status.isPresent()
                    ? Lease.joined(transactions.getConnection(), () -> {})
                            .onRollbackOnly(() -> status.get().registerSynchronization(new Refusal()))
                    : leaseNew();
        }

        @Override
        public Lease leaseNew() throws SQLException {
            Connection connection = dataSource.getConnection();
            return Lease.own(connection, connection::close);
        }
    }

    /** Thrown by the commit. After setRollbackOnly() the method would return as if something had been written. */
    record Refusal() implements TransactionSynchronization {

        @Override
        public void beforeCommit(boolean readOnly) {
            throw new IllegalStateException("the transaction was rolled back: a statement of it failed,"
                    + " and the failure was caught. Nothing was written.");
        }
    }
    // endregion

    // region micronaut-write
    static Database database(DataSource dataSource, TransactionOperations<Connection> transactions) {
        return Database.of(new MicronautConnections(dataSource, transactions));
    }

    static Product sell(
            TransactionOperations<Connection> transactions,
            VersionedRepository<Product, Long> products,
            Product product) {
        return transactions.executeWrite(status -> {
            try (PreparedStatement sale =
                    status.getConnection().prepareStatement("INSERT INTO sales (product_id) VALUES (?)")) {
                sale.setLong(1, product.id());
                sale.executeUpdate();
            }
            return products.update(product.withStock(product.stock() - 1)); // a conflict rolls the sale back
        });
    }
    // endregion

    private record Micronaut(ApplicationContext context) implements Framework {

        @SuppressWarnings("unchecked")
        TransactionOperations<Connection> transactions() {
            return context.getBean(Argument.of(TransactionOperations.class, Connection.class));
        }

        @Override
        public DataSource dataSource() {
            return context.getBean(DataSource.class);
        }

        @Override
        public ConnectionSource source() {
            return new MicronautConnections(dataSource(), transactions());
        }

        @Override
        public Database database() {
            return FrameworksMicronautTest.database(dataSource(), transactions());
        }

        @Override
        public void required(Runnable work) {
            execute(TransactionDefinition.Propagation.REQUIRED, work);
        }

        @Override
        public void requiresNew(Runnable work) {
            execute(TransactionDefinition.Propagation.REQUIRES_NEW, work);
        }

        @Override
        public void notSupported(Runnable work) {
            execute(TransactionDefinition.Propagation.NOT_SUPPORTED, work);
        }

        private void execute(TransactionDefinition.Propagation propagation, Runnable work) {
            transactions().execute(TransactionDefinition.of(propagation), status -> {
                work.run();
                return true;
            });
        }

        @Override
        public void setRollbackOnly() {
            transactions().findTransactionStatus().orElseThrow().setRollbackOnly();
        }

        @Override
        public void close() {
            context.close();
        }
    }

    @Override
    Framework start(String jdbcUrl) {
        return new Micronaut(ApplicationContext.run(Map.of(
                "datasources.default.url", jdbcUrl,
                "datasources.default.username", "",
                "datasources.default.maximum-pool-size", 4)));
    }

    @Override
    void assertRefused(Runnable unit) {
        assertThatThrownBy(unit::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the transaction was rolled back: a statement of it failed,"
                        + " and the failure was caught. Nothing was written.");
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void executeWrite_commitsAndRollsBack(TestDatabase database) throws Exception {
        in(database, (framework, products, kettle) -> {
            TransactionOperations<Connection> transactions = ((Micronaut) framework).transactions();

            assertThat(sell(transactions, products, kettle).stock()).isEqualTo(9);
            assertThatThrownBy(() -> sell(transactions, products, kettle)).isInstanceOf(ConflictException.class);

            assertThat(sales(database)).isEqualTo("1");
            assertThat(stock(database)).isEqualTo("9");
        });
    }
}

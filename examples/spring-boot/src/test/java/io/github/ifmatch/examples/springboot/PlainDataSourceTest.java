package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Database;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.spring.SpringDatabase;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A repository that knows nothing of Spring's transactions does not write behind them. */
class PlainDataSourceTest {

    private static final String REFUSED =
            "the thread is in a transaction of Spring's on this DataSource, and this operation"
                    + " would be committed apart from it. Nothing was sent. To join it: SpringDatabase.of(dataSource); if a"
                    + " transaction of its own is meant: Database.of(dataSource).withOwnTransactions()";

    private DataSource dataSource;
    private TransactionTemplate transaction;
    private VersionedRepository<Product, Long> products;
    private Product lamp;

    private void open(Managers manager) {
        dataSource = manager.dataSource(Databases.H2.newShop());
        PlatformTransactionManager transactions = manager.over(dataSource);
        transaction = new TransactionTemplate(transactions);
        products = VersionedRepository.of(dataSource, Product.TABLE);
        lamp = products.insert(new Product(0, "lamp", 10, 0));
    }

    @AfterEach
    void close() throws Exception {
        ((AutoCloseable) dataSource).close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JTA")
    void operation_inATransactionOnTheSameDataSource_isRefused(Managers manager) {
        open(manager);

        List<Consumer<VersionedRepository<Product, Long>>> operations = List.of(
                rows -> rows.update(lamp.withStock(9)),
                rows -> rows.get(lamp.id()),
                rows -> rows.insertAll(List.of(new Product(0, "desk", 1, 0))),
                rows -> rows.modify(lamp.id(), row -> row.withStock(1)));
        transaction.executeWithoutResult(
                status -> operations.forEach(operation -> assertThatThrownBy(() -> operation.accept(products))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage(REFUSED)));
        transaction.executeWithoutResult(
                status -> assertThatThrownBy(() -> Database.of(dataSource).inTransaction(work -> true))
                        .hasMessage(REFUSED));

        assertThat(products.get(lamp.id())).isEqualTo(lamp);
    }

    /** Spring does not know whether a data source is in the transaction before something of Spring's was done with it; the pool does. */
    @Test
    void operation_inATransactionOfJta_isRefusedByThePool() {
        open(Managers.JTA);

        transaction.executeWithoutResult(status -> {
            assertThatThrownBy(() -> products.update(lamp.withStock(9))).isInstanceOf(UnknownOutcomeException.class);
            status.setRollbackOnly();
        });

        assertThat(products.get(lamp.id())).isEqualTo(lamp);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JTA")
    void operation_withOwnTransactions_isLetThrough(Managers manager) {
        open(manager);
        VersionedRepository<Product, Long> own =
                Database.of(dataSource).withOwnTransactions().repository(Product.TABLE);

        transaction.executeWithoutResult(status -> {
            own.update(lamp.withStock(9));
            status.setRollbackOnly();
        });

        assertThat(products.get(lamp.id()).stock()).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JTA")
    void operation_whereTheTransactionIsSuspended_isLetThrough(Managers manager) {
        open(manager);
        TransactionTemplate none = new TransactionTemplate(transaction.getTransactionManager());
        none.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);

        transaction.executeWithoutResult(
                status -> none.executeWithoutResult(suspended -> products.update(lamp.withStock(9))));

        assertThat(products.get(lamp.id()).stock()).isEqualTo(9);
    }

    @Test
    void operation_inATransactionOnAnotherDataSource_isLetThrough() {
        open(Managers.JDBC);
        VersionedRepository<Product, Long> elsewhere =
                VersionedRepository.of(Managers.JDBC.dataSource(Databases.H2.newShop()), Product.TABLE);

        transaction.executeWithoutResult(status -> elsewhere.insert(new Product(0, "desk", 1, 0)));

        assertThat(elsewhere.get(1L).name()).isEqualTo("desk");
    }

    /** Whatever the data source, a stream of chunks has a transaction for each. */
    @Test
    void batchWriter_inATransaction_isRefused() {
        open(Managers.JDBC);
        BatchWriter<Product, Long> writer = BatchWriter.of(SpringDatabase.of(dataSource), Product.TABLE);

        transaction.executeWithoutResult(
                status -> assertThatThrownBy(() -> writer.updateAll(Stream.of(lamp.withStock(9))))
                        .isInstanceOf(IllegalStateException.class));
        assertThat(writer.updateAll(Stream.of(lamp.withStock(9))).written()).isEqualTo(1);
    }

    @Test
    void proxy_isRefused() {
        open(Managers.JDBC);

        assertThatThrownBy(() -> Database.of(new TransactionAwareDataSourceProxy(dataSource)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dataSource must not be a TransactionAwareDataSourceProxy, whose transactions would be"
                        + " committed too early. To join them: SpringDatabase.of(dataSource)");
    }

    @Test
    void proxy_givenToSpringDatabase_isJoined() {
        open(Managers.JDBC);
        VersionedRepository<Product, Long> joined = SpringDatabase.of(new TransactionAwareDataSourceProxy(dataSource))
                .repository(Product.TABLE);

        transaction.executeWithoutResult(status -> {
            joined.update(lamp.withStock(9));
            status.setRollbackOnly();
        });

        assertThat(products.get(lamp.id()).stock()).isEqualTo(10);
    }
}

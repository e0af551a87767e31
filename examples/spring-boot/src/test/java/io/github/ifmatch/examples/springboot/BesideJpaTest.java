package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.spring.SpringDatabase;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Hibernate and Ifmatch write the same rows: they share the column of the version. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BesideJpaTest {

    private final DataSource dataSource = Managers.JPA.dataSource(Databases.H2.newShop());
    private final EntityManagerFactory entities = Managers.entities(dataSource);
    private final TransactionTemplate transaction = new TransactionTemplate(new JpaTransactionManager(entities));
    private final VersionedRepository<Product, Long> products =
            SpringDatabase.of(dataSource).repository(Product.TABLE);

    private Product lamp;

    @BeforeEach
    void insert() {
        new JdbcTemplate(dataSource).execute("DELETE FROM products");
        lamp = products.insert(new Product(0, "lamp", 10, 0));
    }

    @AfterAll
    void close() throws Exception {
        entities.close();
        ((AutoCloseable) dataSource).close();
    }

    /** The one of the thread's transaction. */
    private EntityManager entityManager() {
        return EntityManagerFactoryUtils.getTransactionalEntityManager(entities);
    }

    private ProductEntity entity() {
        return entityManager().find(ProductEntity.class, lamp.id());
    }

    @Test
    void hibernateWrites_versionIsAdvanced() {
        transaction.executeWithoutResult(status -> entity().stock = 9);

        assertThat(products.get(lamp.id())).isEqualTo(new Product(lamp.id(), "lamp", 9, 2));
        assertThatThrownBy(() -> products.update(lamp.withStock(8))).isInstanceOf(ConflictException.class);
    }

    @Test
    void ifmatchWrites_hibernateSeesAConflict() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    ProductEntity entity = entity();
                    products.update(lamp.withStock(9));
                    entity.stock = 8;
                }))
                .isInstanceOf(ObjectOptimisticLockingFailureException.class);

        assertThat(products.get(lamp.id())).isEqualTo(lamp);
    }

    /** What Hibernate has not sent yet, nobody can see. */
    @Test
    void ifmatchWrites_beforeHibernateFlushes_whatHibernateHoldsIsLost() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    entity().stock = 9;
                    assertThat(products.get(lamp.id()).stock()).isEqualTo(10);
                    products.update(lamp.withStock(8));
                }))
                .isInstanceOf(ObjectOptimisticLockingFailureException.class);
    }

    @Test
    void flush_first_thenTheVersionIsTheNewOne() {
        transaction.executeWithoutResult(status -> {
            entity().stock = 9;
            entityManager().flush();
            Product flushed = products.get(lamp.id());
            assertThat(flushed.version()).isEqualTo(2);
            products.update(flushed.withStock(flushed.stock() - 1));
        });

        assertThat(products.get(lamp.id())).isEqualTo(new Product(lamp.id(), "lamp", 8, 3));
    }

    @Test
    void refresh_afterwards_hibernateGoesOn() {
        transaction.executeWithoutResult(status -> {
            ProductEntity entity = entity();
            products.update(lamp.withStock(9));
            entityManager().refresh(entity);
            assertThat(entity.version).isEqualTo(2);
            entity.stock = 7;
        });

        assertThat(products.get(lamp.id())).isEqualTo(new Product(lamp.id(), "lamp", 7, 3));
    }
}

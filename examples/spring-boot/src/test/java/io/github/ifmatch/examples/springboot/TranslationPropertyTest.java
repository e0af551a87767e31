package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Database;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.spring.ConflictFailureException;
import io.github.ifmatch.spring.VersionedExceptionTranslator;
import org.junit.jupiter.api.Test;
import org.springframework.aop.SpringProxy;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.DecoratingProxy;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.stereotype.Repository;

/** Exceptions are Spring's if the application asks for it. */
class TranslationPropertyTest {

    private final ApplicationContextRunner runner =
            Contexts.withProducts().withBean(Injected.class).withBean(Stock.class);
    private final ApplicationContextRunner translating = runner.withPropertyValues("ifmatch.translate-exceptions=true");

    record Injected(VersionedRepository<Product, Long> products) {}

    /** A repository of the application's, with Ifmatch inside. */
    @Repository
    static class Stock {

        private final Database database;

        Stock(Database database) {
            this.database = database;
        }

        void take(Product product) {
            database.repository(Product.TABLE).update(product.withStock(product.stock() - 1));
        }
    }

    @Test
    void byDefault_theTypedTreeStays() {
        runner.run(context -> {
            VersionedRepository<Product, Long> products =
                    context.getBean(Injected.class).products();
            Product stale = stale(products);

            assertThatThrownBy(() -> products.update(stale)).isInstanceOf(ConflictException.class);
            assertThatThrownBy(() -> context.getBean(Stock.class).take(stale)).isInstanceOf(ConflictException.class);
            assertThat(context).doesNotHaveBean(VersionedExceptionTranslator.class);
        });
    }

    @Test
    void injectedRepository_translatesByItself() {
        translating.run(context -> {
            VersionedRepository<Product, Long> products =
                    context.getBean(Injected.class).products();
            Product stale = stale(products);

            assertThatThrownBy(() -> products.update(stale))
                    .isInstanceOfSatisfying(
                            ConflictFailureException.class,
                            failure -> assertThat(failure.current(Product.class).stock())
                                    .isEqualTo(2));
            assertThatThrownBy(() -> products.get(9L)).isInstanceOf(EmptyResultDataAccessException.class);
            assertThatCode(() -> products.tryUpdate(stale)).doesNotThrowAnyException();
            assertThatThrownBy(() -> products.find(null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("id must not be null");
            assertThat(products.getClass().getInterfaces()) // as the hints for a native image have them
                    .containsExactly(VersionedRepository.class, SpringProxy.class, DecoratingProxy.class);
        });
    }

    @Test
    void classThatIsARepository_translates() {
        translating.run(context -> {
            Product stale = stale(context.getBean(Injected.class).products());

            assertThatThrownBy(() -> context.getBean(Stock.class).take(stale))
                    .isInstanceOf(ConflictFailureException.class);
        });
    }

    private static Product stale(VersionedRepository<Product, Long> products) {
        Product first = products.insert(new Product(1, "Pen", 3, 0));
        products.update(first.withStock(2));
        return first;
    }
}

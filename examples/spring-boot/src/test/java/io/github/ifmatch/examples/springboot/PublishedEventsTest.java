package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Event;
import io.github.ifmatch.Resolver;
import io.github.ifmatch.VersionedRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.ResolvableType;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What is committed is published to the application, and nothing else. */
class PublishedEventsTest {

    private final ApplicationContextRunner runner = Contexts.withProducts().withUserConfiguration(Heard.class);

    @Test
    void write_ofItsOwnTransaction_isPublished() {
        runner.run(context -> {
            products(context).insert(new Product(1, "Pen", 3, 0));

            assertThat(context.getBean(Heard.class).written)
                    .containsExactly(new Event.Written("products", "insert", 1L));
        });
    }

    @Test
    void write_inATransaction_isPublishedAfterTheCommit() {
        runner.run(context -> {
            Heard heard = context.getBean(Heard.class);

            inTransaction(context).executeWithoutResult(transaction -> {
                products(context).insert(new Product(1, "Pen", 3, 0));
                assertThat(heard.all).isEmpty();
            });

            assertThat(heard.written).containsExactly(new Event.Written("products", "insert", 1L));
        });
    }

    @Test
    void write_rolledBack_isNotPublished() {
        runner.run(context -> {
            inTransaction(context).executeWithoutResult(transaction -> {
                products(context).insert(new Product(1, "Pen", 3, 0));
                transaction.setRollbackOnly();
            });

            assertThat(context.getBean(Heard.class).all).isEmpty();
        });
    }

    @Test
    void write_rolledBackToASavepoint_isNotPublished() {
        runner.run(context -> {
            inTransaction(context).executeWithoutResult(outer -> {
                products(context).insert(new Product(1, "Pen", 3, 0));
                TransactionTemplate nested = inTransaction(context);
                nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
                nested.executeWithoutResult(inner -> {
                    products(context).insert(new Product(2, "Ink", 3, 0));
                    inner.setRollbackOnly();
                });
            });

            assertThat(context.getBean(Heard.class).all).containsExactly(new Event.Written("products", "insert", 1L));
        });
    }

    /** A conflict is none of them: nothing was written. */
    @Test
    void everyKindOfWrite_isPublished() {
        runner.run(context -> {
            VersionedRepository<Product, Long> products = products(context);
            Product first = products.insert(new Product(1, "Pen", 3, 0));
            products.update(first.withStock(2));
            Heard heard = context.getBean(Heard.class);
            heard.all.clear();

            assertThat(products.tryUpdate(first.withStock(1)).isApplied()).isFalse();
            products.update(first.withStock(1), Resolver.keepMine());
            products.overwrite(first.withStock(7), "inventory");
            products.updateWhere(Map.of("stock", 6), "stock > ?", 6);

            assertThat(heard.all)
                    .hasAtLeastOneElementOfType(Event.Resolved.class)
                    .hasAtLeastOneElementOfType(Event.Overwritten.class)
                    .hasAtLeastOneElementOfType(Event.UpdatedWhere.class)
                    .noneMatch(event -> event instanceof Event.Conflicted || event.isSent());
        });
    }

    @Test
    void listenerThatFails_changesNothing() {
        runner.withUserConfiguration(Failing.class).run(context -> {
            inTransaction(context)
                    .executeWithoutResult(transaction -> products(context).insert(new Product(1, "Pen", 3, 0)));

            assertThat(products(context).find(1L)).isPresent();
        });
    }

    @Test
    void publishEvents_off() {
        runner.withPropertyValues("ifmatch.publish-events=false").run(context -> {
            products(context).insert(new Product(1, "Pen", 3, 0));

            assertThat(context.getBean(Heard.class).all).isEmpty();
        });
    }

    private static TransactionTemplate inTransaction(BeanFactory context) {
        return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    private static VersionedRepository<Product, Long> products(BeanFactory context) {
        return context.<VersionedRepository<Product, Long>>getBeanProvider(
                        ResolvableType.forClassWithGenerics(VersionedRepository.class, Product.class, Long.class))
                .getObject();
    }

    @Configuration(proxyBeanMethods = false)
    static class Heard {

        final List<Event> all = new ArrayList<>();
        final List<Event.Written> written = new ArrayList<>();

        @EventListener
        void on(Event event) {
            all.add(event);
        }

        @EventListener
        void on(Event.Written event) {
            written.add(event);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Failing {

        @EventListener
        void on(Event.Written event) {
            throw new IllegalStateException("not my day");
        }
    }
}

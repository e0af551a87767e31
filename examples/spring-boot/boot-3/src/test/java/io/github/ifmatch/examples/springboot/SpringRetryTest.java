package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.BusyException;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.VersionedRepository;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.retry.annotation.Backoff;
import org.springframework.retry.annotation.EnableRetry;
import org.springframework.retry.annotation.Retryable;
import org.springframework.transaction.annotation.Transactional;

/** What Framework 7 has of its own, Boot 3.5 has of Spring Retry: each attempt reads again, in a transaction of its own. */
class SpringRetryTest {

    @Test
    void conflict_isTriedAgainInANewTransaction() {
        Contexts.withProducts().withUserConfiguration(Till.class).run(context -> {
            VersionedRepository<Product, Long> products =
                    context.getBean("productsVersionedRepository", VersionedRepository.class);
            Product pen = products.insert(new Product(0, "Pen", 10, 0));
            Till till = context.getBean(Till.class);

            till.sell(pen.id());

            assertThat(till.attempts()).isEqualTo(2);
            assertThat(products.get(pen.id()).stock()).isEqualTo(8);
            assertThat(context.getBean(JdbcTemplate.class)
                            .queryForList("SELECT name FROM products ORDER BY id", String.class))
                    .containsExactly("Pen", "sale 2");
        });
    }

    @EnableRetry
    public static class Till {

        private final AtomicInteger attempts = new AtomicInteger();
        private final VersionedRepository<Product, Long> products;

        Till(VersionedRepository<Product, Long> products) {
            this.products = products;
        }

        public int attempts() {
            return attempts.get();
        }

        @Retryable(
                retryFor = {ConflictException.class, SerializationException.class, BusyException.class},
                maxAttempts = 5,
                backoff = @Backoff(20))
        @Transactional
        public void sell(long id) {
            int attempt = attempts.incrementAndGet();
            Product product = products.get(id);
            products.insert(new Product(0, "sale " + attempt, 1, 0));
            if (attempt == 1) {
                somebodyElseSells(product);
            }
            products.update(product.withStock(product.stock() - 1));
        }

        private void somebodyElseSells(Product product) {
            Thread other = new Thread(() -> products.update(product.withStock(product.stock() - 1)));
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

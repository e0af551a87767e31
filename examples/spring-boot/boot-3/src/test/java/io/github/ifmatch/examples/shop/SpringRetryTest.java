package io.github.ifmatch.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.spring.SpringDatabase;
import java.math.BigDecimal;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.retry.annotation.EnableRetry;
import org.springframework.retry.annotation.Retryable;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

/** The annotation of Spring Retry: each attempt reads again, in a transaction of its own. */
class SpringRetryTest {

    static class Pricing {

        private final VersionedRepository<Article, Long> articles;
        private final DataSource dataSource;
        private int attempts;

        Pricing(VersionedRepository<Article, Long> articles, DataSource dataSource) {
            this.articles = articles;
            this.dataSource = dataSource;
        }

        @Retryable(retryFor = ConflictException.class, maxAttempts = 3)
        @Transactional
        Article cheaper(long id) {
            attempts++;
            Article article = articles.get(id);
            if (attempts < 3) {
                elsewhere();
            }
            return articles.update(article.withPrice(article.price().subtract(BigDecimal.ONE)));
        }

        /** Somebody else is faster. */
        private void elsewhere() {
            Thread other = new Thread(() -> new JdbcTemplate(dataSource)
                    .update("UPDATE articles SET price = price - 1, version = version + 1"));
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        int attempts() {
            return attempts;
        }
    }

    @Configuration
    @EnableRetry
    @EnableTransactionManagement
    static class Shop {

        @Bean
        HikariDataSource dataSource() {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl("jdbc:h2:mem:retry");
            return pool;
        }

        @Bean
        JdbcTransactionManager transactionManager(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean
        Pricing pricing(DataSource dataSource) {
            new JdbcTemplate(dataSource)
                    .execute("CREATE TABLE articles (id bigint PRIMARY KEY, name varchar(9), price numeric(9, 2),"
                            + " version bigint NOT NULL) AS SELECT 1, 'Kettle', 10, 1");
            Table<Article, Long> table = Table.of(Article.class, Long.class).named("articles");
            return new Pricing(SpringDatabase.of(dataSource).repository(table), dataSource);
        }
    }

    @Test
    void retryable_readsAgain() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Shop.class)) {
            Pricing pricing = context.getBean(Pricing.class);

            Article article = pricing.cheaper(1);

            assertThat(article.price()).isEqualByComparingTo("7");
            assertThat(article.version()).isEqualTo(4);
            assertThat(pricing.attempts()).isEqualTo(3);
        }
    }
}

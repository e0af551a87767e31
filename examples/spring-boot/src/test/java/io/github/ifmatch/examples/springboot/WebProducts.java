package io.github.ifmatch.examples.springboot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.RowTags;
import io.github.ifmatch.spring.SpringDatabase;
import io.github.ifmatch.spring.web.VersionedAdvice;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database of one test with products in it: number 7 at version 1. */
final class WebProducts {

    static final String EDIT = "{\"name\":\"Kettle\",\"stock\":8}";

    static final RowTags<Product, Long> TAGS = RowTags.of(Product.TABLE).bound();
    static final Preconditions<Product, Long> PRECONDITIONS = Preconditions.of(TAGS);

    record Edit(String name, int stock) {

        Product of(long id) {
            return new Product(id, name, stock, 0);
        }
    }

    final DataSource dataSource =
            new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=50");
    final JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    final AtomicInteger reads = new AtomicInteger();
    private final VersionedRepository<Product, Long> stored =
            SpringDatabase.of(dataSource).repository(Product.TABLE);

    /** What each write ends with once it is made, if anything. */
    Supplier<RuntimeException> failure = () -> null;

    WebProducts() {
        jdbc.execute(Product.CREATE);
        reset();
    }

    void reset() {
        failure = () -> null;
        reads.set(0);
        jdbc.update("DELETE FROM products");
        jdbc.update("INSERT INTO products VALUES (7, 'Kettle', 10, 1)");
    }

    /** The rows, which count how often one is found. */
    @SuppressWarnings("unchecked")
    VersionedRepository<Product, Long> repository() {
        return (VersionedRepository<Product, Long>) Proxy.newProxyInstance(
                WebProducts.class.getClassLoader(),
                new Class<?>[] {VersionedRepository.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("find")) {
                        reads.incrementAndGet();
                    }
                    try {
                        Object result = method.invoke(stored, arguments);
                        if (method.getName().startsWith("try") && failure.get() != null) {
                            throw failure.get();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    Product product() {
        return stored.get(7L);
    }

    void touch() {
        stored.touch(product());
    }

    static String tag(long version) {
        return TAGS.of(7L, version).toString();
    }

    /** What the advice logs. */
    static final class Log implements AutoCloseable {

        private final Logger logger = (Logger) LoggerFactory.getLogger(VersionedAdvice.class);
        private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

        Log() {
            appender.start();
            logger.addAppender(appender);
        }

        List<ILoggingEvent> errors() {
            return appender.list.stream()
                    .filter(event -> event.getLevel() == Level.ERROR)
                    .toList();
        }

        @Override
        public void close() {
            logger.detachAppender(appender);
        }
    }
}

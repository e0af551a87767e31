package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.SpringProxy;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.DecoratingProxy;
import org.springframework.javapoet.ClassName;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What a native image must know. None is built here. */
class NativeHintsTest {

    record Address(String street) {}

    record StockId(long warehouse, String product) {}

    record Stock(long warehouse, String product, Address address, int count, long version) {}

    private static final RuntimeHints HINTS = new RuntimeHints();

    @BeforeAll
    static void processAheadOfTime() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            TestPropertyValues.of(Contexts.properties()).applyTo(context);
            context.register(Contexts.Everything.class, Contexts.Products.class, Stocks.class);
            new ApplicationContextAotGenerator()
                    .processAheadOfTime(
                            context,
                            new DefaultGenerationContext(
                                    new ClassNameGenerator(ClassName.get("shop", "Shop")),
                                    new InMemoryGeneratedFiles(),
                                    HINTS));
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Product.class, Stock.class, StockId.class, Address.class})
    void records_areMadeAndRead(Class<?> type) throws ReflectiveOperationException {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);

        assertThat(RuntimeHintsPredicates.reflection()
                        .onConstructor(type.getDeclaredConstructor(types))
                        .invoke())
                .accepts(HINTS);
        for (RecordComponent component : type.getRecordComponents()) {
            assertThat(RuntimeHintsPredicates.reflection()
                            .onMethod(component.getAccessor())
                            .invoke())
                    .accepts(HINTS);
        }
    }

    @Test
    void transactions_areAskedFor() throws ReflectiveOperationException {
        Class<?> manager = TransactionSynchronizationManager.class;

        assertThat(RuntimeHintsPredicates.reflection()
                        .onMethod(manager.getMethod("isActualTransactionActive"))
                        .invoke())
                .accepts(HINTS);
        assertThat(RuntimeHintsPredicates.reflection()
                        .onMethod(manager.getMethod("hasResource", Object.class))
                        .invoke())
                .accepts(HINTS);
    }

    @Test
    void repositoriesThatTranslate_areProxies() {
        assertThat(RuntimeHintsPredicates.proxies()
                        .forInterfaces(VersionedRepository.class, SpringProxy.class, DecoratingProxy.class))
                .accepts(HINTS);
    }

    @Configuration(proxyBeanMethods = false)
    static class Stocks {

        @Bean
        static Table<Stock, StockId> stocks() {
            return Table.of(Stock.class, StockId.class).id("warehouse", "product");
        }
    }
}

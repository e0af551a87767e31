package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Every table bean is held against the schema at startup. */
@ExtendWith(OutputCaptureExtension.class)
class VerificationTest {

    private static final String NO_COLUMN =
            "products (Coloured) does not fit the database: it has no column colour (component colour)";
    private static final String NO_TABLE =
            "nowhere (Coloured) does not fit the database: there is no such table or view";

    private final ApplicationContextRunner runner = Contexts.withProducts().withUserConfiguration(Misfits.class);

    /** Of a migration that has run before. */
    @Test
    void tableThatFits_starts() {
        Contexts.withProducts().run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void byDefault_objectionsKeepTheApplicationFromStarting() {
        runner.run(context -> {
            assertThat(context).hasFailed();
            assertThat(context.getStartupFailure())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the table bean 'coloured': " + NO_COLUMN + "; the table bean 'nowhere': " + NO_TABLE)
                    .cause()
                    .isInstanceOf(MappingException.class)
                    .hasMessage(NO_COLUMN)
                    .hasSuppressedException(new MappingException(NO_TABLE));
        });
    }

    @Test
    void warn_saysEveryReason(CapturedOutput output) {
        runner.withPropertyValues("ifmatch.verify=warn").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(output.getOut())
                    .contains("The table bean 'coloured': " + NO_COLUMN)
                    .contains("The table bean 'nowhere': " + NO_TABLE)
                    .doesNotContain("The table bean 'products'");
        });
    }

    @Test
    void off_saysNothing(CapturedOutput output) {
        runner.withPropertyValues("ifmatch.verify=off").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(output.getOut()).doesNotContain("The table bean");
        });
    }

    @Test
    void lazyInitialization_isVerifiedAllTheSame() {
        runner.withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> assertThat(context).getFailure().hasCauseInstanceOf(MappingException.class));
    }

    /** With a database of the application's own, which does not wait for migrations by itself. */
    @Test
    void lazyInitialization_isVerifiedAfterTheMigrations() {
        Contexts.withProducts()
                .withUserConfiguration(DatabaseBeanTest.OwnDatabase.class)
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Configuration(proxyBeanMethods = false)
    static class Misfits {

        /** A row with a component that has no column. */
        record Coloured(long id, String colour, long version) {}

        @Bean
        static Table<Coloured, Long> coloured() {
            return Table.of(Coloured.class, Long.class).named("products");
        }

        @Bean
        static Table<Coloured, Long> nowhere() {
            return Table.of(Coloured.class, Long.class).named("nowhere");
        }
    }
}

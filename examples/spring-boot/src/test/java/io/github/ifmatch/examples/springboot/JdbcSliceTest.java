package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.VersionedRepository;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

/** {@code @JdbcTest} has a repository for each table, although it has little else. */
class JdbcSliceTest {

    /** Spring Boot 4 has moved the annotation, so it is not written here: this is what it configures. */
    @Test
    void slice_hasRepositories() {
        new ApplicationContextRunner()
                .withUserConfiguration(Contexts.Products.class)
                .withConfiguration(AutoConfigurations.of(slice()))
                .withPropertyValues(Contexts.properties())
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(VersionedRepository.class));
    }

    private static Class<?>[] slice() {
        ClassLoader loader = JdbcSliceTest.class.getClassLoader();
        String former = "org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureJdbc";
        Class<?> annotation = ClassUtils.resolveClassName(
                ClassUtils.isPresent(former, loader)
                        ? former
                        : "org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureJdbc",
                loader);
        return ImportCandidates.load(annotation, loader).getCandidates().stream()
                .filter(name -> ClassUtils.isPresent(name, loader)) // some say that they are optional
                .map(name -> ClassUtils.resolveClassName(name, loader))
                .toArray(Class<?>[]::new);
    }
}

package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.TestContextManager;
import org.springframework.util.ClassUtils;

/** {@code @JdbcTest} has a repository for each table, although it has little else. */
class JdbcSliceTest {

    /** Compiled here, since Spring Boot 4 has moved the annotation. */
    private static final String SLICE = """
            package shop;

            import %s.JdbcTest;

            @JdbcTest(properties = {
                "spring.sql.init.schema-locations=classpath:products.sql",
                "spring.flyway.enabled=false"
            })
            public class ProductsTest implements Runnable {

                public record Product(long id, String name, int stock, long version) {}

                @org.springframework.boot.SpringBootConfiguration
                public static class Products {

                    @org.springframework.context.annotation.Bean
                    static io.github.ifmatch.Table<Product, Long> products() {
                        return io.github.ifmatch.Table.of(Product.class, Long.class).named("products");
                    }
                }

                @org.springframework.beans.factory.annotation.Autowired
                io.github.ifmatch.VersionedRepository<Product, Long> products;

                @Override
                public void run() {
                    products.insert(new Product(1, "Pen", 3, 0));
                }
            }
            """;

    @Test
    void slice_hasRepositories(@TempDir Path classes) throws Exception {
        try (URLClassLoader loader = compile(classes)) {
            Thread.currentThread().setContextClassLoader(loader);
            Class<?> type = loader.loadClass("shop.ProductsTest");
            Runnable test = (Runnable) type.getConstructor().newInstance();
            new TestContextManager(type).prepareTestInstance(test);

            test.run();
        } finally {
            Thread.currentThread().setContextClassLoader(JdbcSliceTest.class.getClassLoader());
        }
    }

    private static URLClassLoader compile(Path classes) throws Exception {
        ClassLoader parent = JdbcSliceTest.class.getClassLoader();
        String former = "org.springframework.boot.test.autoconfigure.jdbc";
        boolean isFormer = ClassUtils.isPresent(former + ".JdbcTest", parent);
        Path source = Files.writeString(
                classes.resolve("ProductsTest.java"),
                SLICE.formatted(isFormer ? former : "org.springframework.boot.jdbc.test.autoconfigure"));
        String classPath = System.getProperty("java.class.path");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-d",
                                classes.toString(),
                                "-cp",
                                classPath,
                                source.toString()))
                .isZero();
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, parent);
    }
}

package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.sample.Account;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where Jdbi and Spring are not on the class path, they are not missed; the build runs this so, a second time.
 *
 * <p>What a class needs is known when it and its signatures are resolved, so no more of the contract is run: with the libraries all of it
 * is.
 */
@EnabledIfSystemProperty(named = "ifmatch.withoutLibraries", matches = "true")
class WithoutLibrariesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.jdbi.v3.core.Jdbi",
                "org.jdbi.v3.sqlobject.SqlObject",
                "org.springframework.aop.framework.ProxyFactory",
                "org.springframework.beans.factory.BeanFactory",
                "org.springframework.boot.SpringApplication",
                "org.springframework.boot.actuate.endpoint.annotation.Endpoint",
                "org.springframework.boot.autoconfigure.AutoConfiguration",
                "org.springframework.boot.health.contributor.Health",
                "org.springframework.context.ApplicationContext",
                "org.springframework.core.ResolvableType",
                "org.springframework.dao.DataAccessException",
                "org.springframework.jdbc.datasource.DataSourceUtils",
                "org.springframework.web.bind.annotation.ResponseBody"
            })
    void classPath_hasNone(String name) {
        assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.github.ifmatch.jdbi.VersionedPlugin",
                "io.github.ifmatch.spring.SpringConnections",
                "io.github.ifmatch.spring.boot.IfmatchAutoConfiguration"
            })
    void theirPackages_missThem(String name) {
        assertThatThrownBy(() -> resolve(name)).isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void otherClasses_missNothing() throws Exception {
        Path root = Path.of(Database.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            List<String> names = files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .map(file -> file.replaceFirst("\\.class$", "").replaceAll("[/\\\\]", "."))
                    .filter(name -> !name.startsWith("io.github.ifmatch.jdbi."))
                    .filter(name -> !name.startsWith("io.github.ifmatch.spring."))
                    .toList();

            assertThat(names)
                    .hasSizeGreaterThan(100)
                    .allSatisfy(name -> assertThatCode(() -> resolve(name)).doesNotThrowAnyException());
        }
    }

    /** Loads, verifies and initializes it, and looks up all that its members name. */
    private static void resolve(String name) throws ClassNotFoundException {
        Class<?> type = Class.forName(name);
        assertThat(type.getDeclaredMethods()).isNotNull();
        assertThat(type.getDeclaredFields()).isNotNull();
        assertThat(type.getDeclaredConstructors()).isNotNull();
    }

    @Test
    void repository_works() {
        TestDatabase database = new H2TestDatabase(Dialect.STANDARD);
        Account.create(database);
        VersionedRepository<Account, Long> accounts = database.database().repository(Account.TABLE);

        List<Account> inserted = accounts.insertAll(List.of(Account.of("Ann", 10), Account.of("Bob", 10)));

        assertThat(accounts.update(inserted.get(0).withOwner("A")).version()).isEqualTo(2);
        assertThat(accounts.tryUpdate(inserted.get(0)).isApplied()).isFalse();
        assertThat(accounts.modify(1L, row -> row.withBalance(5)).version()).isEqualTo(3);
        assertThat(accounts.patch(2L, 1, Map.of("owner", "B")).owner()).isEqualTo("B");
        assertThat(accounts.tryUpdateAll(inserted)).noneMatch(Outcome::isApplied);
        Account deleted = database.database()
                .inTransaction(transaction -> transaction.rows(Account.TABLE).delete(2L, 2));
        assertThat(deleted.owner()).isEqualTo("B");
        assertThat(accounts.find(2L)).isEmpty();
    }
}

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

/**
 * Where Jdbi is not on the class path, it is not missed; the build runs this so, a second time.
 *
 * <p>What a class needs is known when it and its signatures are resolved, so no more of the contract is run: with Jdbi all of it
 * is.
 */
@EnabledIfSystemProperty(named = "ifmatch.withoutJdbi", matches = "true")
class WithoutJdbiTest {

    @Test
    void classPath_hasNoJdbi() {
        assertThatThrownBy(() -> Class.forName("org.jdbi.v3.core.Jdbi")).isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> Class.forName("org.jdbi.v3.sqlobject.SqlObject"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void jdbiPackage_missesIt() {
        assertThatThrownBy(() -> resolve("io.github.ifmatch.jdbi.VersionedPlugin"))
                .isInstanceOf(NoClassDefFoundError.class);
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
        database.execute(Account.DROP, Account.CREATE);
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

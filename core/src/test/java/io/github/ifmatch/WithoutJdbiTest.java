package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.testkit.Account;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Where Jdbi is not on the class path, it is not missed; the build runs this and others so, a second time. */
@EnabledIfSystemProperty(named = "ifmatch.withoutJdbi", matches = "true")
class WithoutJdbiTest {

    @Test
    void classPath_hasNoJdbi() {
        assertThatThrownBy(() -> Class.forName("org.jdbi.v3.core.Jdbi")).isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> Class.forName("org.jdbi.v3.sqlobject.SqlObject"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void repository_works() {
        TestDatabase database = new H2TestDatabase(Dialect.STANDARD);
        database.execute(Account.DROP, Account.CREATE);
        VersionedRepository<Account, Long> accounts = database.database().repository(Account.TABLE);

        List<Account> inserted = accounts.insertAll(List.of(Account.of("Ann", 10), Account.of("Bob", 10)));

        assertThat(accounts.update(inserted.get(0).withOwner("A")).version()).isEqualTo(2);
        assertThat(accounts.tryUpdate(inserted.get(0)).isApplied()).isFalse();
    }
}

package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import io.github.ifmatch.testkit.sample.Profile;
import io.github.ifmatch.type.VersionSource;
import io.github.ifmatch.verify.Finding;
import org.junit.jupiter.api.Test;

/** Tables without a version: what can be declared, and which database refuses it. */
public abstract class ComparedDeclarationContract extends AccountContract {

    private static final Table<Account, Long> TABLE = Account.TABLE.comparing();

    private record Narrow(long id, String name, int version) {}

    private record Bare(long id, long version) {}

    private void assertRefused(Table<?, Long> table, String message) {
        assertThatThrownBy(() -> database.repository(table))
                .isInstanceOf(MappingException.class)
                .hasMessage(message);
    }

    @Test
    void declared() {
        assertThat(TABLE.versions()).isEqualTo(VersionSource.COMPARED);
        assertThat(TABLE).isEqualTo(Account.TABLE.versions(VersionSource.COMPARED));
        assertThat(TABLE).isNotEqualTo(Account.TABLE.comparing("owner")).isNotEqualTo(Account.TABLE);
        assertThat(Account.TABLE.comparing("owner").versions(VersionSource.COUNTER))
                .isEqualTo(Account.TABLE);
    }

    @Test
    void refused() {
        assertRefused(
                Table.of(Narrow.class, Long.class).comparing(),
                "narrow (Narrow): versions that are made of compared columns need 64 bits, so the version version must be"
                        + " a long: int");
        assertRefused(
                Table.of(Bare.class, Long.class).comparing(),
                "bare (Bare): there is no column beside the id whose values could be compared in place of a version");
        assertRefused(
                Account.TABLE.comparing("owner", "id"),
                "accounts (Account): the component id cannot be compared in place of a version: every statement names the"
                        + " row by its id");
        assertRefused(
                Account.TABLE.comparing("version"),
                "accounts (Account): the component version cannot be compared in place of a version: it is the version");
        assertRefused(
                Profile.TABLE.comparing("lastSeen"),
                "profiles (Profile): the component lastSeen cannot be compared in place of a version: it is unversioned");
        assertThatThrownBy(() -> Account.TABLE.comparing("nobody"))
                .isInstanceOf(MappingException.class)
                .hasMessageStartingWith(
                        "accounts (Account): there is no component nobody; there are id, owner, balance");
        assertThatThrownBy(TABLE::adoptNullVersions)
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "accounts (Account): versions that are made of compared columns cannot be adopted where they"
                                + " are NULL");
        assertThatThrownBy(() -> Guard.of(TABLE)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A database that cannot make such a version says so before anything is sent. */
    @Test
    void unknownToTheDialect() {
        assumeFalse(database.has(Feature.COMPARED_COLUMNS));
        VersionedRepository<Account, Long> rows = database.repository(TABLE);

        assertThatThrownBy(() -> rows.insert(Account.of("Ann", 10)))
                .isInstanceOf(MappingException.class)
                .hasMessageStartingWith("accounts (Account): it has no version, and the dialect ")
                .hasMessageEndingWith(
                        " makes none of the columns that are compared; give the table a version, or speak to"
                                + " PostgreSQL or H2 in their dialects, which ifmatch-dialects has");
        assertThat(stored()).isEmpty();
        assertThat(database.database().inspect(TABLE).all())
                .extracting(Finding::code)
                .contains("compared-unknown");
    }
}

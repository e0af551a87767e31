package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.type.ColumnType;
import java.util.List;
import java.util.UUID;
import jdk.net.UnixDomainPrincipal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each mistake in a table's declaration, and its whole message. */
class TableTest {

    private record Account(long id, String owner, long version) {}

    private record NoVersion(long id, String owner) {}

    private record OddVersion(long id, String version) {}

    private record OtherVersion(long id, int lockVersion, short step) {}

    private record NoId(String owner, long version) {}

    private record OtherId(long accountNo, String owner, long version) {}

    private record Listed(long id, List<String> tags, long version) {}

    private record Twins(long id, String lastName, String last_name, long version) {}

    private static final Database DATABASE = Database.of(new H2TestDatabase(Dialect.STANDARD).dataSource());

    /** At once: no later line could mend it. */
    private static void assertCertain(ThrowingCallable declaration, String message) {
        assertThatThrownBy(declaration).isInstanceOf(MappingException.class).hasMessage(message);
    }

    /** At the latest when the table is given to a database, and by whatever else needs it to be complete. */
    private static void assertCurable(Table<?, ?> table, String message) {
        assertThatThrownBy(() -> DATABASE.repository(table))
                .isInstanceOf(MappingException.class)
                .hasMessage(message);
    }

    private static Table<Account, Long> accounts() {
        return Table.of(Account.class, Long.class);
    }

    @Test
    void of_recordOfClosedModule() {
        assertCertain(
                () -> Table.of(UnixDomainPrincipal.class, Long.class),
                "jdk.net.UnixDomainPrincipal cannot be read: module jdk.net does not open its package."
                        + " Add \"opens jdk.net;\" to its module-info.java.");
    }

    @Test
    void of_noRecord() {
        assertCertain(
                () -> Table.of(String.class, Long.class),
                "java.lang.String is not a record: a table's rows are records, or of a class that a Shape describes:"
                        + " Table.of(Shape.of(…), …)");
    }

    @Test
    void of_noVersion() {
        assertCertain(
                () -> Table.of(NoVersion.class, Long.class),
                "no_version (NoVersion): no component is named version, the version; no other component could be it,"
                        + " so add one");
    }

    @Test
    void of_versionOfAnotherName() {
        assertCurable(
                Table.of(OtherVersion.class, Long.class),
                "other_version (OtherVersion): no component is named version, the version; if it has another name,"
                        + " say so with version(…): lockVersion, step");
        assertThatCode(() -> DATABASE.repository(
                        Table.of(OtherVersion.class, Long.class).version("lockVersion")))
                .doesNotThrowAnyException();
    }

    @Test
    void of_versionOfAnotherType() {
        assertCertain(
                () -> Table.of(OddVersion.class, Long.class),
                "odd_version (OddVersion): the version version must be a short, int or long: java.lang.String; no other"
                        + " component could be it, so add one");
        assertCurable(
                accounts().version("owner"),
                "account (Account): the version owner must be a short, int or long: java.lang.String; if it has another"
                        + " name, say so with version(…): version");
    }

    @Test
    void of_noId() {
        assertCertain(
                () -> Table.of(NoId.class, Long.class),
                "no_id (NoId): no component is named id, the id; no other component could be it, so add one");
    }

    @Test
    void of_idOfAnotherName() {
        assertCurable(
                Table.of(OtherId.class, Long.class),
                "other_id (OtherId): no component is named id, the id; if it has another name, say so with id(…):"
                        + " accountNo");
    }

    @Test
    void of_idOfAnotherClass() {
        assertCertain(
                () -> Table.of(Account.class, UUID.class),
                "account (Account): the id id is a long, not a java.util.UUID; no other component could be it, so add"
                        + " one");
        assertCurable(
                Table.of(Account.class, String.class),
                "account (Account): the id id is a long, not a java.lang.String; if it has another name, say so with"
                        + " id(…): owner");
    }

    @Test
    void of_primitiveIdClass() {
        assertThat(Table.of(Account.class, long.class)).isEqualTo(accounts());
    }

    @Test
    void of_unsupportedType() {
        assertCurable(
                Table.of(Listed.class, Long.class),
                "listed (Listed): the component tags (java.util.List<java.lang.String>) has no column type; give it one"
                        + " with type(\"tags\", …)");
    }

    @Test
    void lines_unknownComponent() {
        String message =
                "account (Account): there is no component nowhere; there are id, owner, version. (Lines name the"
                        + " record's components; column(component, column) names a column.)";

        assertCertain(() -> accounts().column("nowhere", "anything"), message);
        assertCertain(() -> accounts().id("nowhere"), message);
        assertCertain(() -> accounts().version("nowhere"), message);
        assertCertain(() -> accounts().generated("nowhere"), message);
        assertCertain(() -> accounts().unversioned("nowhere"), message);
        assertCertain(() -> accounts().type("nowhere", ColumnType.of(String.class)), message);
    }

    @Test
    void column_twice() {
        assertCurable(
                accounts().column("owner", "Version"),
                "account (Account): the components owner and version both name the column version");
        assertCurable(
                Table.of(Twins.class, Long.class),
                "twins (Twins): the components lastName and last_name both name the column last_name");
        assertThatCode(() -> DATABASE.repository(
                        accounts().column("owner", "version").column("version", "owner")))
                .doesNotThrowAnyException();
    }

    @Test
    void roles_contradicting() {
        assertCertain(
                () -> accounts().generated("owner").unversioned("owner"),
                "account (Account): component owner cannot be both generated and unversioned");
        assertCertain(
                () -> accounts().generated("id"),
                "account (Account): the component id is the id, it cannot be generated");
        assertCertain(
                () -> accounts().unversioned("version"),
                "account (Account): the component version is the version, it cannot be unversioned");
        assertCertain(
                () -> accounts().id("version"),
                "account (Account): the component version cannot be both the id and the version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "a.", ".a", "a..b", "a b", "\"", "\"a", "a\"b\"", "\"a\"b", "a;\n", "\"\""})
    void named_noName(String name) {
        assertCertain(
                () -> accounts().named(name),
                "not a table's name: '" + name + "'; write accounts, sales.accounts, or \"in quotes\" to the letter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a.b", "a b", "\"", "\"a"})
    void column_noName(String name) {
        assertCertain(
                () -> accounts().column("owner", name),
                "not a column's name: '" + name + "'; write last_seen, or \"in quotes\" to the letter");
    }

    @Test
    void of_localRecord() {
        record Local(long id, long version) {}

        Table<Local, Long> table = Table.of(Local.class, Long.class);

        assertThat(table.name()).isEqualTo("local");
        assertThat(table.id(new Local(7, 3))).isEqualTo(7L);
        assertThat(table.version(new Local(7, 3))).isEqualTo(3);
        assertThat(table).hasToString("Table[local of Local]");
    }

    @Test
    void equals_declaredAlike() {
        assertThat(accounts().named("accounts"))
                .isEqualTo(accounts().named("accounts"))
                .isNotEqualTo(accounts());
        assertThat(accounts().named("accounts")).hasSameHashCodeAs(accounts().named("accounts"));
    }

    @Test
    void incomplete_saysSoWhereverItIsUsed() {
        Table<OtherId, Long> table = Table.of(OtherId.class, Long.class);
        String message = "other_id (OtherId): no component is named id, the id; if it has another name, say so with"
                + " id(…): accountNo";

        assertCertain(() -> table.id(new OtherId(1, "Ann", 1)), message);
        assertCertain(() -> table.version(new OtherId(1, "Ann", 1)), message);
    }
}

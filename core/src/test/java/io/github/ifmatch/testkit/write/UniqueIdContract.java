package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What proves that an id is unique: a key of this very table, and only as long as it is there. */
public abstract class UniqueIdContract extends AccountContract {

    private record User(long id, String owner, long version) {

        static final Table<User, Long> TABLE = Table.of(User.class, Long.class).named("users");
    }

    private record Item(Key id, String owner, long version) {

        record Key(long tenant, long number) {}

        static final Table<Item, Key> TABLE = Table.of(Item.class, Key.class).named("item");
    }

    private static final Account ANN = new Account(1, "Ann", new BigDecimal("10.00"), 1);

    /** H2 has a table USERS of its own. */
    @Test
    void verify_namesakeOfTheDatabases() {
        database.drop("users");
        database.execute("CREATE TABLE users (id bigint PRIMARY KEY, owner varchar(50), version bigint NOT NULL)");
        CountingDataSource counting = CountingDataSource.of(database.dataSource());
        VersionedRepository<User, Long> users = database.repository(counting.dataSource(), User.TABLE);

        assertThatCode(() -> database.database().verify(User.TABLE)).doesNotThrowAnyException();
        User ann = users.insert(new User(1, "Ann", 0));
        counting.drain();
        users.update(ann);

        assertThat(database.withoutBeginning(counting.drain())).hasSize(returnsUpdated() ? 1 : 5);
    }

    @Test
    void verify_namesakeInAnotherSchema() {
        needs(Feature.SCHEMAS);
        database.createSchema("other");
        database.execute("CREATE TABLE other.accounts (id bigint PRIMARY KEY, junk integer)");
        try {
            assertThatCode(() -> database.database().verify(Account.TABLE)).doesNotThrowAnyException();
            assertThatThrownBy(() -> database.database().verify(Account.TABLE.named("other.accounts")))
                    .isInstanceOf(MappingException.class)
                    .hasMessage("other.accounts (Account) does not fit the database: it has no column owner (component"
                            + " owner); it has no column balance (component balance); it has no column version"
                            + " (component version)");
        } finally {
            database.dropSchema("other");
        }
    }

    /** The key has a part of the id: it proves, and is no key that an insert of this id could be said to break. */
    @Test
    void insert_keyOverAPartOfTheId() {
        VersionedRepository<Item, Item.Key> items = items();

        assertThatCode(() -> database.database().verify(Item.TABLE)).doesNotThrowAnyException();
        Item first = items.insert(new Item(new Item.Key(1, 1), "Ann", 0));
        assertThat(items.tryInsert(first)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> items.tryInsert(new Item(new Item.Key(2, 1), "Bob", 0)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("insert would break a unique index");
        assertThat(items.find(new Item.Key(2, 1))).isEmpty();
        assertThat(items.update(first).version()).isEqualTo(2);
    }

    @Test
    void insertAll_keyOverAPartOfTheId() {
        VersionedRepository<Item, Item.Key> items = items();
        Item first =
                items.insertAll(List.of(new Item(new Item.Key(1, 1), "Ann", 0))).get(0);

        assertThat(items.tryInsertAll(List.of(first, new Item(new Item.Key(1, 2), "Bob", 0))))
                .satisfiesExactly(
                        conflict -> assertThat(conflict).isInstanceOf(Conflict.class),
                        applied -> assertThat(applied).isInstanceOf(Applied.class));
        assertThatThrownBy(() -> items.tryInsertAll(List.of(new Item(new Item.Key(2, 1), "Cid", 0))))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("insert would break a unique index");
        assertThat(items.findAll(List.of(new Item.Key(1, 1), new Item.Key(2, 1))))
                .containsExactly(first);
    }

    private VersionedRepository<Item, Item.Key> items() {
        database.drop("item");
        database.execute("CREATE TABLE item (tenant bigint NOT NULL, number bigint PRIMARY KEY, owner varchar(50),"
                + " version bigint NOT NULL)");
        return database.repository(Item.TABLE);
    }

    /** The first write on two rows is told as it is; from then on the database is not taken to keep the id unique. */
    @Test
    void update_keyDroppedMeanwhile() {
        database.drop("accounts");
        database.execute(
                "CREATE TABLE accounts (id bigint NOT NULL, owner varchar(50), balance numeric(12, 2),"
                        + " version bigint NOT NULL)",
                "CREATE UNIQUE INDEX accounts_id ON accounts (id)",
                "INSERT INTO accounts VALUES (1, 'Ann', 10, 1)");
        assertThat(accounts.get(1L)).isEqualTo(ANN);
        database.dropIndex("accounts", "accounts_id");
        database.execute("INSERT INTO accounts VALUES (1, 'Ann', 10, 1)");
        String changed = "accounts 1: update changed more than one row; an id must be unique. ";

        assertThatThrownBy(() -> accounts.tryUpdate(ANN.withOwner("Anne")))
                .isInstanceOf(MappingException.class)
                .hasMessage(changed
                        + (returnsUpdated() ? "The write stands." : "Nothing was written: it was rolled back."));
        List<Account> left = stored();
        Account current = left.get(0);
        assertThatThrownBy(() -> accounts.tryUpdate(current.withOwner("Eve")))
                .isInstanceOf(MappingException.class)
                .hasMessage(changed + "Nothing was written: it was rolled back.");
        assertThat(stored()).isEqualTo(left);
    }

    /** The statement names the key that is gone: it is refused, and the next one does without. */
    @Test
    void insert_keyDroppedMeanwhile() {
        needs(Feature.INSERTED_ROW_RETURNED);
        database.drop("accounts");
        database.execute(
                "CREATE TABLE accounts (id bigint NOT NULL, owner varchar(50), balance numeric(12, 2),"
                        + " version bigint NOT NULL)",
                "CREATE UNIQUE INDEX accounts_id ON accounts (id)");
        Account ann = accounts.insert(ANN);
        database.dropIndex("accounts", "accounts_id");

        try {
            accounts.insert(ann.withId(2));
        } catch (DatabaseException e) {
            assertThat(e)
                    .extracting(Contract::said)
                    .isEqualTo("accounts 2: insert failed: the key that made its id unique is gone; the"
                            + " catalogue is read anew for the next call, so send it again. Nothing was written.");
            accounts.insert(ann.withId(2));
        }
        assertThat(accounts.insertAll(List.of(ann.withId(3)))).hasSize(1);
        assertThat(stored()).extracting(Account::id).containsExactly(1L, 2L, 3L);
    }

    @Test
    void write_tableMadeAnewMeanwhile() throws SQLException {
        accounts.insert(ANN);
        database.drop("accounts");
        database.execute(
                "CREATE TABLE accounts (version bigint NOT NULL, balance numeric(12, 2), owner varchar(50), id integer"
                        + " NOT NULL)",
                "INSERT INTO accounts VALUES (1, 10, 'Ann', 1), (1, 10, 'Ann', 1)");

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> accounts.tryUpdate(stored().get(0).withOwner("Anne")))
                    .isInstanceOf(MappingException.class)
                    .hasMessageContaining("changed more than one row");
        }
    }
}

package io.github.ifmatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.engine.sql.KnownTables;
import io.github.ifmatch.engine.sql.TableSql;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.sample.Account;
import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long the catalogue is believed, and how many tables are kept. */
class KnownTablesTest {

    private final TestDatabase database = new H2TestDatabase(Dialect.STANDARD);
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1); // such a clock may turn over
    private final KnownTables tables = KnownTables.standard(now::get);
    private final Binding<Account, Long> accounts = new Binding<>(tables, Journal.SILENT, Account.TABLE, false);

    @BeforeEach
    void create() {
        Account.create(database);
    }

    private TableSql<Account, Long> sql() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return accounts.sql(connection);
        }
    }

    private void pass(long seconds) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void sql_keptForAMinute() throws SQLException {
        TableSql<Account, Long> first = sql();
        database.drop("accounts");
        database.execute("CREATE TABLE accounts (id bigint)");

        pass(59);
        assertThat(sql()).isSameAs(first);
        pass(1);
        assertThat(sql())
                .isNotSameAs(first)
                .satisfies(sql -> assertThat(sql.writesOneRow(sql.update)).isFalse());
    }

    @Test
    void sql_keptWhereTheCatalogueStillSaysSo() throws SQLException {
        TableSql<Account, Long> first = sql();

        for (int i = 0; i < 3; i++) {
            pass(60);
            assertThat(sql()).isSameAs(first);
        }
    }

    @Test
    void sql_doubted() throws SQLException {
        TableSql<Account, Long> first = sql();

        first.doubt();

        assertThat(sql()).isNotSameAs(first).isSameAs(sql());
    }

    @Test
    void sql_noTable() throws SQLException {
        database.drop("accounts");
        TableSql<Account, Long> first = sql();
        assertThat(first.writesOneRow(first.update)).isFalse();

        database.execute(Account.CREATE);

        assertThat(sql().writesOneRow(sql().update)).isTrue();
    }

    /** Types of one's own make each of them another table. */
    @Test
    void tables_declaredAnewForEachCall() throws Exception {
        Database many = database.database();
        for (int i = 0; i < 2 * KnownTables.KEPT_TABLES + 10; i++) {
            Table<Account, Long> anew = Account.TABLE.types(type -> Optional.empty());
            assertThat(many.repository(anew).find(1L)).isEmpty();
        }

        assertThat(size(many, "bindings")).isBetween(1, KnownTables.KEPT_TABLES);
        assertThat(size(field(many, "tables"), "tables")).isBetween(1, KnownTables.KEPT_TABLES);
    }

    private static int size(Object owner, String name) throws ReflectiveOperationException {
        return ((Map<?, ?>) field(owner, name)).size();
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }
}

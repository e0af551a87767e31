package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.ETag;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.RowTags;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountBean;
import io.github.ifmatch.type.ColumnType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Null is refused at the door, by name. */
class NullArgumentsTest {

    private static final DataSource POOL = new H2TestDatabase(Dialect.STANDARD).dataSource();
    private static final Database DATABASE = Database.of(POOL);
    private static final Table<Account, Long> TABLE = Account.TABLE;
    private static final VersionedRepository<Account, Long> ROWS = DATABASE.repository(TABLE);
    private static final Account ROW = Account.of("Ann", 10);

    private static final Preconditions<Account, Long> PRECONDITIONS = Preconditions.of(RowTags.of(TABLE));

    private static Arguments refused(String name, ThrowingCallable call) {
        return Arguments.of(name, call);
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                refused("rowType", () -> Table.of((Class<Account>) null, Long.class)),
                refused("idType", () -> Table.of(Account.class, null)),
                refused("rowType", () -> Shape.ofBean(null)),
                refused("rowType", () -> Shape.ofBuilder(null, Object::new)),
                refused("builder", () -> Shape.ofBuilder(Account.class, null)),
                refused("names", () -> Shape.ofBean(AccountBean.class).without((String[]) null)),
                refused("name", () -> Shape.ofBean(AccountBean.class).without((String) null)),
                refused("name", () -> TABLE.named(null)),
                refused("component", () -> TABLE.column(null, "owner")),
                refused("column", () -> TABLE.column("owner", null)),
                refused("component", () -> TABLE.id((String) null)),
                refused("components", () -> TABLE.id((String[]) null)),
                refused("component", () -> TABLE.version((String) null)),
                refused("component", () -> TABLE.generated((String) null)),
                refused("components", () -> TABLE.generated((String[]) null)),
                refused("component", () -> TABLE.unversioned((String) null)),
                refused("components", () -> TABLE.unversioned((String[]) null)),
                refused("component", () -> TABLE.type(null, ColumnType.of(String.class))),
                refused("type", () -> TABLE.type("owner", null)),
                refused("types", () -> TABLE.types(null)),
                refused("row", () -> TABLE.id((Account) null)),
                refused("row", () -> TABLE.version((Account) null)),
                refused("resultSet", () -> TABLE.read(null)),
                refused("javaType", () -> ColumnType.of(null)),
                refused("reading", () -> ColumnType.of(String.class).as(null, Object::toString)),
                refused("binding", () -> ColumnType.of(String.class).as(text -> text, null)),
                refused("dataSource", () -> Database.of((DataSource) null)),
                refused("source", () -> Database.of((ConnectionSource) null)),
                refused("dialect", () -> DATABASE.withDialect(null)),
                refused("isolation", () -> DATABASE.withIsolation(null)),
                refused("watcher", () -> DATABASE.withWatcher(null)),
                refused("table", () -> DATABASE.repository(null)),
                refused("table", () -> DATABASE.verify(null)),
                refused("work", () -> DATABASE.inTransaction(null)),
                refused("work", () -> DATABASE.useTransaction(null)),
                refused("table", () -> DATABASE.inTransaction(transaction -> transaction.rows((Table<?, ?>) null))),
                refused("dataSource", () -> VersionedRepository.of(null, TABLE)),
                refused("table", () -> VersionedRepository.of(POOL, null)),
                refused("connection", () -> ROWS.on(null)),
                refused("row", () -> ROWS.insert(null)),
                refused("id", () -> ROWS.find(null)),
                refused("id", () -> ROWS.get(null)),
                refused("ids", () -> ROWS.findAll(null)),
                refused("id", () -> ROWS.findAll(Arrays.asList(1L, null))),
                refused("row", () -> ROWS.update(null)),
                refused("before", () -> ROWS.patch(null, ROW)),
                refused("after", () -> ROWS.patch(ROW, null)),
                refused("id", () -> ROWS.patch(null, 1, Map.of("owner", "Ann"))),
                refused("changes", () -> ROWS.patch(1L, 1, null)),
                refused("row", () -> ROWS.delete(null)),
                refused("id", () -> ROWS.delete(null, 1)),
                refused("row", () -> ROWS.touch(null)),
                refused("row", () -> ROWS.overwrite(null, "why")),
                refused("reason", () -> ROWS.overwrite(ROW, null)),
                refused("id", () -> ROWS.confirm((Long) null, 1, 0)),
                refused("id", () -> ROWS.writeUnversioned(null, Map.of())),
                refused("table", () -> RowTags.of(null)),
                refused("key", () -> RowTags.of(TABLE).signedWith(null)),
                refused("id", () -> RowTags.of(TABLE).of(null, 1)),
                refused("tags", () -> Preconditions.of(null)),
                refused("method", () -> PRECONDITIONS.evaluate(null, name -> List.of(), ROW.withId(1))),
                refused("fields", () -> PRECONDITIONS.evaluate("GET", null, ROW.withId(1))),
                refused("row", () -> PRECONDITIONS.evaluate("GET", name -> List.of(), null)),
                refused("rows", () -> ConditionalRows.of(null)),
                refused("text", () -> ETag.parse(null)),
                refused("versions", () -> AcceptableVersions.oneOf(null)),
                refused("values", () -> ROWS.writeUnversioned(1L, null)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_null(String name, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(name + " must not be null");
    }
}

package io.github.ifmatch.jdbi;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Database;
import io.github.ifmatch.Shape;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.extension.NoSuchExtensionException;

/**
 * Version-checked rows of a {@code Jdbi} or a {@code Handle} that has the {@link VersionedPlugin}.
 *
 * <pre>{@code
 * VersionedRepository<Account, Long> accounts = VersionedJdbi.repository(jdbi, ACCOUNTS);
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class VersionedJdbi {

    private VersionedJdbi() {}

    /**
     * The database that the Jdbi speaks to.
     *
     * <p>Its operations join the thread's current handle, and its transaction, as {@link Jdbi#withHandle} does; where there is
     * none, they open a handle for themselves. A handle is in a transaction if its connection is not in autocommit: so
     * Jdbi sees it, and so do we, and what is written there is committed by whoever ends that transaction.
     *
     * @throws IllegalStateException if the plugin is not installed
     */
    public static Database database(Jdbi jdbi) {
        return requireNonNull(jdbi, "jdbi must not be null")
                .getConfig(VersionedTables.class)
                .database();
    }

    /**
     * The repository of a table: {@code database(jdbi).repository(table)}.
     *
     * @throws IllegalStateException if the plugin is not installed
     * @throws io.github.ifmatch.MappingException if the table's declaration is incomplete
     */
    public static <R, ID> VersionedRepository<R, ID> repository(Jdbi jdbi, Table<R, ID> table) {
        return database(jdbi).repository(table);
    }

    /**
     * The rows of a table in the handle's transaction, or, while it is in none, each operation in one of its own.
     *
     * <p>For one thread at a time, like the handle.
     *
     * @throws IllegalStateException if the plugin is not installed
     * @throws io.github.ifmatch.MappingException if the table's declaration is incomplete
     */
    public static <R, ID> VersionedRows<R, ID> rows(Handle handle, Table<R, ID> table) {
        return repository(handle, table);
    }

    static <R, ID> VersionedRepository<R, ID> repository(Handle handle, Table<R, ID> table) {
        return requireNonNull(handle, "handle must not be null")
                .getConfig(VersionedTables.class)
                .database()
                .repository(table)
                .over(JdbiSource.of(handle));
    }

    /**
     * Makes each of these SQL objects for trial, without a connection: for a test, or at startup.
     *
     * <p>What is wrong with its checked statements or its table is told here, as {@code attach} tells it. {@code onDemand}
     * tells it too, if the {@code SqlObjectPlugin} was installed before the first table was registered; the {@link
     * VersionedPlugin} sees to that.
     *
     * @throws RuntimeException what {@code attach} throws, such as an {@code UnableToCreateSqlObjectException}
     * @throws NoSuchExtensionException if Jdbi makes no SQL object of a type
     */
    public static void verify(Jdbi jdbi, Class<?>... sqlObjectTypes) {
        requireNonNull(jdbi, "jdbi must not be null");
        for (Class<?> type : requireNonNull(sqlObjectTypes, "sqlObjectTypes must not be null")) {
            if (EarlyCheck.make(type, jdbi.getConfig()).isEmpty()) {
                throw new NoSuchExtensionException(type);
            }
        }
    }

    /**
     * The shape of a class that is no record, by its properties as the Jdbi's own mappers see them: a class that is
     * registered with {@code JdbiImmutables} or the like, else a bean.
     *
     * <p>{@code @ColumnName}, {@code @Nested}, {@code @JdbiProperty} and qualifying annotations count. A property of a bean
     * needs a getter and a setter.
     *
     * @throws IllegalArgumentException if the class is neither
     */
    public static <R> Shape<R> shape(Jdbi jdbi, Class<R> rowType) {
        return PojoShape.of(
                requireNonNull(rowType, "rowType must not be null"),
                requireNonNull(jdbi, "jdbi must not be null").getConfig());
    }
}

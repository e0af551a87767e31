package io.github.ifmatch.engine.write;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Whether a thread is in a transaction of Spring's that a plain data source knows nothing of; asked by its names, so that Spring need
 * not be there. Thread-safe.
 */
final class SpringTransactions {

    private static final String MANAGER = "org.springframework.transaction.support.TransactionSynchronizationManager";
    private static final String PROXY = "org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy";

    private static final @Nullable MethodHandle IS_ACTIVE =
            method("isActualTransactionActive", MethodType.methodType(boolean.class));
    private static final @Nullable MethodHandle HAS_RESOURCE =
            method("hasResource", MethodType.methodType(boolean.class, Object.class));

    private SpringTransactions() {}

    private static @Nullable MethodHandle method(String name, MethodType type) {
        try {
            Class<?> manager = Class.forName(MANAGER, false, SpringTransactions.class.getClassLoader());
            return MethodHandles.publicLookup().findStatic(manager, name, type);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null; // there is no Spring
        }
    }

    /** Whether the thread's transaction has a connection of this data source. */
    static boolean isIn(DataSource dataSource) {
        if (IS_ACTIVE == null || HAS_RESOURCE == null) {
            return false;
        }
        try {
            return (boolean) IS_ACTIVE.invokeExact() && (boolean) HAS_RESOURCE.invokeExact((Object) dataSource);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Refuses a data source that lends the transaction's connection without saying so.
     *
     * @throws IllegalArgumentException if it is Spring's transaction-aware proxy
     */
    static void requireNoProxy(DataSource dataSource) {
        for (Class<?> type = dataSource.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(PROXY)) {
                throw new IllegalArgumentException("dataSource must not be a TransactionAwareDataSourceProxy, whose"
                        + " transactions would be committed too early. To join them: "
                        + "SpringDatabase.of(dataSource)");
            }
        }
    }
}

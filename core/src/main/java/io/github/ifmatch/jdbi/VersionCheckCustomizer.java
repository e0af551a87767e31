package io.github.ifmatch.jdbi;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.extension.AttachedExtensionHandler;
import org.jdbi.v3.core.extension.ExtensionHandler;
import org.jdbi.v3.core.extension.ExtensionHandlerCustomizer;
import org.jdbi.v3.core.extension.HandleSupplier;
import org.jdbi.v3.sqlobject.customizer.SqlStatementCustomizer;
import org.jdbi.v3.sqlobject.customizer.SqlStatementCustomizerFactory;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.transaction.Transaction;

/** What Jdbi does at a {@link VersionCheck}; not to be used directly. Thread-safe. */
public final class VersionCheckCustomizer implements SqlStatementCustomizerFactory, ExtensionHandlerCustomizer {

    /** Called by Jdbi. */
    public VersionCheckCustomizer() {}

    /** Has the method's statements checked. */
    @Override
    public SqlStatementCustomizer createForMethod(Annotation annotation, Class<?> sqlObjectType, Method method) {
        Demand demand = Demand.of((VersionCheck) annotation, sqlObjectType);
        return statement -> {
            if (statement.getConfig(Checked.class).begin()) {
                statement.addCustomizer(new StatementCheck(statement.getHandle(), demand, false));
            }
        };
    }

    /** Checks the declaration when the SQL object is made, and undoes a batch of which a row is refused. */
    @Override
    public ExtensionHandler customize(ExtensionHandler handler, Class<?> sqlObjectType, Method method) {
        Declared declared = new Declared(sqlObjectType, method);
        declared.requireWrite();
        boolean isInTransaction =
                method.isAnnotationPresent(Transaction.class) || sqlObjectType.isAnnotationPresent(Transaction.class);
        return (config, target) -> {
            AttachedExtensionHandler attached = handler.attachTo(config, target);
            declared.check(config);
            return method.isAnnotationPresent(SqlBatch.class) ? new Whole(attached, isInTransaction) : attached;
        };
    }

    /**
     * All of a batch or nothing: in a transaction of its own, or behind a savepoint.
     *
     * @param beginsOne whether the method begins a transaction by itself
     */
    private record Whole(AttachedExtensionHandler batch, boolean beginsOne) implements AttachedExtensionHandler {

        @Override
        public Object invoke(HandleSupplier supplier, Object... arguments) throws Exception {
            Handle handle = supplier.getHandle();
            if (handle.isInTransaction()) {
                return behindSavepoint(handle, () -> batch.invoke(supplier, arguments));
            }
            return beginsOne
                    ? batch.invoke(supplier, arguments)
                    : handle.inTransaction(same -> batch.invoke(supplier, arguments));
        }

        private static Object behindSavepoint(Handle handle, Callable<Object> work) throws Exception {
            Undo undo = Undo.begin(handle.getConnection());
            try {
                Object result = work.call();
                undo.release();
                return result;
            } catch (Throwable e) {
                undo.rollback(e);
                throw e;
            }
        }
    }
}

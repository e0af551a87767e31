package io.github.ifmatch.jdbi;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The call that bound one parameter; it can be made again on another statement. Immutable by convention.
 *
 * @param method a setter of {@link PreparedStatement}
 * @param arguments the parameter's index, what was bound, and what else the setter takes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Setting(Method method, @Nullable Object[] arguments) {

    /** The call, if it is one that binds a parameter; else null. */
    static @Nullable Setting of(Method method, @Nullable Object @Nullable [] arguments) {
        return arguments != null
                        && arguments.length > 1
                        && method.getName().startsWith("set")
                        && arguments[0] instanceof Integer
                ? new Setting(method, arguments.clone())
                : null;
    }

    /** The parameter, counted from 0. */
    int parameter() {
        return ((Integer) arguments[0]) - 1;
    }

    /** What was bound; null for NULL. */
    @Nullable
    Object value() {
        return method.getName().equals("setNull") ? null : arguments[1];
    }

    /** Whether what was bound is gone once it is sent. */
    boolean isStream() {
        return arguments[1] instanceof InputStream || arguments[1] instanceof Reader;
    }

    /** Binds the same in the same way. */
    void bind(PreparedStatement statement, int index) throws SQLException {
        @Nullable Object[] again = arguments.clone();
        again[0] = index;
        try {
            method.invoke(statement, again);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}

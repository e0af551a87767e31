package io.github.ifmatch.audit;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Hands calls to another object. Thread-safe, if that is. */
abstract class WatchedObject implements InvocationHandler {

    private final Object target;

    WatchedObject(Object target) {
        this.target = target;
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(WatchedObject.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public final @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        return method.getName().equals("equals") && arguments != null && arguments.length == 1
                ? proxy == arguments[0]
                : call(proxy, method, arguments);
    }

    abstract @Nullable Object call(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable;

    /** What the object itself answers, or throws. */
    @CanIgnoreReturnValue
    final @Nullable Object pass(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}

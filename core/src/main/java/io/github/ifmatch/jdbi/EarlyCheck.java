package io.github.ifmatch.jdbi;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.extension.ExtensionContext;
import org.jdbi.v3.core.extension.ExtensionFactory;
import org.jdbi.v3.core.extension.Extensions;
import org.jdbi.v3.core.extension.HandleSupplier;

/**
 * Makes a SQL object for trial when Jdbi is first asked for its type: {@code onDemand} itself makes none before the first
 * call. Thread-safe.
 */
final class EarlyCheck implements ExtensionFactory {

    private final ConfigRegistry config;
    private final Set<Class<?>> seen = ConcurrentHashMap.newKeySet();

    EarlyCheck(ConfigRegistry config) {
        this.config = config;
    }

    /** Looks at the type, and leaves it to the other factories. */
    @Override
    public boolean accepts(Class<?> type) {
        if (type.isInterface() && seen.add(type) && isChecked(type)) {
            boolean isSound = false;
            try {
                isSound = make(type, config).isPresent();
            } finally {
                if (!isSound) {
                    seen.remove(type); // so that it is refused the next time, too
                }
            }
        }
        return false;
    }

    /** Makes a SQL object, which is not called; empty if Jdbi has none of this type. */
    static Optional<?> make(Class<?> type, ConfigRegistry config) {
        return config.get(Extensions.class).findFor(type, new NoHandle(config));
    }

    private static boolean isChecked(Class<?> type) {
        return Arrays.stream(type.getMethods()).anyMatch(EarlyCheck::isChecked);
    }

    private static boolean isChecked(Method method) {
        return method.isAnnotationPresent(VersionCheck.class);
    }

    /** Enough to make a SQL object, not to call it. */
    private record NoHandle(ConfigRegistry config) implements HandleSupplier {

        @Override
        public Handle getHandle() {
            throw new UnsupportedOperationException("the SQL object is not called");
        }

        @Override
        public Jdbi getJdbi() {
            throw new UnsupportedOperationException("the SQL object is not called");
        }

        @Override
        public ConfigRegistry getConfig() {
            return config;
        }

        @Override
        public <V> V invokeInContext(ExtensionContext context, Callable<V> work) throws Exception {
            return work.call();
        }
    }
}

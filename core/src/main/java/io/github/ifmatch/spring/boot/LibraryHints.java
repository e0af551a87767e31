package io.github.ifmatch.spring.boot;

import io.github.ifmatch.VersionedRepository;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.SpringProxy;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.core.DecoratingProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ReflectionUtils;

/**
 * Tells a native image what Ifmatch itself does by reflection: it asks Spring for the thread's transaction, and wraps repositories that
 * translate exceptions.
 *
 * <p>Thread-safe.
 */
final class LibraryHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        invoked(hints, "isActualTransactionActive");
        invoked(hints, "hasResource", Object.class);
        hints.proxies().registerJdkProxy(VersionedRepository.class, SpringProxy.class, DecoratingProxy.class);
    }

    private static void invoked(RuntimeHints hints, String name, Class<?>... parameterTypes) {
        hints.reflection()
                .registerMethod(
                        ReflectionUtils.findMethod(TransactionSynchronizationManager.class, name, parameterTypes),
                        ExecutableMode.INVOKE);
    }
}

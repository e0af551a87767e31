package io.github.ifmatch.spring.boot;

import io.github.ifmatch.VersionedRepository;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.SpringProxy;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.core.DecoratingProxy;

/**
 * Tells a native image what Ifmatch itself does by reflection: it asks Spring for the thread's transaction, and wraps repositories that
 * translate exceptions.
 *
 * <p>Thread-safe.
 */
final class LibraryHints implements RuntimeHintsRegistrar {

    private static final String TRANSACTIONS =
            "org.springframework.transaction.support.TransactionSynchronizationManager";

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.reflection()
                .registerTypeIfPresent(
                        classLoader,
                        TRANSACTIONS,
                        manager -> manager.withMethod("isActualTransactionActive", List.of(), ExecutableMode.INVOKE)
                                .withMethod(
                                        "hasResource", List.of(TypeReference.of(Object.class)), ExecutableMode.INVOKE));
        hints.proxies().registerJdkProxy(VersionedRepository.class, SpringProxy.class, DecoratingProxy.class);
    }
}

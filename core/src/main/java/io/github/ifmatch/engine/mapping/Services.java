package io.github.ifmatch.engine.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/** Finds the implementations of an SPI of ours. */
public final class Services {

    private Services() {}

    /** Those that the thread's class loader sees, then those that ours sees; each class once. */
    public static <S> List<S> load(Class<S> service) {
        List<S> found = new ArrayList<>();
        Set<Class<?>> classes = new HashSet<>();
        for (ServiceLoader<S> loader :
                List.of(ServiceLoader.load(service), ServiceLoader.load(service, service.getClassLoader()))) {
            for (S implementation : loader) {
                if (classes.add(implementation.getClass())) {
                    found.add(implementation);
                }
            }
        }
        return found;
    }
}

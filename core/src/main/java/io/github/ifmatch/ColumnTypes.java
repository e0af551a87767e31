package io.github.ifmatch;

import java.lang.reflect.Type;
import java.util.Optional;

/**
 * Column types of one's own, by Java type.
 *
 * <p>Given to one table with {@link Table#types}, or to all of them as a {@link java.util.ServiceLoader} service; the
 * table's own are asked first, then the services, then the built-in ones.
 *
 * <p>Thread-safe: every implementation must be.
 */
@FunctionalInterface
public interface ColumnTypes {

    /**
     * The type for a record component, or empty if this is none of ours.
     *
     * @param javaType the component's declared type, generics included; primitives come as their wrapper class
     */
    Optional<? extends ColumnType<?>> find(Type javaType);
}

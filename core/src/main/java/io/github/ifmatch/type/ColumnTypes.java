package io.github.ifmatch.type;

import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;
import java.util.Optional;

/**
 * Column types of one's own, by Java type.
 *
 * <p>Given to one table with {@link Table#types}, to one database with {@link Database#withTypes}, or to all of them as a
 * {@link java.util.ServiceLoader} service; they are asked in this order, and then the built-in ones.
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

    /**
     * The type for one component, which may carry annotations. Default: by its Java type alone.
     *
     * @param annotations the component's, wherever the compiler puts them
     */
    default Optional<? extends ColumnType<?>> find(Type javaType, AnnotatedElement annotations) {
        return find(javaType);
    }

    /** The name of a component's column, if its annotations give it. Default: empty, by convention. */
    default Optional<String> columnName(AnnotatedElement annotations) {
        return Optional.empty();
    }

    /**
     * What the columns of a component's own components begin with, {@code home} for {@code home_street}, if they stand in
     * columns of the table; the component must be a record. Default: empty, the component stands in one column.
     */
    default Optional<String> nested(AnnotatedElement annotations) {
        return Optional.empty();
    }
}

package io.github.ifmatch.engine.mapping;

import io.github.ifmatch.MappingException;

/** Says by which way rows can be of a class that is no record. */
final class NoRecord {

    private NoRecord() {}

    static MappingException refuse(Class<?> rowType) {
        return new MappingException(rowType.getName() + " is not a record: " + way(rowType));
    }

    private static String way(Class<?> rowType) {
        String name = rowType.getSimpleName();
        return Builders.factory(rowType)
                .map(factory ->
                        "use Table.of(Shape.ofBuilder(" + name + ".class, " + name + "::" + factory.getName() + "), …)")
                .orElseGet(() -> Beans.isLikely(rowType)
                        ? "use Table.of(Shape.ofBean(" + name + ".class), …)"
                        : otherWay(rowType));
    }

    private static String otherWay(Class<?> rowType) {
        return KotlinMetadata.of(rowType).isPresent()
                ? "make it a data class, or describe it, Table.of(Shape.of(…), …)"
                : "a table's rows are records, or of a class that a Shape describes: Table.of(Shape.of(…), …)";
    }
}

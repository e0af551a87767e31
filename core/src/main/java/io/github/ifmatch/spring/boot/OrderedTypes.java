package io.github.ifmatch.spring.boot;

import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.type.ColumnTypes;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Several column types as one: the first that knows is taken. Thread-safe. */
record OrderedTypes(List<ColumnTypes> all) implements ColumnTypes {

    @Override
    public Optional<? extends ColumnType<?>> find(Type javaType) {
        return first(types -> types.find(javaType));
    }

    @Override
    public Optional<? extends ColumnType<?>> find(Type javaType, AnnotatedElement annotations) {
        return first(types -> types.find(javaType, annotations));
    }

    @Override
    public Optional<String> columnName(AnnotatedElement annotations) {
        return first(types -> types.columnName(annotations));
    }

    @Override
    public Optional<String> nested(AnnotatedElement annotations) {
        return first(types -> types.nested(annotations));
    }

    private <T> Optional<T> first(Function<ColumnTypes, Optional<? extends T>> question) {
        return all.stream().<T>flatMap(types -> question.apply(types).stream()).findFirst();
    }
}

package io.github.ifmatch.jdbi;

import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.type.ColumnTypes;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;
import org.jdbi.v3.core.argument.Arguments;
import org.jdbi.v3.core.argument.QualifiedArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.enums.DatabaseValue;
import org.jdbi.v3.core.enums.EnumByOrdinal;
import org.jdbi.v3.core.enums.EnumStrategy;
import org.jdbi.v3.core.enums.Enums;
import org.jdbi.v3.core.generic.GenericTypes;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.mapper.ColumnMappers;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.jdbi.v3.core.qualifier.QualifiedType;
import org.jdbi.v3.core.qualifier.Qualifiers;

/**
 * Which columns Jdbi binds and reads: those that it knows more about than Ifmatch does. All others, the plain ones, keep
 * the built-in types. Thread-safe.
 *
 * <p>Jdbi knows more of a qualified type, of one that has no built-in type, of an enum that is not stored by its name, and
 * of every type for which the application has registered an argument factory or a column mapper.
 */
final class JdbiTypes implements ColumnTypes {

    private static final ConfigRegistry PRISTINE = new ConfigRegistry();

    private final ConfigRegistry config;

    JdbiTypes(ConfigRegistry config) {
        this.config = config;
    }

    @Override
    public Optional<ColumnType<?>> find(Type javaType) {
        return find(QualifiedType.of(javaType));
    }

    @Override
    public Optional<ColumnType<?>> find(Type javaType, AnnotatedElement annotations) {
        return find(QualifiedType.of(javaType)
                .withAnnotations(config.get(Qualifiers.class).findFor(annotations)));
    }

    @Override
    public Optional<String> columnName(AnnotatedElement annotations) {
        return Optional.ofNullable(annotations.getAnnotation(ColumnName.class)).map(ColumnName::value);
    }

    @Override
    public Optional<String> nested(AnnotatedElement annotations) {
        return Optional.ofNullable(annotations.getAnnotation(Nested.class)).map(Nested::value);
    }

    private Optional<ColumnType<?>> find(QualifiedType<?> type) {
        Class<?> erased = GenericTypes.getErasedType(type.getType());
        Optional<ColumnType<Object>> builtIn = builtIn(type, erased);
        Optional<? extends ColumnMapper<?>> mapper =
                config.get(ColumnMappers.class).findFor(type);
        if (builtIn.isEmpty()) {
            return mapper.map(any -> new JdbiType(type, Optional.empty(), true, true));
        }
        boolean isRead = mapper.isPresent() && isOfTheApplication(type, mapper.get());
        boolean isBound = isBoundByTheApplication(type);
        return isRead || isBound ? Optional.of(new JdbiType(type, builtIn, isBound, isRead)) : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private Optional<ColumnType<Object>> builtIn(QualifiedType<?> type, Class<?> erased) {
        if (!type.hasNoQualifiers() || (erased.isEnum() && !isByName(erased))) {
            return Optional.empty();
        }
        try {
            return Optional.of((ColumnType<Object>) ColumnType.of(erased));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private boolean isByName(Class<?> enumType) {
        return config.get(Enums.class).getDefaultStrategy() == EnumStrategy.BY_NAME
                && !enumType.isAnnotationPresent(EnumByOrdinal.class)
                && Arrays.stream(enumType.getFields())
                        .filter(Field::isEnumConstant)
                        .noneMatch(constant -> constant.isAnnotationPresent(DatabaseValue.class));
    }

    private static boolean isOfTheApplication(QualifiedType<?> type, ColumnMapper<?> mapper) {
        return PRISTINE.get(ColumnMappers.class)
                .findFor(type)
                .map(own -> own.getClass() != mapper.getClass())
                .orElse(true);
    }

    /** Later factories stand before the earlier ones, so Jdbi's own are the last. */
    private boolean isBoundByTheApplication(QualifiedType<?> type) {
        Arguments arguments = config.get(Arguments.class);
        int own = PRISTINE.get(Arguments.class).getFactories().size();
        return arguments.getFactories().stream()
                .limit(arguments.getFactories().size() - own)
                .anyMatch(factory -> mayBind(factory, type));
    }

    /** A factory that cannot be asked by type alone may bind any value. */
    private boolean mayBind(QualifiedArgumentFactory factory, QualifiedType<?> type) {
        return !(factory instanceof QualifiedArgumentFactory.Preparable preparable)
                || preparable.prepare(type, config).isPresent();
    }
}

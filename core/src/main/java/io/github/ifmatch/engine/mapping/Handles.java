package io.github.ifmatch.engine.mapping;

import io.github.ifmatch.MappingException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Method handles on rows, made once when a table is declared; those on beans and builders are {@link PropertyHandles}. */
public final class Handles {

    private static final MethodType ACCESSOR = MethodType.methodType(Object.class, Object.class);
    private static final MethodType BINDER = MethodType.methodType(void.class, PreparedStatement.class, Object[].class);
    private static final MethodType CONSTRUCTOR = MethodType.methodType(Object.class, Object[].class);
    private static final MethodHandle APPLY = find(Function.class, "apply", ACCESSOR, false);
    private static final MethodHandle IS_NULL =
            find(Objects.class, "isNull", MethodType.methodType(boolean.class, Object.class), true);
    private static final MethodHandle NUMBER =
            find(Versions.class, "number", MethodType.methodType(long.class, Object.class), true);

    private static final MethodHandle JOIN =
            find(Handles.class, "join", MethodType.methodType(Object[].class, Object[].class, Object[].class), true);

    /** A method takes 255 parameters at most (JVMS §4.11), a method handle a few less. */
    private static final int AT_ONCE = 200;

    private Handles() {}

    /** The component's accessor, as {@code (Object) Object}. */
    static MethodHandle accessor(Class<?> recordType, RecordComponent component) {
        try {
            return lookup(recordType).unreflect(component.getAccessor()).asType(ACCESSOR);
        } catch (IllegalAccessException e) {
            throw closed(recordType, e);
        }
    }

    /** The canonical constructor, as {@code (Object[]) Object}. */
    static MethodHandle constructor(Class<?> recordType) {
        Class<?>[] types = Arrays.stream(recordType.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return constructor(recordType.getDeclaredConstructor(types));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(recordType.getName() + " has no canonical constructor", e);
        }
    }

    /** A constructor, as {@code (Object[]) Object}. */
    static MethodHandle constructor(Constructor<?> constructor) {
        Class<?> type = constructor.getDeclaringClass();
        try {
            return lookup(type)
                    .unreflectConstructor(constructor)
                    .asSpreader(Object[].class, constructor.getParameterCount())
                    .asType(CONSTRUCTOR);
        } catch (IllegalAccessException e) {
            throw closed(type, e);
        } catch (IllegalArgumentException tooMany) { // a constructor takes a few more parameters than a handle
            constructor.setAccessible(true);
            Function<@Nullable Object[], Object> reflected = values -> newInstance(constructor, values);
            return constructor(reflected);
        }
    }

    private static Object newInstance(Constructor<?> constructor, @Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw unchecked(e.getTargetException());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A function on the row, as {@code (Object) Object}. */
    static MethodHandle accessor(Function<?, ?> accessor) {
        return accessor instanceof HandleFunction<?, ?> known ? known.handle() : APPLY.bindTo(accessor);
    }

    /** A function on the values, as {@code (Object[]) Object}. */
    static MethodHandle constructor(Function<@Nullable Object[], ?> constructor) {
        return constructor instanceof HandleFunction<?, ?> known
                ? known.handle()
                : APPLY.bindTo(constructor).asType(CONSTRUCTOR);
    }

    /** The accessor of a part of what another accessor gives; null where that is null. */
    static MethodHandle through(MethodHandle whole, MethodHandle part) {
        MethodHandle none = MethodHandles.dropArguments(MethodHandles.constant(Object.class, null), 0, Object.class);
        return MethodHandles.filterReturnValue(whole, MethodHandles.guardWithTest(IS_NULL, none, part));
    }

    private static MethodHandle find(Class<?> owner, String method, MethodType type, boolean isStatic) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            return isStatic ? lookup.findStatic(owner, method, type) : lookup.findVirtual(owner, method, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * All of these at once, as {@code (P) Object[]}: called as one handle, they are compiled as one.
     *
     * @param handles each {@code (P) Object}
     */
    public static MethodHandle gather(Class<?> parameter, List<MethodHandle> handles) {
        return gather(parameter, handles, 0);
    }

    /** The same, with free places behind. */
    public static MethodHandle gather(Class<?> parameter, List<MethodHandle> some, int free) {
        List<MethodHandle> handles = new ArrayList<>(some);
        handles.addAll(Collections.nCopies(
                free, MethodHandles.dropArguments(MethodHandles.constant(Object.class, null), 0, parameter)));
        return gatherAll(parameter, handles);
    }

    /** More than a method can have parameters are gathered in two halves. */
    private static MethodHandle gatherAll(Class<?> parameter, List<MethodHandle> handles) {
        if (handles.size() <= AT_ONCE) {
            return gatherAtOnce(parameter, handles);
        }
        int half = handles.size() / 2;
        MethodHandle both = MethodHandles.filterArguments(
                JOIN,
                0,
                gatherAll(parameter, handles.subList(0, half)),
                gatherAll(parameter, handles.subList(half, handles.size())));
        return MethodHandles.permuteArguments(both, MethodType.methodType(Object[].class, parameter), 0, 0);
    }

    static @Nullable Object[] join(@Nullable Object[] one, @Nullable Object[] other) {
        @Nullable Object[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    private static MethodHandle gatherAtOnce(Class<?> parameter, List<MethodHandle> handles) {
        MethodHandle collected = MethodHandles.identity(Object[].class).asCollector(Object[].class, handles.size());
        MethodHandle each = MethodHandles.filterArguments(collected, 0, handles.toArray(MethodHandle[]::new));
        MethodType one = MethodType.methodType(Object[].class, parameter);
        return MethodHandles.permuteArguments(each, one, new int[handles.size()]);
    }

    /** The values of the columns, with free places behind. */
    public static MethodHandle values(List<Column> columns, int free) {
        return gather(Object.class, columns.stream().map(Column::accessor).toList(), free);
    }

    /** Binds every column, as {@code (PreparedStatement, Object[]) void}. */
    public static MethodHandle binder(List<Column> columns) {
        MethodHandle all = MethodHandles.empty(BINDER);
        for (int i = 0; i < columns.size(); i++) {
            MethodHandle value = MethodHandles.insertArguments(MethodHandles.arrayElementGetter(Object[].class), 1, i);
            MethodHandle one = MethodHandles.filterArguments(columns.get(i).binder(i + 1), 1, value);
            all = MethodHandles.foldArguments(one, all);
        }
        return all;
    }

    /** Calls a binder. */
    public static void bind(MethodHandle binder, PreparedStatement statement, @Nullable Object[] values)
            throws SQLException {
        try {
            binder.invokeExact(statement, values);
        } catch (SQLException e) {
            throw e;
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** Calls a gathered accessor; what it throws comes through as it is. */
    public static @Nullable Object[] gathered(MethodHandle accessors, Object row) {
        try {
            return (Object[]) accessors.invokeExact(row);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /**
     * Reads every column and makes a row of them, as {@code (ResultSet) Object}: called as one handle, they are compiled as
     * one, and neither the array nor the boxes in it are made.
     *
     * @param readers each {@code (ResultSet) Object}
     * @param constructor {@code (Object[]) Object}
     */
    static MethodHandle reader(List<MethodHandle> readers, MethodHandle constructor) {
        return MethodHandles.filterReturnValue(gather(ResultSet.class, readers), constructor);
    }

    /** Calls a reader. */
    static Object read(MethodHandle reader, ResultSet row) throws SQLException {
        try {
            return (Object) reader.invokeExact(row);
        } catch (SQLException e) {
            throw e;
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** What the version's accessor gives, as a number, as {@code (Object) long}; 0 for null. */
    static MethodHandle number(MethodHandle accessor) {
        return MethodHandles.filterReturnValue(accessor, NUMBER);
    }

    /** Calls an accessor of numbers; what it throws comes through as it is. */
    static long number(MethodHandle accessor, Object row) {
        try {
            return (long) accessor.invokeExact(row);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** Calls a marker; what an accessor throws comes through as it is. */
    static void mark(MethodHandle marker, BitSet places, Object before, Object after) {
        try {
            marker.invokeExact(places, before, after);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** Calls an accessor; what it throws comes through as it is. */
    static @Nullable Object invoke(MethodHandle accessor, Object row) {
        try {
            return (Object) accessor.invokeExact(row);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** Calls a constructor; what it throws comes through as it is. */
    static Object construct(MethodHandle constructor, @Nullable Object[] values) {
        try {
            return (Object) constructor.invokeExact(values);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** A module must be read before it is looked into; reflection sees to that by itself, a lookup does not. */
    static MethodHandles.Lookup lookup(Class<?> recordType) throws IllegalAccessException {
        Handles.class.getModule().addReads(recordType.getModule());
        return MethodHandles.privateLookupIn(recordType, MethodHandles.lookup());
    }

    static MappingException closed(Class<?> recordType, IllegalAccessException cause) {
        Module ours = Handles.class.getModule();
        return new MappingException(
                recordType.getName() + " cannot be read: module "
                        + recordType.getModule().getName() + " does not open its package. Add \"opens "
                        + recordType.getPackageName() + (ours.isNamed() ? " to " + ours.getName() : "")
                        + ";\" to its module-info.java.",
                cause);
    }

    /** A record's accessor or constructor declares no checked exception, so none is wrapped here. */
    static RuntimeException unchecked(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }
}

package io.github.ifmatch.engine.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the columns in which two rows differ. Immutable.
 *
 * <p>All columns are compared by one method handle, so they are compiled as one, and numbers are compared without boxes.
 *
 * @param marker takes the places to mark and the two rows
 */
record RowComparison(MethodHandle marker) {

    private static final MethodType MARKER =
            MethodType.methodType(void.class, BitSet.class, Object.class, Object.class);
    private static final MethodHandle MARK = find("mark", void.class, BitSet.class, int.class, boolean.class);
    private static final MethodHandle SAME_LONG = find("same", boolean.class, long.class, long.class);
    private static final MethodHandle SAME_INT = find("same", boolean.class, int.class, int.class);
    private static final MethodHandle SAME_BOOLEAN = find("same", boolean.class, boolean.class, boolean.class);
    private static final MethodHandle SAME_OBJECT = find("same", boolean.class, Object.class, Object.class);

    static RowComparison of(List<Column> columns) {
        MethodHandle all = MethodHandles.empty(MARKER);
        for (int i = 0; i < columns.size(); i++) {
            MethodHandle mark = MethodHandles.insertArguments(MARK, 1, i);
            all = MethodHandles.foldArguments(MethodHandles.collectArguments(mark, 1, same(columns.get(i))), all);
        }
        return new RowComparison(all);
    }

    /** Whether two rows hold the same in one column, as {@code (Object, Object) boolean}. */
    private static MethodHandle same(Column column) {
        Class<?> type = column.javaType();
        MethodHandle same = type == long.class
                ? SAME_LONG
                : type == int.class ? SAME_INT : type == boolean.class ? SAME_BOOLEAN : SAME_OBJECT;
        MethodHandle value =
                column.accessor().asType(MethodType.methodType(same.type().parameterType(0), Object.class));
        return MethodHandles.filterArguments(same, 0, value, value);
    }

    /** Whether both are rows of the mapping that differ in no column. */
    static <R> boolean areSame(Mapping<R, ?> mapping, Object one, Object other) {
        Class<R> type = mapping.declaration().rowType();
        return type.isInstance(one)
                && type.isInstance(other)
                && mapping.changed(type.cast(one), type.cast(other)).isEmpty();
    }

    /** The places of the columns that differ. */
    BitSet between(Object before, Object after) {
        BitSet changed = new BitSet();
        Handles.mark(marker, changed, before, after);
        return changed;
    }

    static void mark(BitSet changed, int place, boolean isSame) {
        if (!isSame) {
            changed.set(place);
        }
    }

    static boolean same(long one, long other) {
        return one == other;
    }

    static boolean same(int one, int other) {
        return one == other;
    }

    static boolean same(boolean one, boolean other) {
        return one == other;
    }

    /** As {@link Objects#deepEquals}, which asks for the arrays first. */
    static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one == other) {
            return true;
        }
        return one != null
                && other != null
                && (one.equals(other) || (one.getClass().isArray() && Objects.deepEquals(one, other)));
    }

    private static MethodHandle find(String method, Class<?> result, Class<?>... parameters) {
        try {
            return MethodHandles.lookup()
                    .findStatic(RowComparison.class, method, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}

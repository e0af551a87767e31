package io.github.ifmatch.engine.mapping;

import io.github.ifmatch.Difference;
import io.github.ifmatch.Difference.Kind;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.type.TransactionIdType;
import io.github.ifmatch.type.UnreadableException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column of a table, and the record component that holds it. Immutable.
 *
 * @param table the table's name, for messages
 * @param component the component's name
 * @param name the column's name, as declared
 * @param javaType the component's class
 * @param type how it is bound and read
 * @param role what the column is for
 * @param accessor takes the row, gives the value
 * @param isRequired whether the component cannot be null, although its class could
 */
public record Column(
        String table,
        String component,
        String name,
        Class<?> javaType,
        ColumnType<Object> type,
        Role role,
        MethodHandle accessor,
        boolean isRequired) {

    /** What a column is for. */
    public enum Role {
        /** Part of the row's id. */
        ID,
        /** The version, which only the database advances. */
        VERSION,
        /** Written by every write, checked by the version. */
        VERSIONED,
        /** Computed by the database: read, never written. */
        GENERATED,
        /** Neither checks nor advances the version. */
        UNVERSIONED
    }

    private static final MethodHandle READ =
            find("read", MethodType.methodType(Object.class, ResultSet.class, int.class));
    private static final MethodHandle BIND =
            find("bind", MethodType.methodType(void.class, PreparedStatement.class, int.class, Object.class));

    private static MethodHandle find(String method, MethodType type) {
        try {
            return MethodHandles.lookup().findVirtual(Column.class, method, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether an insert writes it beside the id and the version. */
    public boolean isInserted() {
        return role == Role.VERSIONED || role == Role.UNVERSIONED;
    }

    /** Whether it holds the id of the transaction that wrote the row. */
    public boolean isTransactionId() {
        Object any = type; // no column's type is of objects alone
        return any instanceof TransactionIdType;
    }

    @Nullable
    Object value(Object row) {
        return Handles.invoke(accessor, row);
    }

    /** Reads the column at an index, as {@code (ResultSet) Object}. */
    MethodHandle reader(int index) {
        return MethodHandles.insertArguments(MethodHandles.insertArguments(READ, 2, index), 0, this);
    }

    /** Binds the value at an index, as {@code (PreparedStatement, Object) void}. */
    MethodHandle binder(int index) {
        return MethodHandles.insertArguments(MethodHandles.insertArguments(BIND, 2, index), 0, this);
    }

    public void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        type.bind(statement, index, value);
    }

    @Nullable
    public Object read(ResultSet row, int index) throws SQLException {
        Object value = readAny(row, index);
        if (value == null && (javaType.isPrimitive() || isRequired || role == Role.VERSION)) {
            throw new MappingException(this + " is NULL, which the component " + component + " (" + javaType.getName()
                    + ") cannot hold" + remedy());
        }
        return value;
    }

    /** What the type itself refuses does not fit the declaration; the value stays out of the message. */
    private @Nullable Object readAny(ResultSet row, int index) throws SQLException {
        try {
            return type.read(row, index);
        } catch (UnreadableException | MappingException e) {
            throw new MappingException(this + ": " + e.getMessage(), e.getCause());
        } catch (RuntimeException e) {
            throw new MappingException(
                    this + " holds a value that does not fit the component " + component + " (" + javaType.getName()
                            + "): mend the value, or give the component a type that can hold it",
                    e);
        }
    }

    private String remedy() {
        if (role == Role.VERSION) {
            return ": set it in every row, or declare the table with adoptNullVersions()";
        }
        return isRequired
                ? ": let its Kotlin type be nullable"
                : ": declare it as " + Primitives.wrapper(javaType).getSimpleName();
    }

    /** The value in an object of its own, if it can be changed in place. */
    @Nullable
    Object copy(@Nullable Object value) {
        return value == null ? null : type.copy(value);
    }

    boolean same(@Nullable Object one, @Nullable Object other) {
        return one == other || (one != null && other != null && type.same(one, other));
    }

    /** How the component stands in three rows; {@code base} is null where it is not known. */
    Difference difference(@Nullable Object base, Object mine, Object theirs) {
        Object was = base == null ? null : value(base);
        Object wanted = value(mine);
        Object found = value(theirs);
        Kind kind = base == null ? twoWay(wanted, found) : threeWay(was, wanted, found);
        return new Difference(component, kind, was, wanted, found);
    }

    private Kind twoWay(@Nullable Object mine, @Nullable Object theirs) {
        return same(mine, theirs) ? Kind.SAME : Kind.CLASH;
    }

    private Kind threeWay(@Nullable Object base, @Nullable Object mine, @Nullable Object theirs) {
        boolean isMine = !same(base, mine);
        boolean isTheirs = !same(base, theirs);
        if (isMine && isTheirs) {
            return same(mine, theirs) ? Kind.SAME : Kind.CLASH;
        }
        return isMine ? Kind.MINE : isTheirs ? Kind.THEIRS : Kind.UNCHANGED;
    }

    /** Whether the component can take the value: its class fits, and null only where the component can be null. */
    boolean takes(@Nullable Object value) {
        return value == null
                ? !javaType.isPrimitive() && !isRequired
                : Primitives.wrapper(javaType).isInstance(value);
    }

    public Column withType(ColumnType<Object> other) {
        return other == type ? this : new Column(table, component, name, javaType, other, role, accessor, isRequired);
    }

    /** Whether both lists hold the very same columns. */
    @SuppressWarnings("ReferenceEquality")
    static boolean areSame(List<Column> some, List<Column> others) {
        for (int i = 0; i < some.size(); i++) {
            if (some.get(i) != others.get(i)) {
                return false;
            }
        }
        return some.size() == others.size();
    }

    /** The table's name and the column's, as messages show them. */
    @Override
    public String toString() {
        return table + "." + name;
    }
}

package io.github.ifmatch.engine.write;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.engine.mapping.DeclaredTable;
import io.github.ifmatch.engine.mapping.FixedColumn;
import io.github.ifmatch.engine.mapping.Handles;
import io.github.ifmatch.engine.mapping.Patch;
import io.github.ifmatch.engine.mapping.Versions;
import io.github.ifmatch.engine.sql.GeneratedParts;
import io.github.ifmatch.engine.sql.Inserts;
import io.github.ifmatch.engine.sql.Sql;
import io.github.ifmatch.engine.sql.TableSql;
import io.github.ifmatch.engine.sql.VersionBounds;
import io.github.ifmatch.type.VersionSource;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes each verb's {@link Change}: which statement, which values, what is expected. Immutable. */
public record ChangeMaker<R, ID>(Table<R, ID> table, TableSql<R, ID> sql) {

    private static final @Nullable Object[] NONE = {};

    public Change<R> insert(R row) {
        if (sql.mapping().id().isUnset(row)) {
            long first = first(row, sql.mapping().declaration().firstVersion());
            return insert(row, sql.insertUnset, sql.mapping().id().fixed().toArray(), null, NONE, first);
        }
        GeneratedParts parts = sql.generatedParts();
        if (parts.areAny()) {
            @Nullable Object[] given = sql.mapping().id().valuesOf(row);
            if (parts.areLeft(given)) {
                return insertLeaving(parts, given, row);
            }
        }
        ID id = table.id(row);
        @Nullable Object[] key = key(id);
        long first = first(row, sql.mapping().declaration().firstVersion(key));
        return insert(row, sql.insert, key, id, key, first);
    }

    /** The database gives some parts of the id. */
    private Change<R> insertLeaving(GeneratedParts parts, @Nullable Object[] idValues, R row) {
        long first = first(row, sql.mapping().declaration().firstVersion());
        Sql text = requireNonNull(parts.insert());
        return insert(row, text, parts.given(idValues), null, parts.open(idValues), first);
    }

    /** {@code given} is what is bound of the id. */
    private Change<R> insert(
            R row, Sql text, @Nullable Object[] given, @Nullable ID id, @Nullable Object[] idValues, long first) {
        @Nullable Object[] others = inserted(row, first);
        BitSet left = sql.inserts().left(others);
        Sql leaving = sql.inserts().leaving(text, left);
        @Nullable Object[] values = join(given, Inserts.without(others, left));
        return new Change<>(table, Verb.INSERT, leaving, values, id, idValues, 0, first, to(row));
    }

    private long first(R row, long made) {
        boolean isGiven = sql.mapping().declaration().versions() == VersionSource.COUNTER_AS_GIVEN;
        return isGiven ? Math.max(made, sql.mapping().version(row)) : made;
    }

    /** What is written beside the id. */
    private @Nullable Object[] inserted(R row, long first) {
        @Nullable Object[] values = Handles.gathered(sql.insertedValues, row);
        if (sql.mapping().declaration().versions().isGivenByInserts()) {
            values[values.length - 1] =
                    Versions.exactly(sql.mapping().versionColumn().javaType(), first);
        }
        return values;
    }

    public Change<R> update(R row) {
        return checked(Verb.UPDATE, sql.update, Handles.gathered(sql.writtenValuesChecked, row), row);
    }

    public Change<R> patch(R after, Patch patch) {
        return checked(Verb.PATCH, sql.patch(patch.chosen()), widened(patch), after);
    }

    public Change<R> patch(ID id, long version, Patch patch) {
        UnaryOperator<R> attempted = current -> attempted(current, version, patch);
        return checked(Verb.PATCH, sql.patch(patch.chosen()), widened(patch), id, version, attempted);
    }

    /** The row's constructor may refuse their values beside the caller's: the conflict must be told all the same. */
    private R attempted(R current, long version, Patch patch) {
        try {
            return patch.over(DeclaredTable.of(table).mapping(), current, version);
        } catch (MappingException e) {
            return Patch.at(DeclaredTable.of(table).mapping(), current, version);
        }
    }

    public Change<R> delete(R row) {
        return checked(Verb.DELETE, sql.delete, deleting(), row);
    }

    public Change<R> delete(ID id, long version) {
        return checked(Verb.DELETE, sql.delete, deleting(), id, version, UnaryOperator.identity());
    }

    /** What marks the row as deleted, if it stays; the other places are still free. */
    private @Nullable Object[] deleting() {
        @Nullable Object[] values = new Object[sql.delete.bound().size()];
        FixedColumn.marked(sql.mapping().declaration()).ifPresent(column -> values[0] = column.marking());
        return values;
    }

    public Change<R> touch(R row) {
        return checked(Verb.TOUCH, sql.touch, new Object[sql.boundSteps() + sql.checked.size()], row);
    }

    /** A version that is made of columns advances only if one of them changes. */
    public static void requireTouchable(Table<?, ?> of) {
        if (of.versions() == VersionSource.COMPARED) {
            throw new UnsupportedOperationException(
                    of.name() + " cannot be touched: its version is made of the columns that are compared, and none of"
                            + " them would change; give the table a version, or let check(row) hold the row until the"
                            + " transaction ends. Nothing was written.");
        }
    }

    public Change<R> overwrite(R row) {
        ID id = table.id(row);
        @Nullable Object[] key = key(id);
        @Nullable Object[] written = Handles.gathered(sql.writtenValues, row);
        long next = next(written, written.length, 0);
        @Nullable Object[] values = join(written, key);
        long held = Versions.held(sql.mapping(), row);
        return new Change<>(table, Verb.OVERWRITE, sql.overwrite, values, id, key, held, next, to(row));
    }

    public Change<R> writeUnversioned(ID id, Patch patch) {
        @Nullable Object[] key = key(id);
        Sql text = sql.writeUnversioned(patch.chosen());
        @Nullable Object[] values = join(patch.values(), key);
        return new Change<>(table, Verb.WRITE_UNVERSIONED, text, values, id, key, 0, 0, UnaryOperator.identity());
    }

    private Change<R> checked(Verb verb, Sql text, @Nullable Object[] values, R row) {
        return checked(verb, text, values, sql.mapping().id().of(row), Versions.expected(sql.mapping(), row), to(row));
    }

    /** The last places of the values are still free for the id and the expected version. */
    private Change<R> checked(
            Verb verb, Sql text, @Nullable Object[] values, ID id, long version, UnaryOperator<R> attempted) {
        checkComponent(text, id, version);
        @Nullable Object[] key = key(id);
        System.arraycopy(key, 0, values, values.length - key.length - 1, key.length);
        values[values.length - 1] = expected(version);
        long next = text.kind() == WriteKind.DELETE ? 0 : next(values, values.length - key.length - 1, version);
        return new Change<>(table, verb, text, values, id, key, version, next, attempted);
    }

    /** Puts the version that follows this one before a place, and answers it; 0 where updates give none. */
    private long next(@Nullable Object[] values, int place, long held) {
        if (sql.boundSteps() == 0) {
            return 0;
        }
        long next = Versions.next(table.versions(), table.canHold(held) ? held : 0);
        values[place - 1] = Versions.exactly(sql.mapping().versionColumn().javaType(), next);
        return next;
    }

    /** The version as it is bound; a NULL, which equals no row's, where no row can be at it. */
    private @Nullable Object expected(long version) {
        return table.canHold(version)
                ? Versions.exactly(sql.checked.get(sql.checked.size() - 1).javaType(), version)
                : null;
    }

    /** A wider column would take the next version, and nobody could read the row any more. */
    private void checkComponent(Sql text, ID id, long version) {
        Class<?> type = sql.mapping().versionColumn().javaType();
        boolean isLast = Versions.isTime(type)
                ? sql.boundSteps() > 0 && table.canHold(version) && !table.canHold(version + 1)
                : version == Versions.last(type) && !isRefusedByColumn(version);
        if (text.kind() != WriteKind.DELETE && isLast) {
            throw new MappingException(table.nameOf(id) + ": version " + version
                    + " is the last that a component of type " + type.getName()
                    + " can hold; give the version a wider type. Nothing was written.");
        }
    }

    /** No bounded column can hold what comes after the last of 64 bits. */
    private boolean isRefusedByColumn(long version) {
        return version == Long.MAX_VALUE && VersionBounds.areTheColumns(sql.dialect());
    }

    private @Nullable Object[] key(ID id) {
        return sql.mapping().id().values(id);
    }

    private static <R> UnaryOperator<R> to(R row) {
        return current -> row;
    }

    private @Nullable Object[] widened(Patch patch) {
        return Arrays.copyOf(patch.values(), patch.values().length + sql.boundSteps() + sql.checked.size());
    }

    private static @Nullable Object[] join(@Nullable Object[] one, @Nullable Object[] other) {
        @Nullable Object[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }
}

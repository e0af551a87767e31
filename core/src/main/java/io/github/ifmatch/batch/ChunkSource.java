package io.github.ifmatch.batch;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Edit;
import io.github.ifmatch.Table;
import io.github.ifmatch.engine.mapping.DeclaredTable;
import io.github.ifmatch.engine.mapping.IdKey;
import io.github.ifmatch.engine.mapping.RowId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what is to be written into chunks, none of which holds an id twice. Reads at most one row beyond a chunk, and takes
 * its values at once: a source may give one object again and again. For one thread at a time.
 */
final class ChunkSource<R, ID> {

    private final RowId<R, ID> id;
    private final Iterator<?> source;
    private final Function<Object, Edit<R>> reading;
    private final Function<Edit<R>, Object> given;
    private final int size;
    private final boolean isNew;
    private List<Edit<R>> chunk = new ArrayList<>();
    private @Nullable Edit<R> held;

    private ChunkSource(
            RowId<R, ID> id,
            Iterator<?> source,
            Function<Object, Edit<R>> reading,
            Function<Edit<R>, Object> given,
            int size,
            boolean isNew) {
        this.id = id;
        this.source = source;
        this.reading = reading;
        this.given = given;
        this.size = size;
        this.isNew = isNew;
    }

    /**
     * Rows by themselves: each stands for both sides of an edit.
     *
     * @param areNew whether they are to be inserted, so that the database may be to give their ids
     */
    static <R, ID> ChunkSource<R, ID> ofRows(
            Table<R, ID> table, Iterator<? extends R> rows, BatchWriter.Settings<R> settings, boolean areNew) {
        Function<Object, Edit<R>> reading = given -> {
            R row = table.copy(checked(table, given, "row"));
            return new Edit<>(row, row);
        };
        return new ChunkSource<>(
                DeclaredTable.of(table).mapping().id(), rows, reading, Edit::before, settings.rowsPerChunk(), areNew);
    }

    static <R, ID> ChunkSource<R, ID> ofEdits(
            Table<R, ID> table, Iterator<Edit<R>> edits, BatchWriter.Settings<R> settings) {
        Function<Object, Edit<R>> reading = given -> {
            Edit<?> edit = (Edit<?>) requireNonNull(given, "edit must not be null");
            R before = checked(table, edit.before(), "before");
            R after = checked(table, edit.after(), "after");
            DeclaredTable.of(table).mapping().requireTwo(before, after);
            return new Edit<>(table.copy(before), table.copy(after));
        };
        return new ChunkSource<>(
                DeclaredTable.of(table).mapping().id(), edits, reading, edit -> edit, settings.rowsPerChunk(), false);
    }

    @SuppressWarnings("unchecked")
    private static <R> R checked(Table<R, ?> table, Object row, String name) {
        return DeclaredTable.of(table).check((R) row, name);
    }

    /** The next chunk; empty if there are no more rows. */
    List<Edit<R>> next() {
        chunk = new ArrayList<>();
        Set<IdKey> ids = new HashSet<>();
        while (chunk.size() < size && (held != null || source.hasNext())) {
            Edit<R> edit = held == null ? reading.apply(source.next()) : held;
            R row = edit.before();
            ID rowId = isNew ? id.known(row) : id.given(row);
            if (rowId != null && !ids.add(IdKey.of(id.values(rowId)))) {
                held = edit;
                return chunk;
            }
            held = null;
            chunk.add(edit);
        }
        return chunk;
    }

    /** What became of the last chunk is in the report. */
    void reported() {
        chunk = List.of();
    }

    /** What was taken from the source and is not in the report, as it was given. */
    List<Object> unreported() {
        return Stream.concat(chunk.stream(), Stream.ofNullable(held)).map(given).toList();
    }
}

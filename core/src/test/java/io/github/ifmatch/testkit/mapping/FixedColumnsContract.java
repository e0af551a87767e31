package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ifmatch.Applied;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Edit;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.dialect.TableGuard;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.type.VersionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Columns that hold one value in all rows of a table, such as a tenant: no verb meets a row that holds another. */
public abstract class FixedColumnsContract extends Contract {

    private record Note(long id, String text, long version) {

        Note with(String newText) {
            return new Note(id, newText, version);
        }
    }

    private static final Table<Note, Long> NOTES =
            Table.of(Note.class, Long.class).named("notes");
    private static final Table<Note, Long> OURS = NOTES.fixed("tenant", "ours").fixed("deleted", 0);
    private static final Table<Note, Long> THEIRS =
            NOTES.fixed("tenant", "theirs").fixed("deleted", 0);

    private VersionedRepository<Note, Long> ours;
    private VersionedRepository<Note, Long> theirs;

    @BeforeEach
    void createNotes() {
        create("id {identity}", "");
    }

    private void create(String id, String key) {
        database.drop("notes");
        database.execute("CREATE TABLE notes (" + id + ", tenant varchar(20) NOT NULL, deleted integer NOT NULL,"
                + " text varchar(50), version bigint NOT NULL" + key + ")");
        ours = database.repository(OURS);
        theirs = database.repository(THEIRS);
    }

    private List<String> stored() {
        return database.query("SELECT tenant FROM notes WHERE deleted = 0 ORDER BY id");
    }

    @Test
    void everyVerb() {
        database.database().verify(OURS);
        Note first = ours.insert(new Note(0, "first", 0));
        Note second = ours.update(first.with("second"));
        Note third = ours.patch(second, second.with("third"));
        Note fourth = ours.patch(first.id(), 3, Map.of("text", "fourth"));
        Note fifth = ours.touch(fourth);
        Note sixth = ours.overwrite(first.with("sixth"), "test");
        Note seventh = ours.modify(first.id(), row -> row.with("seventh"));

        assertThat(List.of(first, second, third, fourth, fifth, sixth, seventh).stream()
                        .map(Note::version))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(ours.tryUpdate(first)).isEqualTo(new Conflict<>(OURS, first.id(), 1, first, seventh));
        assertThat(ours.check(seventh)).isEqualTo(seventh);
        assertThat(stored()).containsExactly("ours");
        assertThat(ours.delete(seventh)).isEqualTo(seventh);
        assertThat(stored()).isEmpty();
    }

    /** A row of another's is missing, whatever is asked of it. */
    @Test
    void rowOfAnother_isMissing() {
        Note note = ours.insert(new Note(0, "ours", 0));
        Missing<Note> missing = new Missing<>(THEIRS, note.id());

        assertThat(theirs.find(note.id())).isEmpty();
        assertThat(theirs.findAll(List.of(note.id()))).isEmpty();
        assertThat(theirs.tryUpdate(note)).isEqualTo(missing);
        assertThat(theirs.tryUpdate(new Note(note.id(), "theirs", 7))).isEqualTo(missing);
        assertThat(theirs.tryPatch(note, note.with("theirs"))).isEqualTo(missing);
        assertThat(theirs.tryPatch(note.id(), 1, Map.of("text", "theirs"))).isEqualTo(missing);
        assertThat(theirs.tryTouch(note)).isEqualTo(missing);
        assertThat(theirs.tryCheck(note)).isEqualTo(missing);
        assertThat(theirs.tryOverwrite(note, "test")).isEqualTo(missing);
        assertThat(theirs.tryDelete(note)).isEqualTo(missing);
        assertThat(theirs.tryDelete(note.id(), 1)).isEqualTo(missing);
        assertThat(theirs.tryUpdateAll(List.of(note))).containsExactly(missing);
        assertThat(theirs.tryPatchAll(List.of(new Edit<>(note, note.with("theirs")))))
                .containsExactly(missing);
        assertThat(theirs.tryDeleteAll(List.of(note))).containsExactly(missing);
        assertThat(theirs.tryUpdateVersions(Map.of(note.id(), 1L), Map.of("text", "theirs")))
                .containsExactly(Map.entry(note.id(), missing));
        assertThat(theirs.updateWhere(Map.of("text", "theirs"), "id = ? OR 1 = 1", note.id()))
                .isZero();
        assertThat(ConditionalRows.of(theirs).tryUpdate(note, AcceptableVersions.anyVersion()))
                .isEqualTo(missing);
        Outcome<Note> inTransaction = database.database().inTransaction(transaction -> {
            VersionedRows<Note, Long> rows = transaction.rows(THEIRS);
            return rows.tryUpdate(note.with("theirs"));
        });
        assertThat(inTransaction).isEqualTo(missing);

        assertThat(ours.get(note.id())).isEqualTo(note);
    }

    /** What another program marks as deleted is gone. */
    @Test
    void rowThatLeaves() {
        Note note = ours.insert(new Note(0, "ours", 0));

        database.execute("UPDATE notes SET deleted = 1");

        assertThat(ours.find(note.id())).isEmpty();
        assertThat(ours.tryUpdate(note)).isEqualTo(new Missing<>(OURS, note.id()));
    }

    @Test
    void batches() {
        List<Note> notes = ours.insertAll(List.of(new Note(0, "a", 0), new Note(0, "b", 0), new Note(0, "c", 0)));
        Note other = theirs.insert(new Note(0, "d", 0));
        Note newer = ours.touch(notes.get(1));

        List<Note> mixed = Stream.concat(notes.stream(), Stream.of(other))
                .map(note -> note.with("mine"))
                .toList();

        assertThat(ours.tryUpdateAll(mixed))
                .containsExactly(
                        new Applied<>(new Note(notes.get(0).id(), "mine", 2)),
                        new Conflict<>(OURS, newer.id(), 1, notes.get(1).with("mine"), newer),
                        new Applied<>(new Note(notes.get(2).id(), "mine", 2)),
                        new Missing<>(OURS, other.id()));
        assertThat(ours.updateWhere(Map.of("text", "all"), "text LIKE ?", "%")).isEqualTo(3);
        assertThat(theirs.get(other.id())).isEqualTo(other);
        assertThat(BatchWriter.of(database.database(), THEIRS)
                        .insertAll(Stream.of(new Note(0, "e", 0), new Note(0, "f", 0)))
                        .written())
                .isEqualTo(2);
        assertThat(stored()).containsExactly("ours", "ours", "ours", "theirs", "theirs", "theirs");
        assertThat(ours.deleteAll(ours.findAll(notes.stream().map(Note::id).toList())))
                .hasSize(3);
        assertThat(stored()).containsOnly("theirs").hasSize(3);
    }

    @Test
    void changeSet() {
        ChangeSet.Result result = database.database()
                .apply(ChangeSet.empty()
                        .insert("ours", OURS, new Note(0, "ours", 0))
                        .insert("theirs", THEIRS, new Note(0, "theirs", 0)));

        assertThat(stored()).containsExactlyInAnyOrder("ours", "theirs");
        assertThat(ours.find(result.row("ours", Note.class).id())).isPresent();
        assertThat(theirs.find(result.row("ours", Note.class).id())).isEmpty();
    }

    /** Where ids are unique for each tenant, both may have one. */
    @Test
    void sameIdTwice() {
        create("id bigint NOT NULL", ", PRIMARY KEY (tenant, id)");

        Note mine = ours.insert(new Note(7, "mine", 0));
        Note yours = theirs.insert(new Note(7, "yours", 0));

        assertThat(ours.update(mine.with("still mine")).version()).isEqualTo(2);
        assertThat(theirs.get(7L)).isEqualTo(yours);
        assertThat(ours.tryInsert(new Note(7, "again", 0))).isInstanceOf(Conflict.class);
        assertThat(theirs.tryInsertAll(List.of(new Note(7, "again", 0), new Note(8, "new", 0))))
                .satisfiesExactly(
                        one -> assertThat(one)
                                .isEqualTo(new Conflict<>(THEIRS, "insert", 7L, 0, new Note(7, "again", 0), yours)),
                        two -> assertThat(two).isEqualTo(new Applied<>(new Note(8, "new", 1))));
    }

    /** Where they are unique in all of the table, the id is taken, and by a row that is none of ours. */
    @Test
    void idTakenByAnother() {
        Note other = theirs.insert(new Note(0, "theirs", 0));

        assertThatThrownBy(() -> ours.tryInsert(new Note(other.id(), "ours", 0)))
                .isInstanceOf(DatabaseException.class);

        assertThat(theirs.get(other.id())).isEqualTo(other);
    }

    private record LineId(int shop, long number) {}

    private record Line(LineId id, String text, long version) {}

    /** Beside a part of the id that the database numbers. */
    @Test
    void numberedPart() {
        needs(Feature.NUMBERED_PARTS);
        database.drop("lines");
        database.execute("CREATE TABLE lines (shop integer NOT NULL, number {numbered}, tenant varchar(20) NOT NULL,"
                + " text varchar(50), version bigint NOT NULL, PRIMARY KEY (shop, number))");
        VersionedRepository<Line, LineId> lines = database.repository(
                Table.of(Line.class, LineId.class).named("lines").fixed("tenant", "ours"));

        Line first = lines.insert(new Line(new LineId(1, 0), "first", 0));
        List<Line> others = lines.insertAll(
                List.of(new Line(new LineId(1, 0), "second", 0), new Line(new LineId(2, 700), "third", 0)));

        assertThat(first.id().number()).isPositive();
        assertThat(others).extracting(line -> line.id().shop()).containsExactly(1, 2);
        assertThat(lines.update(others.get(0)).version()).isEqualTo(2);
        assertThat(lines.get(new LineId(2, 700)).text()).isEqualTo("third");
        assertThat(database.query("SELECT DISTINCT tenant FROM lines")).containsExactly("ours");
    }

    private record Shown(long id, String text, String tenant, long version) {}

    @Test
    void columnIsShown() {
        Table<Shown, Long> shown = Table.of(Shown.class, Long.class)
                .named("notes")
                .generated("tenant")
                .fixed("tenant", "ours")
                .fixed("deleted", 0)
                .versions(VersionSource.RANDOM);
        VersionedRepository<Shown, Long> rows = database.repository(shown);

        Shown stored = rows.insert(new Shown(0, "first", "theirs", 0));

        assertThat(stored.tenant()).isEqualTo("ours");
        assertThat(rows.update(stored).tenant()).isEqualTo("ours");
        assertThat(rows.updateWhere(Map.of("text", "all"), "text = ?", "first")).isEqualTo(1);
    }

    /** To a guard it is a versioned column: what moves a row must advance the version. That it may not be moved, no guard says. */
    @Test
    void guarded() throws SQLException {
        assumeTrue(database.fittedDialect().guard().isPresent(), "needs a guard");
        Note note = ours.insert(new Note(0, "first", 0));
        Guard guard = Guard.of(OURS);
        try (Connection connection = database.dataSource().getConnection()) {
            guard.install(connection);
            assertThat(Guard.of(THEIRS).check(connection)).isEmpty();
            ours = database.repository(OURS);

            assertThatThrownBy(() -> database.execute("UPDATE notes SET tenant = 'theirs'"))
                    .hasStackTraceContaining(TableGuard.REFUSAL);
            Note second = ours.update(note.with("second"));
            assertThat(stored()).containsExactly("ours");

            database.execute("UPDATE notes SET tenant = 'theirs', version = version + 1");
            assertThat(ours.tryUpdate(second)).isEqualTo(new Missing<>(OURS, note.id()));
            assertThat(theirs.get(note.id())).isEqualTo(new Note(note.id(), "second", 3));
            guard.remove(connection);
        }
    }

    /** Whatever stands in a condition of one's own, it stands in parentheses, behind the tenant's. */
    @Test
    void updateWhere_ofOthers() {
        Note mine = ours.insert(new Note(0, "mine", 0));
        Note other = theirs.insert(new Note(0, "theirs", 0));

        assertThat(ours.updateWhere(Map.of("text", "all"), "tenant = ? OR id = ?", "theirs", other.id()))
                .isZero();
        assertThat(ours.updateWhere(Map.of("text", "all"), "tenant <> ? OR tenant = ?", "ours", "ours"))
                .isEqualTo(1);
        assertThatThrownBy(() -> ours.updateWhere(Map.of("tenant", "theirs"), "id = ?", mine.id()))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(ours.get(mine.id())).isEqualTo(new Note(mine.id(), "all", 2));
        assertThat(theirs.get(other.id())).isEqualTo(other);
    }

    @Test
    void declaration() {
        assertThat(OURS.idColumns()).containsExactly("id", "tenant", "deleted");
        assertThat(OURS.idValues(7L)).containsExactly(7L, "ours", 0);
        assertThat(OURS)
                .isEqualTo(NOTES.fixed("tenant", "ours").fixed("deleted", 0))
                .isNotEqualTo(THEIRS);
        assertThat(OURS.hashCode()).isNotEqualTo(THEIRS.hashCode());
        assertThatThrownBy(() -> OURS.fixed("TENANT", "theirs"))
                .isInstanceOf(MappingException.class)
                .hasMessage("notes (Note): the column TENANT is fixed already");
        assertThatThrownBy(() -> NOTES.fixed("tenant", Thread.currentThread()))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("is a java.lang.Thread, which has no built-in column type");
        assertThatThrownBy(() -> database.repository(NOTES.fixed("text", "x")))
                .isInstanceOf(MappingException.class)
                .hasMessage("notes (Note): the column text is fixed, so the component text cannot be written to it;"
                        + " declare it as generated, or leave it out");
        assertThatThrownBy(() -> database.database().verify(NOTES.fixed("nowhere", 1)))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("it has no column nowhere");
    }
}

package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Event;
import io.github.ifmatch.Merge;
import io.github.ifmatch.MergeRule;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Resolver;
import io.github.ifmatch.Retry;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.batch.BatchReport;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.type.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that are changed in place: a change is stored, or the call is refused; none succeeds without it. */
public abstract class InPlaceContract extends Contract {

    private static final String ONE_OBJECT =
            "before and after are one object, so what was changed in it cannot be seen:"
                    + " copy the row before you change it, or use modify(…)";

    @SuppressWarnings("ArrayRecordComponent") // as a table may have them
    private record Tagged(long id, String[] tags, long version) {
        static final Table<Tagged, Long> TABLE = Table.of(Tagged.class, Long.class);
    }

    /** Neither a record nor comparable: what its column stores is all that is known of it. */
    private static final class Words {
        private final List<String> words;

        Words(String text) {
            words = new ArrayList<>(Arrays.asList(text.split(" ")));
        }

        String text() {
            return String.join(" ", words);
        }
    }

    private record Worded(long id, Words words, long version) {
        static final Table<Worded, Long> TABLE = Table.of(Worded.class, Long.class)
                .type("words", ColumnType.of(String.class).as(Words::new, Words::text));
    }

    private VersionedRepository<Note, Long> notes;

    @BeforeEach
    void createTable() {
        Note.create(database);
        notes = database.repository(Note.TABLE);
        notes.insert(Note.of("old"));
    }

    private String stored() {
        return notes.get(1L).toString();
    }

    @Test
    void modify_rowInPlace() {
        Note modified = notes.modify(1L, note -> note.saying("mine"));

        assertThat(modified).hasToString("1 mine 2026-01-01 [1, 2, 3] v2");
        assertThat(stored()).isEqualTo("1 mine 2026-01-01 [1, 2, 3] v2");
    }

    @Test
    void modify_valuesInPlace() {
        notes.modify(1L, note -> {
            note.due.setTime(java.sql.Date.valueOf("2026-12-31").getTime());
            note.picture[0] = 9;
            return note;
        });

        assertThat(stored()).isEqualTo("1 old 2026-12-31 [9, 2, 3] v2");
    }

    @Test
    void modify_nothingInPlace() {
        Note modified = notes.modify(1L, note -> note);

        assertThat(modified).hasToString("1 old 2026-01-01 [1, 2, 3] v1");
        assertThat(stored()).isEqualTo("1 old 2026-01-01 [1, 2, 3] v1");
    }

    @Test
    void modify_idOrVersionInPlace() {
        assertThatThrownBy(() -> notes.modify(1L, note -> {
                    note.version = 7;
                    return note;
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("before and after must have the same id and version; they differ in notes.version");
        assertThat(stored()).isEqualTo("1 old 2026-01-01 [1, 2, 3] v1");
    }

    @Test
    void modify_arrayOfARecord() {
        needs(Feature.ARRAYS);
        database.drop("tagged");
        database.execute("CREATE TABLE tagged (id bigint PRIMARY KEY, tags varchar(9) array, version bigint NOT NULL)");
        VersionedRepository<Tagged, Long> rows = database.repository(Tagged.TABLE);
        rows.insert(new Tagged(1, new String[] {"old", null}, 0));

        rows.modify(1L, row -> {
            row.tags()[1] = "mine";
            return row;
        });

        assertThat(rows.get(1L).tags()).containsExactly("old", "mine");
    }

    @Test
    void modify_ownTypeInPlace() {
        database.drop("worded");
        database.execute("CREATE TABLE worded (id bigint PRIMARY KEY, words varchar(50), version bigint NOT NULL)");
        VersionedRepository<Worded, Long> rows = database.repository(Worded.TABLE);
        rows.insert(new Worded(1, new Words("old"), 0));

        rows.modify(1L, row -> {
            row.words().words.add("mine");
            return row;
        });
        rows.modify(1L, row -> row);

        assertThat(rows.get(1L).words().text()).isEqualTo("old mine");
        assertThat(rows.get(1L).version()).isEqualTo(2);
    }

    @Test
    void patch_oneObject() {
        Note note = notes.get(1L);
        note.saying("mine");

        assertThatThrownBy(() -> notes.tryPatch(note, note))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(ONE_OBJECT);
        assertThatThrownBy(() -> notes.tryPatchAll(List.of(new Edit<>(note, note))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(ONE_OBJECT);
        assertThatThrownBy(() -> ChangeSet.empty().patch("note", Note.TABLE, note, note))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(ONE_OBJECT);
        assertThatThrownBy(() -> BatchWriter.of(database.database(), Note.TABLE)
                        .patchAll(List.of(new Edit<>(note, note)).iterator()))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasRootCauseMessage(ONE_OBJECT);
        assertThat(stored()).isEqualTo("1 old 2026-01-01 [1, 2, 3] v1");
    }

    /** The row before is taken as it is when the change is added. */
    @Test
    void changeSet_beforeInPlace() {
        Note before = notes.get(1L);
        Note after = notes.get(1L).saying("mine");
        ChangeSet changes = ChangeSet.empty().patch("note", Note.TABLE, before, after);
        before.saying("mine");

        database.database().apply(changes);

        assertThat(stored()).isEqualTo("1 mine 2026-01-01 [1, 2, 3] v2");
    }

    @Test
    void changeSet_storedInPlace() {
        Note second = Note.of("second");
        second.id = 2;
        ChangeSet changes = ChangeSet.empty()
                .insert("first", Note.TABLE, second)
                .insertFrom("second", Note.TABLE, earlier -> {
                    Note made = earlier.row("first", Note.class).saying("made of the first");
                    made.id = 3;
                    return made;
                });

        Note first = database.database().apply(changes).row("first", Note.class);

        assertThat(first).isEqualTo(notes.get(2L)).hasToString("2 second 2026-01-01 [1, 2, 3] v1");
    }

    @Test
    void merge_baseInPlace() {
        Note base = notes.get(1L);
        Note mine = notes.get(1L).saying("mine");
        theirPicture();
        Resolver<Note> merge = Note.TABLE.mergeFrom(base);
        base.saying("mine");

        notes.update(mine, merge);

        assertThat(stored()).isEqualTo("1 mine 2026-01-01 [7] v3");
    }

    private void theirPicture() {
        notes.modify(1L, note -> {
            note.picture = new byte[] {7};
            return note;
        });
    }

    /** The base is taken first, then the same row is changed. */
    @Test
    void merge_oneObject_changedAfterwards() {
        Note note = notes.get(1L);
        theirPicture();
        Resolver<Note> merge = Note.TABLE.mergeFrom(note);

        notes.update(note.saying("mine"), merge);

        assertThat(stored()).isEqualTo("1 mine 2026-01-01 [7] v3");
    }

    /** It was changed before, so the base has the change too; whether there is a conflict or not, it is refused. */
    @Test
    void merge_oneObject_changedBefore() {
        Note note = notes.get(1L).saying("mine");

        assertThatThrownBy(() -> notes.update(note, Note.TABLE.mergeFrom(note)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "base and mine are one object, so what was changed in it cannot be seen: copy the row before"
                                + " you change it, or call mergeFrom(base) before");
        assertThat(stored()).isEqualTo("1 old 2026-01-01 [1, 2, 3] v1");
    }

    /** A rule that changes what it is passed changes no later merge. */
    @Test
    void merge_ruleInPlace() {
        MergeRule<byte[]> sum = (was, my, their) -> {
            byte all = (byte) (their[0] + my[0] - was[0]);
            was[0] = my[0] = their[0] = 99;
            return MergeRule.Merged.of(new byte[] {all});
        };
        Merge<Note> merge = Note.TABLE.merge().rule("picture", sum);
        Note base = notes.get(1L);
        Note mine = notes.get(1L);
        mine.picture = new byte[] {11};
        theirPicture();
        List<Integer> races = new ArrayList<>();

        notes.update(mine, racing(merge.from(base), races));

        assertThat(races).hasSize(2);
        assertThat(mine.picture).containsExactly(11);
        assertThat(base.picture).containsExactly(1, 2, 3);
        assertThat(stored()).isEqualTo("1 old 2026-01-01 [17] v4");
    }

    /** Lets somebody else touch the row once more after the first answer. */
    private Resolver<Note> racing(Resolver<Note> resolver, List<Integer> races) {
        return conflict -> {
            Optional<Note> answer = resolver.resolve(conflict);
            races.add(races.size());
            if (races.size() == 1) {
                notes.touch(notes.get(1L));
            }
            return answer;
        };
    }

    /** Each time the resolver is shown the caller's row as it was given, and what the table holds. */
    @Test
    void resolver_rowsInPlace() {
        Note mine = notes.get(1L).saying("mine");
        theirPicture();
        List<Integer> races = new ArrayList<>();

        Note stored = notes.update(mine, racing(InPlaceContract::addTheirs, races));

        assertThat(races).hasSize(2);
        assertThat(mine).hasToString("1 mine 2026-01-01 [1, 2, 3] v1");
        assertThat(stored).hasToString("1 mine+ 2026-01-01 [7] v4");
        assertThat(stored()).isEqualTo(stored.toString());
    }

    private static Optional<Note> addTheirs(Conflict<Note> conflict) {
        Note current = conflict.current();
        current.text = conflict.attempted().saying(conflict.attempted().text + "+").text;
        current.version = 77; // as a copy of all properties would
        return Optional.of(current);
    }

    /** The conflict that stands is what was found, whatever the resolver did to the rows. */
    @Test
    void resolver_conflictStands() {
        Note mine = notes.get(1L).saying("mine");
        theirPicture();

        Outcome<Note> outcome = notes.tryUpdate(
                mine,
                conflict -> {
                    conflict.current().saying("spoiled");
                    conflict.attempted().saying("spoiled");
                    return Optional.empty();
                },
                Retry.DEFAULT);

        assertThat(outcome)
                .isEqualTo(new Conflict<>(Note.TABLE, 1L, 1, Note.of("mine").at(1), notes.get(1L)));
    }

    @Test
    void conflict_attemptedInPlace() {
        Note mine = notes.get(1L).saying("mine");
        Note base = notes.get(1L);
        theirPicture();

        Conflict<Note> conflict = (Conflict<Note>) notes.tryUpdate(mine);
        mine.saying("something else");

        assertThat(conflict.attempted().text).isEqualTo("mine");
        assertThat(conflict.differences(base).sentence())
                .isEqualTo("picture was changed by someone else; your change of text is untouched");
    }

    @Test
    void conflict_looksApplied() {
        Note mine = notes.get(1L).saying("mine");
        notes.update(mine);

        Conflict<Note> conflict = (Conflict<Note>) notes.tryUpdate(mine);
        mine.saying("something else");

        assertThat(conflict.looksApplied()).isTrue();
    }

    @Test
    void listener_rowsInPlace() {
        VersionedRepository<Note, Long> told = database.repository(
                settings -> settings.withListener(event -> {
                    if (event instanceof Event.Conflicted conflicted) {
                        ((Note) conflicted.conflict().current()).saying("spoiled");
                        ((Note) conflicted.conflict().attempted()).saying("spoiled");
                    }
                }),
                Note.TABLE);
        Note mine = notes.get(1L).saying("mine");
        theirPicture();

        Conflict<Note> conflict = (Conflict<Note>) told.tryUpdate(mine);

        assertThat(conflict.attempted().text).isEqualTo("mine");
        assertThat(conflict.current().text).isEqualTo("old");
        assertThat(mine.text).isEqualTo("mine");
    }

    /** A source may give one object again and again, as a cursor does. */
    @Test
    void batchWriter_oneObject() {
        Note cursor = Note.of("");
        BatchReport report = BatchWriter.of(database.database(), Note.TABLE)
                .insertAll(IntStream.range(2, 6).mapToObj(id -> {
                    cursor.id = id;
                    return cursor.saying("note " + id);
                }));

        assertThat(report.written()).isEqualTo(4);
        assertThat(notes.get(4L)).hasToString("4 note 4 2026-01-01 [1, 2, 3] v1");
    }

    @Test
    void batchWriter_resolverInPlace() {
        Note before = notes.get(1L);
        Note after = notes.get(1L).saying("mine");
        theirPicture();

        BatchReport report = BatchWriter.of(database.database(), Note.TABLE)
                .withResolver(InPlaceContract::addTheirs)
                .patchAll(List.of(new Edit<>(before, after)).iterator());

        assertThat(report.resolved()).isEqualTo(1);
        assertThat(after.text).isEqualTo("mine");
        assertThat(stored()).isEqualTo("1 mine+ 2026-01-01 [7] v3");
    }

    /** Of a record of immutable values, one object is an honest patch that changes nothing. */
    @Test
    void patch_oneImmutableObject() {
        Account.create(database);
        VersionedRepository<Account, Long> accounts = database.repository(Account.TABLE);
        Account ann = accounts.insert(Account.of("Ann", 10));

        assertThat(accounts.tryPatch(ann, ann)).isEqualTo(new Applied<>(ann));
        assertThat(accounts.update(ann, Account.TABLE.mergeFrom(ann))).isEqualTo(ann.withVersion(2));
    }
}

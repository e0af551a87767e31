package io.github.ifmatch.examples.campaign.work;

import io.github.ifmatch.Merge;
import io.github.ifmatch.MergeRule;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Table;
import io.github.ifmatch.examples.campaign.history.Answer;
import io.github.ifmatch.examples.campaign.history.Effect;
import io.github.ifmatch.examples.campaign.history.Intent;
import io.github.ifmatch.examples.campaign.history.Marks;
import io.github.ifmatch.examples.campaign.history.Result;
import io.github.ifmatch.examples.campaign.history.State;
import io.github.ifmatch.examples.campaign.history.WritePath;
import java.util.Map;

/** The writes of one row, each in a transaction of its own. Thread-safe. */
final class SingleWrites {

    /** Both appended: theirs first, then mine. */
    private static final MergeRule<String> BOTH = (base, mine, theirs) ->
            base == null || mine == null || theirs == null
                    ? MergeRule.Merged.clash()
                    : MergeRule.Merged.of(theirs + mine.substring(base.length()));

    private final Desk desk;
    private final Merge<Note> merge = Note.NOTES.merge().rule("marks", BOTH);

    SingleWrites(Desk desk) {
        this.desk = desk;
    }

    Result insert(Table<Note, Long> table, long id) {
        long number = desk.number();
        Note row = Note.started(id, number);
        long first = table.equals(Note.NOTES) ? row.version() : 1;
        Intent intent = Desk.intent(
                number, number, WritePath.INSERT, Effect.START, table, id, new State(first, Marks.EMPTY, 0));
        return desk.run(intent, any -> Failures.result(number, desk.of(table).tryInsert(row)));
    }

    /** The writes that rest on a row as it was read. */
    Result write(WritePath path, Table<Note, Long> table, Note base) {
        return switch (path) {
            case UPDATE -> run(path, Effect.APPEND, table, base, n -> desk.of(table).tryUpdate(base.with(n)));
            case PATCH -> run(path, Effect.APPEND, table, base, n -> desk.of(table).tryPatch(base, base.with(n)));
            case PATCH_VALUES -> run(path, Effect.APPEND, table, base, n -> desk.of(table)
                    .tryPatch(base.id(), base.version(), Map.of("marks", base.with(n).marks())));
            case TOUCH -> run(path, Effect.TOUCH, table, base, n -> desk.of(table).tryTouch(base));
            case DELETE -> run(path, Effect.END, table, base, n -> desk.of(table).tryDelete(base));
            case OVERWRITE -> run(path, Effect.SET, table, base, n -> desk.of(table)
                    .tryOverwrite(base.with(n), "the campaign overwrites"));
            case WRITE_UNVERSIONED -> run(path, Effect.SEEN, table, base, n -> desk.of(table)
                    .tryWriteUnversioned(base.id(), Map.of("seen", n)));
            default -> throw new IllegalArgumentException(path.label());
        };
    }

    private Result run(WritePath path, Effect effect, Table<Note, Long> table, Note base, Verb verb) {
        return desk.run(
                desk.alone(path, effect, table, base), number -> Failures.result(number, verb.write(number)));
    }

    /** One of them. */
    private interface Verb {
        Outcome<Note> write(long number);
    }

    /** The base is what the function was last shown. */
    Result modify(Table<Note, Long> table, long id) {
        long number = desk.number();
        State[] base = {State.NONE};
        Intent intent =
                Desk.intent(number, number, WritePath.MODIFY, Effect.APPEND, table, id, State.NONE);
        return desk.run(intent, any -> {
            try {
                Note stored = desk.of(table).modify(id, row -> {
                    base[0] = row.state();
                    return row.with(number);
                });
                return Result.of(number, Answer.APPLIED, stored.state()).onBase(base[0]);
            } catch (RuntimeException e) {
                return Failures.result(number, e).onBase(base[0]);
            }
        });
    }

    /** On which row it rests in the end, only the answer tells. */
    Result merge(Note base) {
        long number = desk.number();
        Intent intent = Desk.intent(
                number, number, WritePath.MERGE, Effect.APPEND, Note.NOTES, base.id(), State.NONE);
        return desk.run(
                intent,
                any -> Failures.result(number, desk.notes().tryUpdate(base.with(number), merge.from(base))));
    }

    Result updateWhere(int bucket) {
        long number = desk.number();
        Intent intent = Desk.intent(
                number, number, WritePath.UPDATE_WHERE, Effect.BULK_WHERE, Note.NOTES, bucket, State.NONE);
        return desk.run(intent, any -> {
            long count = desk.notes().updateWhere(Map.of("bulk", number), "bucket = ?", bucket);
            return Result.of(number, Answer.APPLIED, new State(count, 0, 0));
        });
    }
}

package io.github.ifmatch.examples.campaign.work;

import io.github.ifmatch.Edit;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.batch.BatchReport;
import io.github.ifmatch.batch.BatchStoppedException;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.examples.campaign.history.Answer;
import io.github.ifmatch.examples.campaign.history.Effect;
import io.github.ifmatch.examples.campaign.history.Intent;
import io.github.ifmatch.examples.campaign.history.Marks;
import io.github.ifmatch.examples.campaign.history.Result;
import io.github.ifmatch.examples.campaign.history.State;
import io.github.ifmatch.examples.campaign.history.WritePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The writes of many notes in one call. Thread-safe. */
final class BatchWrites {

    private static final int ROWS_PER_CHUNK = 16;

    private final Desk desk;
    private final VersionedRepository<Note, Long> notes;

    BatchWrites(Desk desk) {
        this.desk = desk;
        this.notes = desk.notes();
    }

    /** New rows of these ids. */
    List<Result> insert(WritePath path, List<Long> ids) {
        long group = desk.number();
        List<Note> rows = ids.stream().map(id -> Note.started(id, desk.number())).toList();
        List<Intent> intents = rows.stream()
                .map(row -> Desk.intent(
                        row.version() >> 12,
                        group,
                        path,
                        Effect.START,
                        Note.NOTES,
                        row.id(),
                        new State(row.version(), Marks.EMPTY, 0)))
                .toList();
        return desk.runAll(
                intents,
                () -> path == WritePath.INSERT_ALL
                        ? Failures.applied(intents, notes.insertAll(rows))
                        : Failures.results(intents, notes.tryInsertAll(rows)));
    }

    /** Writes of rows as they were read. */
    List<Result> write(WritePath path, List<Note> bases) {
        long group = desk.number();
        Effect effect =
                switch (path) {
                    case DELETE_ALL -> Effect.END;
                    case UPDATE_VERSIONS -> Effect.BULK;
                    default -> Effect.APPEND;
                };
        List<Intent> intents = bases.stream()
                .map(base -> Desk.intent(desk.number(), group, path, effect, Note.NOTES, base))
                .toList();
        List<Note> rows = new ArrayList<>();
        for (int i = 0; i < bases.size(); i++) {
            rows.add(bases.get(i).with(intents.get(i).number()));
        }
        return switch (path) {
            case TRY_UPDATE_ALL -> desk.runAll(intents, () -> Failures.results(intents, notes.tryUpdateAll(rows)));
            case UPDATE_ALL -> desk.runAll(intents, () -> Failures.applied(intents, notes.updateAll(rows)));
            case PATCH_ALL -> desk.runAll(
                    intents, () -> Failures.applied(intents, notes.patchAll(edits(bases, rows))));
            case DELETE_ALL -> desk.runAll(intents, () -> Failures.applied(intents, notes.deleteAll(bases)));
            case UPDATE_VERSIONS -> desk.runAll(intents, () -> updateVersions(bases, intents, group));
            case BATCH_WRITER -> desk.runAll(intents, () -> stream(intents, rows));
            default -> throw new IllegalArgumentException(path.label());
        };
    }

    private static List<Edit<Note>> edits(List<Note> bases, List<Note> rows) {
        List<Edit<Note>> edits = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            edits.add(new Edit<>(bases.get(i), rows.get(i)));
        }
        return edits;
    }

    private List<Result> updateVersions(List<Note> bases, List<Intent> intents, long mark) {
        Map<Long, Long> versions = new LinkedHashMap<>();
        bases.forEach(base -> versions.put(base.id(), base.version()));
        return Failures.applied(
                intents,
                List.copyOf(notes.updateVersions(versions, Map.of("bulk", mark)).values()));
    }

    /** What a chunk wrote counts once it is committed, which the progress says. */
    private List<Result> stream(List<Intent> intents, List<Note> rows) {
        List<Outcome<Note>> committed = new ArrayList<>();
        List<Outcome<Note>> written = new ArrayList<>();
        BatchWriter<Note, Long> writer = BatchWriter.of(desk.database(), Note.NOTES)
                .withRowsPerChunk(ROWS_PER_CHUNK)
                .withCheckpoint((transaction, chunk) -> {
                    written.clear();
                    written.addAll(chunk.outcomes());
                })
                .withProgress(report -> committed.addAll(written));
        try {
            BatchReport report = writer.updateAll(rows.iterator());
            return report.isCancelled()
                    ? stopped(intents, committed, 0, Result.of(0, Answer.REFUSED))
                    : Failures.results(intents, committed);
        } catch (BatchStoppedException e) {
            Exception cause = e.getCause() instanceof Exception exception ? exception : e;
            return stopped(intents, committed, e.rowsInDoubt(), Failures.result(0, cause));
        }
    }

    private static List<Result> stopped(
            List<Intent> intents, List<Outcome<Note>> committed, long inDoubt, Result failure) {
        List<Result> results = new ArrayList<>(Failures.results(intents.subList(0, committed.size()), committed));
        for (int i = committed.size(); i < intents.size(); i++) {
            long number = intents.get(i).number();
            boolean isInDoubt = i < committed.size() + inDoubt;
            results.add(
                    isInDoubt
                            ? Result.of(number, failure.answer()).resolved(failure.resolution())
                            : Result.of(number, Answer.REFUSED));
        }
        return results;
    }
}

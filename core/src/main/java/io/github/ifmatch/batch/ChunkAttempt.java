package io.github.ifmatch.batch;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Counts;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Event;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Resolver;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.engine.JdbcRepository;
import io.github.ifmatch.engine.Journal;
import io.github.ifmatch.engine.write.Verb;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * One attempt at a chunk, inside its transaction: writes it, and what the resolver makes of its conflicts. For one thread at
 * a time.
 */
final class ChunkAttempt<R, ID> {

    private final VersionedRows<R, ID> rows;
    private final Consumer<Journal.Made> told;
    private final Verb verb;
    private final BatchWriter.Settings<R> settings;
    private final List<Edit<R>> edits;
    private final List<Outcome<R>> outcomes;
    private final BitSet resolved = new BitSet();

    ChunkAttempt(
            VersionedRows<R, ID> rows,
            Consumer<Journal.Made> told,
            Verb verb,
            BatchWriter.Settings<R> settings,
            List<Edit<R>> edits) {
        this.rows = rows;
        this.told = told;
        this.verb = verb;
        this.settings = settings;
        this.edits = edits;
        this.outcomes = new ArrayList<>(send());
        if (verb == Verb.UPDATE || verb == Verb.PATCH) {
            resolve();
        }
    }

    /** What became of each row, in order. */
    List<Outcome<R>> outcomes() {
        return outcomes;
    }

    /** Whether the row was written as the resolver had it. */
    private boolean isResolved(int place) {
        return resolved.get(place);
    }

    /** Whether the edit changed nothing; a write would have advanced the version. */
    private boolean isUnchanged(int place) {
        return verb == Verb.PATCH
                && !isResolved(place)
                && outcomes.get(place) instanceof Applied<R> applied
                && version(applied.row()) == version(edits.get(place).before());
    }

    /**
     * The rows, counted.
     *
     * @param told the events that they came to
     */
    BatchReport counts(List<Event> told) {
        Map<String, Long> events = new HashMap<>();
        told.forEach(event -> events.merge(Counts.name(event), 1L, Long::sum));
        return new BatchReport(
                count(place -> isApplied(place) && !isResolved(place) && !isUnchanged(place)),
                count(place -> isApplied(place) && isResolved(place)),
                count(this::isUnchanged),
                count(place -> outcomes.get(place) instanceof Conflict),
                count(place -> outcomes.get(place) instanceof Missing),
                1,
                0,
                false,
                events);
    }

    private long count(IntPredicate of) {
        return IntStream.range(0, outcomes.size()).filter(of).count();
    }

    private boolean isApplied(int place) {
        return outcomes.get(place).isApplied();
    }

    private List<Outcome<R>> send() {
        if (verb == Verb.PATCH) {
            return rows.tryPatchAll(edits);
        }
        List<R> given = edits.stream().map(Edit::after).toList();
        return switch (verb) {
            case INSERT -> rows.tryInsertAll(given);
            case DELETE -> rows.tryDeleteAll(given);
            default -> rows.tryUpdateAll(given);
        };
    }

    /** An interrupt does not end it: the chunk is finished first. */
    private void resolve() {
        List<Integer> open = IntStream.range(0, edits.size()).boxed().toList();
        for (int made = 1; made < settings.retry().attempts(); made++) {
            Map<Integer, R> answers = ask(open);
            if (answers.isEmpty()) {
                return;
            }
            open = List.copyOf(answers.keySet());
            List<Outcome<R>> written = rows.tryUpdateAll(List.copyOf(answers.values()));
            for (int i = 0; i < open.size(); i++) {
                decide(open.get(i), written.get(i));
            }
        }
        // the last conflict of each stands; a merge says where it clashes
        Map<Integer, R> unused = ask(open);
    }

    /** What to write instead of each that conflicts, by its place; the others are decided. */
    private Map<Integer, R> ask(List<Integer> places) {
        Map<Integer, R> answers = new LinkedHashMap<>();
        for (int place : places) {
            if (outcomes.get(place) instanceof Conflict<R> last) {
                Edit<R> edit = edits.get(place);
                Conflict<R> conflict = JdbcRepository.retried(last, edit.after(), version(edit.before()));
                Resolver<R> resolver = settings.resolver().apply(edit);
                Optional<R> answer = resolver.resolve(conflict.shown());
                outcomes.set(place, answer.isPresent() ? conflict : resolver.unresolved(conflict));
                answer.ifPresent(row -> answers.put(place, conflict.onCurrent(row)));
            }
        }
        return answers;
    }

    private void decide(int place, Outcome<R> outcome) {
        if (outcome.isApplied() && outcomes.get(place) instanceof Conflict<R> conflict) {
            resolved.set(place);
            told.accept(Journal.resolved(conflict));
        }
        outcomes.set(place, outcome);
    }

    private long version(R row) {
        return rows.table().version(row);
    }
}

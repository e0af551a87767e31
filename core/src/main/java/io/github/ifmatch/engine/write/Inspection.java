package io.github.ifmatch.engine.write;

import io.github.ifmatch.dialect.LockingRead;
import io.github.ifmatch.engine.write.Ruling.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one row until a {@link Ruling} is possible: mostly once, and more than three times only where a row comes and goes, or a
 * policy hides it. For one thread at a time, like the connection.
 */
public final class Inspection<R, ID> {

    private final Statements<R, ID> statements;
    private final Question question;
    private final long expected;
    private final Looking<R> looking;
    private final List<Sight> sights = new ArrayList<>(3);
    private @Nullable R seen;

    private Inspection(Statements<R, ID> statements, Question question, long expected, Looking<R> looking) {
        this.statements = statements;
        this.question = question;
        this.expected = expected;
        this.looking = looking;
    }

    /**
     * What it came to.
     *
     * @param row the row that was seen last, if there was one
     */
    public record Found<R>(Ruling ruling, Optional<R> row) {

        private Found<R> proven() throws Refusal {
            if (ruling == Ruling.OLD_SNAPSHOT) {
                throw oldSnapshot();
            }
            return this;
        }
    }

    /** Reads the row, with a lock or without. */
    public interface Looking<R> {
        Optional<R> look(boolean isLocking) throws Refusal;
    }

    /**
     * Looks at the row.
     *
     * @param expected the version; without meaning where none is checked
     * @throws Refusal if the database refused a look; as a serialization failure, if an old snapshot is all there is to see
     */
    public static <R, ID> Found<R> of(
            Statements<R, ID> statements, Question question, long expected, @Nullable Object[] id) throws Refusal {
        Looking<R> looking = isLocking -> isLocking ? statements.findLocking(id) : statements.find(id);
        Found<R> found = new Inspection<>(statements, question, expected, looking).run();
        if (question != Question.ABSENT) {
            return found.proven();
        }
        if (found.ruling() == Ruling.OLD_SNAPSHOT && Marked.holds(statements, id)) {
            return new Found<>(Ruling.UNOPPOSED, Optional.empty());
        }
        return found.proven().ruling() == Ruling.UNOPPOSED
                ? statements
                        .findRounded(id)
                        .map(row -> new Found<>(Ruling.CONFLICT, Optional.of(row)))
                        .orElse(found)
                : found;
    }

    /** Looks at the row in this way. */
    public static <R, ID> Found<R> of(
            Statements<R, ID> statements, Question question, long expected, Looking<R> looking) throws Refusal {
        return new Inspection<>(statements, question, expected, looking).run().proven();
    }

    /** The ruling on one row of many that were read by one query, without a lock: what it leaves open, the row tells by itself. */
    public static <R, ID> Ruling ofMany(Statements<R, ID> statements, Question question, long expected, Optional<R> row)
            throws Refusal {
        Inspection<R, ID> one = new Inspection<>(statements, question, expected, isLocking -> row);
        one.sights.add(one.sight(row, false, false));
        return one.ruling();
    }

    /** The same of a row that could not be locked before, for there was none. */
    public static <R, ID> Ruling ofManyLockedOut(
            Statements<R, ID> statements, Question question, long expected, Optional<R> row) throws Refusal {
        Inspection<R, ID> one = new Inspection<>(statements, question, expected, isLocking -> row);
        one.sights.add(one.sight(Optional.empty(), statements.canLock(), false));
        one.sights.add(one.sight(row, false, false));
        return one.ruling();
    }

    /**
     * The ruling on a row that was locked, or that where nothing locks was read and cannot be old.
     *
     * @throws Refusal if it is older than the caller's, and a newer one may be known elsewhere
     */
    public static <R, ID> Ruling ofLocked(Statements<R, ID> statements, Question question, long expected, R row)
            throws Refusal {
        LockingRead shown = statements.canLock() ? statements.dialect().lockingRead() : LockingRead.UNKNOWN;
        Ruling ruling = Ruling.of(
                question, expected, List.of(Sight.locking(comparable(statements, expected, row, true))), shown);
        if (ruling == Ruling.OLD_SNAPSHOT) {
            throw oldSnapshot();
        }
        return ruling;
    }

    private Ruling ruling() {
        return Ruling.of(question, expected, sights, statements.dialect().lockingRead());
    }

    private Found<R> run() throws Refusal {
        while (true) {
            Ruling ruling = ruling();
            switch (ruling) {
                case LOOK -> look(looking.look(false), false);
                case LOOK_LOCKING -> look(looking.look(true), true);
                default -> {
                    return new Found<>(ruling, Optional.ofNullable(seen));
                }
            }
        }
    }

    private void look(Optional<R> row, boolean isLocking) throws Refusal {
        row.ifPresent(found -> seen = found);
        sights.add(sight(row, isLocking && statements.canLock(), sights.isEmpty()));
    }

    private Sight sight(Optional<R> row, boolean isLocking, boolean isFirstRead) throws Refusal {
        if (row.isPresent() && isLocking) {
            return Sight.locking(version(row.get(), true));
        }
        if (row.isPresent() && proves(row.get())) {
            return Sight.plain(true, version(row.get(), false));
        }
        boolean isNewest = statements.isNewest(isFirstRead) || (isLocking && meetsNewest());
        return row.isPresent()
                ? Sight.plain(isNewest, version(row.get(), isNewest))
                : isLocking ? Sight.lockingAbsent(isNewest) : Sight.plainAbsent(isNewest);
    }

    /** A version above the expected one proves itself: nothing needs to be asked, unless a lock could show a newer one. */
    private boolean proves(R row) {
        boolean checksVersion = question == Question.EXPECTED || question == Question.CHECK;
        return checksVersion && version(row, false) > expected && !meetsNewest();
    }

    private boolean meetsNewest() {
        return statements.dialect().lockingRead().meetsNewest();
    }

    private long version(R row, boolean isNewest) {
        return comparable(statements, expected, row, isNewest);
    }

    /**
     * The row's version. Where versions have no order, any other than the expected one is above it, and so a conflict, if the row cannot be
     * older than the write; else it proves nothing, as one that is below.
     */
    private static <R> long comparable(Statements<R, ?> statements, long expected, R row, boolean isNewest) {
        long version = statements.version(row);
        if (version == expected || statements.areVersionsOrdered()) {
            return version;
        }
        return isNewest && expected != Long.MAX_VALUE ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    private static Refusal oldSnapshot() {
        return Refusal.unordered("the transaction's snapshot may be older than the row", Refusal.Stage.ANSWERED);
    }
}

package io.github.ifmatch.engine.write;

import io.github.ifmatch.dialect.LockingRead;
import java.util.List;

/**
 * What is made of a write that changed no row, or of a row that is only checked: the one place where that is decided.
 *
 * <p>{@link #of} is a pure function of what was asked and what was seen since, oldest first. "Unchanged", "absent" and "exists" are
 * concluded only from what cannot be older than the write:
 *
 * <table>
 * <caption>An existing row was to be written or checked</caption>
 * <tr><th>last seen<th>ruling
 * <tr><td>nothing yet<td>look; a check looks with a lock
 * <tr><td>a version above the expected one<td>conflict: it proves itself
 * <tr><td>the same, perhaps old, where a lock shows the newest row<td>look with a lock: there may be a newer one
 * <tr><td>any other row, read without a lock<td>look with a lock
 * <tr><td>the expected version, locked<td>unchanged
 * <tr><td>a lower version, locked<td>conflict: the newest row is an older one than the caller's; in a cluster, whose node may lag behind, an old
 *     snapshot
 * <tr><td>no row, read without a lock and newest<td>missing
 * <tr><td>no row, read without a lock, perhaps old<td>look with a lock
 * <tr><td>no row under a lock<td>look without one: a row-level policy may let the row be read and not be written
 * <tr><td>no row under a lock, then the newest row without one<td>look with a lock again: it may have been deleted before the lock, and
 *     made anew before the look; after 12 such pairs, hidden by a policy, or where there are none to be tried anew, as with an old snapshot
 * <tr><td>no row under a lock, then a row of a snapshot without one<td>hidden by a policy, if a locking read would have failed on a row
 *     that somebody else removed; missing, if the locking read saw the newest rows; else an old snapshot
 * <tr><td>no row in either<td>missing, if one of them is newest; else an old snapshot
 * </table>
 *
 * <p>Where a locking read locks nothing ({@link LockingRead#NONE}), a row that stands at the expected version, or a lower one, may have been
 * deleted and made anew just before the look, and may be again just after it:
 *
 * <table>
 * <caption>The same, where nothing locks</caption>
 * <tr><th>last seen<th>ruling
 * <tr><td>a version above the expected one<td>conflict: it proves itself
 * <tr><td>any other row, or none, perhaps old<td>an old snapshot
 * <tr><td>the newest row, at the expected version<td>unchanged as of the look, which {@linkplain #isSuppressed explains nothing}
 * <tr><td>the newest row, at a lower version<td>conflict
 * <tr><td>no row, newest<td>missing
 * </table>
 *
 * <p>An insert asks the opposite: a row that exists is a conflict, and where there is none, nothing stands against it. Where no
 * version is checked, any row counts as one that stands at the expected version.
 */
public enum Ruling {
    /** Somebody else's change, or row, stands against it: the row seen last is the current one. */
    CONFLICT,
    /** There is no such row. */
    MISSING,
    /** The row stands as it was expected; for an insert, there is no row of its id. */
    UNOPPOSED,
    /** The row can be read, and not written: a row-level policy hides it from the write. */
    HIDDEN,
    /** To be read without a lock. */
    LOOK,
    /** To be read with a lock. */
    LOOK_LOCKING,
    /** The transaction sees an old snapshot, which proves nothing: it is to be run again. */
    OLD_SNAPSHOT;

    /** So many rows in a row were not deleted just before a lock, and made anew just after it. */
    private static final int LOCKED_OUT_FOR_GOOD = 12;

    /** What is asked. */
    public enum Question {
        /** Why a row of this version was not written. */
        EXPECTED("the row stands at the expected version"),
        /** Why a row of whatever version was not written. */
        ANY("the row exists"),
        /** Why a row was not inserted. */
        ABSENT("no row of this id exists"),
        /** Whether a row stands at this version. */
        CHECK("the row stands at the expected version");

        /** What is so if nothing stands against it, in words. */
        final String unopposed;

        Question(String unopposed) {
            this.unopposed = unopposed;
        }
    }

    /**
     * Whether a write that was refused, and sent again, and refused again, though the row was {@link #UNOPPOSED} at each look, was suppressed:
     * only if nobody else could have been what stood against it. A row that cannot be locked may have been gone for as long as the
     * write took; an insert needs no lock, for the second one fails where its id exists.
     */
    static boolean isSuppressed(Question question, LockingRead lockingRead) {
        return question == Question.ABSENT || lockingRead != LockingRead.NONE;
    }

    /**
     * The ruling.
     *
     * @param expected the version; without meaning where none is checked
     * @param sights what was seen, oldest first
     * @param lockingRead what a locking read shows in this database
     */
    public static Ruling of(Question question, long expected, List<Sight> sights, LockingRead lockingRead) {
        if (sights.isEmpty()) {
            return question == Question.CHECK ? LOOK_LOCKING : LOOK;
        }
        Sight last = sights.get(sights.size() - 1);
        if (lockingRead == LockingRead.NONE) {
            return unlocked(question, expected, last);
        }
        long lockedOut = sights.stream()
                .filter(sight -> sight.isLocking() && !sight.isPresent())
                .count();
        if (last.isPresent()) {
            return ofRow(question, expected, last, lockedOut, lockingRead);
        }
        boolean isNewest = sights.stream().anyMatch(sight -> !sight.isPresent() && sight.isNewest());
        if (last.isLocking()) {
            return question == Question.ABSENT ? absentUnderLock(isNewest, sights, lockingRead) : LOOK;
        }
        if (isNewest) {
            return question == Question.ABSENT ? UNOPPOSED : MISSING;
        }
        return lockedOut > 0 ? OLD_SNAPSHOT : LOOK_LOCKING;
    }

    private static Ruling unlocked(Question question, long expected, Sight last) {
        boolean checksVersion = question == Question.EXPECTED || question == Question.CHECK;
        if (last.isPresent() && checksVersion && last.version() > expected) {
            return CONFLICT;
        }
        if (!last.isNewest()) {
            return OLD_SNAPSHOT;
        }
        if (question == Question.ABSENT) {
            return last.isPresent() ? CONFLICT : UNOPPOSED;
        }
        if (!last.isPresent()) {
            return MISSING;
        }
        return checksVersion && last.version() != expected ? CONFLICT : UNOPPOSED;
    }

    private static Ruling ofRow(Question question, long expected, Sight last, long lockedOut, LockingRead lockingRead) {
        boolean isAgainst =
                question == Question.ABSENT ? last.isNewest() : question != Question.ANY && last.version() > expected;
        if (isAgainst && (last.isNewest() || !lockingRead.meetsNewest())) {
            return CONFLICT;
        }
        if (last.isLocking()) {
            if (question == Question.ANY || last.version() == expected) {
                return UNOPPOSED;
            }
            return lockingRead == LockingRead.NEWEST_OF_NODE ? OLD_SNAPSHOT : CONFLICT;
        }
        if (lockedOut == 0 || (last.isNewest() && lockedOut < LOCKED_OUT_FOR_GOOD)) {
            return LOOK_LOCKING;
        }
        if (lockingRead.meetsNewest()) { // and hides no row: if it is not an older one, it comes and goes
            return last.isNewest() ? OLD_SNAPSHOT : MISSING;
        }
        return last.isNewest() || lockingRead == LockingRead.SNAPSHOT ? HIDDEN : OLD_SNAPSHOT;
    }

    /** A policy may hide from the lock what was seen without one. */
    private static Ruling absentUnderLock(boolean isNewest, List<Sight> sights, LockingRead lockingRead) {
        boolean wasSeen = sights.stream().anyMatch(Sight::isPresent);
        if (wasSeen && lockingRead == LockingRead.SNAPSHOT) {
            return CONFLICT;
        }
        return isNewest ? UNOPPOSED : OLD_SNAPSHOT;
    }
}

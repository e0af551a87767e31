package io.github.ifmatch.engine.write;

import static io.github.ifmatch.engine.write.Ruling.CONFLICT;
import static io.github.ifmatch.engine.write.Ruling.HIDDEN;
import static io.github.ifmatch.engine.write.Ruling.LOOK;
import static io.github.ifmatch.engine.write.Ruling.LOOK_LOCKING;
import static io.github.ifmatch.engine.write.Ruling.MISSING;
import static io.github.ifmatch.engine.write.Ruling.OLD_SNAPSHOT;
import static io.github.ifmatch.engine.write.Ruling.UNOPPOSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.dialect.LockingRead;
import io.github.ifmatch.engine.write.Ruling.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The decision itself: line by line, and against every world that it may be made in. */
class RulingTest {

    private static final long EXPECTED = 5;
    private static final Sight OLD_ABSENT = Sight.plainAbsent(false);
    private static final Sight NEW_ABSENT = Sight.plainAbsent(true);
    private static final Sight LOCKED_OUT = Sight.lockingAbsent(false);

    private static Sight old(long version) {
        return Sight.plain(false, version);
    }

    private static Sight newest(long version) {
        return Sight.plain(true, version);
    }

    private static Ruling rule(Question question, LockingRead lockingRead, Sight... sights) {
        return Ruling.of(question, EXPECTED, List.of(sights), lockingRead);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void expected_rowSeen(LockingRead any) {
        assertThat(rule(Question.EXPECTED, any)).isEqualTo(LOOK);
        assertThat(rule(Question.EXPECTED, any, old(6))).isEqualTo(any.meetsNewest() ? LOOK_LOCKING : CONFLICT);
        assertThat(rule(Question.EXPECTED, any, newest(6))).isEqualTo(CONFLICT);
        assertThat(rule(Question.EXPECTED, any, newest(5))).isEqualTo(LOOK_LOCKING);
        assertThat(rule(Question.EXPECTED, any, old(5))).isEqualTo(LOOK_LOCKING);
        assertThat(rule(Question.EXPECTED, any, old(4))).isEqualTo(LOOK_LOCKING);
        assertThat(rule(Question.EXPECTED, any, newest(4))).isEqualTo(LOOK_LOCKING);
        assertThat(rule(Question.EXPECTED, any, old(5), Sight.locking(5))).isEqualTo(UNOPPOSED);
        assertThat(rule(Question.EXPECTED, any, old(5), Sight.locking(6))).isEqualTo(CONFLICT);
        assertThat(rule(Question.EXPECTED, any, old(4), Sight.locking(4)))
                .isEqualTo(any == LockingRead.NEWEST_OF_NODE ? OLD_SNAPSHOT : CONFLICT);
        assertThat(rule(Question.EXPECTED, any, old(5), LOCKED_OUT)).isEqualTo(LOOK);
        assertThat(rule(Question.EXPECTED, any, newest(5), LOCKED_OUT, newest(6)))
                .isEqualTo(CONFLICT);
    }

    /**
     * Once, it may have been deleted before the lock and made anew before the look; twelve times, a policy hides it, unless the database has
     * none.
     */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void rowSeenAndNotLocked_overAndOver(LockingRead any) {
        for (Question question : List.of(Question.EXPECTED, Question.ANY, Question.CHECK)) {
            List<Sight> sights = new ArrayList<>();
            for (int pairs = 1; pairs <= 12; pairs++) {
                sights.add(LOCKED_OUT);
                assertThat(Ruling.of(question, EXPECTED, sights, any)).isEqualTo(LOOK);
                sights.add(newest(5));
                assertThat(Ruling.of(question, EXPECTED, sights, any))
                        .isEqualTo(pairs < 12 ? LOOK_LOCKING : any.meetsNewest() ? OLD_SNAPSHOT : HIDDEN);
            }
        }
        assertThat(rule(Question.EXPECTED, any, LOCKED_OUT, newest(5), Sight.locking(5)))
                .isEqualTo(UNOPPOSED);
        assertThat(rule(Question.EXPECTED, any, LOCKED_OUT, newest(5), LOCKED_OUT, NEW_ABSENT))
                .isEqualTo(MISSING);
    }

    @Test
    void expected_rowSeenAndNotLocked_inAnOldSnapshot() {
        assertThat(rule(Question.EXPECTED, LockingRead.SNAPSHOT, old(5), LOCKED_OUT, old(5)))
                .isEqualTo(HIDDEN);
        assertThat(rule(Question.EXPECTED, LockingRead.NEWEST, old(5), LOCKED_OUT, old(5)))
                .isEqualTo(MISSING);
        assertThat(rule(Question.EXPECTED, LockingRead.NEWEST, old(6), Sight.lockingAbsent(true), old(6)))
                .isEqualTo(MISSING);
        assertThat(rule(Question.EXPECTED, LockingRead.UNKNOWN, old(5), LOCKED_OUT, old(5)))
                .isEqualTo(OLD_SNAPSHOT);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void expected_noRowSeen(LockingRead any) {
        assertThat(rule(Question.EXPECTED, any, NEW_ABSENT)).isEqualTo(MISSING);
        assertThat(rule(Question.EXPECTED, any, OLD_ABSENT)).isEqualTo(LOOK_LOCKING);
        assertThat(rule(Question.EXPECTED, any, OLD_ABSENT, LOCKED_OUT)).isEqualTo(LOOK);
        assertThat(rule(Question.EXPECTED, any, OLD_ABSENT, LOCKED_OUT, OLD_ABSENT))
                .isEqualTo(OLD_SNAPSHOT);
        assertThat(rule(Question.EXPECTED, any, OLD_ABSENT, Sight.lockingAbsent(true), OLD_ABSENT))
                .isEqualTo(MISSING);
        assertThat(rule(Question.EXPECTED, any, newest(5), LOCKED_OUT, NEW_ABSENT))
                .isEqualTo(MISSING);
        assertThat(rule(Question.EXPECTED, any, newest(5), LOCKED_OUT, OLD_ABSENT))
                .isEqualTo(OLD_SNAPSHOT);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void check_looksWithALockFirst(LockingRead any) {
        assertThat(rule(Question.CHECK, any)).isEqualTo(LOOK_LOCKING);
        assertThat(rule(Question.CHECK, any, Sight.locking(5))).isEqualTo(UNOPPOSED);
        assertThat(rule(Question.CHECK, any, Sight.locking(4)))
                .isEqualTo(any == LockingRead.NEWEST_OF_NODE ? OLD_SNAPSHOT : CONFLICT);
        assertThat(rule(Question.CHECK, any, Sight.locking(6))).isEqualTo(CONFLICT);
        assertThat(rule(Question.CHECK, any, LOCKED_OUT)).isEqualTo(LOOK);
        assertThat(rule(Question.CHECK, any, LOCKED_OUT, newest(6))).isEqualTo(CONFLICT);
        assertThat(rule(Question.CHECK, any, LOCKED_OUT, NEW_ABSENT)).isEqualTo(MISSING);
        assertThat(rule(Question.CHECK, any, LOCKED_OUT, OLD_ABSENT)).isEqualTo(OLD_SNAPSHOT);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void any_whateverTheVersion(LockingRead any) {
        assertThat(rule(Question.ANY, any)).isEqualTo(LOOK);
        assertThat(rule(Question.ANY, any, newest(9))).isEqualTo(LOOK_LOCKING);
        assertThat(rule(Question.ANY, any, newest(9), Sight.locking(9))).isEqualTo(UNOPPOSED);
        assertThat(rule(Question.ANY, any, NEW_ABSENT)).isEqualTo(MISSING);
        assertThat(rule(Question.ANY, any, OLD_ABSENT, LOCKED_OUT, OLD_ABSENT)).isEqualTo(OLD_SNAPSHOT);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void absent_rowOrNone(LockingRead any) {
        assertThat(rule(Question.ABSENT, any)).isEqualTo(LOOK);
        assertThat(rule(Question.ABSENT, any, newest(1))).isEqualTo(CONFLICT);
        assertThat(rule(Question.ABSENT, any, NEW_ABSENT)).isEqualTo(UNOPPOSED);
        assertThat(rule(Question.ABSENT, any, old(1))).isEqualTo(LOOK_LOCKING);
        assertThat(rule(Question.ABSENT, any, old(1), Sight.locking(1))).isEqualTo(CONFLICT);
        assertThat(rule(Question.ABSENT, any, OLD_ABSENT)).isEqualTo(LOOK_LOCKING);
        assertThat(rule(Question.ABSENT, any, OLD_ABSENT, Sight.locking(1))).isEqualTo(CONFLICT);
        assertThat(rule(Question.ABSENT, any, OLD_ABSENT, LOCKED_OUT)).isEqualTo(OLD_SNAPSHOT);
        assertThat(rule(Question.ABSENT, any, OLD_ABSENT, Sight.lockingAbsent(true)))
                .isEqualTo(UNOPPOSED);
    }

    @Test
    void absent_rowSeenAndNotLocked_inAnOldSnapshot() {
        assertThat(rule(Question.ABSENT, LockingRead.SNAPSHOT, old(1), LOCKED_OUT))
                .isEqualTo(CONFLICT);
        assertThat(rule(Question.ABSENT, LockingRead.NEWEST, old(1), Sight.lockingAbsent(true)))
                .isEqualTo(UNOPPOSED);
        assertThat(rule(Question.ABSENT, LockingRead.UNKNOWN, old(1), LOCKED_OUT))
                .isEqualTo(OLD_SNAPSHOT);
    }

    /** Nothing is hidden, nor looked for with a lock, where a lock shows no more than a look. */
    @Test
    void whereNothingLocks_rowSeen() {
        for (Question question : List.of(Question.EXPECTED, Question.CHECK)) {
            assertThat(rule(question, LockingRead.NONE, newest(5))).isEqualTo(UNOPPOSED);
            assertThat(rule(question, LockingRead.NONE, newest(6))).isEqualTo(CONFLICT);
            assertThat(rule(question, LockingRead.NONE, newest(4))).isEqualTo(CONFLICT);
            assertThat(rule(question, LockingRead.NONE, old(6))).isEqualTo(CONFLICT);
            assertThat(rule(question, LockingRead.NONE, old(5))).isEqualTo(OLD_SNAPSHOT);
            assertThat(rule(question, LockingRead.NONE, old(4))).isEqualTo(OLD_SNAPSHOT);
        }
        assertThat(rule(Question.EXPECTED, LockingRead.NONE)).isEqualTo(LOOK);
        assertThat(rule(Question.CHECK, LockingRead.NONE)).isEqualTo(LOOK_LOCKING);
        assertThat(rule(Question.ANY, LockingRead.NONE, newest(9))).isEqualTo(UNOPPOSED);
        assertThat(rule(Question.ANY, LockingRead.NONE, old(9))).isEqualTo(OLD_SNAPSHOT);
        assertThat(rule(Question.ABSENT, LockingRead.NONE, newest(1))).isEqualTo(CONFLICT);
        assertThat(rule(Question.ABSENT, LockingRead.NONE, old(1))).isEqualTo(OLD_SNAPSHOT);
    }

    @Test
    void whereNothingLocks_noRowSeen() {
        for (Question question : List.of(Question.EXPECTED, Question.CHECK, Question.ANY)) {
            assertThat(rule(question, LockingRead.NONE, NEW_ABSENT)).isEqualTo(MISSING);
            assertThat(rule(question, LockingRead.NONE, OLD_ABSENT)).isEqualTo(OLD_SNAPSHOT);
        }
        assertThat(rule(Question.ABSENT, LockingRead.NONE, NEW_ABSENT)).isEqualTo(UNOPPOSED);
        assertThat(rule(Question.ABSENT, LockingRead.NONE, OLD_ABSENT)).isEqualTo(OLD_SNAPSHOT);
    }

    /** The row may have come and gone at each attempt, unless it was locked; only an insert would have failed. */
    @ParameterizedTest
    @EnumSource
    void refusedTwiceAndUnopposed_isSuppressedOnlyIfNobodyElseCanHaveStoodAgainstIt(Question question) {
        for (LockingRead lockingRead : LockingRead.values()) {
            assertThat(Ruling.isSuppressed(question, lockingRead))
                    .isEqualTo(lockingRead != LockingRead.NONE || question == Question.ABSENT);
        }
    }

    /**
     * A row as it may be; versions of 0 mean that there is none.
     *
     * @param snapshot as the transaction's snapshot has it
     * @param newest as it was last committed
     * @param readsCommitted whether reads see what is newest
     * @param isFresh whether the snapshot was taken by the first look
     * @param lockingRead what a locking read really shows
     * @param isHidden whether a policy hides the row from locks
     */
    private record World(
            long snapshot,
            long newest,
            boolean readsCommitted,
            boolean isFresh,
            LockingRead lockingRead,
            boolean isHidden) {

        static List<World> all() {
            List<World> all = new ArrayList<>();
            for (long snapshot : new long[] {0, 4, 5, 6}) {
                for (long newest : new long[] {0, 4, 5, 6}) {
                    for (int bits = 0; bits < 16; bits++) {
                        LockingRead lockingRead = List.of(
                                        LockingRead.NEWEST,
                                        LockingRead.SNAPSHOT,
                                        LockingRead.SNAPSHOT,
                                        LockingRead.NONE)
                                .get(bits >> 2);
                        boolean isHidden = bits >> 2 == 2; // the others have no policies
                        all.add(new World(snapshot, newest, (bits & 1) == 0, (bits & 2) == 0, lockingRead, isHidden));
                    }
                }
            }
            return all;
        }

        /** A dialect that does not know its database is not one of a database that locks nothing. */
        Set<LockingRead> declarations() {
            return lockingRead == LockingRead.NONE
                    ? Set.of(LockingRead.NONE)
                    : Set.of(LockingRead.UNKNOWN, lockingRead);
        }

        long read() {
            return readsCommitted ? newest : snapshot;
        }

        /** Whether a locking read fails, since the row was changed or removed. */
        boolean refusesLock() {
            return !readsCommitted
                    && lockingRead == LockingRead.SNAPSHOT
                    && snapshot != 0
                    && snapshot != newest
                    && !isHidden;
        }

        long readLocking() {
            long row = readsCommitted || lockingRead == LockingRead.NEWEST ? newest : snapshot;
            return isHidden ? 0 : row;
        }

        Sight look(boolean isLocking, boolean isFirst, LockingRead declared) {
            boolean locks = isLocking && declared != LockingRead.NONE;
            long version = isLocking ? readLocking() : read();
            boolean isNewest = readsCommitted || (isFresh && isFirst);
            if (version == 0) {
                return locks
                        ? Sight.lockingAbsent(isNewest || declared == LockingRead.NEWEST)
                        : Sight.plainAbsent(isNewest);
            }
            return locks ? Sight.locking(version) : Sight.plain(isNewest, version);
        }

        /** What was absent when the operation's own snapshot was taken was absent during the operation. */
        boolean isAbsent() {
            return newest == 0 || (isFresh && !readsCommitted && snapshot == 0);
        }

        /** What the row's version is, as far as anything can be known of it: where nothing locks, as the operation's own snapshot has it. */
        boolean isAt(long version) {
            return newest == version
                    || (lockingRead == LockingRead.NONE && isFresh && !readsCommitted && snapshot == version);
        }

        /** Where a lock shows the newest row, no older one is called current; but for the operation's own snapshot. */
        private boolean isCurrent(long seen, LockingRead declared) {
            return seen == newest || isFresh || !declared.meetsNewest();
        }

        boolean allows(Question question, Ruling ruling, long seen, LockingRead declared) {
            return switch (ruling) {
                case MISSING -> isAbsent();
                case HIDDEN -> isHidden && (newest != 0 || (!readsCommitted && snapshot != 0));
                case UNOPPOSED ->
                    switch (question) {
                        case ABSENT -> isAbsent() || isHidden;
                        case ANY -> newest != 0 || (snapshot != 0 && isAt(snapshot));
                        default -> isAt(EXPECTED);
                    };
                case CONFLICT ->
                    question == Question.ABSENT
                            ? newest != 0 || isHidden || (isFresh && snapshot != 0)
                            : (seen > EXPECTED && isCurrent(seen, declared)) || (isAt(seen) && seen != EXPECTED);
                default -> true;
            };
        }
    }

    /** Whatever is so, and whether or not the dialect knows its database: nothing is concluded that is not so. */
    @ParameterizedTest
    @EnumSource
    void everyWorld_isToldTruly(Question question) {
        for (World world : World.all()) {
            for (LockingRead declared : world.declarations()) {
                List<Sight> sights = new ArrayList<>();
                long seen = 0;
                Ruling ruling = Ruling.of(question, EXPECTED, sights, declared);
                while (ruling == LOOK || (ruling == LOOK_LOCKING && !world.refusesLock())) {
                    Sight sight = world.look(ruling == LOOK_LOCKING, sights.isEmpty(), declared);
                    seen = sight.isPresent() ? sight.version() : seen;
                    sights.add(sight);
                    assertThat(sights).as("looks in " + world).hasSizeLessThan(world.isHidden() ? 26 : 4);
                    ruling = Ruling.of(question, EXPECTED, sights, declared);
                }
                assertThat(world.allows(question, ruling, seen, declared))
                        .as(ruling + " in " + world + ", seen " + sights + ", declared " + declared)
                        .isTrue();
                if (world.readsCommitted()) {
                    assertThat(ruling).as("in " + world).isNotEqualTo(OLD_SNAPSHOT);
                }
            }
        }
    }
}

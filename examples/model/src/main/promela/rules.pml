/*
 * The rules of the decision, a line for each, in the words of the code; of each table the first line that holds counts.
 *
 * RulesTest reads the lines, and compares each table with the method that it is the copy of, for whatever can be given to it.
 */

/*
 * RULING: io.github.ifmatch.engine.write.Ruling.of. What the names stand for:
 *
 *   hasSight         whether there was a look                       !sights.isEmpty()
 *   isPresent, isLocking, isNewest, seenVersion                     the last Sight
 *   lockedOut        how many locks found no row                    lockedOut
 *   isAbsentNewest   whether a look that cannot be old found none   isNewest, in Ruling.of
 *   wasSeen          whether any look found a row                   wasSeen, in absentUnderLock
 *   checksVersion    EXPECTED or CHECK                              checksVersion
 *   meetsNewest      NEWEST or NEWEST_OF_NODE                       LockingRead.meetsNewest
 */

#define LOCKED_OUT_FOR_GOOD 12

/* FAULT: more often than can be counted. */
#ifdef FAULT_LOOKS_FOR_EVER
#undef LOCKED_OUT_FOR_GOOD
#define LOCKED_OUT_FOR_GOOD 300
#endif

#define checksVersion (question == EXPECTED || question == CHECK)
#define meetsNewest (lockingRead == NEWEST || lockingRead == NEWEST_OF_NODE)

#define RULING(when, then) if :: (ruling == UNDECIDED && (when)) -> ruling = then; REACHED(__LINE__) :: else fi;

/* Which lines were what decided: told when all states are known, and no part of them. */
#define REACHED(line) c_code { wasDecided[line] = 1; }

c_decl {
    static unsigned char wasDecided[1000];

    static void reports(void) {
        int line;
        for (line = 0; line < 1000; line++) {
            if (wasDecided[line]) {
                printf("reached line %d\n", line);
            }
        }
    }
}

inline Ruling_of()
{
    ruling = UNDECIDED;

    /* Ruling.of: nothing was seen yet */
    RULING(!hasSight && question == CHECK, LOOK_LOCKING)
    RULING(!hasSight, LOOK)

    /* Ruling.unlocked: where a locking read locks nothing */
    RULING(lockingRead == NONE && isPresent && checksVersion && seenVersion > expected, CONFLICT)
    RULING(lockingRead == NONE && !isNewest, OLD_SNAPSHOT)
    RULING(lockingRead == NONE && question == ABSENT && isPresent, CONFLICT)
    RULING(lockingRead == NONE && question == ABSENT, UNOPPOSED)
    RULING(lockingRead == NONE && !isPresent, MISSING)
    RULING(lockingRead == NONE && checksVersion && seenVersion != expected, CONFLICT)
    RULING(lockingRead == NONE, UNOPPOSED)

    /* Ruling.ofRow: a row was seen last */
    RULING(isPresent && question == ABSENT && isNewest, CONFLICT)
    RULING(isPresent && checksVersion && seenVersion > expected && (isNewest || !meetsNewest), CONFLICT)
    RULING(isPresent && isLocking && (question == ANY || seenVersion == expected), UNOPPOSED)
    RULING(isPresent && isLocking && lockingRead == NEWEST_OF_NODE, OLD_SNAPSHOT)
    RULING(isPresent && isLocking, CONFLICT)
    RULING(isPresent && lockedOut == 0, LOOK_LOCKING)
    RULING(isPresent && isNewest && lockedOut < LOCKED_OUT_FOR_GOOD, LOOK_LOCKING)
    RULING(isPresent && meetsNewest && isNewest, OLD_SNAPSHOT)
    RULING(isPresent && meetsNewest, MISSING)
    RULING(isPresent && isNewest, HIDDEN)
    RULING(isPresent && lockingRead == SNAPSHOT, HIDDEN)
    RULING(isPresent, OLD_SNAPSHOT)

    /* Ruling.of and Ruling.absentUnderLock: no row was seen last */
    RULING(isLocking && question != ABSENT, LOOK)
    RULING(isLocking && wasSeen && lockingRead == SNAPSHOT, CONFLICT)
    RULING(isLocking && isAbsentNewest, UNOPPOSED)
    RULING(isLocking, OLD_SNAPSHOT)
    RULING(isAbsentNewest && question == ABSENT, UNOPPOSED)
    RULING(isAbsentNewest, MISSING)
    RULING(lockedOut > 0, OLD_SNAPSHOT)
    RULING(!isPresent, LOOK_LOCKING)

    assert(ruling != UNDECIDED)
}

/* AGE: io.github.ifmatch.engine.write.Snapshot.isNewest. A read that cannot be older than the operation that it follows. */

#define AGE(when, then) if :: (ruling == UNDECIDED && (when)) -> ruling = UNOPPOSED; isNewest = then :: else fi;

inline Snapshot_isNewest()
{
    ruling = UNDECIDED;

    AGE(since == STATEMENT, true)
    AGE(readsCommitted, true)
    AGE(since == EARLIER, false)
    AGE(meetsNewest, !isBehind)
    AGE(since == OPERATION, isFirstRead)
}

/*
 * TOLD: io.github.ifmatch.engine.write.UserExceptions, ofWrite, ofBatch and ofCommit: what the caller is told of a Refusal. mayStand is a line of it.
 */

#define TOLD(when, then) if :: (telling == 0 && (when)) -> telling = then :: else fi;

inline UserExceptions_of()
{
    TOLD(stage == COMMITTING && fault == SERIALIZATION, SERIALIZATION_TOLD)
    TOLD(stage == COMMITTING && fault == BUSY, BUSY_TOLD)
    TOLD(stage == COMMITTING && fault == DISCONNECTED, UNKNOWN_TOLD)
    TOLD(stage == COMMITTING, NOTHING_WRITTEN)

    TOLD(fault == DISCONNECTED && owner == STATEMENT && stage != PREPARING, UNKNOWN_TOLD)
    TOLD(fault == DISCONNECTED, NOTHING_WRITTEN)
    TOLD(owner == STATEMENT && stage == ANSWERED, STANDS)
    TOLD(fault == SERIALIZATION, SERIALIZATION_TOLD)
    TOLD(fault == BUSY, BUSY_TOLD)
    TOLD(true, NOTHING_WRITTEN)
}

/* AGAIN: io.github.ifmatch.engine.write.Unit.mayRunAgain: whether the whole can be run again, in another transaction. */

#define ATTEMPTS 5

#define isPart (owner == CALLER || owner == ATTEMPT)

#define mayRunAgain (!isPart && fault == SERIALIZATION && attempt < ATTEMPTS && !(owner == STATEMENT && stage == ANSWERED))

/* PROVEN: io.github.ifmatch.engine.write.DriverFacts.provesRollback: the errors of a COMMIT after which nothing stands. The others prove nothing. */

#define provesRollback (state == SERIALIZATION_40001 || state == DEADLOCK_40P01 || state == CONSTRAINT_23505 || state == FAILED_25P02)

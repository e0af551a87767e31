/*
 * What is sent to the database, and how it answers: `count`, or what was `found`, or a refusal (`fault` and `stage`). Each part that ends in one
 * moment is atomic; a statement that waits for a lock has looked at the row before it waits, as PostgreSQL's do.
 *
 * TRIGGER           a trigger suppresses each write of writer 0, and counts none
 * POLICY            a row-level policy lets writer 0 read the row, and neither lock nor write it
 */

#ifdef TRIGGER
#define isSuppressed (me == 0)
#else
#define isSuppressed false
#endif
#ifdef POLICY
#define isHidden (me == 0 && verb != INSERT)
#else
#define isHidden false
#endif

/* DriverFacts.provesRollback decides whether the dialect's fault of the error is believed. FAULT: any error of a commit is. */
#ifdef FAULT_ANY_COMMIT_ERROR_ROLLS_BACK
#define COMMIT_PROVES true
#define COMMIT_FAULT OTHER
#else
#define COMMIT_PROVES provesRollback
#define COMMIT_FAULT SERIALIZATION
#endif

/* FAULT: the rules are not asked. */
#ifdef FAULT_PLAIN_RE_READ
#define INSPECTS_BY plainReReadDecides();
#else
#define INSPECTS_BY Ruling_of();
#endif

/* An insert takes its version when it is made: above all that there were; or, with VERSIONS_BEGIN_AGAIN, 1, as COUNTER does. */
#define FROM_CLOCK 255

#define writes_version (verb == UPDATE -> expected + 1 : (verb == INSERT -> FROM_CLOCK : 0))
#define writes_content (verb == DELETE -> 0 : base | (1 << me))

inline refuses(what, when)
{
    fault = what;
    stage = when
}

/* The connection is lost: a transaction is rolled back; a statement in autocommit may yet be carried out, or not. */
inline mayBeLost(row, isWrite)
{
    skip;
#if LOSSES > 0
    if
    :: true
    :: losses > 0 ->
        losses--;
        wasLost[me] = true;
        refuses(DISCONNECTED, SENT);
        if
        :: inTransaction -> forgets(); unlocks(me)
        :: !inTransaction && isWrite ->
            late[me] = LATE_STATEMENT;
            lateVersion[CELL(me, row)] = writes_version;
            lateContent[CELL(me, row)] = writes_content
        :: else
        fi
    fi
#endif
}

inline writesNow(row)
{
    newVersion[row] = writes_version;
    if
    :: newVersion[row] == FROM_CLOCK -> newVersion[row] = FIRST_VERSION(row)
    :: else
    fi;
    newContent[row] = writes_content;
    count = 1;
    if
    :: inTransaction ->
        isWritten[row] = true;
        lockedBy[row] = me + 1
    :: else ->
        becomesHistory(me, row, newVersion[row], newContent[row]);
        newVersion[row] = 0;
        newContent[row] = 0
    fi
}

/* UPDATE or DELETE … WHERE id = ? AND version = ? */
inline sendsConditional(row)
{
    if
    :: isSuppressed || isHidden
    :: !(isSuppressed || isHidden) ->
        d_step {
            met = expected;
            if
            :: REALLY != NEWEST -> reads(row, met)
            :: else -> takesNothing()
            fi
        }
        if
        :: met != expected
        :: met == expected ->
            WAITS(row)
            if
            :: atomic {
                isFree(row) ->
                DONE_WAITING
                if
                :: !readsCommitted && REALLY != NEWEST && version[row] != met && !isWritten[row] -> refuses(SERIALIZATION, SENT)
                :: else ->
                    if
                    :: version[row] == expected && !isWritten[row] -> writesNow(row)
                    :: version[row] != 0 && !(version[row] == expected && !isWritten[row]) -> locks(row)
                    :: else
                    fi
                fi
            }
            OR_DEADLOCK(row)
            fi
        fi
    fi;
    met = 0
}

inline takesNothing()
{
    skip
}

/* INSERT; with ON CONFLICT DO NOTHING, where the database has it and `isPlain` does not forbid it. */
inline sendsInsert(row, isPlain)
{
    if
    :: isSuppressed
    :: !isSuppressed ->
        d_step {
            met = 0;
            if
            :: REALLY != NEWEST -> reads(row, met)
            :: else
            fi
        }
        atomic {
            isFree(row) ->
            if
            :: version[row] == 0 -> writesNow(row)
            :: version[row] != 0 && (isPlain || REALLY == NEWEST) -> refuses(DUPLICATE, SENT)
            :: else ->
                if
                :: !readsCommitted && met != version[row] -> refuses(SERIALIZATION, SENT)
                :: else
                fi
            fi
        }
    fi;
    met = 0
}

/* Statements.write, Statements.insertPlain */
inline sends(row, isPlain)
{
    count = 0;
    isBehind = isBehind || isTaken;     /* Snapshot.overtake */
    atomic { mayBeLost(row, true) }
    if
    :: fault != 0
    :: fault == 0 && verb == INSERT -> sendsInsert(row, isPlain)
    :: fault == 0 && verb != INSERT -> sendsConditional(row)
    fi
}

/* Statements.find */
inline finds(row)
{
    isTaken = true;     /* Snapshot.read */
    atomic {
        mayBeLost(row, false);
        if
        :: fault == 0 -> reads(row, found)
        :: else
        fi
    }
}

/* Statements.findLocking */
inline findsLocking(row)
{
    isBehind = isBehind || isTaken;     /* Snapshot.overtake */
    atomic { mayBeLost(row, false) }
    if
    :: fault != 0
    :: fault == 0 && isHidden -> found = 0
    :: fault == 0 && !isHidden && REALLY == NONE -> atomic { reads(row, found) }
    :: fault == 0 && !isHidden && REALLY != NONE ->
        d_step {
            met = 1;
            if
            :: REALLY != NEWEST -> reads(row, met)
            :: else
            fi
        }
        if
        :: met == 0 -> found = 0
        :: met != 0 ->
            WAITS(row)
            if
            :: atomic {
                isFree(row) ->
                DONE_WAITING
                if
                :: isWritten[row] -> found = newVersion[row]
                :: !isWritten[row] && !readsCommitted && REALLY != NEWEST && version[row] != met -> refuses(SERIALIZATION, SENT)
                :: else ->
                    found = version[row];
                    if
                    :: found != 0 -> locks(row)
                    :: else
                    fi
                fi
            }
            OR_DEADLOCK(row)
            fi
        fi
    fi;
    met = 0
}

/*
 * OwnTransaction.keep. What the server answers, and what it did:
 *   it committed; it refused, and says so; it failed in a way that proves nothing, or was lost, and commits or not, now or later.
 */
inline keeps()
{
    atomic {
        if
        :: commits()
#if REFUSALS > 0
        :: refusals > 0 ->
            refusals--;
            state = SERIALIZATION_40001;
            forgets();
            unlocks(me)
#endif
#if LOSSES > 0
        :: losses > 0 ->
            losses--;
            wasLost[me] = true;
            late[me] = LATE_COMMIT;
            for (each : 0 .. ROWS - 1) {
                cell = CELL(me, each);
                isLate[cell] = isWritten[each];
                lateVersion[cell] = newVersion[each];
                lateContent[cell] = newContent[each]
            }
            forgets();
            if
            :: state = LOST_08006
            :: state = CANCELLED_57014
            :: state = COMPLETION_UNKNOWN_40003
            fi
#endif
        fi;
        if
        :: state == 0
        :: state != 0 ->
            stage = COMMITTING;
            if
            :: COMMIT_PROVES -> fault = COMMIT_FAULT
            :: else -> fault = DISCONNECTED
            fi;
            state = 0
        fi
    }
}

/* Inspection.sight and Inspection.look */
inline sees(isLock)
{
    d_step {
        isFirstRead = !hasSight;
        isLocking = isLock && lockingRead != NONE;
        isPresent = found != 0;
        seenVersion = found;
        if
        :: isPresent && (isLocking || (checksVersion && seenVersion > expected && !meetsNewest)) -> isNewest = true
        :: else ->
            Snapshot_isNewest();
            isNewest = isNewest || (isLocking && meetsNewest)
        fi;
        hasSight = true;
        wasSeen = wasSeen || isPresent;
        isAbsentNewest = isAbsentNewest || (!isPresent && isNewest);
        if
        :: isLocking && !isPresent -> lockedOut++
        :: else
        fi;
        found = 0;
        isFirstRead = false
    }
}

/* Inspection.run: `ruling`, or a refusal. */
inline inspects(row, asked)
{
    question = asked;
    do
    :: d_step {
        INSPECTS_BY
        if
        :: ruling == OLD_SNAPSHOT -> refuses(SERIALIZATION, ANSWERED)
        :: else
        fi
    }
    if
    :: ruling == LOOK -> finds(row)
    :: ruling == LOOK_LOCKING -> findsLocking(row)
    :: else -> break
    fi;
    if
    :: fault != 0 -> break
    :: else -> sees(ruling == LOOK_LOCKING)
    fi
    od;
    atomic {
        if
        :: fault == 0 && (ruling == CONFLICT || ruling == HIDDEN) -> shown = seenVersion
        :: else
        fi;
        hasSight = false;
        isPresent = false;
        isLocking = false;
        isNewest = false;
        seenVersion = 0;
        lockedOut = 0;
        isAbsentNewest = false;
        wasSeen = false
    }
}

/* FAULT: the row is read again as the transaction shows it, and that is believed. */
inline plainReReadDecides()
{
    if
    :: !hasSight -> ruling = LOOK
    :: hasSight && !isPresent -> ruling = (question == ABSENT -> UNOPPOSED : MISSING)
    :: hasSight && isPresent -> ruling = (question == ABSENT || seenVersion != expected -> CONFLICT : UNOPPOSED)
    fi
}


/*
 * A batch of two rows, in a transaction of its own: io.github.ifmatch.engine.batch.BatchWrite and BatchSending, as sent to PostgreSQL: at first one
 * statement that locks the rows in whatever order the database takes (isUnlocked); run again after a deadlock, with its rows locked first, in the order
 * of their ids. What the statement leaves open is read by one query, and what that leaves open is written by itself.
 *
 * CALLS             1 optimistic, 2 locked first, 4 some are all or nothing, 8 some delete, added
 * NO_DETECTION      the database lets those wait for ever who wait for each other
 */

#include "names.pml"

#define ROWS 2
#ifndef DECLARED
#define DECLARED REALLY
#endif
#ifndef CALLS
#define CALLS 15
#endif
#define lockingRead DECLARED

#include "database.pml"
#include "rules.pml"
#include "statements.pml"

/* Whether all of the batch was to be written, or nothing. */
bool isWhole[WRITERS];

#define writesAllOrNothing (call & 1)
#define isOptimistic ((call & 2) == 0)
#define removes (call & 4)

/* FAULT: a batch that was the victim of a deadlock is run again as it was. */
#ifdef FAULT_RUN_AGAIN_UNLOCKED
#define GOES_UNLOCKED_AGAIN true
#else
#define GOES_UNLOCKED_AGAIN false
#endif

/* FAULT: what was written before a refusal is not undone. */
#ifdef FAULT_RUN_AGAIN_WITHOUT_ROLLBACK
#define UNDOES skip
#else
#define UNDOES undoes()
#endif

/* FAULT: rows are locked in the order in which they were given, which is another one for each batch. */
#ifdef FAULT_LOCKS_AS_GIVEN
#define FIRST_LOCKED (me % ROWS)
#else
#define FIRST_LOCKED 0
#endif

inline takes(place)
{
    d_step {
        row = place;
        expected = held[row];
        base = heldContent[row]
    }
}

inline decides(what)
{
    outcomes[row] = what
}

inline judgesRow(place)
{
    told[CELL(me, place)] = outcomes[place];
    if
    :: outcomes[place] == CONFLICT -> PROPERTY(told_truly, wasOther[CELL(me, place)])
    :: outcomes[place] == MISSING -> PROPERTY(told_truly, wasAbsent[CELL(me, place)])
    :: outcomes[place] == APPLIED -> PROPERTY(applied_is_there, effects[CELL(me, place)] == 1)
    :: outcomes[place] == SUPPRESSED -> PROPERTY(told_truly, false)
    :: else
    fi;
    outcomes[place] = 0;
    endsCall(place)
}

/* Numbers that no line of another file has: spin may name the wrong one. */
#ifdef LINES
#line 1001
#endif

proctype Writer(byte me; byte call)
{
    mtype verb, owner, since, question, ruling, fault, stage, state, telling;
    byte expected, base, attempts, count, met, found, shown, lockedOut, seenVersion, row, place, first;
    bool isTaken, isBehind, hasSight, isPresent, isLocking, isNewest, isAbsentNewest, wasSeen, isFirstRead, isLocked, isDeadlock;
    bool mayGoUnlocked, isUnlocked, wasVictim;
    byte held[ROWS];
    byte heldContent[ROWS];
    mtype outcomes[ROWS];
    CONNECTION;

    atomic {
        verb = (removes -> DELETE : UPDATE);
        owner = OURS;
        since = OPERATION;
        mayGoUnlocked = isOptimistic;
        isWhole[me] = writesAllOrNothing;
        for (each : 0 .. ROWS - 1) {
            held[each] = version[each];
            heldContent[each] = content[each]
        }
        if
        :: held[0] == 0 || held[1] == 0 -> goto end
        :: else
        fi
    }
    atomic {
        beginsCall(0, held[0]);
        beginsCall(1, held[1])
    }

once:
    /* BatchWrite.once, BatchWrite.written */
    fault = 0;
    stage = 0;
    isDeadlock = false;
    isTaken = false;
    isBehind = false;
    outcomes[0] = 0;
    outcomes[1] = 0;
    begins();
    isUnlocked = mayGoUnlocked;
    if
    :: isUnlocked ->
        if
        :: first = 0
        :: first = 1
        fi
    :: else ->
        /* BatchLocks.lock, or the statement's own FOR UPDATE, in the order of the ids */
        first = 0;
        place = 0;
        do
        :: place < ROWS ->
            takes((FIRST_LOCKED + place) % ROWS);
            findsLocking(row);
            if
            :: fault != 0 -> goto refused
            :: fault == 0 && found != 0 && found != expected -> decides(CONFLICT)
            :: else
            fi;
            found = 0;
            place++
        :: place >= ROWS -> break
        od
    fi;
    place = 0;
    do
    :: place < ROWS ->
        takes((first + place) % ROWS);
        if
        :: outcomes[row] == 0 ->
            count = 0;
            isBehind = isBehind || isTaken;
            sendsConditional(row);
            if
            :: fault != 0 -> goto refused
            :: fault == 0 && count == 1 -> decides(APPLIED)
            :: else
            fi
        :: else
        fi;
        place++
    :: place >= ROWS -> break
    od;
    count = 0;

    /* BatchSending.decideUnanswered, SameWrites.decideUnlocked, Inspection.ofMany */
    place = 0;
    do
    :: place < ROWS && outcomes[place] == 0 ->
        takes(place);
        question = EXPECTED;
        hasSight = true;        /* it counts as no first look */
        finds(row);
        if
        :: fault != 0 -> goto refused
        :: else
        fi;
        sees(false);
        d_step {
            Ruling_of();
            if
            :: ruling == CONFLICT -> decides(CONFLICT)
            :: ruling == MISSING -> decides(MISSING)
            :: else
            fi;
            ruling = 0;
            hasSight = false;
            isPresent = false;
            isNewest = false;
            seenVersion = 0;
            isAbsentNewest = false;
            wasSeen = false
        }
        if
        :: outcomes[row] == 0 -> goto byItself
        :: else
        fi;
next:
        place++
    :: place < ROWS && outcomes[place] != 0 -> place++
    :: place >= ROWS -> break
    od;
    goto written;

byItself:
    /* BatchSending.writeByItself, Write.send, Verdict.first and second */
    isLocked = false;
    do
    :: sends(row, false);
        if
        :: fault != 0 -> goto refused
        :: fault == 0 && count == 1 -> decides(APPLIED)
        :: fault == 0 && count == 0 && isLocked -> decides(SUPPRESSED)
        :: else
        fi;
        count = 0;
        if
        :: outcomes[row] != 0 -> break
        :: else
        fi;
        inspects(row, EXPECTED);
        if
        :: fault != 0 -> goto refused
        :: else
        fi;
        d_step {
            if
            :: ruling == CONFLICT -> decides(CONFLICT)
            :: ruling == MISSING -> decides(MISSING)
            :: ruling == HIDDEN -> decides(SUPPRESSED)
            :: else -> isLocked = true
            fi;
            ruling = 0
        }
        if
        :: outcomes[row] != 0 -> break
        :: else
        fi
    od;
    isLocked = false;
    goto next;

written:
    /* BatchWrite.once: kept, or undone as a whole */
    if
    :: writesAllOrNothing && !(outcomes[0] == APPLIED && outcomes[1] == APPLIED) ->
        undoes();
        atomic {
            for (each : 0 .. ROWS - 1) {
                if
                :: outcomes[each] == APPLIED -> outcomes[each] = REFUSED
                :: else
                fi
            }
        }
    :: else ->
        keeps();
        if
        :: fault != 0 -> goto refused
        :: else
        fi
    fi;
    goto tell;

refused:
    /* BatchWrite.decide */
    place = 0;
    found = 0;
    count = 0;
    ruling = 0;
    hasSight = false;
    isLocked = false;
    if
    :: isDeadlock && isUnlocked ->
        PROPERTY(outlives_deadlock, !wasVictim);
        wasVictim = true;
        mayGoUnlocked = GOES_UNLOCKED_AGAIN
    :: else
    fi;
    if
    :: isDeadlock || fault == SERIALIZATION ->
        attempts++;
        PROPERTY(outlives_deadlock, attempts < ATTEMPTS);
        UNDOES;
        goto once
    :: else -> undoes()
    fi;
    atomic {
        UserExceptions_of();
        outcomes[0] = telling;
        outcomes[1] = telling;
        telling = 0
    }

tell:
    atomic {
        judgesRow(0);
        judgesRow(1)
    }

end:
    atomic {
        ended++;
        verb = 0; owner = 0; since = 0; question = 0; fault = 0; stage = 0;
        expected = 0; base = 0; attempts = 0; row = 0; place = 0; first = 0; shown = 0;
        isTaken = false; isBehind = false; isDeadlock = false; mayGoUnlocked = false; isUnlocked = false; wasVictim = false;
        held[0] = 0; held[1] = 0; heldContent[0] = 0; heldContent[1] = 0
    }
}

#include "ends.pml"

inline chooses(who)
{
    if
    :: (CALLS & 1) -> call[who] = 0
    :: (CALLS & 2) -> call[who] = 2
    fi;
    if
    :: true
    :: (CALLS & 4) -> call[who] = call[who] + 1
    fi;
    if
    :: true
    :: (CALLS & 8) -> call[who] = call[who] + 4
    fi
}

init
{
    byte call[WRITERS];
    atomic {
        reportsAtExit();
        version[0] = 1;
        version[1] = 1;
        clock[0] = 1;
        clock[1] = 1;
        chooses(0);
        chooses(1);
#if WRITERS > 2
        chooses(2);
#endif
#ifndef FAULT_LOCKS_AS_GIVEN
        if
        :: call[0] <= call[1] && call[1] <= call[WRITERS - 1]
        :: else -> goto others
        fi;
#endif
        run Writer(0, call[0]);
        run Writer(1, call[1]);
#if WRITERS > 2
        run Writer(2, call[2]);
#endif
    }
    do
    SERVES(0)
    SERVES(1)
#if WRITERS > 2
    SERVES(2)
#endif
    :: ended == WRITERS && isQuiet(0) && isQuiet(1) && isQuiet(WRITERS - 1) -> break
    od;
    atomic { judgesAll() }
    atomic {
        for (each : 0 .. WRITERS - 1) {
            PROPERTY(all_or_nothing, !isWhole[each] || effects[CELL(each, 0)] == effects[CELL(each, 1)])
        }
    }
others:
    skip
}

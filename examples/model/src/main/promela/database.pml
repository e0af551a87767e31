/*
 * The database: rows, locks, transactions and snapshots; and, beside it, the history of the table, by which all that is told is judged.
 *
 * WRITERS           how many connections, each with a call of its own
 * ROWS              how many rows
 * ISOLATION         2 READ COMMITTED, 4 REPEATABLE READ, as java.sql.Connection numbers them
 * REALLY            what a locking read really shows: SNAPSHOT (PostgreSQL, H2), NEWEST (MariaDB, MySQL), NONE (it locks nothing)
 * LOSSES            how many connections may be lost, with or without what they were about to answer
 * REFUSALS          how many commits may be refused, as SERIALIZABLE and distributed databases do
 */

#ifndef WRITERS
#define WRITERS 2
#endif
#ifndef ROWS
#define ROWS 1
#endif
#ifndef ISOLATION
#define ISOLATION 2
#endif
#ifndef REALLY
#define REALLY SNAPSHOT
#endif
#ifndef LOSSES
#define LOSSES 0
#endif
#ifndef REFUSALS
#define REFUSALS 0
#endif

#define VERSIONS (WRITERS + 3)
#define readsCommitted (ISOLATION <= 2)
#define CELL(writer, row) ((writer) * ROWS + (row))

/* The committed rows; version 0 means that there is none. A version is never given again: COUNTER_FROM_CLOCK. */
byte version[ROWS];
byte content[ROWS];     /* a bit for each writer whose change is in it */
byte clock[ROWS];       /* the highest version that there was */
byte lockedBy[ROWS];    /* the writer + 1 */
#ifdef VERSIONS_BEGIN_AGAIN
#define FIRST_VERSION(row) 1
#else
#define FIRST_VERSION(row) (clock[row] + 1)
#endif

/* What the server has yet to do for a client that it has lost. */
mtype late[WRITERS];
bool isLate[WRITERS * ROWS];
byte lateVersion[WRITERS * ROWS];
byte lateContent[WRITERS * ROWS];

byte losses = LOSSES;
byte refusals = REFUSALS;

hidden byte cell, other, each;  /* within one step */

/* The history, which no writer can see: what each call did, and what was so while it was under way. */
byte effects[WRITERS * ROWS];
byte leftBy[ROWS * VERSIONS];
bool isUnderway[WRITERS];
byte expectedOf[WRITERS * ROWS];
bool wasAbsent[WRITERS * ROWS];     /* at some moment of the call there was no row */
bool wasOther[WRITERS * ROWS];      /* at some moment of the call the row did not stand at the expected version */
bool wasLost[WRITERS];

/* What was told. */
mtype told[WRITERS * ROWS];
mtype resolution[WRITERS];
byte ended;

/*
 * The properties, by names that spin shows. no_deadlock and every_call_ends need none: spin looks for them by itself.
 *
 * no_lost_update        what is written holds what it overwrites, is written at the version that it expects, and is the only write that leaves it
 * no_second_effect      a call changes a row once at most, however often it is tried
 * applied_is_there      what was told applied is in the history
 * refused_is_not_there  where anything else was told, but that the outcome is unknown, the history has nothing of it, then and ever after
 * told_truly            a conflict, a missing row or a suppressed write is told only if it was so during the call; unknown only if an answer was lost
 * locked_is_first       who has locked the row before reading it cannot be overtaken
 * resolve_is_right      resolve() says committed or rolled back only if it is so, and stays so
 * all_or_nothing        such a batch has written all of its rows, or none
 * outlives_deadlock     a batch that others of its kind have met in a deadlock is decided all the same, and is a victim for not locking once at most
 */
#define PROPERTY(name, holds) assert(name || (holds))
hidden byte no_lost_update, no_second_effect, applied_is_there, refused_is_not_there, told_truly, locked_is_first, resolve_is_right, all_or_nothing, outlives_deadlock;

inline becomesHistory(who, row, itsVersion, itsContent)
{
    PROPERTY(no_lost_update, version[row] == expectedOf[CELL(who, row)]);
    PROPERTY(no_lost_update, itsVersion == 0 || (content[row] & ~(itsContent)) == 0);
    if
    :: version[row] != 0 && FIRST_VERSION(row) != 1 ->
        leftBy[row * VERSIONS + version[row]]++;
        PROPERTY(no_lost_update, leftBy[row * VERSIONS + version[row]] == 1)
    :: else
    fi;
    version[row] = itsVersion;
    content[row] = itsContent;
    if
    :: version[row] > clock[row] -> clock[row] = version[row]
    :: else
    fi;
    effects[CELL(who, row)]++;
    PROPERTY(no_second_effect, effects[CELL(who, row)] == 1);
    for (other : 0 .. WRITERS - 1) {
        if
        :: isUnderway[other] ->
            cell = CELL(other, row);
            wasAbsent[cell] = wasAbsent[cell] || version[row] == 0;
            wasOther[cell] = wasOther[cell] || version[row] != expectedOf[cell]
        :: else
        fi
    }
    other = 0
}

inline beginsCall(row, itsExpected)
{
    isUnderway[me] = true;
    expectedOf[CELL(me, row)] = itsExpected;
    wasAbsent[CELL(me, row)] = version[row] == 0;
    wasOther[CELL(me, row)] = version[row] != itsExpected
}

inline endsCall(row)
{
    isUnderway[me] = false;
    wasAbsent[CELL(me, row)] = false;
    wasOther[CELL(me, row)] = false
}

inline unlocks(who)
{
    for (each : 0 .. ROWS - 1) {
        if
        :: lockedBy[each] == who + 1 -> lockedBy[each] = 0
        :: else
        fi
    }
    each = 0
}

inline forgetsLate(who)
{
    for (each : 0 .. ROWS - 1) {
        cell = CELL(who, each);
        isLate[cell] = false;
        lateVersion[cell] = 0;
        lateContent[cell] = 0
    }
}

/* A writer's own: whether its connection is in a transaction, which snapshot it has, and what it has written that is not committed yet. */
#define CONNECTION \
    bool inTransaction, hasSnapshot; \
    byte snapshot[ROWS]; \
    bool isWritten[ROWS]; \
    byte newVersion[ROWS]; \
    byte newContent[ROWS]

inline forgets()
{
    for (each : 0 .. ROWS - 1) {
        snapshot[each] = 0;
        isWritten[each] = false;
        newVersion[each] = 0;
        newContent[each] = 0
    }
    hasSnapshot = false;
    inTransaction = false
}

/* OwnTransaction.begin; the snapshot is taken by the first statement. */
inline begins()
{
    inTransaction = true
}

inline undoes()
{
    atomic {
        if
        :: inTransaction -> forgets(); unlocks(me)
        :: else
        fi
    }
}

inline commits()
{
    for (each : 0 .. ROWS - 1) {
        if
        :: isWritten[each] -> becomesHistory(me, each, newVersion[each], newContent[each])
        :: else
        fi
    }
    forgets();
    unlocks(me)
}

inline takesSnapshot()
{
    if
    :: inTransaction && !hasSnapshot ->
        hasSnapshot = true;
        for (each : 0 .. ROWS - 1) {
            snapshot[each] = version[each]
        }
    :: else
    fi
}

/* What a read without a lock shows. */
inline reads(row, found)
{
    if
    :: isWritten[row] -> found = newVersion[row]
    :: else ->
        if
        :: readsCommitted || !inTransaction -> found = version[row]
        :: else -> takesSnapshot(); found = snapshot[row]
        fi
    fi
}

inline locks(row)
{
    if
    :: inTransaction && REALLY != NONE -> lockedBy[row] = me + 1
    :: else
    fi
}

/*
 * Whoever waits for a row gets it in the order in which they came, as with PostgreSQL and InnoDB; with BARGING, in any order. Two that wait for each
 * other are found: one of them, whichever it is, is refused. One row alone makes no circle, and its order does not matter.
 */
#if ROWS > 1
byte waitsFor[WRITERS];     /* the row + 1 */
byte behind[WRITERS];       /* a bit for each who waits for the same row, and came before */
#define holder(row) (lockedBy[row] - 1)
#define isCircle(row) (lockedBy[row] != 0 && lockedBy[row] != me + 1 && waitsFor[holder(row)] != 0 && lockedBy[waitsFor[holder(row)] - 1] == me + 1)
#define isFree(row) (lockedBy[row] == me + 1 || (lockedBy[row] == 0 && behind[me] == 0))
#define WAITS(row) queues(row);
#define DONE_WAITING leavesQueue();
#ifdef BARGING
#define isBefore(who, row) false
#else
#define isBefore(who, row) (waitsFor[who] == row + 1)
#endif
#ifndef NO_DETECTION
#define OR_DEADLOCK(row) :: atomic { isCircle(row) -> leavesQueue(); isDeadlock = true; refuses(BUSY, SENT) }
#else
#define OR_DEADLOCK(row)
#endif

inline queues(row)
{
    d_step {
        for (each : 0 .. WRITERS - 1) {
            if
            :: isBefore(each, row) -> behind[me] = behind[me] | (1 << each)
            :: else
            fi
        }
        waitsFor[me] = row + 1
    }
}

inline leavesQueue()
{
    for (each : 0 .. WRITERS - 1) {
        behind[each] = behind[each] & ~(1 << me)
    }
    behind[me] = 0;
    waitsFor[me] = 0
}
#else
#define isFree(row) (lockedBy[row] == 0 || lockedBy[row] == me + 1)
#define WAITS(row)
#define DONE_WAITING
#define OR_DEADLOCK(row)
#endif

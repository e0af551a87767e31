/*
 * One write of one row and its verdict: io.github.ifmatch.engine.write.Write and Verdict, in autocommit (STATEMENT), in a transaction of its own
 * (OURS), and in one that the caller began, perhaps long before (CALLER). With MODIFY, io.github.ifmatch.engine.JdbcRepository.modify, which
 * tries again by Attempts and Retry, the last time as a LockedAttempt. Whoever is told that the outcome is unknown asks resolve().
 *
 * DECLARED          what the dialect says of a locking read; UNKNOWN, if it does not know
 * FIRST, OTHERS     the verbs that writer 0, and the others, choose from: 1 UPDATE, 2 DELETE, 4 INSERT, added
 * OWNERS            1 STATEMENT, 2 OURS, 4 CALLER, added
 * READS_FIRST       a delete does not answer its row, and reads it first
 * MODIFY            how many attempts, if the calls are modify()
 */

#include "names.pml"

#ifndef DECLARED
#define DECLARED REALLY
#endif
#ifndef FIRST
#define FIRST 7
#endif
#ifndef OTHERS
#define OTHERS 7
#endif
#ifndef OWNERS
#define OWNERS 7
#endif
#define lockingRead DECLARED

#include "database.pml"
#include "rules.pml"
#include "statements.pml"

#define ROW 0
#define canLock (lockingRead != NONE)

#ifdef FAULT_RETRY_AFTER_UNKNOWN
#define isTriedAgain (told[me] == CONFLICT || told[me] == SERIALIZATION_TOLD || told[me] == BUSY_TOLD || told[me] == UNKNOWN_TOLD)
#else
#define isTriedAgain (told[me] == CONFLICT || told[me] == SERIALIZATION_TOLD || told[me] == BUSY_TOLD)
#endif

#ifdef FAULT_RETRY_OLD_CONTENT
#define FAULT_BASE (made == 0)
#else
#define FAULT_BASE true
#endif

/* Verb.question */
#define asks (verb == INSERT -> ABSENT : EXPECTED)

/* Ruling.isSuppressed */
#define isSuppressedWrite (verb == INSERT || lockingRead != NONE)

/* Verdict.ruled: an outcome, or none yet. */
inline ruled()
{
    d_step {
        if
        :: fault == 0 && ruling == CONFLICT -> outcome = CONFLICT
        :: fault == 0 && ruling == MISSING -> outcome = MISSING
        :: fault == 0 && ruling == HIDDEN -> outcome = SUPPRESSED
        :: else
        fi;
        ruling = 0
    }
}

/* Inspection.of: called from several places, and written down once. */
#define INSPECTS(asked, place) question = asked; returns = place; goto inspection; back_##place:

/*
 * Verdict.readBeforeDelete, where the statement that deletes does not answer the row; never in autocommit. Whether what a policy hides can be deleted, only
 * the delete tells.
 */
#ifdef READS_FIRST
#define readsBeforeDelete(BACK) \
    if \
    :: verb == DELETE && !canLock -> finds(ROW); if :: fault == 0 && found == expected -> found = 0; count = 1 :: else -> found = 0 fi \
    :: else \
    fi; \
    if \
    :: fault != 0 -> goto refused \
    :: fault == 0 && verb == DELETE && count == 0 -> \
        INSPECTS(CHECK, BACK) \
        isLocked = fault == 0 && ruling == UNOPPOSED && canLock; \
        if \
        :: fault != 0 -> goto refused \
        :: fault == 0 && ruling == HIDDEN -> ruling = 0 \
        :: else -> ruled() \
        fi \
    :: else \
    fi; \
    count = 0; \
    if \
    :: outcome != 0 -> goto decided \
    :: else \
    fi
#define NOT_ALONE true
#else
#define readsBeforeDelete(BACK) skip
#define NOT_ALONE false
#endif

/* The row that the caller has, and from which the call goes on; version 0 if there is none. */
inline holds()
{
    d_step {
        expected = version[ROW];
        base = content[ROW]
    }
}

/* What is told is so when it is told. What must stay so is judged at the end. */
inline judges()
{
    d_step {
        if
        :: told[me] == CONFLICT ->
            PROPERTY(locked_is_first, owner != ATTEMPT || !canLock);
            PROPERTY(told_truly, shown != 0 && shown != expected && wasOther[CELL(me, ROW)])
        :: told[me] == MISSING -> PROPERTY(told_truly, wasAbsent[CELL(me, ROW)])
        :: told[me] == SUPPRESSED -> PROPERTY(told_truly, isSuppressed || isHidden)
        :: told[me] == APPLIED -> PROPERTY(applied_is_there, effects[CELL(me, ROW)] == 1)
        :: told[me] == UNKNOWN_TOLD -> PROPERTY(told_truly, wasLost[me])
        :: told[me] == STANDS -> PROPERTY(told_truly, false)
        :: else
        fi;
        endsCall(ROW)
    }
}

/*
 * UnknownOutcomeException.resolve: what the server says of the transaction, now. An id was taken along only where the write was sent in a transaction
 * of ours, and had been made in it.
 */
inline resolves()
{
    atomic {
        if
        :: told[me] == UNKNOWN_TOLD && stage == COMMITTING ->
#ifdef FAULT_RESOLVE_READS_THE_ROW
            if
            :: version[ROW] == expected -> resolution[me] = ROLLED_BACK
            :: version[ROW] != expected -> resolution[me] = COMMITTED
            fi
#else
            if
            :: late[me] != 0 -> resolution[me] = UNKNOWN
            :: late[me] == 0 && effects[CELL(me, ROW)] == 1 -> resolution[me] = COMMITTED
            :: late[me] == 0 && effects[CELL(me, ROW)] == 0 -> resolution[me] = ROLLED_BACK
            fi
#endif
        :: told[me] == UNKNOWN_TOLD && stage != COMMITTING -> resolution[me] = UNKNOWN
        :: else
        fi
    }
}

/* Numbers that no line of another file has: spin may name the wrong one. */
#ifdef LINES
#line 1001
#endif

#define isAutocommit (call < 3)
#define isOwn (call >= 3 && call < 6)
#define isFirst (call >= 6 && call < 9)
#define isOlder (call >= 9 && call < 12)
#define isYounger (call >= 12)
#define updates (call % 3 == 0)
#define deletes (call % 3 == 1)
#define inserts (call % 3 == 2)

proctype Writer(byte me; byte call)
{
    mtype verb, owner, since, question, ruling, outcome, fault, stage, state, telling;
    byte expected, base, attempt, returns, count, met, found, shown, lockedOut, seenVersion;
    bool isTaken, isBehind, hasSight, isPresent, isLocking, isNewest, isAbsentNewest, wasSeen, isFirstRead, isLocked, isSent2, isOpen;
    CONNECTION;

#ifdef MODIFY
    byte made;
#endif

    verb = (updates -> UPDATE : (deletes -> DELETE : INSERT));
    owner = (isAutocommit -> STATEMENT : (isOwn -> OURS : CALLER));
    since = (isAutocommit -> STATEMENT : (isOwn || isFirst -> OPERATION : EARLIER));
#ifdef MODIFY
    if
    :: updates -> goto modify
    :: else
    fi;
#endif
    if
    :: isOlder -> atomic { begins(); takesSnapshot() }
    :: else
    fi;
    holds();
    if
    :: isYounger -> atomic { begins(); takesSnapshot() }
    :: isFirst -> begins()
    :: else
    fi;
    if
    :: verb == INSERT -> expected = 0; base = 0
    :: verb != INSERT && expected == 0 -> goto end
    :: else
    fi;

write:
    atomic {
        beginsCall(ROW, expected);
        attempt = 1;
        isTaken = false;
        isBehind = false;
        isSent2 = false;
        isOpen = owner == OURS || owner == ATTEMPT
    }

again:
    /* Write.once, Verdict.first */
    atomic {
        isLocked = false;
        outcome = 0;
        fault = 0;
        stage = 0
    }
    if
    :: owner == OURS || (owner == STATEMENT && isSent2) -> begins()
    :: else
    fi;
    readsBeforeDelete(6);
    sends(ROW, isSent2);
    if
    :: fault != 0 -> goto refused
    :: fault == 0 && count == 1 -> outcome = APPLIED; goto decided
    :: fault == 0 && count == 0 && isLocked -> outcome = SUPPRESSED; goto decided
    :: else
    fi;
#ifdef FAULT_COUNT_BELIEVED
    outcome = APPLIED;
    goto decided;
#endif
    /* Verdict.refused */
    INSPECTS(asks, 1)
    if
    :: fault != 0 -> goto refused
    :: else -> ruled()
    fi;
    if
    :: outcome != 0 -> goto decided
    :: else
    fi;

    /* Write.once, Verdict.second: what stood against it may have gone. In a transaction, whose first attempt is rolled back. */
    if
    :: owner == OURS -> undoes(); begins()
    :: owner == STATEMENT -> begins(); isOpen = true
    :: else
    fi;
    isSent2 = true;
    if
    :: verb != INSERT ->
        /* Verdict.locked */
        INSPECTS(asks, 2)
        if
        :: fault != 0 -> goto refused
        :: else -> ruled()
        fi;
        if
        :: outcome != 0 -> goto decided
        :: else -> isLocked = canLock
        fi
    :: else
    fi;
    readsBeforeDelete(7);
    sends(ROW, true);
    if
    :: fault != 0 -> goto refused
    :: fault == 0 && count == 1 -> outcome = APPLIED; goto decided
    :: fault == 0 && count == 0 && isLocked -> outcome = SUPPRESSED; goto decided
    :: else
    fi;
    /* Verdict.refusedAgain */
    INSPECTS(asks, 3)
    if
    :: fault != 0 -> goto refused
    :: else -> ruled()
    fi;
    if
    :: outcome != 0
    :: outcome == 0 && isSuppressedWrite -> outcome = SUPPRESSED
    :: outcome == 0 && !isSuppressedWrite -> refuses(SERIALIZATION, ANSWERED); goto refused
    fi;

decided:
    /* Write.transaction: kept, if it was applied; else undone. The caller's is the caller's to commit. */
    if
    :: !inTransaction
    :: inTransaction && outcome == APPLIED ->
        keeps();
        if
        :: fault != 0 -> goto refused
        :: else
        fi
    :: inTransaction && outcome != APPLIED -> undoes()
    fi;
    atomic { told[me] = outcome; goto tell }

refused:
    /* Write.decide */
    undoes();
    ruling = 0;
    outcome = 0;
#ifdef FAULT_BLIND_SECOND_SEND
    if
    :: fault == DISCONNECTED && attempt < ATTEMPTS -> attempt++; goto again
    :: else
    fi;
#endif
    if
    :: owner == CALLER && fault == DUPLICATE && verb == INSERT ->
        /* Write.existing: a savepoint is undone, and the row looked at in the same transaction; told as the conflict that it mostly is. */
        goto tellRefusal
    :: owner != CALLER && fault == DUPLICATE && verb == INSERT -> goto existing
    :: owner != CALLER && fault != DUPLICATE && mayRunAgain -> goto reread
    :: else -> goto tellRefusal
    fi;

existing:
    /* Write.existing, after a duplicate key */
    if
    :: isOpen -> begins()
    :: else
    fi;
    fault = 0;
    INSPECTS(ABSENT, 4)
    undoes();
    if
    :: fault == 0 && ruling == CONFLICT -> ruling = 0; told[me] = CONFLICT; goto tell
    :: fault == 0 && ruling != CONFLICT && attempt < 2 -> ruling = 0; attempt++; goto again
    :: fault == 0 && ruling != CONFLICT && attempt >= 2 -> ruling = 0; refuses(BUSY, SENT); goto tellRefusal
    :: fault != 0 && mayRunAgain -> ruling = 0; attempt++; goto again
    :: else -> ruling = 0; refuses(DUPLICATE, SENT); goto tellRefusal
    fi;

reread:
    /* Write.decide, after a serialization failure: the row is looked at in a new transaction. */
    if
    :: verb == INSERT -> attempt++; goto again
    :: else
    fi;
    if
    :: isOpen -> begins()
    :: else
    fi;
    fault = 0;
    INSPECTS(asks, 5)
    if
    :: fault == 0 -> ruled()
    :: else -> ruling = 0
    fi;
    undoes();
    if
    :: fault == 0 && outcome != 0 -> told[me] = outcome; goto tell
    :: fault == 0 && outcome == 0 -> attempt++; goto again
    :: fault != 0 && mayRunAgain -> attempt++; goto again
    :: else -> refuses(SERIALIZATION, SENT)
    fi;

tellRefusal:
    /* Verdict.sentIn: once it is sent a second time, never in autocommit. Unit.mayRunAgain asks for the unit's owner all the same. */
    if
    :: owner == STATEMENT && isOpen -> owner = OURS
    :: else
    fi;
    atomic { UserExceptions_of(); told[me] = telling; telling = 0 }

tell:
    atomic {
        judges();
        if
        :: told[me] != UNKNOWN_TOLD -> goto told_it
        :: else
        fi
    }
    resolves();

told_it:
    skip;
#ifdef MODIFY
#include "modify.pml"
#endif

    goto end;

inspection:
    inspects(ROW, question);
    if
    :: returns == 1 -> returns = 0; goto back_1
    :: returns == 2 -> returns = 0; goto back_2
    :: returns == 3 -> returns = 0; goto back_3
    :: returns == 4 -> returns = 0; goto back_4
    :: returns == 5 -> returns = 0; goto back_5
#ifdef READS_FIRST
    :: returns == 6 -> returns = 0; goto back_6
    :: returns == 7 -> returns = 0; goto back_7
#endif
    fi;

end:
    atomic {
        ended++;
        verb = 0; owner = 0; since = 0; question = 0; outcome = 0; fault = 0; stage = 0;
        expected = 0; base = 0; attempt = 0; count = 0; shown = 0;
#ifdef MODIFY
        made = 0;
#endif
        isTaken = false; isBehind = false; isLocked = false; isSent2 = false; isOpen = false
    }
}

#include "ends.pml"

/*
 * Which writer makes which call. Where all may make the same calls, and the database treats them alike, it does not matter which of them is which:
 * they are put in order.
 */
#if FIRST == OTHERS && !defined(TRIGGER) && !defined(POLICY)
#define inOrder (call[0] <= call[1] && call[1] <= call[WRITERS - 1])
#else
#define inOrder true
#endif

inline chooses(who, verbs)
{
    if
    :: (OWNERS & 1) -> call[who] = 0
    :: (OWNERS & 2) -> call[who] = 3
    :: (OWNERS & 4) -> call[who] = 6
    :: (OWNERS & 4) && !readsCommitted -> call[who] = 9
    :: (OWNERS & 4) && !readsCommitted -> call[who] = 12
    fi;
    if
    :: (verbs & 1)
    :: (verbs & 2) && (call[who] != 0 || !NOT_ALONE) -> call[who] = call[who] + 1
    :: (verbs & 4) -> call[who] = call[who] + 2
    fi
}

init
{
    byte call[WRITERS];
    atomic {
        reportsAtExit();
        if
        :: version[ROW] = 1; clock[ROW] = 1
        :: (FIRST & 4) || (OTHERS & 4)
        fi;
        chooses(0, FIRST);
        chooses(1, OTHERS);
#if WRITERS > 2
        chooses(2, OTHERS);
#endif
        if
        :: inOrder
        :: !inOrder -> goto others
        fi;
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
others:
    skip
}

    /*
     * JdbcRepository.modify, Attempts.run: conflicts, serialization failures and deadlocks are tried again, nothing else is. The row is read anew for
     * each attempt. The last of several attempts locks it first, Retry.locks.
     */
    if
    :: !updates -> goto ended_it
    :: updates && made + 1 < MODIFY && isTriedAgain -> atomic { told[me] = 0; resolution[me] = 0; shown = 0; made++ }
    :: else -> goto ended_it
    fi;

modify:
    owner = (isAutocommit -> STATEMENT : OURS);
    since = (isAutocommit -> STATEMENT : OPERATION);
    if
    :: made + 1 == MODIFY && MODIFY > 1 -> goto locked
    :: else -> atomic {
        expected = version[ROW];
        if
        :: FAULT_BASE -> base = content[ROW]
        :: else
        fi
    }
    fi;
    if
    :: expected == 0 -> goto ended_it
    :: else -> goto write
    fi;

locked:
    /* LockedAttempt.own */
    owner = ATTEMPT;
    since = EARLIER;
    begins();
    fault = 0;
    findsLocking(ROW);
    if
    :: fault == 0 && found != 0 -> atomic { expected = found; base = content[ROW]; found = 0; goto write }
    :: fault == 0 && found == 0 -> undoes(); goto ended_it
    :: else -> undoes(); goto tellRefusal
    fi;

ended_it:

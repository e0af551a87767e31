/* What the server does late, and what must be so when all is over. */

/* What was sent, and whose answer nobody waits for, is carried out at some moment, or never. */
#define SERVES(who) \
    :: atomic { late[who] == LATE_COMMIT -> late[who] = 0; if :: commitsLate(who) :: true fi; forgetsLate(who); unlocks(who) } \
    :: atomic { late[who] == LATE_STATEMENT && lockedBy[0] == 0 -> late[who] = 0; if :: carriesOut(who) :: true fi; forgetsLate(who) }

inline commitsLate(who)
{
    for (each : 0 .. ROWS - 1) {
        if
        :: isLate[CELL(who, each)] -> becomesHistory(who, each, lateVersion[CELL(who, each)], lateContent[CELL(who, each)])
        :: else
        fi
    }
}

inline carriesOut(who)
{
    if
    :: version[0] == expectedOf[CELL(who, 0)] ->
        if
        :: lateVersion[CELL(who, 0)] == FROM_CLOCK -> lateVersion[CELL(who, 0)] = FIRST_VERSION(0)
        :: else
        fi;
        becomesHistory(who, 0, lateVersion[CELL(who, 0)], lateContent[CELL(who, 0)])
    :: else
    fi
}

#define isQuiet(who) (late[who] == 0)

inline judgesAll()
{
    for (each : 0 .. WRITERS - 1) {
        for (other : 0 .. ROWS - 1) {
            cell = CELL(each, other);
            if
            :: told[cell] == APPLIED -> PROPERTY(applied_is_there, effects[cell] == 1)
            :: told[cell] == UNKNOWN_TOLD ->
                PROPERTY(resolve_is_right, resolution[each] != COMMITTED || effects[cell] == 1);
                PROPERTY(resolve_is_right, resolution[each] != ROLLED_BACK || effects[cell] == 0)
            :: else -> PROPERTY(refused_is_not_there, effects[cell] == 0)
            fi
        }
    }
}

inline reportsAtExit()
{
    c_code { static int isSet; if (!isSet) { isSet = 1; atexit(reports); } }
}

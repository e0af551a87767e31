package io.github.ifmatch.examples.model;

import static io.github.ifmatch.examples.model.Check.ends;
import static io.github.ifmatch.examples.model.Check.finds;
import static io.github.ifmatch.examples.model.Check.holds;

import java.util.List;

/** The worlds in which the model is checked, and the faults that are planted. Immutable. */
final class Checks {

    /** PostgreSQL and H2; MariaDB and MySQL; HSQLDB, whose locking reads lock nothing: at REPEATABLE READ. */
    private static final String SNAPSHOT = "ISOLATION=4 REALLY=SNAPSHOT";

    private static final String NEWEST = "ISOLATION=4 REALLY=NEWEST";
    private static final String NONE = "ISOLATION=4 REALLY=NONE";

    private static final String FAILURES = "LOSSES=1 REFUSALS=1 ";

    private Checks() {}

    /** In these everything must hold. */
    static final List<Check> WORLDS = List.of(
            holds("a write, READ COMMITTED, failures", "write.pml", FAILURES),
            holds("a write, REPEATABLE READ as in PostgreSQL, failures", "write.pml", FAILURES + SNAPSHOT),
            holds("a write, REPEATABLE READ as in MariaDB, failures", "write.pml", FAILURES + NEWEST + " READS_FIRST"),
            holds("a write, READ COMMITTED", "write.pml", "WRITERS=3"),
            holds("a write, REPEATABLE READ as in PostgreSQL", "write.pml", "WRITERS=3 OWNERS=3 " + SNAPSHOT),
            holds("a write, REPEATABLE READ as in MariaDB", "write.pml", "WRITERS=3 OWNERS=3 " + NEWEST),
            holds("a write where nothing locks, READ COMMITTED", "write.pml", "REALLY=NONE READS_FIRST"),
            holds("a write where nothing locks, REPEATABLE READ", "write.pml", NONE + " READS_FIRST"),
            holds("a write where nothing locks, and a trigger suppresses it", "write.pml", NONE + " TRIGGER"),
            holds("a write by an unknown dialect, as in PostgreSQL", "write.pml", SNAPSHOT + " DECLARED=UNKNOWN"),
            holds("a write by an unknown dialect, as in MariaDB", "write.pml", NEWEST + " DECLARED=UNKNOWN"),
            holds("a delete that reads its row first, as in H2", "write.pml", SNAPSHOT + " READS_FIRST OTHERS=6"),
            holds("a write that a trigger suppresses", "write.pml", SNAPSHOT + " TRIGGER"),
            holds("a write that a policy hides the row from, READ COMMITTED", "write.pml", "POLICY"),
            holds("a write that a policy hides the row from, REPEATABLE READ", "write.pml", SNAPSHOT + " POLICY"),
            holds("modify, 3 attempts, READ COMMITTED", "write.pml", "WRITERS=3 MODIFY=3 FIRST=1 OTHERS=1 OWNERS=3"),
            holds(
                    "modify, 2 attempts, beside any write, as in PostgreSQL, failures",
                    "write.pml",
                    FAILURES + SNAPSHOT + " MODIFY=2 FIRST=1 OWNERS=3"),
            holds(
                    "modify, 2 attempts, beside any write, as in MariaDB, failures",
                    "write.pml",
                    FAILURES + NEWEST + " MODIFY=2 FIRST=1 OWNERS=3"),
            holds("a batch of two rows, READ COMMITTED, failures", "batch.pml", FAILURES),
            holds("a batch of two rows, REPEATABLE READ as in PostgreSQL", "batch.pml", "REFUSALS=1 " + SNAPSHOT),
            holds("a batch of two rows, REPEATABLE READ as in MariaDB", "batch.pml", "REFUSALS=1 " + NEWEST),
            holds("a batch of two rows, READ COMMITTED", "batch.pml", "WRITERS=3 CALLS=3"),
            holds("a batch, locked first, nobody finds deadlocks", "batch.pml", "WRITERS=3 CALLS=2 NO_DETECTION"),
            ends("a write, REPEATABLE READ: every call ends", "write.pml", SNAPSHOT),
            ends("modify, 3 attempts: every call ends", "write.pml", "MODIFY=3 FIRST=1 OTHERS=1 OWNERS=3"),
            ends("a write that a policy hides the row from: every call ends", "write.pml", "POLICY OWNERS=3"),
            ends("a batch of two rows: every call ends", "batch.pml", "CALLS=3"));

    /** Each breaks one rule of the code, and must be found. */
    static final List<Check> FAULTS = List.of(
            finds(
                    "the row is read again without a lock, and believed (as in PostgreSQL)",
                    "write.pml",
                    SNAPSHOT + " FAULT_PLAIN_RE_READ",
                    "told_truly"),
            finds(
                    "the row is read again without a lock, and believed (as in MariaDB)",
                    "write.pml",
                    NEWEST + " FAULT_PLAIN_RE_READ",
                    "told_truly"),
            finds(
                    "a write whose answer was lost is sent again",
                    "write.pml",
                    "LOSSES=1 FAULT_BLIND_SECOND_SEND",
                    "refused_is_not_there"),
            finds(
                    "any error of a commit is taken for a rollback",
                    "write.pml",
                    "LOSSES=1 OWNERS=2 FAULT_ANY_COMMIT_ERROR_ROLLS_BACK",
                    "refused_is_not_there"),
            finds(
                    "a count that says nothing is taken for 1",
                    "write.pml",
                    "FAULT_COUNT_BELIEVED",
                    "applied_is_there"),
            finds(
                    "modify writes what it made of the old row at the new version",
                    "write.pml",
                    "MODIFY=3 FIRST=1 OTHERS=1 OWNERS=3 FAULT_RETRY_OLD_CONTENT",
                    "no_lost_update"),
            finds(
                    "modify tries again after an unknown outcome",
                    "write.pml",
                    "LOSSES=1 MODIFY=3 FIRST=1 OTHERS=1 OWNERS=3 FAULT_RETRY_AFTER_UNKNOWN",
                    "no_second_effect"),
            finds(
                    "resolve() reads the row instead of asking for the transaction",
                    "write.pml",
                    "LOSSES=1 OWNERS=2 FAULT_RESOLVE_READS_THE_ROW",
                    "resolve_is_right"),
            finds(
                    "a hidden row is looked at for ever",
                    "write.pml",
                    "POLICY OWNERS=1 FAULT_LOOKS_FOR_EVER",
                    Checked.EVERY_CALL_ENDS),
            finds(
                    "a batch is run again after a deadlock as it was, its rows not locked first",
                    "batch.pml",
                    "WRITERS=3 CALLS=1 FAULT_RUN_AGAIN_UNLOCKED",
                    "outlives_deadlock"),
            finds(
                    "a batch is run again, and what it had written is not rolled back",
                    "batch.pml",
                    SNAPSHOT + " CALLS=1 FAULT_RUN_AGAIN_WITHOUT_ROLLBACK",
                    "outlives_deadlock"),
            finds(
                    "a batch locks its rows in the order given, nobody finds deadlocks",
                    "batch.pml",
                    "CALLS=2 NO_DETECTION FAULT_LOCKS_AS_GIVEN",
                    Checked.NO_DEADLOCK));

    /** What Ifmatch does not promise, and its pages say so: the model shows that the limit is there. */
    static final List<Check> LIMITS = List.of(
            finds(
                    "an id is used twice, and its versions begin again at 1",
                    "write.pml",
                    "WRITERS=3 OWNERS=1 VERSIONS_BEGIN_AGAIN",
                    "no_lost_update"),
            finds(
                    "the database lets others overtake who waits for a row: five attempts of a batch may not do",
                    "batch.pml",
                    "CALLS=1 BARGING",
                    "outlives_deadlock"));

    /** So few that every build can wait for them. */
    static final List<Check> QUICK = List.of(
            WORLDS.get(0), WORLDS.get(19), FAULTS.get(1), FAULTS.get(2), FAULTS.get(9));
}

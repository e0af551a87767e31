/* The names of the code, as values. */

mtype = {
    /* Ruling */
    UNDECIDED, CONFLICT, MISSING, UNOPPOSED, HIDDEN, LOOK, LOOK_LOCKING, OLD_SNAPSHOT,
    /* Ruling.Question */
    EXPECTED, ANY, ABSENT, CHECK,
    /* LockingRead; UNKNOWN is also a Resolution */
    UNKNOWN, NONE, NEWEST, NEWEST_OF_NODE, SNAPSHOT,
    /* Owner; STATEMENT is also a Snapshot.Since */
    STATEMENT, OURS, CALLER, ATTEMPT,
    /* Snapshot.Since */
    OPERATION, EARLIER,
    /* Fault */
    SERIALIZATION, BUSY, DUPLICATE, DISCONNECTED, OTHER,
    /* Refusal.Stage */
    PREPARING, SENT, ANSWERED, COMMITTING,
    /* Verb */
    UPDATE, INSERT, DELETE,
    /* What the caller is told, beside CONFLICT and MISSING: an outcome, or an exception */
    APPLIED, SUPPRESSED, SERIALIZATION_TOLD, BUSY_TOLD, UNKNOWN_TOLD, NOTHING_WRITTEN, STANDS, REFUSED,
    /* Resolution */
    COMMITTED, ROLLED_BACK,
    /* What a COMMIT may answer, by its SQLSTATE */
    SERIALIZATION_40001, DEADLOCK_40P01, CONSTRAINT_23505, FAILED_25P02, COMPLETION_UNKNOWN_40003, CANCELLED_57014, LOST_08006,
    /* What a server goes on with after its client has lost it */
    LATE_STATEMENT, LATE_COMMIT
}

package io.github.ifmatch.examples.campaign.fault;

import java.util.Locale;

/** What is broken on purpose. */
public enum FaultKind {
    /** A connection cut before a message. */
    CUT_BEFORE,
    /** A connection cut amid a message. */
    CUT_AMID,
    /** A connection cut after a message, before its answer. */
    CUT_AFTER,
    /** A connection cut at a COMMIT: before, amid or after. */
    CUT_AT_COMMIT,
    /** A message held back for up to 50 ms. */
    DELAY,
    /** A session ended by the administrator. */
    SESSION_ENDED,
    /** A statement cancelled by the administrator. */
    STATEMENT_CANCELLED,
    /** The server stopped as an administrator does, and started again. */
    SERVER_STOPPED,
    /** The server stopped without writing what it holds, and started again. */
    SERVER_STOPPED_AT_ONCE,
    /** The server killed, and started again. */
    SERVER_KILLED,
    /** The server standing still for up to two seconds. */
    SERVER_PAUSED,
    /** The primary killed, and its standby promoted. */
    STANDBY_PROMOTED,
    /** A worker's process killed, and another one started. */
    WORKER_KILLED,
    /** A worker's thread interrupted. */
    THREAD_INTERRUPTED,
    /** An epoch of a worker whose pool has 2 connections for all threads. */
    POOL_EXHAUSTED,
    /** An epoch of a worker whose waits for locks end after a few milliseconds. */
    LOCK_TIMEOUTS,
    /** An epoch of a worker whose statements end after a few milliseconds. */
    STATEMENT_TIMEOUTS;

    /** As tables show it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

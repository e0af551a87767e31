package io.github.ifmatch.examples.benchmarks.peers.library;

/** What code by hand throws at a count of 0; without a stack trace, which would cost more than the rest. Immutable. */
final class StaleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StaleException() {
        super("The version was stale.", null, false, false);
    }
}

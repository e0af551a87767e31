package io.github.ifmatch.examples.benchmarks.hotrow;

/** A way to add one to the hot row. An implementation is thread-safe. */
@FunctionalInterface
interface Way {

    /** The attempts that it took; 0 if it gave up, and nothing was added. */
    int hit(long id);

    /** After so many attempts the row is locked. Default: before the first one. */
    default int unlocked() {
        return 0;
    }
}

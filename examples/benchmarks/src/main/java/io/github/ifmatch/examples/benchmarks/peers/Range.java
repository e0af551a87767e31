package io.github.ifmatch.examples.benchmarks.peers;

/** The ids of the rows that are one way's own. Immutable. */
record Range(long first, long last) {

    int size() {
        return (int) (last - first + 1);
    }
}

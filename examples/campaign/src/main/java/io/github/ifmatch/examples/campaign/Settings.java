package io.github.ifmatch.examples.campaign;

import io.github.ifmatch.examples.campaign.planted.Planted;

/**
 * How a run is made. Immutable.
 *
 * @param workers processes
 * @param threads of each
 * @param sampleMillis how often a worker says what it holds; 0: never
 * @param faults whether anything is broken
 * @param fsync whether PostgreSQL's commits wait for the disk
 */
record Settings(
        long seconds,
        long epochMillis,
        int workers,
        int threads,
        long sampleMillis,
        long seed,
        boolean faults,
        boolean fsync,
        Planted planted) {

    /** The same with a planted fault, for a minute at most. */
    Settings with(Planted fault) {
        return new Settings(60, 5_000, workers, threads, 0, seed, true, fsync, fault);
    }
}

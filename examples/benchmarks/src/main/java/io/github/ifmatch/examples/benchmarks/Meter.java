package io.github.ifmatch.examples.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the calling thread has used: processor time and bytes. For one thread at a time. */
final class Meter {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static volatile Used last = new Used(0, 0);

    private Used start = now();

    /** Processor time in nanoseconds, the system's for this thread included; bytes allocated. */
    record Used(long nanos, long bytes) {}

    /** What the measurement that ended last has used. */
    static Used last() {
        return last;
    }

    void start() {
        start = now();
    }

    void stop() {
        Used end = now();
        last = new Used(end.nanos() - start.nanos(), end.bytes() - start.bytes());
    }

    private static Used now() {
        return new Used(THREADS.getCurrentThreadCpuTime(), THREADS.getCurrentThreadAllocatedBytes());
    }
}

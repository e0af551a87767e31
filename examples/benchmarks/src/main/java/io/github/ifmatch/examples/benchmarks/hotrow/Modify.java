package io.github.ifmatch.examples.benchmarks.hotrow;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Retry;
import io.github.ifmatch.VersionedRepository;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The library's modify. Thread-safe. */
record Modify(VersionedRepository<Counter, Long> counters, Retry retry) implements Way {

    /** If none is locked, as many as there are. */
    @Override
    public int unlocked() {
        return IntStream.range(0, retry.attempts()).filter(retry::locks).findFirst().orElse(retry.attempts());
    }

    @Override
    public int hit(long id) {
        AtomicInteger attempts = new AtomicInteger();
        try {
            counters.modify(
                    id,
                    counter -> {
                        attempts.incrementAndGet();
                        return counter.hit();
                    },
                    retry);
            return attempts.get();
        } catch (ConflictException e) {
            return 0;
        }
    }
}

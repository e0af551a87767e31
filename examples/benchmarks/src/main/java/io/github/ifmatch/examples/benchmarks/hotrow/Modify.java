package io.github.ifmatch.examples.benchmarks.hotrow;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Retry;
import io.github.ifmatch.VersionedRepository;
import java.util.concurrent.atomic.AtomicInteger;

/** The library's modify. Thread-safe. */
record Modify(VersionedRepository<Counter, Long> counters, Retry retry) implements Way {

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

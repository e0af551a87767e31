package io.github.ifmatch.examples.benchmarks.peers;

import io.github.ifmatch.examples.benchmarks.peers.library.Opened;
import io.github.ifmatch.examples.benchmarks.peers.row.Row;
import io.github.ifmatch.examples.benchmarks.peers.shop.Shop;
import io.github.ifmatch.examples.benchmarks.turns.Contestant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Eight threads that change one row, so often each; the others of the range are left alone. For one thread at a time. */
final class HotWork<R extends Row<R>> implements Contestant {

    private final Opened<R> opened;
    private final Range range;
    private final ExecutorService threads = Executors.newFixedThreadPool(Shop.THREADS);

    HotWork(Opened<R> opened, Range range) {
        this.opened = opened;
        this.range = range;
    }

    @Override
    public long turn() {
        try {
            long sum = 0;
            List<Callable<Long>> each = Collections.nCopies(Shop.THREADS, this::hit);
            for (Future<Long> hits : threads.invokeAll(each)) {
                sum += hits.get();
            }
            return sum;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private long hit() {
        long sum = 0;
        for (int i = 0; i < range.size(); i++) {
            sum += opened.peer().hit(range.first()).version();
        }
        return sum;
    }

    @Override
    public void close() {
        threads.shutdown();
        opened.peer().close();
    }
}

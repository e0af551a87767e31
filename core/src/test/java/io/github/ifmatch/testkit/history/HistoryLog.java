package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.Operation.Ending;
import io.github.ifmatch.testkit.history.Operation.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Operations as columns of numbers, 46 bytes each: nothing is locked, and nothing is kept for the collector to visit. Thread-safe. */
final class HistoryLog {

    private static final VarHandle TICKS = MethodHandles.arrayElementVarHandle(int[].class);
    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final List<Ending> ENDINGS = List.of(Ending.values());
    private static final int BITS = 13;
    private static final int MASK = (1 << BITS) - 1;

    /** Instead of the time of the end: a thread is just writing how it ended. */
    private static final int ENDING = -1;

    /** Beginning and end are ticks of a clock that is an int. */
    private static final int MOST = 1_000_000_000;

    private final AtomicInteger size = new AtomicInteger();
    private final AtomicInteger clock = new AtomicInteger();
    private final Object growing = new Object();
    private volatile Chunk[] chunks = {};

    private static final class Chunk {
        final int[] begun = new int[1 << BITS];
        final int[] ended = new int[1 << BITS];
        final int[] row = new int[1 << BITS];
        final int[] client = new int[1 << BITS];
        final int[] path = new int[1 << BITS];
        final byte[] kind = new byte[1 << BITS];
        final byte[] ending = new byte[1 << BITS];
        final long[] expected = new long[1 << BITS];
        final long[] version = new long[1 << BITS];
        final long[] mark = new long[1 << BITS];
    }

    private Chunk chunk(int index) {
        Chunk[] all = chunks;
        int place = index >>> BITS;
        if (place < all.length) {
            return all[place];
        }
        synchronized (growing) {
            all = chunks;
            int old = all.length;
            if (place >= old) {
                all = Arrays.copyOf(all, place + 1);
                for (int i = old; i <= place; i++) {
                    all[i] = new Chunk();
                }
                chunks = all;
            }
            return all[place];
        }
    }

    /** The number of the operation that now begins. */
    int begin(Kind kind, int row, int client, int path, long expected) {
        int index = size.getAndIncrement();
        if (index < 0 || index >= MOST) {
            size.set(MOST);
            throw new IllegalStateException("a history holds at most " + MOST + " operations");
        }
        Chunk chunk = chunk(index);
        int i = index & MASK;
        chunk.kind[i] = (byte) KINDS.indexOf(kind);
        chunk.ending[i] = (byte) ENDINGS.indexOf(Ending.UNKNOWN);
        chunk.row[i] = row;
        chunk.client[i] = client;
        chunk.path[i] = path;
        chunk.expected[i] = expected;
        chunk.version[i] = Operation.NONE;
        chunk.mark[i] = Operation.NONE;
        TICKS.setRelease(chunk.begun, i, clock.incrementAndGet());
        return index;
    }

    void mark(int index, long mark) {
        chunk(index).mark[index & MASK] = mark;
    }

    /** The version that a write would leave, before it is known whether it does. */
    void version(int index, long version) {
        chunk(index).version[index & MASK] = version;
    }

    /**
     * Ends the operation, or says what became of one whose end was unknown. Of several threads one ends it.
     *
     * @throws IllegalStateException if it has ended, and not as unknown; nothing is changed then
     */
    void end(int index, Ending ending, long version, long mark) {
        Chunk chunk = chunk(index);
        int i = index & MASK;
        claim(chunk, i);
        if (version != Operation.NONE) {
            chunk.version[i] = version;
        }
        if (mark != Operation.NONE) {
            chunk.mark[i] = mark;
        }
        chunk.ending[i] = (byte) ENDINGS.indexOf(ending);
        TICKS.setRelease(chunk.ended, i, clock.incrementAndGet());
    }

    /** The same, without a mark. */
    void end(int index, Ending ending, long version) {
        end(index, ending, version, Operation.NONE);
    }

    /** The times of ends are unique: if that of before still stands, no other thread has ended it since. */
    private static void claim(Chunk chunk, int i) {
        while (true) {
            int before = (int) TICKS.getAcquire(chunk.ended, i);
            if (before == ENDING) {
                Thread.onSpinWait();
                continue;
            }
            Ending ending = ENDINGS.get(chunk.ending[i]);
            boolean isStill = (int) TICKS.getAcquire(chunk.ended, i) == before;
            if (isStill && before != 0 && ending != Ending.UNKNOWN) {
                throw new IllegalStateException("the operation has ended already: " + ending);
            }
            if (isStill && TICKS.compareAndSet(chunk.ended, i, before, ENDING)) {
                return;
            }
        }
    }

    int size() {
        return Math.min(size.get(), MOST);
    }

    int row(int index) {
        return chunk(index).row[index & MASK];
    }

    /** Whether the operation can be read: it may be about to begin. */
    boolean hasBegun(int index) {
        return (int) TICKS.getAcquire(chunk(index).begun, index & MASK) != 0;
    }

    Operation operation(int index, Names<Object> rows, Names<String> clients, Names<String> paths) {
        Chunk chunk = chunk(index);
        int i = index & MASK;
        int ended = (int) TICKS.getAcquire(chunk.ended, i);
        return new Operation(
                KINDS.get(chunk.kind[i]),
                ended <= 0 ? Ending.UNKNOWN : ENDINGS.get(chunk.ending[i]),
                rows.name(chunk.row[i]),
                clients.name(chunk.client[i]),
                paths.name(chunk.path[i]),
                chunk.begun[i],
                ended <= 0 ? Integer.MAX_VALUE : ended,
                chunk.expected[i],
                chunk.version[i],
                chunk.mark[i]);
    }
}

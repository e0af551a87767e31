package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.Operation.Ending;
import io.github.ifmatch.testkit.history.Operation.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Operations as columns of numbers, 46 bytes each: nothing is locked, and nothing is kept for the collector to visit. Thread-safe. */
final class HistoryLog {

    private static final VarHandle TICKS = MethodHandles.arrayElementVarHandle(int[].class);
    private static final Kind[] KINDS = Kind.values();
    private static final Ending[] ENDINGS = Ending.values();
    private static final int BITS = 13;
    private static final int MASK = (1 << BITS) - 1;

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
        chunk.kind[i] = (byte) kind.ordinal();
        chunk.ending[i] = (byte) Ending.UNKNOWN.ordinal();
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

    /** Ends the operation, or says what became of one whose end was unknown. */
    void end(int index, Ending ending, long version) {
        Chunk chunk = chunk(index);
        int i = index & MASK;
        Ending before = ENDINGS[chunk.ending[i]];
        if ((int) TICKS.getAcquire(chunk.ended, i) != 0 && before != Ending.UNKNOWN) {
            throw new IllegalStateException("the operation has ended already: " + before);
        }
        if (version != Operation.NONE) {
            chunk.version[i] = version;
        }
        chunk.ending[i] = (byte) ending.ordinal();
        TICKS.setRelease(chunk.ended, i, clock.incrementAndGet());
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
                KINDS[chunk.kind[i]],
                ended == 0 ? Ending.UNKNOWN : ENDINGS[chunk.ending[i]],
                rows.name(chunk.row[i]),
                clients.name(chunk.client[i]),
                paths.name(chunk.path[i]),
                chunk.begun[i],
                ended == 0 ? Integer.MAX_VALUE : ended,
                chunk.expected[i],
                chunk.version[i],
                chunk.mark[i]);
    }
}

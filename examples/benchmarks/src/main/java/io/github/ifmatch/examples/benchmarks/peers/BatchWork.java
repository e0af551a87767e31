package io.github.ifmatch.examples.benchmarks.peers;

import io.github.ifmatch.examples.benchmarks.peers.library.Batch;
import io.github.ifmatch.examples.benchmarks.peers.library.Opened;
import io.github.ifmatch.examples.benchmarks.peers.row.Row;
import io.github.ifmatch.examples.benchmarks.peers.shop.Shop;
import io.github.ifmatch.examples.benchmarks.turns.Contestant;
import java.util.ArrayList;
import java.util.List;

/** All rows of a range in one transaction; the first ones are stale, if any are. For one thread at a time. */
final class BatchWork<R extends Row<R>> implements Contestant {

    private static final int TURNS_PER_VACUUM = 5;

    private final Opened<R> opened;
    private final Shop shop;
    private final Range range;
    private final int stale;
    private final List<R> held = new ArrayList<>();
    private List<R> edited = List.of();
    private int turns;

    BatchWork(Opened<R> opened, Shop shop, Range range, int stale) {
        this.opened = opened;
        this.shop = shop;
        this.range = range;
        this.stale = stale;
    }

    @Override
    public void prepare() {
        turns++;
        if (turns == 1) {
            hold();
        } else if (turns % TURNS_PER_VACUUM == 0) {
            shop.vacuum();
        }
        edited = held.stream().map(Row::edited).toList();
    }

    private void hold() {
        for (long id = range.first(); id <= range.last(); id++) {
            held.add(opened.peer().find(id));
        }
        if (stale > 0) {
            shop.overtake(range.first(), range.first() + stale - 1);
        }
    }

    @Override
    public long turn() {
        Batch.Written<R> written = opened.batch().updateAll(edited);
        if (written.count() != range.size() - stale) {
            throw new IllegalStateException(
                    written.count() + " rows were written, not " + (range.size() - stale));
        }
        for (int place = stale; place < held.size(); place++) {
            held.set(place, written.rows().get(place));
        }
        return written.count();
    }

    @Override
    public void close() {
        opened.peer().close();
    }
}

package io.github.ifmatch.examples.benchmarks.peers;

import io.github.ifmatch.examples.benchmarks.peers.library.Opened;
import io.github.ifmatch.examples.benchmarks.peers.library.Peer;
import io.github.ifmatch.examples.benchmarks.peers.row.Row;
import io.github.ifmatch.examples.benchmarks.peers.shop.Shop;
import io.github.ifmatch.examples.benchmarks.turns.Contestant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Each row of a range once in a turn, each on a connection of its own. For one thread at a time. */
final class SingleWork<R extends Row<R>> implements Contestant {

    private static final int TURNS_PER_VACUUM = 50;
    private static final int TEXT = 100 * 1024;

    private static final List<String> TEXTS = List.of(text(1), text(2));

    private final Opened<R> opened;
    private final Peer<R> peer;
    private final Shop shop;
    private final Range range;
    private final Workload workload;
    private final List<R> held = new ArrayList<>();
    private int turns;

    SingleWork(Opened<R> opened, Shop shop, Range range, Workload workload) {
        this.opened = opened;
        this.peer = opened.peer();
        this.shop = shop;
        this.range = range;
        this.workload = workload;
    }

    /** Digits, which a database cannot make much shorter. */
    private static String text(long seed) {
        return new Random(seed)
                .ints(TEXT, 0, 36)
                .mapToObj(digit -> Character.forDigit(digit, 36))
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }

    @Override
    public void prepare() {
        turns++;
        switch (workload) {
            case INSERT -> prepareInserts();
            case DELETE -> {
                shop.clear();
                shop.fill(range.first(), range.last());
                hold();
            }
            case CONFLICT -> {
                hold();
                shop.overtake(range.first(), range.last());
            }
            default -> {
                if (turns == 1) {
                    hold();
                } else if (turns % TURNS_PER_VACUUM == 0) {
                    shop.vacuum();
                }
            }
        }
    }

    private void prepareInserts() {
        shop.clear();
        held.clear();
        for (int number = 1; number <= range.size(); number++) {
            held.add(opened.numbered().apply(number));
        }
    }

    private void hold() {
        held.clear();
        for (long id = range.first(); id <= range.last(); id++) {
            held.add(peer.find(id));
        }
    }

    @Override
    public long turn() {
        long sum = 0;
        for (int place = 0; place < held.size(); place++) {
            sum += operate(place);
        }
        return sum;
    }

    private long operate(int place) {
        R row = held.get(place);
        return switch (workload) {
            case FIND -> peer.find(range.first() + place).version();
            case CHANGE -> peer.change(range.first() + place).version();
            case PATCH -> hold(place, peer.patch(row));
            case INSERT -> 1 + peer.insert(row).version();
            case DELETE -> peer.delete(row).version();
            case CONFLICT -> peer.conflict(row.edited()).version();
            case TEXT -> hold(place, peer.update(row.noted(TEXTS.get(turns % 2))));
            default -> hold(place, peer.update(row.edited()));
        };
    }

    private long hold(int place, R row) {
        held.set(place, row);
        return row.version();
    }

    @Override
    public void close() {
        peer.close();
    }
}

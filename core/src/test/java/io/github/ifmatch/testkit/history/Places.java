package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.Operation.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the versions of acknowledged writes that did not say which they left. Each left one of its own: after all that was seen before it
 * began, and before what only began after it had ended. A write for which there is none is reported; where only one is possible, the write
 * is placed there. For one thread at a time.
 */
final class Places {

    /** Each write that is placed may decide where another one is; no longer than this. */
    private static final int ROUNDS = 20;

    private final RowFacts facts;
    private final Consumer<Anomaly> found;
    private List<Place> open = List.of();

    /** What may be taken, by their lowest versions, and what is next of it. */
    private List<Place> offered = List.of();

    private int next;

    /** By the lowest versions: the highest that one of these, or one from a lower one on, can have left. */
    private final TreeMap<Long, Long> highestFrom = new TreeMap<>();

    private final PriorityQueue<Place> waiting = new PriorityQueue<>(Place.FIRST);

    /** A write, and the versions that it can have left. For one thread at a time. */
    static final class Place {

        /** Of several the one that must come first. */
        static final Comparator<Place> FIRST =
                Comparator.<Place>comparingLong(place -> place.highest).thenComparingInt(place -> place.write.begun());

        final Operation write;
        long lowest;
        long highest;

        Place(Operation write, long lowest, long highest) {
            this.write = write;
            this.lowest = lowest;
            this.highest = highest;
        }
    }

    Places(RowFacts facts, Consumer<Anomaly> found) {
        this.facts = facts;
        this.found = found;
    }

    void check() {
        open = open();
        if (!open.isEmpty() && !areWithout()) {
            boolean isChanged = true;
            for (int round = 0; isChanged && round < ROUNDS; round++) {
                isChanged = settle();
            }
        }
        start();
        offered = new ArrayList<>(open);
        offered.sort(Comparator.comparingLong(place -> place.lowest));
        long highest = Operation.NONE;
        for (Place place : offered) {
            highest = Math.max(highest, place.highest);
            highestFrom.put(place.lowest, highest);
        }
    }

    private List<Place> open() {
        List<Operation> writes = facts.operations().stream()
                .filter(Operation::isAppliedWithoutVersion)
                .toList();
        return writes.isEmpty() ? List.of() : new Windows(facts, writes.size()).of(writes);
    }

    /** Gives each a version of its own, the lowest first; whether there are writes for which none is left, which are reported. */
    private boolean areWithout() {
        FreeVersions free = new FreeVersions(facts.standing());
        List<Place> byLowest = new ArrayList<>(open);
        byLowest.removeIf(place -> place.lowest == Operation.NONE);
        byLowest.sort(Comparator.comparingLong(place -> place.lowest));
        PriorityQueue<Place> ready = new PriorityQueue<>(Place.FIRST);
        List<Operation> without = new ArrayList<>();
        long version = Operation.NONE;
        int taken = 0;
        while (taken < byLowest.size() || !ready.isEmpty()) {
            if (ready.isEmpty()) {
                version = Math.max(version, byLowest.get(taken).lowest);
            }
            version = free.from(version);
            while (taken < byLowest.size() && byLowest.get(taken).lowest <= version) {
                ready.add(byLowest.get(taken++));
            }
            Place first = ready.remove();
            if (first.highest < version) {
                without.add(first.write);
            } else {
                version++;
            }
        }
        report(without);
        return !without.isEmpty();
    }

    private void report(List<Operation> without) {
        List<Operation> vanished = new ArrayList<>();
        for (Operation write : without) {
            Anomaly lost = lost(write);
            if (lost == null) {
                vanished.add(write);
            } else {
                found.accept(lost);
            }
        }
        if (!vanished.isEmpty()) {
            vanished.sort(Unexplained.inOrder());
            found.accept(new Anomaly.VanishedWrite(facts.row, List.copyOf(vanished)));
        }
    }

    /** The version was not advanced: the write was lost to one that checked it, or has itself replaced what it had not seen. */
    private @Nullable Anomaly lost(Operation write) {
        for (Operation later : facts.standing()) {
            boolean isAfter = later.begun() > write.ended() && !later.client().equals(write.client());
            if (isAfter && later.expected() != Operation.NONE) {
                return new Anomaly.LostUpdate(facts.row, later.expected(), List.of(write, later));
            }
        }
        if (write.kind() != Kind.BLIND) {
            return null;
        }
        long seen = Operation.NONE;
        for (Operation own : facts.operations()) {
            if (own.client().equals(write.client()) && own.ended() < write.begun()) {
                seen = Math.max(seen, RowFacts.shown(own));
            }
        }
        long newest = facts.stored == null ? facts.newest() : facts.stored.version();
        List<Operation> unseen = new ArrayList<>();
        for (Operation other : facts.standing(newest, newest)) {
            if (other.isWrite()
                    && other.left() > seen
                    && other.begun() < write.begun()
                    && !other.client().equals(write.client())) {
                unseen.add(other);
            }
        }
        unseen.add(write);
        return unseen.size() == 1 ? null : new Anomaly.LostUpdate(facts.row, seen, List.copyOf(unseen));
    }

    /** Places each for which one version alone is possible. */
    private boolean settle() {
        narrow();
        boolean isChanged = false;
        for (Place place : open) {
            if (place.lowest == place.highest) {
                facts.place(place.write, place.lowest);
                isChanged = true;
            }
        }
        if (isChanged) {
            facts.sort();
            open = open();
        }
        return isChanged;
    }

    /** Each comes after those that had ended when it began, and before those that began when it had ended. */
    private void narrow() {
        FreeVersions free = new FreeVersions(facts.standing());
        List<Place> byEnd = new ArrayList<>(open);
        byEnd.sort(Comparator.comparingInt(place -> place.write.ended()));
        long before = Operation.NONE;
        int ended = 0;
        for (Place place : open) {
            while (byEnd.get(ended).write.ended() < place.write.begun()) {
                before = Math.max(before, byEnd.get(ended++).lowest);
            }
            long lowest = Math.max(place.lowest, before == Operation.NONE ? before : before + 1);
            place.lowest = lowest == Operation.NONE ? lowest : free.from(lowest);
        }
        long after = Long.MAX_VALUE;
        int begun = open.size() - 1;
        for (int i = byEnd.size() - 1; i >= 0; i--) {
            Place place = byEnd.get(i);
            while (open.get(begun).write.begun() > place.write.ended()) {
                after = Math.min(after, open.get(begun--).highest);
            }
            long highest = Math.min(place.highest, after == Long.MAX_VALUE ? after : after - 1);
            place.highest = highest == Long.MAX_VALUE ? highest : free.downFrom(highest);
        }
    }

    /** An insert alone has left the oldest version, if nothing else can have. */
    private void start() {
        List<Operation> starts =
                facts.operations().stream().filter(RowFacts::isStart).toList();
        if (starts.size() != 1 || starts.get(0).left() != Operation.NONE || !facts.hasEvidence()) {
            return;
        }
        long oldest = facts.oldest();
        boolean isTaken = !facts.standing(Operation.NONE, oldest).isEmpty()
                || open.stream().anyMatch(place -> place.lowest <= oldest)
                || facts.operations().stream()
                        .anyMatch(write -> write.isUnknown() && write.kind() != Kind.DELETE && write.left() <= oldest);
        if (!isTaken) {
            facts.place(starts.get(0), oldest);
            facts.sort();
        }
    }

    /** Whether there are writes left that were not placed. */
    boolean areOpen() {
        return !open.isEmpty();
    }

    /** Whether one of these can have left the version. */
    boolean mayHold(long version) {
        Map.Entry<Long, Long> from = highestFrom.floorEntry(version);
        return from != null && version <= from.getValue();
    }

    /** One of these that explains the version, and no other; null if there is none. To be asked for one version after the other. */
    @Nullable
    Operation take(long version) {
        while (next < offered.size() && offered.get(next).lowest <= version) {
            waiting.add(offered.get(next++));
        }
        while (!waiting.isEmpty() && waiting.element().highest < version) {
            waiting.remove();
        }
        return waiting.isEmpty() ? null : waiting.remove().write;
    }
}

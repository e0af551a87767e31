package io.github.ifmatch.history;

import io.github.ifmatch.testkit.history.History;
import io.github.ifmatch.testkit.history.Operation;
import io.github.ifmatch.testkit.history.Operation.Ending;
import io.github.ifmatch.testkit.history.Operation.Kind;
import io.github.ifmatch.testkit.history.PendingRead;
import io.github.ifmatch.testkit.history.PendingWrite;
import io.github.ifmatch.testkit.history.StoredRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Clients at a simulated table, one step at a time, in an order that is drawn: what they did, with the truth about it. It can be altered
 * before it is recorded.
 */
final class SimulatedRun {

    private static final int CLIENTS = 4;
    private static final int ROWS = 3;

    /** How the simulated table works. */
    record Ways(boolean checksVersions, List<Kind> kinds, boolean isMarked, int unknownPercent, int untoldPercent) {

        static final Ways PLAIN = new Ways(true, List.of(), false, 0, 0);
        static final Ways UNKNOWN = new Ways(true, List.of(), false, 25, 0);
        static final Ways MARKED = new Ways(true, List.of(), true, 25, 0);
        static final Ways DELETING = new Ways(true, List.of(Kind.DELETE, Kind.INSERT), false, 15, 0);
        static final Ways ENDING = new Ways(true, List.of(Kind.DELETE), false, 25, 0);
        static final Ways BROKEN = new Ways(false, List.of(), false, 0, 0);

        /** Overwrites, most of which do not say which version they left. */
        static final Ways OVERWRITING = new Ways(true, List.of(Kind.OVERWRITE), false, 0, 70);

        static final Ways OVERWRITING_UNKNOWN = new Ways(true, List.of(Kind.OVERWRITE, Kind.DELETE), false, 25, 70);
        static final Ways OVERWRITING_MARKED = new Ways(true, List.of(Kind.OVERWRITE), true, 25, 70);
        static final Ways OVERWRITING_DELETING =
                new Ways(true, List.of(Kind.OVERWRITE, Kind.DELETE, Kind.INSERT), false, 15, 70);

        /** Writes that have not looked, and say which version they left, or mostly do not. */
        static final Ways BLIND = new Ways(true, List.of(Kind.BLIND), false, 0, 0);

        static final Ways BLIND_UNTOLD = new Ways(true, List.of(Kind.BLIND, Kind.OVERWRITE), false, 0, 70);
        static final Ways BLIND_UNKNOWN = new Ways(true, List.of(Kind.BLIND, Kind.OVERWRITE), false, 25, 70);
    }

    /** One operation, and what really became of it. */
    static final class Act {
        final int number;
        final int client;
        final int row;
        final Kind kind;
        final long expected;

        @Nullable
        Ending ending;

        long version = Operation.NONE;
        long mark = Operation.NONE;
        boolean isUntold;
        boolean isWritten;

        /** Whether it replaced what another client had written and its own had not seen. */
        boolean isLoss;

        long replaced = Operation.NONE;

        Act(int number, int client, int row, Kind kind, long expected) {
            this.number = number;
            this.client = client;
            this.row = row;
            this.kind = kind;
            this.expected = expected;
        }

        boolean checks() {
            return kind == Kind.UPDATE || kind == Kind.DELETE;
        }

        boolean isUpdate() {
            return kind == Kind.UPDATE;
        }
    }

    private record Event(Act act, boolean isEnd) {}

    private final Random random;
    private final Ways ways;
    final List<Act> acts = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    final Map<Object, StoredRow> table = new TreeMap<>();
    private final List<Act> zombies = new ArrayList<>();
    private final long[][] seen = new long[CLIENTS][ROWS];
    private final long[][] known = new long[CLIENTS][ROWS];
    private final int[] lastWriter = new int[ROWS];
    private final @Nullable Act[] underWay = new Act[CLIENTS];
    private final boolean[] isDone = new boolean[CLIENTS];

    SimulatedRun(Random random, Ways ways, int steps) {
        this.random = random;
        this.ways = ways;
        for (int row = 0; row < ROWS; row++) {
            table.put((long) row, new StoredRow(1, Operation.NONE));
            lastWriter[row] = -1;
            for (long[] ofClient : seen) {
                ofClient[row] = 1;
            }
        }
        for (int i = 0; i < steps; i++) {
            step(random.nextInt(CLIENTS));
        }
        for (int client = 0; client < CLIENTS; client++) {
            while (underWay[client] != null) {
                step(client);
            }
        }
        zombies.forEach(this::takeEffect);
    }

    private void step(int client) {
        if (!zombies.isEmpty() && random.nextInt(4) == 0) {
            takeEffect(zombies.remove(random.nextInt(zombies.size())));
        }
        Act act = underWay[client];
        if (act == null) {
            begin(client);
        } else if (!isDone[client]) {
            isDone[client] = true;
            takeEffect(act);
        } else {
            events.add(new Event(act, true));
            underWay[client] = null;
        }
    }

    private void begin(int client) {
        int row = random.nextInt(ROWS);
        Kind kind = kind();
        boolean isAny = kind == Kind.BLIND || kind == Kind.OVERWRITE;
        boolean expects = kind == Kind.UPDATE || kind == Kind.DELETE;
        Act act = new Act(acts.size(), client, row, kind, expects ? seen[client][row] : Operation.NONE);
        if (ways.isMarked && kind != Kind.READ) {
            act.mark = 1_000L + act.number;
        }
        act.isUntold = (isAny || kind == Kind.INSERT) && random.nextInt(100) < ways.untoldPercent;
        acts.add(act);
        events.add(new Event(act, false));
        underWay[client] = act;
        isDone[client] = false;
        if (kind != Kind.READ && random.nextInt(100) < ways.unknownPercent) {
            act.ending = Ending.UNKNOWN;
            isDone[client] = true;
            switch (random.nextInt(3)) {
                case 0 -> takeEffect(act);
                case 1 -> zombies.add(act);
                default -> {}
            }
        }
    }

    private Kind kind() {
        int draw = random.nextInt(10);
        if (draw < 4) {
            return Kind.READ;
        }
        if (!ways.kinds.isEmpty() && draw < 7) {
            return ways.kinds.get(random.nextInt(ways.kinds.size()));
        }
        return Kind.UPDATE;
    }

    private void takeEffect(Act act) {
        StoredRow stored = table.get((long) act.row);
        Ending ending;
        if (act.kind == Kind.READ) {
            ending = stored == null ? Ending.ABSENT : Ending.SEEN;
            if (stored != null) {
                act.version = stored.version();
                act.mark = stored.mark();
                seen[act.client][act.row] = stored.version();
                known[act.client][act.row] = stored.version();
            }
        } else if (act.kind == Kind.INSERT) {
            ending = stored == null ? write(act, 1, 0) : Ending.REFUSED;
        } else if (stored == null) {
            ending = Ending.MISSING;
        } else if (ways.checksVersions && act.checks() && stored.version() != act.expected) {
            ending = Ending.REFUSED;
        } else {
            ending = write(act, stored.version() + 1, stored.version());
        }
        if (act.ending == null) {
            act.ending = ending;
        }
    }

    private Ending write(Act act, long version, long replaced) {
        act.isWritten = true;
        act.replaced = replaced;
        if (act.kind == Kind.DELETE) {
            table.remove((long) act.row);
            return Ending.APPLIED;
        }
        table.put((long) act.row, new StoredRow(version, act.mark));
        if (act.ending != Ending.UNKNOWN) {
            act.isLoss = act.kind == Kind.BLIND
                    && lastWriter[act.row] >= 0
                    && lastWriter[act.row] != act.client
                    && known[act.client][act.row] < replaced;
            known[act.client][act.row] = version;
            act.version = version;
            if (!act.isUntold) {
                seen[act.client][act.row] = version;
            }
        }
        lastWriter[act.row] = act.client;
        return Ending.APPLIED;
    }

    /** What was recorded of it, all but those acts. */
    History recorded(Predicate<Act> dropped) {
        History history = new History();
        for (int row = 0; row < ROWS; row++) {
            history.given(row, 1);
        }
        Map<Integer, Object> pending = new TreeMap<>();
        for (Event event : events) {
            Act act = event.act;
            if (dropped.test(act)) {
                continue;
            }
            if (event.isEnd) {
                end(act, pending.get(act.number));
            } else {
                pending.put(act.number, begun(history, act));
            }
        }
        return history;
    }

    History recorded() {
        return recorded(act -> false);
    }

    private static Object begun(History history, Act act) {
        var client = history.client("client " + act.client);
        PendingWrite write = switch (act.kind) {
            case INSERT -> client.beginInsert(act.row);
            case UPDATE -> client.beginUpdate(act.row, act.expected);
            case BLIND -> client.beginBlindWrite(act.row);
            case OVERWRITE -> client.beginOverwrite(act.row);
            case DELETE -> client.beginDelete(act.row, act.expected);
            default -> null;
        };
        if (write == null) {
            return client.beginRead(act.row);
        }
        return act.mark == Operation.NONE ? write : write.marked(act.mark);
    }

    private static void end(Act act, Object pending) {
        if (pending instanceof PendingRead read) {
            if (act.ending == Ending.ABSENT) {
                read.sawNoRow();
            } else {
                read.saw(act.version, act.mark);
            }
            return;
        }
        PendingWrite write = (PendingWrite) pending;
        switch (act.ending) {
            case APPLIED -> write.applied(act.isUntold ? Operation.NONE : act.version);
            case REFUSED -> write.refused();
            case MISSING -> write.missing();
            case FAILED -> write.failed();
            default -> write.unknown();
        }
    }
}

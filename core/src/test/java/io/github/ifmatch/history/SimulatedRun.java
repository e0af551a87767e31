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
    record Ways(boolean checksVersions, boolean deletes, boolean isMarked, int unknownPercent) {

        static final Ways PLAIN = new Ways(true, false, false, 0);
        static final Ways UNKNOWN = new Ways(true, false, false, 25);
        static final Ways MARKED = new Ways(true, false, true, 25);
        static final Ways DELETING = new Ways(true, true, false, 15);
        static final Ways BROKEN = new Ways(false, false, false, 0);
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
        boolean isWritten;
        long replaced = Operation.NONE;

        Act(int number, int client, int row, Kind kind, long expected) {
            this.number = number;
            this.client = client;
            this.row = row;
            this.kind = kind;
            this.expected = expected;
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
    private final @Nullable Act[] underWay = new Act[CLIENTS];
    private final boolean[] isDone = new boolean[CLIENTS];

    SimulatedRun(Random random, Ways ways, int steps) {
        this.random = random;
        this.ways = ways;
        for (int row = 0; row < ROWS; row++) {
            table.put(row, new StoredRow(1, Operation.NONE));
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
        boolean expects = kind == Kind.UPDATE || kind == Kind.DELETE;
        Act act = new Act(acts.size(), client, row, kind, expects ? seen[client][row] : Operation.NONE);
        if (ways.isMarked && kind != Kind.READ) {
            act.mark = 1_000 + act.number;
        }
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
        if (ways.deletes && draw < 6) {
            return draw == 4 ? Kind.DELETE : Kind.INSERT;
        }
        return Kind.UPDATE;
    }

    private void takeEffect(Act act) {
        StoredRow stored = table.get(act.row);
        Ending ending;
        if (act.kind == Kind.READ) {
            ending = stored == null ? Ending.ABSENT : Ending.SEEN;
            if (stored != null) {
                act.version = stored.version();
                act.mark = stored.mark();
                seen[act.client][act.row] = stored.version();
            }
        } else if (act.kind == Kind.INSERT) {
            ending = stored == null ? write(act, 1, 0) : Ending.REFUSED;
        } else if (stored == null) {
            ending = Ending.MISSING;
        } else if (ways.checksVersions && stored.version() != act.expected) {
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
            table.remove(act.row);
        } else {
            table.put(act.row, new StoredRow(version, act.mark));
            if (act.ending != Ending.UNKNOWN) {
                act.version = version;
                seen[act.client][act.row] = version;
            }
        }
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
            case APPLIED -> write.applied(act.version);
            case REFUSED -> write.refused();
            case MISSING -> write.missing();
            case FAILED -> write.failed();
            default -> write.unknown();
        }
    }
}

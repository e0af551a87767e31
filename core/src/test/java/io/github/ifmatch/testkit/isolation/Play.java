package io.github.ifmatch.testkit.isolation;

import io.github.ifmatch.BusyException;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One performance of an anomaly: its sessions, and when each of their steps is done or waits.
 *
 * <p>A step that is not done waits if the database counts as many waiting sessions as are busy here; of a database that cannot count them, if it takes
 * longer than 300 milliseconds. After a transaction has ended, those that waited have some time to go on. For one thread at a time.
 */
final class Play implements AutoCloseable {

    /** It came about: in the table the bad news. */
    static final String HAPPENS = "happens";

    /** Somebody waited for somebody else, and then all was well. */
    static final String WAITS = "waits";

    /** No session waited, and none was refused: an older state of the row was shown. */
    static final String UNSEEN = "not seen";

    private static final Duration GRACE = Duration.ofMillis(8);
    private static final Duration TO_BE_SURE = Duration.ofMillis(15);
    private static final Duration TO_GO_ON = Duration.ofMillis(250);
    private static final Duration TOO_LONG_TO_BE_BUSY = Duration.ofMillis(300);
    private static final Duration END = Duration.ofSeconds(40);

    /** As SQLite's driver begins its messages, which has no SQLSTATEs. */
    private static final Pattern CODE = Pattern.compile("^\\[(\\w+)]");

    private final TestDatabase database;
    private final Way way;
    private final List<Connection> connections;
    private final List<Session> sessions = new ArrayList<>();
    private final Set<Session> waiting = new HashSet<>();
    private final AtomicInteger ends = new AtomicInteger();
    private int endsSeen;
    private boolean isCheckAsked;
    private boolean hasWaited;

    /** {@code connections} are given to the sessions in this order. */
    Play(TestDatabase database, Way way, List<Connection> connections) {
        this.database = database;
        this.way = way;
        this.connections = connections;
    }

    Session session() {
        Connection connection = connections.get(sessions.size());
        Session session =
                new Session(this, connection, database.repository(Item.TABLE).on(connection));
        sessions.add(session);
        return session;
    }

    Way way() {
        return way;
    }

    /** Whether what is only read is checked; that a scenario has asked is remembered. */
    boolean checks() {
        isCheckAsked = true;
        return way == Way.CHECKED || way == Way.TOUCHED;
    }

    boolean isCheckAsked() {
        return isCheckAsked;
    }

    /** A transaction has ended, so that others may go on. Called by the sessions' threads. */
    void hasEnded() {
        ends.incrementAndGet();
    }

    /** Returns when each session has done its steps, or waits. */
    void settle() {
        long start = System.nanoTime();
        long since = start;
        long told = -1;
        boolean mayGoOn = false;
        while (true) {
            int endsNow = ends.get();
            if (endsNow != endsSeen) {
                endsSeen = endsNow;
                mayGoOn = !waiting.isEmpty();
                waiting.clear();
                since = System.nanoTime();
                told = -1;
            }
            Set<Session> busy = sessions.stream().filter(Session::isBusy).collect(Collectors.toSet());
            if (waiting.containsAll(busy)) {
                return;
            }
            long now = System.nanoTime();
            if (now - start > END.toNanos()) {
                throw new AssertionError(busy.size() + " sessions are neither done nor wait");
            }
            if (isTold(busy, now - since)) {
                told = told < 0 ? now : told;
                if (now - told >= (mayGoOn ? TO_GO_ON : TO_BE_SURE).toNanos()) {
                    waiting.addAll(busy);
                    hasWaited = true;
                }
            } else {
                told = -1;
            }
        }
    }

    private boolean isTold(Set<Session> busy, long nanos) {
        if (nanos < GRACE.toNanos()) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
            return false;
        }
        if (!database.has(Feature.WAITS_KNOWN)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            return nanos > TOO_LONG_TO_BE_BUSY.toNanos();
        }
        try {
            return database.waiting() >= busy.size();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What became of the anomaly, when the last session has come to its end. */
    String ending(BooleanSupplier happened) {
        long deadline = System.nanoTime() + END.toNanos();
        while (sessions.stream().anyMatch(Session::isBusy)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("a session waits to its end");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        if (happened.getAsBoolean()) {
            return HAPPENS;
        }
        String failures = sessions.stream()
                .map(Session::failure)
                .filter(failure -> failure != null)
                .map(Play::word)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return !failures.isEmpty() ? failures : hasWaited ? WAITS : UNSEEN;
    }

    private static String word(Exception failure) {
        if (failure instanceof ConflictException) {
            return "Conflict";
        } else if (failure instanceof MissingRowException) {
            return "Missing";
        } else if (failure instanceof SerializationException) {
            return "Serialization";
        } else if (failure instanceof BusyException) {
            return "Busy";
        } else if (failure instanceof SQLException refused) {
            Matcher code = CODE.matcher(String.valueOf(refused.getMessage()));
            return code.find() ? code.group(1) : String.valueOf(refused.getSQLState());
        }
        return failure.getClass().getSimpleName();
    }

    /** Whether the last transaction of each session was committed. */
    boolean areAllCommitted() {
        return sessions.stream().allMatch(Session::isCommitted);
    }

    /** The rows as the table has them, amounts by ids, without that which stands for all. */
    Map<Long, Integer> stored() {
        return database.repository(Item.TABLE).findAll(List.of(1L, 2L, 3L, 4L)).stream()
                .collect(Collectors.toMap(Item::id, Item::amount));
    }

    @Override
    public void close() {
        sessions.forEach(Session::close);
    }
}

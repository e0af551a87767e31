package io.github.ifmatch.testkit.isolation;

import io.github.ifmatch.VersionedRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A connection on a thread of its own, and what it has read.
 *
 * <p>Each method hands a step to that thread, and returns when the step is done, or waits for somebody else; what follows then stands in a queue
 * behind it. After a failure the session rolls back, and makes no further step. For one thread at a time, that of the scenario.
 */
final class Session implements AutoCloseable {

    private interface Step {
        void run() throws SQLException;
    }

    private final Play play;
    private final Connection connection;
    private final VersionedRows<Item, Long> rows;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicInteger pending = new AtomicInteger();

    /** The rows as this session last read or wrote them; before, as somebody read them in an earlier transaction. */
    private final Map<Long, Item> known = new HashMap<>(
            Map.of(1L, new Item(1, 10, 1), 2L, new Item(2, 20, 1), Item.GUARD, new Item(Item.GUARD, 7, 1)));

    /** The rows as this session first read them: what its decisions may rest on. */
    private final Map<Long, Item> first = new HashMap<>();

    private final List<Item> seen = new ArrayList<>();
    private final List<List<Item>> found = new ArrayList<>();
    private Exception failure;
    private boolean isCommitted;

    Session(Play play, Connection connection, VersionedRows<Item, Long> rows) {
        this.play = play;
        this.connection = connection;
        this.rows = rows;
    }

    private boolean isByHand() {
        return play.way() == Way.BY_HAND;
    }

    /** Reads a row by its id. */
    void read(long id) {
        step(() -> note(isByHand() ? select("id = " + id).get(0) : rows.get(id)));
    }

    private void note(Item item) {
        know(item);
        seen.add(item);
    }

    private void know(Item item) {
        known.put(item.id(), item);
        first.putIfAbsent(item.id(), item);
    }

    /** Reads the rows of a condition. */
    void find(String condition) {
        step(() -> {
            List<Item> items = select(condition);
            items.forEach(this::know);
            found.add(items);
        });
    }

    private List<Item> select(String condition) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT id, amount, version FROM items WHERE " + condition);
                ResultSet answer = select.executeQuery()) {
            List<Item> items = new ArrayList<>();
            while (answer.next()) {
                items.add(new Item(answer.getLong(1), answer.getInt(2), answer.getLong(3)));
            }
            return items;
        }
    }

    /** Sets a row to an amount. */
    void write(long id, int amount) {
        step(() -> set(known.get(id).withAmount(amount)));
    }

    /** Sets a row to what was read of it, and so much more. */
    void add(long id, int more) {
        step(() -> set(known.get(id).withAmount(known.get(id).amount() + more)));
    }

    private void set(Item item) throws SQLException {
        if (isByHand()) {
            send("UPDATE items SET amount = " + item.amount() + " WHERE id = " + item.id());
            known.put(item.id(), item);
        } else {
            known.put(item.id(), rows.update(item));
        }
    }

    private void send(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
        }
    }

    /** Adds to both rows. */
    void addToBoth(int more) {
        step(() -> {
            if (isByHand()) {
                send("UPDATE items SET amount = amount + " + more + " WHERE id < " + Item.GUARD);
            } else {
                for (Item item : select("id < " + Item.GUARD)) {
                    rows.update(item.withAmount(item.amount() + more));
                }
            }
        });
    }

    void insert(long id, int amount) {
        step(() -> {
            if (isByHand()) {
                send("INSERT INTO items VALUES (" + id + ", " + amount + ", 1)");
            } else {
                rows.insert(new Item(id, amount, 0));
            }
        });
    }

    /** Deletes the rows of a condition; with versions, those that are found by it. */
    void deleteWhere(String condition) {
        step(() -> {
            if (isByHand()) {
                send("DELETE FROM items WHERE " + condition);
            } else {
                select(condition).forEach(rows::delete);
            }
        });
    }

    /** Checks, or touches, a row that was only read, as it was first read, if that is the way. */
    void check(long id) {
        if (play.checks()) {
            step(() -> {
                if (play.way() == Way.TOUCHED) {
                    known.put(id, rows.touch(first.get(id)));
                } else {
                    rows.check(first.get(id));
                }
            });
        }
    }

    /** Reads the row that stands for those of a condition, if that is the way. */
    void readGuard() {
        if (play.checks()) {
            step(() -> know(rows.get(Item.GUARD)));
        }
    }

    /** Says by the row that stands for those of a condition that one of them was written, if that is the way. */
    void touchGuard() {
        if (play.checks()) {
            step(() -> known.put(Item.GUARD, rows.touch(known.get(Item.GUARD))));
        }
    }

    void commit() {
        step(() -> {
            connection.commit();
            isCommitted = true;
            play.hasEnded();
        });
    }

    void rollback() {
        step(() -> {
            connection.rollback();
            play.hasEnded();
        });
    }

    private void step(Step step) {
        pending.incrementAndGet();
        thread.execute(() -> {
            try {
                run(step);
            } finally {
                pending.decrementAndGet();
            }
        });
        play.settle();
    }

    private void run(Step step) {
        if (failure == null) {
            isCommitted = false;
            try {
                step.run();
            } catch (SQLException | RuntimeException e) {
                failure = e;
                giveUp(e);
            }
        }
    }

    private void giveUp(Exception e) {
        try {
            connection.rollback();
        } catch (SQLException late) {
            e.addSuppressed(late);
        }
        play.hasEnded();
    }

    /** Whether a step of it is not done yet. */
    boolean isBusy() {
        return pending.get() > 0;
    }

    /** Why it gave up, or null; asked when it is not busy, like all that follows. */
    Exception failure() {
        return failure;
    }

    /** Whether the last of its transactions was committed. */
    boolean isCommitted() {
        return isCommitted;
    }

    /** Whether a row was read with this amount. */
    boolean saw(long id, int amount) {
        return indexOf(id, amount) >= 0;
    }

    /** Whether it read one row so, and after that another one so. */
    boolean sawThen(long id, int amount, long laterId, int laterAmount) {
        int first = indexOf(id, amount);
        return first >= 0
                && seen.subList(first, seen.size()).stream()
                        .anyMatch(item -> item.id() == laterId && item.amount() == laterAmount);
    }

    private int indexOf(long id, int amount) {
        for (int i = 0; i < seen.size(); i++) {
            if (seen.get(i).id() == id && seen.get(i).amount() == amount) {
                return i;
            }
        }
        return -1;
    }

    /** How many rows each of its conditions found. */
    List<Integer> found() {
        return found.stream().map(List::size).toList();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

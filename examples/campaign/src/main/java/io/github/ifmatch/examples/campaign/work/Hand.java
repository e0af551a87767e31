package io.github.ifmatch.examples.campaign.work;

import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.examples.campaign.history.Answer;
import io.github.ifmatch.examples.campaign.history.Result;
import io.github.ifmatch.examples.campaign.history.WritePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** One thread of a worker: writes by the dice until its time is over. For one thread at a time. */
final class Hand implements Runnable {

    /** A list that is longer is done: some two hundred marks. */
    private static final int LONGEST = 1_800;

    private static final int HOT_NOTES = 24;
    private static final int HOT_PARTS = 12;
    private static final int WIDE_NOTES = 400;
    private static final long NEXT_PART = 1_000;

    private static final WritePath[] SINGLE = {
        WritePath.UPDATE, WritePath.UPDATE, WritePath.UPDATE, WritePath.PATCH, WritePath.PATCH, WritePath.PATCH_VALUES,
        WritePath.TOUCH, WritePath.OVERWRITE, WritePath.WRITE_UNVERSIONED, WritePath.MODIFY, WritePath.MODIFY
    };
    private static final WritePath[] BATCH = {
        WritePath.TRY_UPDATE_ALL, WritePath.TRY_UPDATE_ALL, WritePath.UPDATE_ALL, WritePath.PATCH_ALL,
        WritePath.UPDATE_VERSIONS, WritePath.BATCH_WRITER
    };

    private final Desk desk;
    private final SingleWrites single;
    private final BatchWrites batches;
    private final TransactionWrites transactions;
    private final HttpWrites http;
    private final JdbiWrites jdbi;
    private final SplittableRandom random;
    private final long until;
    private final Map<Long, Note> noteCache = new HashMap<>();
    private final Map<Long, Note> partCache = new HashMap<>();
    private final long[] parts = LongStream.rangeClosed(1, HOT_PARTS).toArray();

    Hand(Desk desk, HttpWrites http, JdbiWrites jdbi, SplittableRandom random, long until) {
        this.desk = desk;
        this.single = new SingleWrites(desk);
        this.batches = new BatchWrites(desk);
        this.transactions = new TransactionWrites(desk);
        this.http = http;
        this.jdbi = jdbi;
        this.random = random;
        this.until = until;
    }

    @Override
    public void run() {
        while (System.nanoTime() < until) {
            boolean mayGoOn = !Thread.interrupted();
            try {
                mayGoOn &= step();
            } catch (VersionedException e) {
                mayGoOn = false; // a read that failed: nothing was written
            }
            if (!mayGoOn) {
                rest();
            }
        }
    }

    /** So that a server that is away is not asked all the time. */
    private void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(20));
        } catch (InterruptedException e) {
            return; // goes on
        }
    }

    /** Whether the database seems to be there. */
    private boolean step() {
        int dice = random.nextInt(100);
        if (dice < 55) {
            return isThere(dice < 40 ? note() : part());
        }
        if (dice < 60) {
            return isThere(single.updateWhere(random.nextInt(Note.BUCKETS)));
        }
        return dice < 80 ? together(dice) : isThere(wide());
    }

    private static boolean isThere(Result result) {
        return result.answer() != Answer.REFUSED && result.answer() != Answer.UNKNOWN;
    }

    private static boolean isThere(List<Result> results) {
        return results.isEmpty() || isThere(results.get(0));
    }

    private Result note() {
        long id = 1L + random.nextInt(HOT_NOTES);
        Optional<Note> base = look(Note.NOTES, noteCache, id);
        if (base.isEmpty()) {
            return single.insert(Note.NOTES, id);
        }
        Note note = base.get();
        if (note.marks().length() > LONGEST || random.nextInt(30) == 0) {
            noteCache.remove(id);
            return single.write(WritePath.DELETE, Note.NOTES, note);
        }
        return switch (random.nextInt(8)) {
            case 0 -> single.merge(note);
            case 1 -> http.put(note);
            case 2 -> jdbi.patch(note);
            default -> write(Note.NOTES, note);
        };
    }

    private Result part() {
        int slot = random.nextInt(HOT_PARTS);
        Optional<Note> base = look(Note.PARTS, partCache, parts[slot]);
        if (base.isEmpty()) {
            return single.insert(Note.PARTS, parts[slot]);
        }
        if (base.get().marks().length() > LONGEST) {
            parts[slot] += NEXT_PART;
        }
        return write(Note.PARTS, base.get());
    }

    private Result write(Table<Note, Long> table, Note note) {
        WritePath path = SINGLE[random.nextInt(SINGLE.length)];
        return path == WritePath.MODIFY ? single.modify(table, note.id()) : single.write(path, table, note);
    }

    /** Mostly as it stands, sometimes as it was seen before. */
    private Optional<Note> look(Table<Note, Long> table, Map<Long, Note> cache, long id) {
        if (random.nextInt(4) == 0 && cache.containsKey(id)) {
            return Optional.ofNullable(cache.get(id));
        }
        Optional<Note> row = desk.of(table).find(id);
        row.ifPresentOrElse(found -> cache.put(id, found), () -> cache.remove(id));
        return row;
    }

    private boolean together(int dice) {
        long id = 1L + random.nextInt(HOT_NOTES);
        long otherId = 1L + (id + random.nextInt(HOT_NOTES - 1)) % HOT_NOTES;
        int slot = random.nextInt(HOT_PARTS);
        Optional<Note> note = look(Note.NOTES, noteCache, id);
        Optional<Note> other = look(Note.NOTES, noteCache, otherId);
        Optional<Note> part = look(Note.PARTS, partCache, parts[slot]);
        if (note.isEmpty() || other.isEmpty() || part.isEmpty()) {
            return isThere(part.isEmpty() ? part() : note());
        }
        if (dice < 67) {
            return isThere(transactions.onConnection(note.get(), other.get()));
        }
        return isThere(
                dice < 73
                        ? transactions.changeSet(note.get(), part.get(), other.get())
                        : transactions.inTransaction(note.get(), part.get(), other.get()));
    }

    private List<Result> wide() {
        int count = 4 + random.nextInt(40);
        Set<Long> ids = new HashSet<>();
        while (ids.size() < count) {
            ids.add(Note.FIRST_WIDE + random.nextInt(WIDE_NOTES));
        }
        List<Note> rows = desk.notes().findAll(ids);
        rows.forEach(row -> ids.remove(row.id()));
        if (ids.size() > count / 3) {
            return batches.insert(random.nextBoolean() ? WritePath.INSERT_ALL : WritePath.TRY_INSERT_ALL, List.copyOf(ids));
        }
        List<Note> done = new ArrayList<>(
                rows.stream().filter(row -> row.marks().length() > LONGEST).toList());
        if (done.isEmpty() && random.nextInt(30) == 0) {
            done.addAll(rows.subList(0, Math.min(5, rows.size())));
        }
        return done.isEmpty()
                ? batches.write(BATCH[random.nextInt(BATCH.length)], rows)
                : batches.write(WritePath.DELETE_ALL, done);
    }
}

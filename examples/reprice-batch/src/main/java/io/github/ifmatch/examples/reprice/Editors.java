package io.github.ifmatch.examples.reprice;

import io.github.ifmatch.BusyException;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.Transaction;
import io.github.ifmatch.VersionedRows;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** People who edit products near the place where the job works, until they are closed. Thread-safe. */
final class Editors implements AutoCloseable {

    private static final int NEAR = 10_000;

    private final Store store;
    private final int products;
    private final AtomicLong place = new AtomicLong();
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final ExecutorService threads;

    Editors(Store store, int editors, int products) {
        this.store = store;
        this.products = products;
        this.threads = Executors.newCachedThreadPool();
        for (int i = 0; i < editors; i++) {
            Random random = new Random();
            threads.execute(() -> edit(random));
        }
    }

    /** Where the job works now. */
    void follow(long done) {
        place.set(done);
    }

    private void edit(Random random) {
        while (!isClosed.get()) {
            try {
                long id = Math.min(products, 1 + place.get() + random.nextInt(NEAR));
                store.database().useTransaction(transaction -> edit(transaction, id, random));
                TimeUnit.MICROSECONDS.sleep(500);
            } catch (BusyException | SerializationException e) {
                Thread.onSpinWait(); // the job was there; an editor tries another product
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Changes one field, or deletes, and writes it down; if somebody else was faster, nothing. */
    private static void edit(Transaction transaction, long id, Random random) {
        VersionedRows<Product, Long> rows = transaction.rows(Product.TABLE);
        Optional<Product> found = rows.find(id);
        if (found.isEmpty()) {
            return;
        }
        Product before = found.get();
        int dice = random.nextInt(100);
        String what = dice < 2 ? "delete" : dice < 30 ? "price" : dice < 65 ? "name" : "stock";
        Product after = switch (what) {
            case "price" -> before.withPrice(before.price().add(new BigDecimal("0.05")));
            case "name" -> before.withName("Edited " + random.nextInt(1_000_000));
            case "stock" -> before.withStock(before.stock() + 1);
            default -> before;
        };
        var outcome = what.equals("delete") ? rows.tryDelete(before) : rows.tryPatch(before, after);
        if (outcome.isApplied()) {
            transaction
                    .rows(Edited.TABLE)
                    .insert(new Edited(0, id, what, outcome.orElseThrow().version(), 0));
        }
    }

    /** Stops them, and waits for the last edit. No interrupt: it would close the file of an H2 that is being read. */
    @Override
    public void close() {
        isClosed.set(true);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the editors do not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

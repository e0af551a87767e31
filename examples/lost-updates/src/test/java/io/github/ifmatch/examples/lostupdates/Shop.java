package io.github.ifmatch.examples.lostupdates;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Database;
import io.github.ifmatch.VersionedRepository;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One product in H2, and two editors who are made to read it before either writes. */
final class Shop implements AutoCloseable {

    static final Product DRILL =
            new Product("PT-0001", "Cordless drill", "Power tools", new BigDecimal("50.29"), 40, "import", 0, 0);
    static final Catalogue CATALOGUE = new Catalogue(List.of(DRILL));

    final HikariDataSource pool = Pool.open("jdbc:h2:mem:shop", null, null, 3);
    final VersionedRepository<Product, String> products = Database.of(pool).repository(Product.TABLE);
    final Ledger ledger = new Ledger();
    private final ScratchTable scratch = ScratchTable.create(pool, "products");

    Shop() {
        products.insert(DRILL);
    }

    /** The audit after both have made their edits, each having read the row before the other wrote. */
    Audit afterBoth(Update update, Edit one, Edit other) {
        CyclicBarrier bothHaveRead = new CyclicBarrier(2);
        Editor editor = new Editor(products, update, () -> await(bothHaveRead), ledger);
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> editor.make(one), this::start),
                        CompletableFuture.runAsync(() -> editor.make(other), this::start))
                .join();
        return audit();
    }

    Audit audit() {
        return Audit.of(CATALOGUE, ledger, products.findAll(CATALOGUE.skus()));
    }

    @Override
    public void close() {
        scratch.close();
        pool.close();
    }

    private void start(Runnable work) {
        new Thread(work).start();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}

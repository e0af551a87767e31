package io.github.ifmatch.examples.campaign;

import io.github.ifmatch.Isolation;
import io.github.ifmatch.examples.campaign.check.Finding;
import io.github.ifmatch.examples.campaign.fault.FaultCounts;
import io.github.ifmatch.examples.campaign.fault.FaultKind;
import io.github.ifmatch.examples.campaign.soak.Samples;
import io.github.ifmatch.examples.campaign.work.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** The workers' processes of a run: they get their orders, are killed, and are replaced. For one thread at a time, but for {@link #kill}. */
final class Crew implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 90;

    private final Path folder;
    private final Settings settings;
    private final FaultCounts counts;
    private final List<WorkerProcess> workers = new ArrayList<>();
    private final Samples samples = new Samples();
    private int ordinals;

    Crew(Path folder, Settings settings, FaultCounts counts) {
        this.folder = folder;
        this.settings = settings;
        this.counts = counts;
    }

    /** Sends everybody to work, and gives the files that they write. */
    List<Path> begin(int epoch, String url, boolean mayCancel, SplittableRandom random) throws IOException {
        while (workers.size() < settings.workers()) {
            ordinals++;
            workers.add(WorkerProcess.start(ordinals, settings.planted(), folder, samples));
        }
        List<Path> logs = new ArrayList<>();
        for (WorkerProcess worker : workers) {
            Path log = folder.resolve("epoch-" + epoch + "-worker-" + worker.ordinal() + ".log");
            logs.add(log);
            worker.send(order(epoch, url, mayCancel, random, log));
        }
        return logs;
    }

    private Order order(int epoch, String url, boolean mayCancel, SplittableRandom random, Path log) {
        boolean isBroken = settings.faults();
        boolean isExhausted = isBroken && random.nextInt(5) == 0;
        int lockMillis = isBroken && random.nextInt(5) == 0 ? 5 + random.nextInt(50) : 0;
        int statementMillis = isBroken && mayCancel && random.nextInt(6) == 0 ? 20 + random.nextInt(100) : 0;
        count(FaultKind.POOL_EXHAUSTED, isExhausted);
        count(FaultKind.LOCK_TIMEOUTS, lockMillis > 0);
        count(FaultKind.STATEMENT_TIMEOUTS, statementMillis > 0);
        return new Order(
                epoch,
                settings.epochMillis(),
                settings.threads(),
                isExhausted ? 2 : settings.threads() + 2,
                lockMillis,
                statementMillis,
                random.nextInt(4) == 0 ? Isolation.REPEATABLE_READ : Isolation.READ_COMMITTED,
                isBroken && random.nextInt(3) == 0,
                settings.sampleMillis(),
                random.nextLong(),
                log,
                url);
    }

    private void count(FaultKind kind, boolean isSo) {
        if (isSo) {
            counts.count(kind);
        }
    }

    /** Kills one of them. Thread-safe. */
    void kill(SplittableRandom random) {
        workers.get(random.nextInt(workers.size())).kill();
    }

    /** Waits for those that live; what they have left over is a finding. */
    List<Finding> await(int epoch) throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        long until = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(settings.epochMillis())
                + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (WorkerProcess worker : List.copyOf(workers)) {
            WorkerProcess.Done done = worker.await(epoch, until);
            if (done.isGone()) {
                workers.remove(worker);
            } else {
                counts.count(FaultKind.THREAD_INTERRUPTED, done.interrupts());
            }
            if (!done.complaint().isEmpty()) {
                findings.add(new Finding(
                        Finding.Kind.LEFT_OVER, "worker " + worker.ordinal(), done.complaint()));
            }
        }
        return findings;
    }

    /** What the workers said that they hold. */
    Samples samples() {
        return samples;
    }

    @Override
    public void close() {
        workers.forEach(WorkerProcess::kill);
    }
}

package io.github.ifmatch.examples.campaign;

import io.github.ifmatch.examples.campaign.fault.FaultCounts;
import io.github.ifmatch.examples.campaign.fault.FaultKind;
import io.github.ifmatch.examples.campaign.server.Cluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Breaks things in an epoch: which and when, the seed says. For one thread at a time. */
final class Saboteur {

    private static final int[] MESSAGES_PER_CUT = {0, 2_000, 500, 150};
    private static final int[] COMMITS_PER_CUT = {0, 200, 40};
    private static final int[] MESSAGES_PER_DELAY = {0, 0, 500, 100};
    private static final int SMALL_FAULTS = 6;

    private final Cluster cluster;
    private final Crew crew;
    private final FaultCounts counts;
    private final PrintWriter journal;
    private final boolean isHurried;

    /**
     * Gets at it.
     *
     * @param isHurried whether connections are cut as often as they ever are, in each epoch
     */
    Saboteur(Cluster cluster, Crew crew, FaultCounts counts, PrintWriter journal, boolean isHurried) {
        this.cluster = cluster;
        this.crew = crew;
        this.counts = counts;
        this.journal = journal;
        this.isHurried = isHurried;
    }

    /** Works for so long; when it returns, what was ended runs again. */
    void work(int epoch, long millis, SplittableRandom random) throws IOException, InterruptedException {
        cluster.cutOneOf(one(MESSAGES_PER_CUT, random), one(COMMITS_PER_CUT, random), one(MESSAGES_PER_DELAY, random));
        List<Long> times = new ArrayList<>();
        int faults = 1 + random.nextInt((int) Math.max(1, millis / 2_500));
        for (int i = 0; i < faults; i++) {
            times.add(random.nextLong(millis));
        }
        times.sort(null);
        long begun = System.nanoTime();
        for (long time : times) {
            long wait = time - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            TimeUnit.MILLISECONDS.sleep(Math.max(0, wait));
            injectOne(epoch, random);
        }
    }

    private int one(int[] rates, SplittableRandom random) {
        return rates[isHurried ? rates.length - 1 : random.nextInt(rates.length)];
    }

    private void injectOne(int epoch, SplittableRandom random) throws IOException, InterruptedException {
        List<FaultKind> kinds = new ArrayList<>(cluster.faults());
        kinds.add(FaultKind.WORKER_KILLED);
        FaultKind kind = kinds.get(random.nextInt(kinds.size()));
        journal.println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS) + " epoch " + epoch + ": " + kind.label());
        boolean isSmall = kind == FaultKind.SESSION_ENDED || kind == FaultKind.STATEMENT_CANCELLED;
        for (int i = 0; i < (isSmall ? SMALL_FAULTS : 1); i++) {
            inject(kind, random);
            if (isSmall) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(100));
            }
        }
    }

    private void inject(FaultKind kind, SplittableRandom random) throws IOException, InterruptedException {
        counts.count(kind);
        if (kind == FaultKind.WORKER_KILLED) {
            crew.kill(random);
            return;
        }
        try {
            cluster.inject(kind, random);
        } catch (SQLException e) {
            journal.println("  not done: " + e.getMessage());
        }
    }
}

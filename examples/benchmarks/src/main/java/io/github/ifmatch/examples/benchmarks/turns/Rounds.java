package io.github.ifmatch.examples.benchmarks.turns;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds one contest, round after round; in every other round the ways are in reverse order, and each pair of rounds begins with another,
 * so that nobody always finds the processor's caches as he left them. For one thread at a time.
 */
public final class Rounds {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final List<? extends Contestant> contestants;
    private final List<List<Double>> micros = new ArrayList<>();
    private final List<List<Double>> ratios = new ArrayList<>();
    private final List<List<Double>> bytes = new ArrayList<>();
    private int round;
    private long got;

    private Rounds(List<? extends Contestant> contestants) {
        this.contestants = contestants;
        contestants.forEach(unused -> {
            micros.add(new ArrayList<>());
            ratios.add(new ArrayList<>());
            bytes.add(new ArrayList<>());
        });
    }

    /** Holds it so long, after a warm-up of half of that; each is at least so many rounds. */
    public static Rounds of(List<? extends Contestant> contestants, Duration lasting, int atLeast)
            throws SQLException {
        Rounds rounds = new Rounds(contestants);
        rounds.hold(lasting.dividedBy(2), atLeast);
        rounds.forget();
        rounds.hold(lasting, atLeast);
        return rounds;
    }

    private void forget() {
        micros.forEach(List::clear);
        ratios.forEach(List::clear);
        bytes.forEach(List::clear);
        round = 0;
    }

    private void hold(Duration lasting, int atLeast) throws SQLException {
        long end = System.nanoTime() + lasting.toNanos();
        do {
            double[] taken = round();
            for (int i = 0; i < taken.length; i++) {
                micros.get(i).add(taken[i]);
                ratios.get(i).add(taken[i] / taken[0]);
            }
        } while (System.nanoTime() < end || round < atLeast);
    }

    private double[] round() throws SQLException {
        double[] taken = new double[contestants.size()];
        for (int i = 0; i < taken.length; i++) {
            int place = place(i);
            Contestant contestant = contestants.get(place);
            contestant.prepare();
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            got += contestant.turn();
            taken[place] = (System.nanoTime() - start) / 1_000.0;
            bytes.get(place).add((double) (THREADS.getCurrentThreadAllocatedBytes() - allocated));
        }
        round++;
        return taken;
    }

    private int place(int i) {
        int size = contestants.size();
        int rotated = (i + round / 2) % size;
        return round % 2 == 0 ? rotated : size - 1 - rotated;
    }

    /** The results, in the order of the ways. */
    public List<Result> results(List<String> ways, int operations) {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < contestants.size(); i++) {
            results.add(new Result(
                    ways.get(i),
                    Result.median(micros.get(i)) / operations,
                    Result.median(ratios.get(i)),
                    Result.median(bytes.get(i)) / operations));
        }
        return results;
    }

    /** How many rounds were held, and what they got. */
    public String summary() {
        return round + " rounds, " + got;
    }
}

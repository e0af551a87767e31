package io.github.ifmatch.examples.benchmarks.turns;

import io.github.ifmatch.examples.benchmarks.Store;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Holds one contest, round after round; in every other round the ways are in reverse order. A program, so that each contest
 * has a compiler of its own. For one thread at a time.
 */
final class Rounds {

    private final List<Contestant> contestants;
    private final List<List<Double>> micros = new ArrayList<>();
    private final List<List<Double>> ratios = new ArrayList<>();
    private int round;
    private long got;

    private Rounds(List<Contestant> contestants) {
        this.contestants = contestants;
        contestants.forEach(unused -> {
            micros.add(new ArrayList<>());
            ratios.add(new ArrayList<>());
        });
    }

    /** Arguments: which contest of all, seconds, rows of a batch's table. Prints a {@link Result} for each way. */
    public static void main(String[] arguments) throws SQLException {
        Contest contest = Contest.all().get(Integer.parseInt(arguments[0]));
        Duration lasting = Duration.ofSeconds(Long.parseLong(arguments[1]));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Store store = Store.open(contest.database())) {
            Rounds rounds = new Rounds(contest.open(store, Integer.parseInt(arguments[2])));
            rounds.hold(lasting.dividedBy(2)); // a warm-up
            rounds.forget();
            rounds.hold(lasting);
            rounds.results(contest).forEach(result -> out.println(result.line()));
            out.println("# " + store.version() + ", " + rounds.round + " rounds, " + rounds.got);
            rounds.contestants.forEach(Contestant::close);
        }
        System.exit(0);
    }

    private void forget() {
        micros.forEach(List::clear);
        ratios.forEach(List::clear);
        round = 0;
    }

    private void hold(Duration lasting) throws SQLException {
        long end = System.nanoTime() + lasting.toNanos();
        do {
            double[] taken = round();
            for (int i = 0; i < taken.length; i++) {
                micros.get(i).add(taken[i]);
                ratios.get(i).add(taken[i] / taken[0]);
            }
        } while (System.nanoTime() < end);
    }

    private double[] round() throws SQLException {
        double[] taken = new double[contestants.size()];
        boolean isReversed = round++ % 2 == 1;
        for (int i = 0; i < taken.length; i++) {
            int place = isReversed ? taken.length - 1 - i : i;
            Contestant contestant = contestants.get(place);
            contestant.prepare();
            long start = System.nanoTime();
            got += contestant.turn();
            taken[place] = (System.nanoTime() - start) / 1_000.0;
        }
        return taken;
    }

    private List<Result> results(Contest contest) {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < contestants.size(); i++) {
            results.add(new Result(
                    contest.ways().get(i),
                    Result.median(micros.get(i)) / contest.operations(),
                    Result.median(ratios.get(i))));
        }
        return results;
    }

    /**
     * What a contest found of one way.
     *
     * @param micros the median of the microseconds per row
     * @param ratio the median of the ratios of each round to the first way
     */
    record Result(String way, double micros, double ratio) {

        static double median(List<Double> values) {
            return values.stream().sorted().toList().get(values.size() / 2);
        }

        static Result parse(String line) {
            String[] parts = line.split("\t", -1);
            return new Result(parts[0], Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
        }

        String line() {
            return String.format(Locale.ROOT, "%s\t%f\t%f", way, micros, ratio);
        }
    }
}

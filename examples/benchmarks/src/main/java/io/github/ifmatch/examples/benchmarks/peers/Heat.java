package io.github.ifmatch.examples.benchmarks.peers;

import io.github.ifmatch.examples.benchmarks.peers.shop.Shop;
import io.github.ifmatch.examples.benchmarks.turns.Contestant;
import io.github.ifmatch.examples.benchmarks.turns.Result;
import io.github.ifmatch.examples.benchmarks.turns.Rounds;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One contest in a JVM of its own: first in turns against the clock, then once more with everything counted that is sent. A program. For
 * one thread at a time.
 */
final class Heat {

    /** So many rows are enough to count with. */
    private static final int COUNTED = 10;

    private Heat() {}

    /** Arguments: which contest of all, seconds. Prints a {@link Line} for each way. */
    public static void main(String[] arguments) throws SQLException {
        Contest contest = Contest.all().get(Integer.parseInt(arguments[0]));
        Duration lasting = Duration.ofSeconds(Long.parseLong(arguments[1]));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<Result> results = measure(contest, lasting, out);
        List<Shop.Sent> sent = count(contest);
        for (int i = 0; i < results.size(); i++) {
            out.println(new Line(results.get(i), sent.get(i)).text());
        }
        System.exit(0);
    }

    private static List<Result> measure(Contest contest, Duration lasting, PrintStream out) throws SQLException {
        try (Shop shop = Shop.open(contest.database(), contest.workload().shape())) {
            List<Contest.Work> works = contest.open(shop, contest.size());
            List<Contestant> contestants =
                    works.stream().map(Contest.Work::contestant).toList();
            Rounds rounds = Rounds.of(contestants, lasting, contest.workload().rounds());
            out.println("# " + shop.version() + ", " + rounds.summary());
            contestants.forEach(Contestant::close);
            return rounds.results(
                    works.stream().map(work -> work.way().toString()).toList(),
                    works.get(0).operations());
        }
    }

    private static List<Shop.Sent> count(Contest contest) throws SQLException {
        boolean isWhole = contest.workload().isBatch() || contest.workload() == Workload.HOT_ROW;
        try (Shop shop = Shop.counting(contest.database(), contest.workload().shape())) {
            List<Contest.Work> works = contest.open(shop, isWhole ? contest.size() : COUNTED);
            List<Shop.Sent> sent = new ArrayList<>();
            for (Contest.Work work : works) {
                sent.add(count(shop, work));
            }
            return sent;
        }
    }

    /** In the second turn: in the first, libraries ask for more. */
    static Shop.Sent count(Shop shop, Contest.Work work) throws SQLException {
        try (Contestant contestant = work.contestant()) {
            contestant.prepare();
            long got = contestant.turn();
            contestant.prepare();
            Shop.Sent before = shop.sent();
            got += contestant.turn();
            if (got == 0) {
                throw new IllegalStateException("nothing was done");
            }
            return shop.sent().since(before, work.operations());
        }
    }

    /**
     * What is told of one way.
     *
     * @param sent for each operation
     */
    record Line(Result result, Shop.Sent sent) {

        static Line parse(String text) {
            String[] parts = text.split("\t", -1);
            return new Line(
                    Result.parse(text),
                    new Shop.Sent(
                            Double.parseDouble(parts[parts.length - 2]), Double.parseDouble(parts[parts.length - 1])));
        }

        String text() {
            return result.line() + "\t" + sent.statements() + "\t" + sent.roundTrips();
        }
    }
}

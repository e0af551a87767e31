package io.github.ifmatch.examples.benchmarks.turns;

import io.github.ifmatch.examples.benchmarks.Store;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** One contest in a JVM of its own: a program, so that each has a compiler of its own. For one thread at a time. */
final class Heat {

    private Heat() {}

    /** Arguments: which contest of all, seconds, rows of a batch's table. Prints a {@link Result} for each way. */
    public static void main(String[] arguments) throws SQLException {
        Contest contest = Contest.all().get(Integer.parseInt(arguments[0]));
        Duration lasting = Duration.ofSeconds(Long.parseLong(arguments[1]));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Store store = Store.open(contest.database())) {
            List<Contestant> contestants = contest.open(store, Integer.parseInt(arguments[2]));
            Rounds rounds = Rounds.of(contestants, lasting, 1);
            rounds.results(contest.ways(), contest.operations()).forEach(result -> out.println(result.line()));
            out.println("# " + store.version() + ", " + rounds.summary());
            contestants.forEach(Contestant::close);
        }
        System.exit(0);
    }
}

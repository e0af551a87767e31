package io.github.ifmatch.examples.benchmarks.turns;

import io.github.ifmatch.examples.benchmarks.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Hand-written JDBC and Ifmatch take turns at the same work, a few milliseconds each, so that a machine that changes its
 * speed changes it for both: what is told is how many times as long a way takes.
 *
 * <p>Each contest is held in some JVMs of its own ({@link Heat}), one after the other. Arguments: a regular expression that
 * chooses contests by name, JVMs, and seconds in each. Default: {@code .* 3 15}. For one thread at a time.
 */
public final class Turns {

    private final PrintStream out;
    private final int forks;
    private final int seconds;
    private final int table;

    /** A batch's table has so many rows. */
    Turns(PrintStream out, int forks, int seconds, int table) {
        this.out = out;
        this.forks = forks;
        this.seconds = seconds;
        this.table = table;
    }

    /** Runs it; exits with 1 if a contest failed. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Pattern chosen = Pattern.compile(arguments.length > 0 ? arguments[0] : ".*");
        int forks = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 15;
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(new Turns(out, forks, seconds, 100_000).run(chosen) ? 0 : 1);
    }

    boolean run(Pattern chosen) throws IOException, InterruptedException {
        out.println(Machine.describe() + ", JDK " + System.getProperty("java.version") + ", " + forks + " JVMs of "
                + seconds + " s for each contest\n");
        List<Contest> all = Contest.all();
        List<Contest> chosenOnes = all.stream()
                .filter(contest -> chosen.matcher(contest.name()).matches())
                .toList();
        chosenOnes.forEach(contest -> contest.missing()
                .ifPresent(why -> out.println("Left out: " + contest.name() + "; " + why + "\n")));
        out.println("| contest | way | µs per row | ratio | JVMs from – to |\n|---|---|--:|--:|--:|");
        for (Contest contest : chosenOnes) {
            if (contest.missing().isEmpty() && !hold(all.indexOf(contest), contest)) {
                return false;
            }
        }
        return true;
    }

    private boolean hold(int number, Contest contest) throws IOException, InterruptedException {
        List<List<String>> lines = new Forks(out, Heat.class, forks)
                .hold(contest.database(), List.of("" + number, "" + seconds, "" + table));
        for (int way = 0; lines.size() == forks && way < contest.ways().size(); way++) {
            int place = way;
            out.println(row(
                    contest,
                    lines.stream().map(fork -> Result.parse(fork.get(place))).toList()));
        }
        return lines.size() == forks;
    }

    private static String row(Contest contest, List<Result> forks) {
        DoubleSummaryStatistics range = Result.range(forks);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.2f | %.2f | %.2f – %.2f |",
                contest.name(),
                forks.get(0).way(),
                Result.median(forks, Result::micros),
                Result.median(forks, Result::ratio),
                range.getMin(),
                range.getMax());
    }
}

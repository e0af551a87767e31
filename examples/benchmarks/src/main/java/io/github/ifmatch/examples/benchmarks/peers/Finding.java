package io.github.ifmatch.examples.benchmarks.peers;

import io.github.ifmatch.examples.benchmarks.peers.shop.Shop;
import io.github.ifmatch.examples.benchmarks.turns.Result;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What was found of one way in one contest, over its JVMs; no lines if it did not take part. Immutable.
 */
record Finding(Contest contest, Way way, List<Heat.Line> lines) {

    /** The names of the columns of {@link #columns}. */
    static final List<String> HEADER = List.of(
            "workload",
            "database",
            "way",
            "answersRow",
            "perRowOutcome",
            "microsPerOperation",
            "ratio",
            "ratioLow",
            "ratioHigh",
            "statements",
            "roundTrips",
            "bytes",
            "note");

    private static final String NONE = "–";

    /** What stands under the header: a dash where there is nothing to say. */
    List<String> columns() {
        Answer answer = Answer.of(way, contest.workload());
        boolean isIn = answer.takesPart();
        List<Result> results = lines.stream().map(Heat.Line::result).toList();
        DoubleSummaryStatistics range = Result.range(results);
        boolean isAlone = contest.workload() != Workload.HOT_ROW;
        return List.of(
                contest.workload().toString(),
                contest.database(),
                way.toString(),
                isIn ? yes(answer.row()) : NONE,
                isIn && contest.workload().isBatch() ? yes(answer.perRow()) : NONE,
                isIn ? number("%.2f", Result.median(results, Result::micros)) : NONE,
                isIn ? number("%.3f", Result.median(results, Result::ratio)) : NONE,
                isIn ? number("%.3f", range.getMin()) : NONE,
                isIn ? number("%.3f", range.getMax()) : NONE,
                isIn ? number("%.2f", sent(Shop.Sent::statements)) : NONE,
                isIn && contest.database().equals("postgresql") ? number("%.2f", sent(Shop.Sent::roundTrips)) : NONE,
                isIn && isAlone ? number("%.0f", Result.median(results, Result::bytes)) : NONE,
                answer.note());
    }

    private double sent(ToDoubleFunction<Shop.Sent> figure) {
        return lines.stream().map(Heat.Line::sent).mapToDouble(figure).average().orElseThrow();
    }

    private static String yes(boolean is) {
        return is ? "yes" : "no";
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    static String tabbed(List<String> columns) {
        return String.join("\t", columns);
    }

    static String piped(List<String> columns) {
        return columns.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }
}

package io.github.ifmatch.examples.benchmarks.turns;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What a contest found of one way. Immutable.
 *
 * @param micros the median of the microseconds per operation
 * @param ratio the median of the ratios of each round to the first way
 * @param bytes the median of what the calling thread allocated per operation
 */
public record Result(String way, double micros, double ratio, double bytes) {

    static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** The median of one figure over the JVMs. */
    public static double median(List<Result> forks, ToDoubleFunction<Result> figure) {
        return median(forks.stream().mapToDouble(figure).boxed().toList());
    }

    /** The lowest and the highest ratio of the JVMs. */
    public static DoubleSummaryStatistics range(List<Result> forks) {
        return forks.stream().mapToDouble(Result::ratio).summaryStatistics();
    }

    /** What {@link #line} made; further columns are left to others. */
    public static Result parse(String line) {
        String[] parts = line.split("\t", -1);
        return new Result(
                parts[0], Double.parseDouble(parts[1]), Double.parseDouble(parts[2]), Double.parseDouble(parts[3]));
    }

    /** A line for the program that started this JVM, its parts separated by tabs. */
    public String line() {
        return String.format(Locale.ROOT, "%s\t%f\t%f\t%.0f", way, micros, ratio, bytes);
    }
}

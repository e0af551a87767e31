package io.github.ifmatch.examples.campaign.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** All samples of a soak. Thread-safe. */
public final class Samples {

    /** Each may grow by so much over the whole soak, in the units of its column: noise, not a leak that an hour shows. */
    private static final List<Double> NOISE = List.of(8.0, 3.0, 3.0, 3.0);

    private static final double WARM_UP = 0.2;

    private final List<Sample> all = new ArrayList<>();

    /** Begins with none. */
    public Samples() {}

    /** Adds one. */
    public synchronized void add(Sample sample) {
        all.add(sample);
    }

    synchronized List<Sample> all() {
        return List.copyOf(all);
    }

    /** Writes them, a line each. */
    public void write(Path tsv) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("worker\tseconds\t" + String.join("\t", Sample.COLUMNS));
        for (Sample sample : all()) {
            lines.add(sample.worker() + "\t" + sample.seconds() + "\t"
                    + sample.values().stream()
                            .map(value -> String.format(Locale.ROOT, "%.1f", value))
                            .collect(Collectors.joining("\t")));
        }
        Files.write(tsv, lines);
    }

    /** What grew, in words; empty if all stayed flat. */
    public List<String> growth() {
        List<String> grown = new ArrayList<>();
        List<Integer> workers =
                all().stream().map(Sample::worker).distinct().sorted().toList();
        for (int worker : workers) {
            for (int column = 0; column < NOISE.size(); column++) {
                double growth = growth(worker, column);
                if (growth > NOISE.get(column)) {
                    grown.add(String.format(
                            Locale.ROOT, "worker %d: %s grew by %.1f", worker, Sample.COLUMNS.get(column), growth));
                }
            }
        }
        return grown;
    }

    /** By the line of least squares through what came after the warm-up: its slope, times how long that was. */
    private double growth(int worker, int column) {
        List<Sample> of =
                all().stream().filter(sample -> sample.worker() == worker).toList();
        List<Sample> warm = of.subList((int) (of.size() * WARM_UP), of.size());
        double meanTime = warm.stream().mapToLong(Sample::seconds).average().orElse(0);
        double meanValue = warm.stream()
                .mapToDouble(sample -> sample.values().get(column))
                .average()
                .orElse(0);
        double products = 0;
        double squares = 0;
        for (Sample sample : warm) {
            double time = sample.seconds() - meanTime;
            products += time * (sample.values().get(column) - meanValue);
            squares += time * time;
        }
        return squares == 0
                ? 0
                : products / squares * (warm.get(warm.size() - 1).seconds() - warm.get(0).seconds());
    }
}

package io.github.ifmatch.examples.benchmarks.streaming;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** What streams of one kind took. For one thread at a time. */
final class Measured {

    /** When it ran, in ms of the system's clock. */
    private record Span(long from, long to) {}

    private final String name;
    private final Heap heap;
    private final List<Double> microsPerRow = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();

    Measured(String name, Heap heap) {
        this.name = name;
        this.heap = heap;
    }

    /** Measures a stream of so many rows. */
    <T> T of(int rows, Supplier<T> stream) {
        long from = System.currentTimeMillis();
        long start = System.nanoTime();
        T result = stream.get();
        microsPerRow.add((System.nanoTime() - start) / 1_000.0 / rows);
        spans.add(new Span(from, System.currentTimeMillis()));
        return result;
    }

    /** The middle one; of two middle ones, their mean. */
    double median() {
        List<Double> sorted = microsPerRow.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private String heapAfterCollection() {
        OptionalLong most = spans.stream()
                .map(span -> heap.most(span.from(), span.to()))
                .flatMapToLong(OptionalLong::stream)
                .max();
        return most.isPresent() ? String.format(Locale.ROOT, "%.1f", most.getAsLong() / 1_048_576.0) : "no collection";
    }

    /** A line for each, with its time as a ratio to one of them; and with the heap, where it is the writer's alone. */
    static String table(String what, List<Measured> all, Measured reference, boolean withHeap) {
        StringBuilder table = new StringBuilder("| " + what + " | streams | µs per row | ratio |"
                + (withHeap
                        ? " heap after a collection, at most, MB |\n|--:|--:|--:|--:|--:|\n"
                        : "\n|--:|--:|--:|--:|\n"));
        all.forEach(measured -> table.append(String.format(
                        Locale.ROOT,
                        "| %s | %d | %.2f | %.2f |",
                        measured.name,
                        measured.microsPerRow.size(),
                        measured.median(),
                        measured.median() / reference.median()))
                .append(withHeap ? " " + measured.heapAfterCollection() + " |\n" : "\n"));
        return table.toString();
    }
}

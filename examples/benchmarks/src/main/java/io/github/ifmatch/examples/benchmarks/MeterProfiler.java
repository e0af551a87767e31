package io.github.ifmatch.examples.benchmarks;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Adds processor time and bytes per operation to JMH's results. Made by JMH. */
public final class MeterProfiler implements InternalProfiler {

    static final String CPU = "cpu";
    static final String BYTES = "bytes";

    /** Made by JMH. */
    public MeterProfiler() {}

    @Override
    public String getDescription() {
        return "Processor time and bytes of the calling thread";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {}

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double operations = (double) result.getMetadata().getMeasuredOps() * iteration.getBatchSize();
        Meter.Used used = Meter.last();
        return List.of(
                new ScalarResult(CPU, used.nanos() / operations, "ns/op", AggregationPolicy.AVG),
                new ScalarResult(BYTES, used.bytes() / operations, "B/op", AggregationPolicy.AVG));
    }
}

package io.github.ifmatch.examples.campaign.work;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.examples.campaign.soak.Sample;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Says now and then what the worker holds, on standard output; ends by an interrupt. For one thread at a time. */
final class Sampler implements Runnable {

    private final long millis;
    private final HikariDataSource pool;
    private final CountedSource statements;
    private final long begun;

    Sampler(long millis, HikariDataSource pool, CountedSource statements, long begun) {
        this.millis = millis;
        this.pool = pool;
        this.statements = statements;
        this.begun = begun;
    }

    @Override
    public void run() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(millis);
                System.out.println(sample().line());
                System.out.flush();
            }
        } catch (InterruptedException e) {
            return; // the epoch is over
        }
    }

    private Sample sample() {
        System.gc();
        return new Sample(
                0,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                pool.getHikariPoolMXBean().getTotalConnections(),
                statements.count());
    }
}

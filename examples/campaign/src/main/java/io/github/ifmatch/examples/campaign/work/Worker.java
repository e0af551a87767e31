package io.github.ifmatch.examples.campaign.work;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Database;
import io.github.ifmatch.examples.campaign.history.OperationLog;
import io.github.ifmatch.examples.campaign.planted.Planted;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The program of a worker's process: reads orders from standard input, a line each, and says when each is done.
 *
 * <p>For one thread at a time.
 */
public final class Worker {

    /** What stays of the JDK and the drivers, and holds nothing of ours. */
    private static final String HARMLESS =
            "Keep-Alive.*|.*Cleaner.*|idle-timeout-task|process reaper.*|Generate Seed|.*Attach.*|.*timer.*|.*Timer.*";

    /** For ten seconds: a pool that was closed may still wait for a connection. */
    private static final int MOST_LOOKS = 100;

    private final AtomicLong numbers;
    private final Planted planted;
    private final long begun = System.nanoTime();
    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();

    private Worker(int ordinal, Planted planted) {
        this.numbers = new AtomicLong(((long) ordinal << 36) + 1);
        this.planted = planted;
    }

    /** Takes the worker's ordinal, which no other one has, and the name of a planted fault. */
    public static void main(String[] arguments) throws Exception {
        Worker worker = new Worker(Integer.parseInt(arguments[0]), Planted.valueOf(arguments[1]));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            worker.carryOut(Order.parse(line));
        }
    }

    private void carryOut(Order order) throws IOException, InterruptedException {
        int active;
        long interrupts;
        try (OperationLog log = OperationLog.create(order.log());
                HikariDataSource pool = Pool.open(order)) {
            CountedSource statements = new CountedSource();
            DataSource source = planted.around(order.sampleMillis() > 0 ? statements.around(pool) : pool);
            Database database = Database.of(source).withIsolation(order.isolation());
            Desk desk = new Desk(
                    source,
                    database,
                    planted.around(database.repository(Note.NOTES)),
                    planted.around(database.repository(Note.PARTS)),
                    log,
                    numbers);
            Thread sampler = new Thread(new Sampler(order.sampleMillis(), pool, statements, begun), "sampler");
            if (order.sampleMillis() > 0) {
                sampler.start();
            }
            try (HttpWrites http = new HttpWrites(desk)) {
                interrupts = work(order, desk, http);
            }
            sampler.interrupt();
            settle(pool);
            active = pool.getHikariPoolMXBean().getActiveConnections();
        }
        System.out.println("done " + order.epoch() + " " + active + " " + interrupts + " " + leftOver());
        System.out.flush();
    }

    /**
     * Waits until the pool is full again, so that it opens no connection while it is closed: HikariCP then forgets such a connection, open
     * as it is.
     */
    private static void settle(HikariDataSource pool) throws InterruptedException {
        for (int i = 0; i < MOST_LOOKS; i++) {
            if (pool.getHikariPoolMXBean().getTotalConnections() >= pool.getMaximumPoolSize()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** How often a thread was interrupted. */
    private static long work(Order order, Desk desk, HttpWrites http) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(order.seed());
        JdbiWrites jdbi = new JdbiWrites(desk);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(order.millis());
        List<Thread> hands = new ArrayList<>();
        for (int i = 0; i < order.threads(); i++) {
            Thread thread = new Thread(new Hand(desk, http, jdbi, random.split(), until), "hand-" + i);
            hands.add(thread);
            thread.start();
        }
        long interrupts = 0;
        while (order.interrupts() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(20 + random.nextInt(200));
            hands.get(random.nextInt(hands.size())).interrupt();
            interrupts++;
        }
        for (Thread hand : hands) {
            hand.join();
        }
        return interrupts;
    }

    /** The names of threads that were not there before the first order, nor are the JDK's. */
    private String leftOver() throws InterruptedException {
        String names = "";
        for (int i = 0; i < MOST_LOOKS; i++) {
            names = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !threadsBefore.contains(thread) && thread.isAlive())
                    .map(Thread::getName)
                    .filter(name -> !name.matches(HARMLESS))
                    .map(name -> name.replace(' ', '-'))
                    .sorted()
                    .collect(Collectors.joining(","));
            if (names.isEmpty()) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return names.isEmpty() ? "-" : names;
    }
}

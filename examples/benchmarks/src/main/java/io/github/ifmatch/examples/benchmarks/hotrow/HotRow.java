package io.github.ifmatch.examples.benchmarks.hotrow;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Database;
import io.github.ifmatch.Retry;
import io.github.ifmatch.VersionedRepository;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;

/**
 * Eight threads, one row, on an embedded PostgreSQL: each way in turns, and every change counted at the end.
 *
 * <p>Arguments: turns, seconds for each way and turn, {@code on} or {@code off} for {@code synchronous_commit}, and how many
 * microseconds each round trip takes longer. Default: {@code 5 2 on 0}. For one thread at a time.
 */
public final class HotRow {

    private static final int THREADS = 8;

    private final PrintStream out;
    private final int turns;
    private final Crowd crowd;
    private final String synchronousCommit;
    private final Distance distance;

    private HotRow(PrintStream out, int turns, int seconds, String synchronousCommit, Distance distance) {
        this.out = out;
        this.turns = turns;
        this.crowd = new Crowd(THREADS, Duration.ofSeconds(seconds));
        this.synchronousCommit = synchronousCommit;
        this.distance = distance;
    }

    /** Runs it; exits with 1 if a change was lost. */
    public static void main(String[] arguments) throws Exception {
        int turns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
        String synchronousCommit = arguments.length > 2 ? arguments[2] : "on";
        Distance distance = new Distance(arguments.length > 3 ? Long.parseLong(arguments[3]) * 1_000 : 0);
        System.exit(new HotRow(System.out, turns, seconds, synchronousCommit, distance).run() ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException, ExecutionException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("synchronous_commit", synchronousCommit)
                        .start();
                HikariDataSource pool = pool(server.getJdbcUrl("postgres", "postgres"))) {
            DataSource dataSource = distance.to(pool);
            VersionedRepository<Counter, Long> counters =
                    Database.of(dataSource).repository(Counter.TABLE);
            Map<String, Way> ways = ways(dataSource, counters);
            Map<String, Tally> tallies = new LinkedHashMap<>();
            boolean isExact = true;
            for (int turn = 0; turn <= turns; turn++) { // the first one warms up
                isExact &= takeTurn(turn, ways, counters, turn == 0 ? new LinkedHashMap<>() : tallies);
            }
            report(ways, tallies, isExact);
            return isExact;
        }
    }

    /** Each way once, on a row of its own; says whether the rows show every change. */
    private boolean takeTurn(
            int turn, Map<String, Way> ways, VersionedRepository<Counter, Long> counters, Map<String, Tally> tallies)
            throws InterruptedException, ExecutionException {
        boolean isExact = true;
        long id = 1_000L * turn;
        for (Map.Entry<String, Way> way : ways.entrySet()) {
            counters.insert(new Counter(++id, "hot", 0, 0));
            Tally tally = crowd.hit(way.getValue(), id);
            isExact &= counters.get(id).hits() == tally.calls();
            tallies.computeIfAbsent(way.getKey(), name -> new Tally()).addAll(tally);
        }
        return isExact;
    }

    private static Map<String, Way> ways(DataSource dataSource, VersionedRepository<Counter, Long> counters) {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("SELECT … FOR UPDATE", new ForUpdate(dataSource));
        ways.put("modify, default", new Modify(counters, Retry.ONE_ROW));
        ways.put("modify, not locked at last", new Modify(counters, Retry.ONE_ROW.withoutLocking()));
        int[][] others = {{3, 1, 10}, {5, 1, 10}, {8, 1, 4}, {8, 1, 10}, {20, 1, 10}, {8, 0, 0}, {8, 10, 1_000}};
        for (int[] other : others) {
            Retry retry =
                    Retry.upTo(other[0]).withPauses(Duration.ofMillis(other[1]), Duration.ofMillis(other[2]));
            String name = other[0] + " attempts, " + other[1] + " to " + other[2] + " ms";
            ways.put("modify, " + name, new Modify(counters, retry));
        }
        ways.put("modify, locked at once", new Modify(counters, Retry.ONE_ROW.withLockingFrom(1)));
        return ways;
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("postgres");
        config.setMaximumPoolSize(THREADS);
        HikariDataSource pool = new HikariDataSource(config);
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(Counter.SCHEMA);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return pool;
    }

    private void report(Map<String, Way> ways, Map<String, Tally> tallies, boolean isExact) {
        double reference = tallies.values().iterator().next().perSecond();
        out.printf(
                "%d threads, synchronous_commit = %s, %d us more per round trip, %d turns of %s each%n%n",
                THREADS, synchronousCommit, distance.nanos() / 1_000, turns, crowd.duration());
        out.println("| way | changes/s | ratio | given up | attempts p50 | p99 | max "
                + "| locked | ms p50 | p99 | max |");
        out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        tallies.forEach((name, tally) -> out.println(
                row(name, tally, reference, tally.percentOver(requireNonNull(ways.get(name)).unlocked()))));
        out.println(isExact ? "\nEvery change was counted." : "\nCHANGES WERE LOST.");
    }

    private static String row(String name, Tally tally, double reference, double locked) {
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %.2f | %,d | %d | %d | %d | %.2f %% | %.1f | %.1f | %.1f |",
                name,
                tally.perSecond(),
                tally.perSecond() / reference,
                tally.givenUp(),
                tally.attempts(50),
                tally.attempts(99),
                tally.attempts(100),
                locked,
                tally.millis(50),
                tally.millis(99),
                tally.millis(100));
    }
}

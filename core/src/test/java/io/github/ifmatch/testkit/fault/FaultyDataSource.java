package io.github.ifmatch.testkit.fault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * A data source whose calls can be made to fail or to lie, and which writes them down: each executed statement by its
 * SQL, and {@code COMMIT}, {@code ROLLBACK}, {@code ROLLBACK TO}, {@code SAVEPOINT}, {@code CLOSE}, {@code AUTOCOMMIT
 * true|false}. Thread-safe.
 *
 * <pre>{@code
 * FaultyDataSource faulty = FaultyDataSource.of(dataSource);
 * faulty.on(Rule.statement(3)).kill().on(Rule.commit().first(1)).killAfter();
 * Application application = new Application(faulty.dataSource());
 * }</pre>
 */
public final class FaultyDataSource {

    private record Injection(Rule rule, Reaction.Action action, AtomicInteger matches) {

        boolean isDue(Execution execution) {
            return rule.matches(execution) && rule.isDue(matches.incrementAndGet());
        }
    }

    private final DataSource target;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<Injection> injections = new CopyOnWriteArrayList<>();
    private volatile Fault fault = (event, real) -> real.call();
    private volatile BiFunction<String, Integer, Integer> counts = (sql, answer) -> answer;

    private FaultyDataSource(DataSource target) {
        this.target = target;
    }

    public static FaultyDataSource of(DataSource target) {
        return new FaultyDataSource(target);
    }

    /** The call itself. */
    public interface Call {
        Object call() throws Throwable;
    }

    /** What happens instead of a call; it may make the call, too. */
    public interface Fault {
        Object on(String event, Call real) throws Throwable;
    }

    /** Makes the events that match fail with this SQLSTATE, without being carried out. */
    public static Fault failing(Predicate<String> matching, String sqlState) {
        return (event, real) -> {
            if (matching.test(event)) {
                throw new SQLException("injected", sqlState);
            }
            return real.call();
        };
    }

    /** Makes the events that match fail with this SQLSTATE after they were carried out. */
    public static Fault failingAfter(Predicate<String> matching, String sqlState) {
        return (event, real) -> {
            Object result = real.call();
            if (matching.test(event)) {
                throw new SQLException("injected", sqlState);
            }
            return result;
        };
    }

    /** Adds a fault: the answer says which. */
    public Reaction on(Rule rule) {
        return new Reaction(this, action -> injections.add(new Injection(rule, action, new AtomicInteger())));
    }

    /** From now on, nothing goes wrong. */
    public void heal() {
        injections.clear();
        fault = (event, real) -> real.call();
        counts = (sql, answer) -> answer;
    }

    /**
     * What the driver says of how many rows the statements that match changed, but for the parts of a batch; {@link Reaction#miscount} lies about
     * those, too.
     */
    public void miscount(Predicate<String> matching, int count) {
        counts = (sql, answer) -> matching.test(sql) ? count : answer;
    }

    /**
     * A fault of one's own, in place of the one before. It comes before those of {@link #on}, and sees prepared statements and the ends of
     * transactions; plain statements, by which libraries ask a session for its settings, are seen by the rules alone.
     */
    public void inject(Fault newFault) {
        fault = newFault;
    }

    /** What was called since the last time, but for plain statements. */
    public List<String> drain() {
        List<String> drained = List.copyOf(log);
        log.clear();
        return drained;
    }

    /** The data source to hand to the application, or to its pool. */
    public DataSource dataSource() {
        return Proxies.of(DataSource.class, (self, method, arguments) -> {
            Object result = Proxies.invoke(target, method, arguments);
            return result instanceof Connection connection
                    ? Proxies.of(Connection.class, new FaultyConnection(this, connection))
                    : result;
        });
    }

    Object faulted(Execution execution, Call real) throws Throwable {
        List<Injection> due =
                injections.stream().filter(each -> each.isDue(execution)).toList();
        if (execution.isPlain()) {
            return next(due, execution, real);
        }
        log.add(execution.text());
        return fault.on(execution.text(), () -> next(due, execution, real));
    }

    private static Object next(List<Injection> due, Execution execution, Call real) throws Throwable {
        return due.isEmpty()
                ? real.call()
                : due.get(0).action().on(execution, () -> next(due.subList(1, due.size()), execution, real));
    }

    int counted(String sql, int answer) {
        return counts.apply(sql, answer);
    }
}

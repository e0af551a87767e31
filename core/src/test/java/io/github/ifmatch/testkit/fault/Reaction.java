package io.github.ifmatch.testkit.fault;

import io.github.ifmatch.testkit.fault.FaultyDataSource.Call;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * What goes wrong when a {@link Rule} says so. Each method adds one fault; where several are due, they happen in the order in
 * which they were added. Thread-safe.
 */
public final class Reaction {

    /** What happens in place of a call; it may make the call, too. */
    interface Action {
        Object on(Execution execution, Call real) throws Throwable;
    }

    private final FaultyDataSource source;
    private final Consumer<Action> adding;

    Reaction(FaultyDataSource source, Consumer<Action> adding) {
        this.source = source;
        this.adding = adding;
    }

    private FaultyDataSource add(Action action) {
        adding.accept(action);
        return source;
    }

    /**
     * The connection is lost before it is carried out: SQLSTATE 08006.
     *
     * <p>Its transaction is rolled back, every later call fails with 08003. Over a pool, the pool gets its own connection back; below
     * one ({@code setDataSource}), the pool sees the loss.
     */
    public FaultyDataSource kill() {
        return add((execution, real) -> {
            throw execution.connection().kill();
        });
    }

    /** It is carried out, then the connection is lost as in {@link #kill}: of a COMMIT, the acknowledgement is lost. */
    public FaultyDataSource killAfter() {
        return add((execution, real) -> {
            Object unused = real.call();
            throw execution.connection().kill();
        });
    }

    /** It fails with this SQLSTATE, and is not carried out. The connection lives on. */
    public FaultyDataSource fail(String sqlState) {
        return add((execution, real) -> {
            throw new SQLException("injected", sqlState);
        });
    }

    /** It is carried out, and fails with this SQLSTATE. The connection lives on. */
    public FaultyDataSource failAfter(String sqlState) {
        return add((execution, real) -> {
            Object unused = real.call();
            throw new SQLException("injected", sqlState);
        });
    }

    /** It is carried out so much later. */
    public FaultyDataSource delay(Duration duration) {
        return add((execution, real) -> {
            try {
                Thread.sleep(duration.toMillis());
            } catch (InterruptedException e) {
                throw interrupted();
            }
            return real.call();
        });
    }

    /** As of a driver whose thread is interrupted: a statement that was cancelled, and the thread knows. */
    private static SQLException interrupted() {
        Thread.currentThread().interrupt();
        return new SQLException("interrupted while it was held up", "57014");
    }

    /** It is carried out when the answer is released; mostly with {@link Rule#first}, for all that match wait. */
    public Hold hold() {
        Hold hold = new Hold();
        FaultyDataSource unused = add((execution, real) -> {
            try {
                hold.pass();
            } catch (InterruptedException e) {
                throw interrupted();
            }
            return real.call();
        });
        return hold;
    }

    /** It is carried out, and the driver says that so many rows were changed; of a batch, by each of its parts. */
    public FaultyDataSource miscount(int rows) {
        return add((execution, real) -> {
            Object answer = real.call();
            execution.statement().ifPresent(statement -> statement.lie(rows));
            return answer;
        });
    }

    /**
     * Queries are answered by another data source, such as a {@link Snapshot} or a replica that lags behind: the same SQL with the same
     * parameters. What is no query, and what writes or locks, is carried out.
     */
    public FaultyDataSource answerFrom(DataSource other) {
        return add((execution, real) -> execution.statement().isEmpty()
                ? real.call()
                : execution.statement().get().answerFrom(other, execution.text(), real));
    }
}

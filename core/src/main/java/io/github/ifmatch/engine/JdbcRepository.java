package io.github.ifmatch.engine;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConnectionSource;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Resolver;
import io.github.ifmatch.Retry;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.engine.write.Leases;
import io.github.ifmatch.engine.write.Scope;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The repository over plain JDBC. Thread-safe. */
public final class JdbcRepository<R, ID> extends JdbcRows<R, ID> implements VersionedRepository<R, ID> {

    private final @Nullable Isolation isolation;

    JdbcRepository(Binding<R, ID> binding, Leases leases, @Nullable Isolation isolation) {
        super(binding, new Scope.Each(leases, isolation));
        this.isolation = isolation;
    }

    @Override
    public Outcome<R> tryUpdate(R mine, Resolver<R> resolver, Retry retry) {
        requireNonNull(resolver, "resolver must not be null");
        requireNonNull(retry, "retry must not be null");
        long expected = table().version(mine);
        R given = table().copy(mine);
        resolver.check(mine);
        Outcome<R> outcome = tryUpdate(mine);
        long start = System.nanoTime();
        for (int made = 1; outcome instanceof Conflict<R> last; made++) {
            Conflict<R> conflict = retried(last, given, expected);
            Optional<R> resolved = resolver.resolve(conflict.shown());
            if (resolved.isEmpty()) {
                return resolver.unresolved(conflict);
            }
            // No pause: the row was just read, and every moment lets it change once more.
            if (!retry.allows(made, Duration.ofNanos(System.nanoTime() - start))) {
                return conflict;
            }
            outcome = tryUpdate(conflict.onCurrent(resolved.get()), conflict);
        }
        return outcome;
    }

    /** The conflict of the row that the caller gave, whatever row the resolver made of it since. */
    public static <R> Conflict<R> retried(Conflict<R> last, R row, long version) {
        return new Conflict<>(
                last.table(), last.verb(), last.table().id(row), version, row, last.current(), last.clashes());
    }

    @Override
    public R modify(ID id, UnaryOperator<R> change, Retry retry) {
        requireNonNull(change, "change must not be null");
        requireNonNull(retry, "retry must not be null");
        return new Attempts(retry, binding().journal(), table().name()).run(() -> {
            R row = get(id);
            R before = table().copy(row);
            return patch(before, change.apply(row));
        });
    }

    @Override
    public VersionedRows<R, ID> on(Connection connection) {
        requireNonNull(connection, "connection must not be null");
        return new JdbcRows<>(binding(), new Scope.Callers(connection));
    }

    @Override
    public VersionedRepository<R, ID> over(ConnectionSource source) {
        requireNonNull(source, "source must not be null");
        return new JdbcRepository<>(binding(), new Leases(source), isolation);
    }
}

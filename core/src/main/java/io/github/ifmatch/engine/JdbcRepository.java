package io.github.ifmatch.engine;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConnectionSource;
import io.github.ifmatch.Missing;
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

/** The repository over plain JDBC. Thread-safe. */
public final class JdbcRepository<R, ID> extends JdbcRows<R, ID> implements VersionedRepository<R, ID> {

    private final InTransaction transactions;

    JdbcRepository(InTransaction transactions, Binding<R, ID> binding) {
        super(binding, new Scope.Each(transactions.leases(), transactions.isolation()));
        this.transactions = transactions;
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
            if (retry.locks(made) && allows(retry, made, start)) {
                return locked(conflict, resolver);
            }
            Optional<R> resolved = resolver.resolve(conflict.shown());
            if (resolved.isEmpty()) {
                return resolver.unresolved(conflict);
            }
            // No pause: the row was just read, and every moment lets it change once more.
            if (!allows(retry, made, start)) {
                return conflict;
            }
            outcome = tryUpdate(conflict.onCurrent(resolved.get()), conflict);
        }
        return outcome;
    }

    private static boolean allows(Retry retry, int made, long start) {
        return retry.allows(made, Duration.ofNanos(System.nanoTime() - start));
    }

    /** Asks the resolver once more, while nobody else can change the row that it is shown. */
    private Outcome<R> locked(Conflict<R> last, Resolver<R> resolver) {
        R given = last.attempted();
        Outcome<R> outcome = locked().run(table().id(given), (rows, row) -> {
            Conflict<R> conflict =
                    new Conflict<>(last.table(), last.verb(), last.id(), last.expectedVersion(), given, row);
            Optional<R> resolved = resolver.resolve(conflict.shown());
            return resolved.isPresent()
                    ? rows.tryUpdate(conflict.onCurrent(resolved.get()), conflict)
                    : resolver.unresolved(conflict);
        });
        if (outcome instanceof Missing<R>) {
            binding().journal().refused(table(), last.verb(), outcome);
        }
        return outcome;
    }

    private LockedAttempt<R, ID> locked() {
        return new LockedAttempt<>(transactions, binding());
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
        Attempts attempts = new Attempts(retry, binding().journal(), table().name());
        return attempts.run(() -> attempts.isLocking()
                ? locked().run(id, (rows, row) -> modified(rows, row, change)).orElseThrow()
                : modified(this, newest(get(id), attempts.lastConflict()), change)
                        .orElseThrow());
    }

    /** A snapshot may show an older row than the one that the last attempt has met, however often it is read. */
    @SuppressWarnings("unchecked") // a conflict of this very table
    private R newest(R read, Optional<Conflict<?>> last) {
        return last.filter(conflict -> conflict.table().equals(table())
                        && table().versions().isOrdered()
                        && conflict.currentVersion() > table().version(read))
                .map(conflict -> (R) conflict.current())
                .filter(current -> table().id(current).equals(table().id(read)))
                .orElse(read);
    }

    private static <R, ID> Outcome<R> modified(JdbcRows<R, ID> rows, R row, UnaryOperator<R> change) {
        R before = rows.table().copy(row);
        return rows.tryPatch(before, change.apply(row));
    }

    @Override
    public VersionedRows<R, ID> on(Connection connection) {
        requireNonNull(connection, "connection must not be null");
        return new JdbcRows<>(binding(), new Scope.Callers(connection));
    }

    @Override
    public VersionedRepository<R, ID> over(ConnectionSource source) {
        requireNonNull(source, "source must not be null");
        return new JdbcRepository<>(transactions.over(new Leases(source)), binding());
    }
}

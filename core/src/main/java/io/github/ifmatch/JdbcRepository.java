package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;

/** The repository over plain JDBC. Thread-safe. */
final class JdbcRepository<R, ID> extends JdbcRows<R, ID> implements VersionedRepository<R, ID> {

    JdbcRepository(Binding<R, ID> binding, Scope scope) {
        super(binding, scope);
    }

    @Override
    public VersionedRows<R, ID> on(Connection connection) {
        requireNonNull(connection, "connection must not be null");
        return new JdbcRows<>(binding(), new CallerScope(connection));
    }
}

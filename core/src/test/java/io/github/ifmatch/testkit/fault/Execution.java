package io.github.ifmatch.testkit.fault;

import java.util.Optional;

/** What a connection is asked to do: to execute a statement, to commit and so on. For one thread at a time. */
final class Execution {

    private final String text;
    private final FaultyConnection connection;
    private final Optional<FaultyStatement> statement;

    Execution(String text, FaultyConnection connection, Optional<FaultyStatement> statement) {
        this.text = text;
        this.connection = connection;
        this.statement = statement;
    }

    /** The SQL; or COMMIT and the like. */
    String text() {
        return text;
    }

    /** Whether it is of a {@code Statement} that was not prepared. */
    boolean isPlain() {
        return statement.filter(FaultyStatement::isPlain).isPresent();
    }

    boolean isStatement() {
        return statement.isPresent();
    }

    FaultyConnection connection() {
        return connection;
    }

    Optional<FaultyStatement> statement() {
        return statement;
    }
}

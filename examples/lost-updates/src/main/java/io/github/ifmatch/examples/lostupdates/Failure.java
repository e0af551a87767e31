package io.github.ifmatch.examples.lostupdates;

import java.sql.SQLException;

/** What ends the program with one line and exit code 1. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Failure(String message) {
        super(message);
    }

    Failure(SQLException cause) {
        super("the database refused: " + cause.getMessage(), cause);
    }
}

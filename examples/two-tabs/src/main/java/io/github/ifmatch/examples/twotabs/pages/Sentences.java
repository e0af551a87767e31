package io.github.ifmatch.examples.twotabs.pages;

import io.github.ifmatch.http.Problem;
import java.util.Optional;

/** What people are told of a request that was not carried out. */
public final class Sentences {

    private Sentences() {}

    /** By the status alone. */
    public static String of(int status) {
        return switch (status) {
            case 400 -> "This request cannot be read. Nothing was saved.";
            case 403 -> "This is not allowed. Nothing was saved.";
            case 404 -> "There is nothing at this address. Perhaps it was deleted.";
            case 405 -> "This address cannot do that. Nothing was saved.";
            case 408 -> "The request did not arrive as a whole. Nothing was saved.";
            case 413 -> "This is more than is read here: a million bytes. Nothing was saved.";
            case 414, 431 -> "The address, or what the browser sent with it, is too long. Nothing was saved.";
            case 503 -> "Others are saving at this moment. Nothing was saved; please try again.";
            default ->
                status < 500
                        ? "This request was not carried out. Nothing was saved."
                        : "Something went wrong on our side. Your changes may be saved or not: please look before you "
                                + "save again.";
        };
    }

    /** How many seconds to wait before one tries again, where that is known. */
    public static Optional<String> retryAfter(Problem problem) {
        return Optional.ofNullable(problem.headers().get("Retry-After"));
    }

    /** By what the database did. */
    public static String of(Problem problem) {
        return switch (problem.kind()) {
            case SUPPRESSED -> "The database did not allow this change. Nothing was saved.";
            case UNKNOWN_OUTCOME ->
                "The connection to the database was lost, and your changes may be saved or not. "
                        + "Please save again: they will not be saved twice.";
            default -> of(problem.status());
        };
    }
}

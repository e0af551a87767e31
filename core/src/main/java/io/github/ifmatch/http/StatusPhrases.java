package io.github.ifmatch.http;

import java.util.Map;

/** What HTTP calls its status codes: the titles of problems without a type (RFC 9457 §4.2.1). */
final class StatusPhrases {

    private static final Map<Integer, String> PHRASES = Map.of(
            400, "Bad Request",
            403, "Forbidden",
            404, "Not Found",
            409, "Conflict",
            410, "Gone",
            412, "Precondition Failed",
            422, "Unprocessable Content",
            428, "Precondition Required",
            500, "Internal Server Error",
            503, "Service Unavailable");

    private StatusPhrases() {}

    static String of(int status) {
        String phrase = PHRASES.get(status);
        if (phrase == null) {
            throw new IllegalArgumentException("status must have a phrase: " + status);
        }
        return phrase;
    }
}

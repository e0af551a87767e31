package io.github.ifmatch.http;

/** A header field that is not as RFC 9110 spells it. Its message names the field, and never repeats the value. */
final class MalformedFieldException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedFieldException(String field, String problem) {
        super(field + ": " + problem, null, false, false);
    }

    /** The message, which is always there. */
    String detail() {
        return String.valueOf(getMessage());
    }
}

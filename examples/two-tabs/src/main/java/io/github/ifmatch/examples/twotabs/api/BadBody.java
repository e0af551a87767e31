package io.github.ifmatch.examples.twotabs.api;

import java.util.Map;

/** A request whose content cannot be used: 400, 415 or 422. */
final class BadBody extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> errors;

    BadBody(int status, String detail) {
        this(status, detail, Map.of());
    }

    /** @param errors what is wrong, by JSON Pointer */
    BadBody(int status, String detail, Map<String, String> errors) {
        super(detail, null, false, false);
        this.status = status;
        this.errors = errors;
    }

    int status() {
        return status;
    }

    Map<String, String> errors() {
        return errors;
    }
}

package io.github.ifmatch.examples.twotabs.wire;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of failures: no 5xx is answered without a line here, whoever answers it. */
public final class Log {

    private static final Logger LOG = LoggerFactory.getLogger(Log.class);
    private static final int SERVER_ERROR = 500;

    private Log() {}

    /** Logs a failure with its cause, if it is the server's. */
    public static void failure(Context context, int status, Throwable cause) {
        failure(context.req().getMethod(), context.path(), status, cause);
    }

    /** Logs a failure with its cause, if it is the server's. */
    public static void failure(String method, String path, int status, @Nullable Throwable cause) {
        if (status >= SERVER_ERROR) {
            LOG.error("{} {}: {}", method, path, status, cause);
        }
    }
}

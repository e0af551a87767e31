package io.github.ifmatch.examples.twotabs.wire;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.Endpoint;
import io.javalin.router.InternalRouter;
import java.io.IOException;
import java.util.List;

/** What HTTP demands of every address alike, whatever its pages are. */
public final class Routes {

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private Routes() {}

    /**
     * Answers HEAD wherever GET is answered, as GET would, but for the content (RFC 9110 §9.3.2); to be called once all routes
     * are there.
     *
     * <p>Javalin alone answers 200 without asking the page, even where GET would be 404.
     */
    public static void answerHead(JavalinConfig config) {
        InternalRouter router = config.unsafe.internalRouter;
        List<Endpoint> reads = router.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> endpoint.method.equals(HandlerType.GET))
                .toList();
        reads.forEach(read -> router.addHttpEndpoint(new Endpoint(HandlerType.HEAD, read.path, read.handler)));
    }

    /** The methods of this address, for {@code Allow}, which 405 must have, and OPTIONS should (§10.2.1). */
    public static String allowed(MethodNotAllowedResponse refused) {
        return String.join(", ", refused.getDetails().values()) + ", OPTIONS";
    }

    /**
     * Leaves out what 204 and 304 must not say: a content type of no content, and a length that a 200 would not have had
     * (§8.6, §15.4.5).
     */
    public static void withoutContent(Context context) throws IOException {
        int status = context.statusCode();
        if (status == NO_CONTENT || status == NOT_MODIFIED) {
            context.res().setContentType(null);
            if (status == NOT_MODIFIED && !context.res().containsHeader("ETag")) {
                context.header("ETag", String.valueOf(context.header("If-None-Match"))); // of a static file: it was equal
            }
            context.res().flushBuffer(); // else Jetty adds Content-Length: 0
        }
    }
}

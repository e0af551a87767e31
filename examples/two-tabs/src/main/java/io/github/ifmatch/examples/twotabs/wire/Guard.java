package io.github.ifmatch.examples.twotabs.wire;

import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/**
 * What protects every request: header fields against scripts and frames, no names but our own, and no writes on behalf of other
 * sites.
 *
 * <p>The cookie is SameSite=Lax, and a browser says where a request comes from. So no token is needed in the forms. Thread-safe.
 */
public record Guard(Origins origins) {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'";

    /** Whether a request is for the API, which answers with problem details where pages answer with pages. */
    public static boolean isApi(String path) {
        return path.equals("/api") || path.startsWith("/api/");
    }

    /**
     * What every answer has, a failure of the server included.
     *
     * @param answer sets a header field by its name
     */
    public static void protect(BiConsumer<String, String> answer) {
        answer.accept("Content-Security-Policy", POLICY);
        answer.accept("X-Content-Type-Options", "nosniff");
        answer.accept("Referrer-Policy", "same-origin");
        answer.accept("Cross-Origin-Opener-Policy", "same-origin");
        answer.accept("Cross-Origin-Resource-Policy", "same-origin");
    }

    /**
     * The request without the field by which Javalin would take it for one of another method.
     *
     * <p>A GET stays a GET: whatever is decided by the method, here, in a proxy or in a browser, is then decided by the same.
     */
    public static Request withoutMethodOverride(Request request) {
        if (!request.getHeaders().contains(METHOD_OVERRIDE)) {
            return request;
        }
        HttpFields fields = HttpFields.build(request.getHeaders()).remove(METHOD_OVERRIDE).asImmutable();
        return new Request.Wrapper(request) {
            @Override
            public HttpFields getHeaders() {
                return fields;
            }
        };
    }

    /**
     * Sets what every answer has, and lets the request pass or not.
     *
     * @throws Refusal 421, 403, 415, 400 or 501
     */
    public void check(Context context) {
        protect(context::header);
        // Going back must show the form as it was, with the version it had: so it may be kept, and must be asked about.
        context.header("Cache-Control", "private, no-cache");
        if (isApi(context.path())) {
            context.minSizeForCompression(Integer.MAX_VALUE); // a strong tag stands for these very bytes (RFC 9110 §8.8.1)
        } else {
            context.header("Vary", "Accept-Encoding");
        }
        Set<String> own = origins.reachedBy(String.valueOf(context.header("Host")), context.req().getLocalPort());
        if (own.isEmpty()) {
            throw new Refusal(421, "This server does not answer to the name that it was called by. Nothing was saved.");
        }
        if (!context.method().isHttpMethod()) {
            throw new Refusal(501, "There is no such method."); // BEFORE, say, which Javalin takes for its own
        }
        Content.requireReadableQuery(context);
        if (!SAFE.contains(context.req().getMethod())) {
            checkWrite(context, own);
        }
    }

    private static void checkWrite(Context context, Set<String> own) {
        if (!isOneOf(Content.lines(context, "Sec-Fetch-Site"), OWN_SITE)
                || !isOneOf(Content.lines(context, "Origin"), own)) {
            throw new Refusal(403, "This request came from another site. Nothing was saved.");
        }
        Content.requireNoCoding(context);
        if (!isApi(context.path()) && context.req().getMethod().equals("POST")) { // pages take no other: 405
            Content.requireForm(context);
        }
    }

    /** Whether a field is absent, or there once with one of these values; twice, it says nothing that could be trusted. */
    private static boolean isOneOf(List<String> lines, Set<String> values) {
        return lines.size() <= 1 && values.containsAll(lines);
    }
}

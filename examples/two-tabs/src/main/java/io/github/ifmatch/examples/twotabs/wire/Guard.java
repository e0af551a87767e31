package io.github.ifmatch.examples.twotabs;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.net.URI;
import java.util.Set;

/**
 * What protects every request: header fields against scripts and frames, and no writes on behalf of other sites.
 *
 * <p>The cookie is SameSite=Lax, and a browser says where a request comes from. So no token is needed in the forms.
 */
final class Guard {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'";

    private Guard() {}

    static void check(Context context) {
        context.header("Content-Security-Policy", POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "same-origin");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        // Going back must show the form as it was, with the version it had: so it may be kept, and must be asked about.
        context.header("Cache-Control", "private, no-cache");
        if (!SAFE.contains(context.req().getMethod()) && isFromElsewhere(context)) {
            throw new ForbiddenResponse();
        }
    }

    private static boolean isFromElsewhere(Context context) {
        String site = context.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        String origin = context.header("Origin");
        return origin != null && !isOwn(origin, String.valueOf(context.header("Host")));
    }

    private static boolean isOwn(String origin, String host) {
        try {
            return host.equalsIgnoreCase(String.valueOf(URI.create(origin).getAuthority()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

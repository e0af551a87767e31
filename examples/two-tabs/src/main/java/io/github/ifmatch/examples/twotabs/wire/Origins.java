package io.github.ifmatch.examples.twotabs.wire;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The origins that this server answers to (RFC 6454 §6.2): this machine by its own names, and those that a proxy serves it as.
 *
 * <p>Whoever owns a domain can let its name lead here, and then the browser takes this server for theirs; but it still says that
 * name in {@code Host}. Immutable.
 *
 * @param served by a proxy, such as {@code https://rules.example}
 */
public record Origins(Set<String> served) {

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    /**
     * The names of this machine, and these origins.
     *
     * @throws IllegalArgumentException unless each is a scheme, a host and perhaps a port, and nothing else
     */
    public static Origins of(List<String> served) {
        return new Origins(served.stream().map(Origins::checked).collect(Collectors.toUnmodifiableSet()));
    }

    private static String checked(String origin) {
        URI uri = URI.create(origin.toLowerCase(Locale.ROOT));
        boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!isWeb || uri.getHost() == null || uri.getUserInfo() != null || !uri.toString().equals(uri.getScheme() + "://" + uri.getAuthority())) {
            throw new IllegalArgumentException("an origin is like https://rules.example or http://rules.example:8080: "
                    + origin);
        }
        return origin(uri.getScheme(), uri.getAuthority());
    }

    /**
     * The origins that a request with this {@code Host} can have come to; empty if it is none of ours.
     *
     * @param port that it came in by
     */
    Set<String> reachedBy(String host, int port) {
        Set<String> all = new LinkedHashSet<>(served);
        LOOPBACK.forEach(name -> all.add(origin("http", name + ":" + port)));
        all.retainAll(Set.of(origin("http", host), origin("https", host)));
        return all;
    }

    /** As browsers write it: without the port that the scheme implies. */
    private static String origin(String scheme, String authority) {
        String implied = scheme.equals("https") ? ":443" : ":80";
        String host = authority.toLowerCase(Locale.ROOT);
        return scheme + "://" + (host.endsWith(implied) ? host.substring(0, host.length() - implied.length()) : host);
    }
}

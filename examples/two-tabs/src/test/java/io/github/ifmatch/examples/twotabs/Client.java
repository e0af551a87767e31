package io.github.ifmatch.examples.twotabs;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody's HTTP client, which follows no redirects and runs no scripts. */
record Client(String url, String who, HttpClient http) {

    private static final Pattern INPUT = Pattern.compile("<input (?:[^>\"]|\"[^\"]*\")*>");
    private static final Pattern AREA = Pattern.compile("<textarea [^>]*name=\"([^\"]*)\"[^>]*>\\n?([^<]*)</textarea>");
    private static final Pattern SELECT = Pattern.compile(
            "<select [^>]*name=\"([^\"]*)\"[^>]*>.*?<option value=\"([^\"]*)\" selected", Pattern.DOTALL);

    static Client of(String url, String who) {
        return new Client(url, who, HttpClient.newHttpClient());
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, "", Map.of());
    }

    @CanIgnoreReturnValue
    HttpResponse<String> post(String path, Map<String, String> fields) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.add(encoded(name.replaceFirst("#\\d+$", "")) + "=" + encoded(value)));
        return send("POST", path, String.join("&", pairs), Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    @CanIgnoreReturnValue
    HttpResponse<String> send(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path.substring(1)))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Cookie", "who=" + encoded(who));
        headers.forEach(request::header);
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The fields of the page's last form, as a browser would send them; the n-th of the same name as name#n. */
    static Map<String, String> fields(HttpResponse<String> response) {
        String html = response.body();
        html = html.substring(html.lastIndexOf("<form "));
        Map<String, String> fields = new LinkedHashMap<>();
        for (Matcher input = INPUT.matcher(html); input.find(); ) {
            String tag = input.group();
            boolean isButton = tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"");
            if (!isButton || tag.contains(" checked")) {
                String name = attribute(tag, "name");
                fields.put(fields.containsKey(name) ? name + "#" + fields.size() : name, attribute(tag, "value"));
            }
        }
        AREA.matcher(html).results().forEach(area -> fields.put(area.group(1), plain(area.group(2))));
        SELECT.matcher(html).results().forEach(select -> fields.put(select.group(1), select.group(2)));
        return fields;
    }

    private static String attribute(String tag, String name) {
        Matcher matcher = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(tag);
        return matcher.find() ? plain(matcher.group(1)) : "on";
    }

    private static String plain(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package io.github.ifmatch.examples.twotabs.wire;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.javalin.http.Context;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The content of a request: of a type that is read here, in UTF-8, and not encoded any further. */
public final class Content {

    public static final String FORM = "application/x-www-form-urlencoded";

    private Content() {}

    /** Every line of a header field; Javalin's own map keeps one. */
    public static List<String> lines(Context context, String field) {
        return Collections.list(context.req().getHeaders(field));
    }

    /** The media type, in lower case and without parameters; empty if there is none, or more than one. */
    public static String type(Context context) {
        List<String> lines = lines(context, "Content-Type");
        return lines.size() == 1
                ? lines.get(0).replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT)
                : "";
    }

    /** @throws Refusal 415 if the content is compressed, or encoded in another way: nothing here decodes it (§8.4) */
    static void requireNoCoding(Context context) {
        for (String line : lines(context, "Content-Encoding")) {
            if (!line.strip().equalsIgnoreCase("identity")) {
                context.header("Accept-Encoding", "identity"); // RFC 9110 §12.5.3
                throw new Refusal(415, "Content is read here as it is, without a Content-Encoding. Nothing was saved.");
            }
        }
    }

    /** @throws Refusal 415 unless the content is a form as browsers send it, in UTF-8 */
    static void requireForm(Context context) {
        String parameters = String.join("", lines(context, "Content-Type")).replaceFirst("[^;]*;?", "");
        String charset = parameters.replace("\"", "").strip().toLowerCase(Locale.ROOT);
        if (!type(context).equals(FORM) || !(charset.isEmpty() || charset.equals("charset=utf-8"))) {
            context.header("Accept", FORM); // RFC 9110 §15.5.16
            throw new Refusal(415, "Forms are read here as " + FORM + ", in UTF-8. Nothing was saved.");
        }
    }

    /**
     * The content as text.
     *
     * @throws Refusal 400 if it is no UTF-8
     */
    public static String text(Context context) {
        try {
            return Utf8.decode(context.bodyAsBytes());
        } catch (CharacterCodingException e) {
            throw notUtf8("content");
        }
    }

    /**
     * The fields of a form, in order.
     *
     * @throws Refusal 400 if it is no UTF-8, be it as it is or once unescaped
     */
    public static Map<String, List<String>> form(Context context) {
        return fields(text(context), "content");
    }

    /** @throws Refusal 400 if it is no UTF-8 once unescaped */
    static void requireReadableQuery(Context context) {
        String query = context.queryString();
        fields(query == null ? "" : query, "address");
    }

    @CanIgnoreReturnValue
    private static Map<String, List<String>> fields(String escaped, String where) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        try {
            for (String pair : escaped.split("&", -1)) {
                String[] sides = pair.split("=", 2);
                if (!pair.isEmpty()) {
                    fields.computeIfAbsent(Utf8.unescape(sides[0]), name -> new ArrayList<>())
                            .add(sides.length < 2 ? "" : Utf8.unescape(sides[1]));
                }
            }
        } catch (CharacterCodingException e) {
            throw notUtf8(where);
        }
        return fields;
    }

    private static Refusal notUtf8(String where) {
        return new Refusal(
                400, "The " + where + " is not " + StandardCharsets.UTF_8 + ", or a % is without its two digits. Nothing was saved.");
    }
}

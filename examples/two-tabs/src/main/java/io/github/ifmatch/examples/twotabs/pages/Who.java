package io.github.ifmatch.examples.twotabs.pages;

import io.github.ifmatch.examples.twotabs.wire.Utf8;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.net.URLEncoder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Who is at work, by a cookie: a name that people choose themselves, and no login. */
public final class Who {

    /** Who has not said a name. */
    public static final String NOBODY = "Guest";
    private static final int LENGTH = 40;

    private static final String COOKIE = "who";

    private Who() {}

    /** The name, or {@code Guest}. */
    public static String of(Context context) {
        return of(context, NOBODY);
    }

    /** The name, or this one where none was chosen. */
    public static String of(Context context, String otherwise) {
        String value = context.cookie(COOKIE);
        if (value == null) {
            return otherwise;
        }
        try {
            return checked(Utf8.unescape(value));
        } catch (CharacterCodingException e) {
            return otherwise; // not written by us
        }
    }

    public static void set(Context context, String name) {
        Cookie cookie = new Cookie(COOKIE, URLEncoder.encode(checked(name), StandardCharsets.UTF_8));
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.LAX);
        context.cookie(cookie);
    }

    private static String checked(String typed) {
        String text = typed.replaceAll("\\p{Cntrl}", "").strip();
        String name = Utf8.cut(text, LENGTH).strip();
        return name.isEmpty() ? NOBODY : name;
    }
}

package io.github.ifmatch.examples.twotabs.pages;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.regex.Pattern;

/** The id in the path. */
public final class RuleId {

    private static final Pattern ID = Pattern.compile("[1-9]\\d{0,17}");

    private RuleId() {}

    /**
     * The id of a rule.
     *
     * @throws NotFoundResponse if it could not be the id of a rule
     */
    public static long of(Context context) {
        String text = context.pathParam("id");
        if (!ID.matcher(text).matches()) {
            throw new NotFoundResponse();
        }
        return Long.parseLong(text);
    }
}

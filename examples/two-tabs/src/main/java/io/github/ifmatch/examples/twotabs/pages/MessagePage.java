package io.github.ifmatch.examples.twotabs.pages;

import io.javalin.http.Context;

/** A page with a sentence. Immutable. */
public record MessagePage(Frame frame, String text) {

    /** The page for a failure that has no page of its own. */
    public static MessagePage of(Context context, int status) {
        return switch (status) {
            case 400, 428 ->
                of(
                        context,
                        "This could not be read",
                        "The page that it was sent from is too old, or the address is mistyped. Nothing was saved.");
            case 403 -> of(context, "This is not allowed", "The request came from another site. Nothing was saved.");
            case 404 -> of(context, "There is nothing here", "Perhaps it was deleted, or the address is mistyped.");
            case 405 -> of(context, "This cannot be done here", "Nothing was saved.");
            case 413 -> of(context, "This is too long", "Nothing was saved. Please shorten what you typed.");
            default -> status < 500
                    ? of(context, "This could not be done", "Nothing was saved.")
                    : of(
                            context,
                            "Something went wrong",
                            "It is our fault, not yours. Whatever you last saved may be saved or not: please look before you"
                                    + " save it again.");
        };
    }

    private static MessagePage of(Context context, String title, String text) {
        return new MessagePage(Frame.of(context, title), text);
    }
}

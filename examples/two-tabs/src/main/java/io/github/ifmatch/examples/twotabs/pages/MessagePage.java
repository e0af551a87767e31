package io.github.ifmatch.examples.twotabs.pages;

/** A page with a sentence. Immutable. */
public record MessagePage(Frame frame, String text) {

    /** What happened, for people: the heading above the sentence. */
    public static String title(int status) {
        return switch (status) {
            case 400, 428 -> "This could not be read";
            case 403 -> "This is not allowed";
            case 404 -> "There is nothing here";
            case 405 -> "This cannot be done here";
            case 413, 414, 431 -> "This is too much at once";
            case 503 -> "Too busy at this moment";
            default -> status < 500 ? "This could not be done" : "Something went wrong";
        };
    }
}

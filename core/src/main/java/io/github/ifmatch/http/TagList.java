package io.github.ifmatch.http;

import java.util.ArrayList;
import java.util.List;

/**
 * The value of If-Match or If-None-Match: {@code "*" / #entity-tag} (RFC 9110 §13.1.1, §13.1.2, §5.6.1). Immutable.
 *
 * @param isAny whether it is {@code *}
 * @param tags the tags, in the order received
 */
record TagList(boolean isAny, List<ETag> tags) {

    /** More characters, over all lines of a field, are refused. */
    static final int LONGEST = 8_192;

    /** More elements, the empty ones included, are refused. */
    static final int MOST_ELEMENTS = 256;

    TagList {
        tags = List.copyOf(tags);
    }

    /** Reads the lines of a field, of which there is at least one: one list, as if they were joined by commas (§5.3). */
    static TagList parse(String field, List<String> lines) throws MalformedFieldException {
        String text = String.join(",", lines);
        if (text.length() > LONGEST) {
            throw new MalformedFieldException(field, "longer than " + LONGEST + " characters");
        }
        return trim(text).equals("*") ? new TagList(true, List.of()) : new TagList(false, tags(field, text));
    }

    private static List<ETag> tags(String field, String text) throws MalformedFieldException {
        List<ETag> tags = new ArrayList<>();
        int elements = 1;
        int i = skipSpace(text, 0);
        while (i < text.length()) {
            if (text.charAt(i) != ',') {
                int end = ETag.endOf(text, i);
                if (end < 0) {
                    throw new MalformedFieldException(field, "no entity tag at character " + (i + 1));
                }
                tags.add(ETag.at(text, i, end));
                i = skipSpace(text, end);
            }
            if (i < text.length()) {
                if (text.charAt(i) != ',') {
                    throw new MalformedFieldException(field, "no comma at character " + (i + 1));
                }
                if (++elements > MOST_ELEMENTS) {
                    throw new MalformedFieldException(field, "more than " + MOST_ELEMENTS + " elements");
                }
                i = skipSpace(text, i + 1);
            }
        }
        return tags;
    }

    /** Optional whitespace (§5.6.3): spaces and tabs, nothing else. */
    static String trim(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(Math.min(end, skipSpace(text, 0)), end);
    }

    private static int skipSpace(String text, int start) {
        int i = start;
        while (i < text.length() && isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}

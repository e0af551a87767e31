package io.github.ifmatch.http;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An entity tag, as RFC 9110 §8.8.3 defines it: {@code "xyzzy"}, or, weak, {@code W/"xyzzy"}.
 *
 * <p>Two tags are compared by {@link #matchesStrongly} or {@link #matchesWeakly} (§8.8.3.2); {@code equals} says whether
 * they are spelt alike. Immutable.
 *
 * @param value what stands between the quotes; may be empty
 * @param isWeak whether {@code W/} stands before it
 */
public record ETag(String value, boolean isWeak) {

    private static final String WEAK = "W/";

    /**
     * Makes a tag.
     *
     * @throws IllegalArgumentException if the value holds a character that a tag cannot (§8.8.3: spaces, quotes and control
     *     characters)
     */
    public ETag {
        requireNonNull(value, "value must not be null");
        for (int i = 0; i < value.length(); i++) {
            if (!isTagCharacter(value.charAt(i))) {
                throw new IllegalArgumentException(
                        "value must hold only what RFC 9110 §8.8.3 lets into a tag: character " + i);
            }
        }
    }

    /** The strong tag of this value. */
    public static ETag strong(String value) {
        return new ETag(value, false);
    }

    /** The weak tag of this value. */
    public static ETag weak(String value) {
        return new ETag(value, true);
    }

    /** The strong tag of a version: {@code "5"}. */
    public static ETag ofVersion(long version) {
        return strong(Long.toString(version));
    }

    /** Reads one tag, exactly as §8.8.3 spells it; empty if it is none. */
    public static Optional<ETag> parse(String text) {
        requireNonNull(text, "text must not be null");
        int end = endOf(text, 0);
        return end == text.length() ? Optional.of(at(text, 0, end)) : Optional.empty();
    }

    /** Where the tag that starts here ends, or −1 if none starts here. */
    static int endOf(String text, int start) {
        int quote = text.startsWith(WEAK, start) ? start + WEAK.length() : start;
        if (quote >= text.length() || text.charAt(quote) != '"') {
            return -1;
        }
        int i = quote + 1;
        while (i < text.length() && isTagCharacter(text.charAt(i))) {
            i++;
        }
        return i < text.length() && text.charAt(i) == '"' ? i + 1 : -1;
    }

    /** The tag from here to there, as {@link #endOf} found it. */
    static ETag at(String text, int start, int end) {
        boolean isWeak = text.charAt(start) == 'W';
        return new ETag(text.substring(start + (isWeak ? WEAK.length() : 0) + 1, end - 1), isWeak);
    }

    /** etagc: visible ASCII but the double quote, and obs-text, which is what servers make of octets above 127. */
    private static boolean isTagCharacter(char c) {
        return c == 0x21 || (c >= 0x23 && c <= 0x7E) || (c >= 0x80 && c <= 0xFF);
    }

    /** The same tag, marked as weak. */
    public ETag asWeak() {
        return weak(value);
    }

    /** Strong comparison: alike, and neither is weak. What If-Match and If-Range use. */
    public boolean matchesStrongly(ETag other) {
        return !isWeak && !other.isWeak && value.equals(other.value);
    }

    /** Weak comparison: alike, be they weak or not. What If-None-Match uses. */
    public boolean matchesWeakly(ETag other) {
        return value.equals(other.value);
    }

    /** The tag as the field ETag spells it. */
    @Override
    public String toString() {
        return (isWeak ? WEAK : "") + '"' + value + '"';
    }
}

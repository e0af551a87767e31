package io.github.ifmatch.examples.twotabs.wire;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Text out of bytes, to the letter: what is no UTF-8 is an error, where Java would put question marks. */
public final class Utf8 {

    /** A character as people see it, accents and joined emoji included (Unicode Standard Annex 29). */
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    private Utf8() {}

    /** The text of these bytes. */
    public static String decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** The text of a part of a form, of a query or of a cookie: {@code +} is a space, {@code %41} an A. */
    public static String unescape(String escaped) throws CharacterCodingException {
        // One char for one byte, so that the bytes of a character may be escaped or not.
        String bytes = new String(escaped.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        try {
            return decode(URLDecoder.decode(bytes, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw new CharacterCodingException(); // a % without two digits
        }
    }

    /** The text's beginning, of at most this many UTF-16 units, as columns count them; no character is cut in two. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        StringBuilder beginning = new StringBuilder();
        CHARACTER
                .matcher(text)
                .results()
                .takeWhile(character -> character.end() <= most)
                .forEach(character -> beginning.append(character.group()));
        return beginning.toString();
    }
}

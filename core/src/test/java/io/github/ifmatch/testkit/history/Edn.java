package io.github.ifmatch.testkit.history;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads as much of EDN as histories are written in: maps, vectors, lists, sets, keywords, numbers, texts; tags are passed over. For one
 * thread at a time.
 */
final class Edn {

    /** Instead of a value: there is none any more. */
    static final Object END = new Object();

    private static final int EOF = -1;

    private final PushbackReader reader;
    private int line = 1;

    /** A name with a colon before it. */
    record Keyword(String name) {
        @Override
        public String toString() {
            return ":" + name;
        }
    }

    private record Closing(int character) {}

    Edn(Reader reader) {
        this.reader = new PushbackReader(reader);
    }

    /** The next value: a map, a list, a keyword, a {@code Long}, {@code Double}, {@code Boolean} or {@code String}, or null for nil. */
    @Nullable
    Object next() {
        Object value = value();
        if (value instanceof Closing closing) {
            throw wrong("nothing is open that " + (char) closing.character + " closes");
        }
        return value;
    }

    private @Nullable Object value() {
        int first = firstOfNext();
        return switch (first) {
            case EOF -> END;
            case '{' -> map();
            case '[' -> list(']');
            case '(' -> list(')');
            case '"' -> text();
            case '}', ']', ')' -> new Closing(first);
            case '#' -> tagged();
            case ':' -> new Keyword(word(read()));
            default -> atom(word(first));
        };
    }

    /** A set is read as a list; {@code #_} leaves a value out; any other tag stands before a value. */
    private @Nullable Object tagged() {
        int next = read();
        if (next == '{') {
            return list('}');
        }
        if (next == '_') {
            next();
        } else {
            word(next);
        }
        return value();
    }

    private Map<Object, @Nullable Object> map() {
        List<@Nullable Object> all = list('}');
        if (all.size() % 2 != 0) {
            throw wrong("a map has a key without a value");
        }
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i += 2) {
            map.put(all.get(i), all.get(i + 1));
        }
        return map;
    }

    private List<@Nullable Object> list(int end) {
        List<@Nullable Object> list = new ArrayList<>();
        while (true) {
            Object value = value();
            if (value instanceof Closing closing) {
                if (closing.character != end) {
                    throw wrong("expected " + (char) end + ", found " + (char) closing.character);
                }
                return list;
            }
            if (value == END) {
                throw wrong("expected " + (char) end + ", found the end");
            }
            list.add(value);
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int c = read(); c != '"'; c = read()) {
            if (c == EOF) {
                throw wrong("a text does not end");
            }
            text.append((char) (c == '\\' ? escaped(read()) : c));
        }
        return text.toString();
    }

    private static int escaped(int c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            default -> c;
        };
    }

    private String word(int first) {
        StringBuilder word = new StringBuilder();
        int c = first;
        while (c != EOF && !isSpace(c) && "{}[]()\";".indexOf(c) < 0) {
            word.append((char) c);
            c = read();
        }
        unread(c);
        if (word.isEmpty()) {
            throw wrong("a name is missing");
        }
        return word.toString();
    }

    /** A word that is none of these is a symbol, and read as a text. */
    private static @Nullable Object atom(String word) {
        if (word.equals("nil")) {
            return null;
        }
        if (word.equals("true") || word.equals("false")) {
            return Boolean.valueOf(word);
        }
        if (word.matches("[+-]?\\d{1,18}N?")) {
            return Long.valueOf(word.replaceAll("[+N]", ""));
        }
        return word.matches("[+-]?\\d+\\.\\d*([eE][+-]?\\d+)?") ? (Object) Double.valueOf(word) : word;
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || c == ',';
    }

    private int firstOfNext() {
        int c = read();
        while (isSpace(c) || c == ';') {
            if (c == ';') {
                while (c != '\n' && c != EOF) {
                    c = read();
                }
            } else {
                c = read();
            }
        }
        return c;
    }

    private int read() {
        try {
            int c = reader.read();
            line += c == '\n' ? 1 : 0;
            return c;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void unread(int c) {
        if (c == EOF) {
            return;
        }
        try {
            reader.unread(c);
            line -= c == '\n' ? 1 : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("line " + line + ": " + what);
    }

    /** As it is read again. */
    static String text(@Nullable Object value) {
        if (value == null) {
            return "nil";
        }
        if (value instanceof Integer || value instanceof Long || value instanceof Boolean || value instanceof Keyword) {
            return value.toString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Edn::text).collect(joining(" ", "[", "]"));
        }
        String text = value.toString();
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"';
    }
}

package io.github.ifmatch.audit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares names of tables and columns: without quotes, and whatever their case. */
final class Named {

    private Named() {}

    /** The name without quotes, in lower case; empty for none. */
    static String plain(@Nullable String name) {
        if (name == null) {
            return "";
        }
        String bare = name;
        if (name.length() > 1) {
            char first = name.charAt(0);
            char last = name.charAt(name.length() - 1);
            if ((first == '"' || first == '`') && last == first) {
                String quote = String.valueOf(first);
                bare = name.substring(1, name.length() - 1).replace(quote + quote, quote);
            } else if (first == '[' && last == ']') {
                bare = name.substring(1, name.length() - 1);
            }
        }
        return bare.toLowerCase(Locale.ROOT);
    }
}

package io.github.ifmatch.jdbi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A table's name as a statement writes it, {@code sales.accounts}. Immutable. */
record SqlName(List<SqlToken> parts) {

    private static final Pattern PART = Pattern.compile("\"(?:[^\"]|\"\")+\"|[^\".]+");

    /** Whether it is the declared name; where one of them has no schema, the rest decides. */
    boolean isOf(String declared) {
        List<String> others = new ArrayList<>();
        Matcher part = PART.matcher(declared);
        while (part.find()) {
            others.add(part.group());
        }
        int common = Math.min(parts.size(), others.size());
        for (int i = 1; i <= common; i++) {
            if (!parts.get(parts.size() - i).names(others.get(others.size() - i))) {
                return false;
            }
        }
        return true;
    }

    /** The table's own name, without its schema. */
    SqlToken last() {
        return parts.get(parts.size() - 1);
    }

    /**
     * Whether a written name is the declared one. A name without quotes is of either case; one in quotes is exact, and
     * stands for a name without them in the two forms that databases fold those to.
     */
    static boolean same(boolean isQuoted, String name, String declared) {
        String bare = bare(declared);
        boolean isExact = declared.startsWith("\"");
        if (isQuoted == isExact) {
            return isQuoted ? name.equals(bare) : name.equalsIgnoreCase(bare);
        }
        return isQuoted ? name.equals(bare) || isFolded(bare, name) : isFolded(name, bare);
    }

    private static boolean isFolded(String plain, String stored) {
        return stored.equals(plain.toLowerCase(Locale.ROOT)) || stored.equals(plain.toUpperCase(Locale.ROOT));
    }

    /** A declared name without its quotes. */
    static String bare(String declared) {
        return declared.startsWith("\"")
                ? declared.substring(1, declared.length() - 1).replace("\"\"", "\"")
                : declared;
    }

    @Override
    public String toString() {
        return parts.stream().map(SqlToken::text).collect(Collectors.joining("."));
    }
}

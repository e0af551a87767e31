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

    /** A name in quotes is exact; a name without is of either case. */
    static boolean same(boolean isQuoted, String name, String declared) {
        boolean isExact = isQuoted && declared.startsWith("\"");
        String bare = declared.startsWith("\"")
                ? declared.substring(1, declared.length() - 1).replace("\"\"", "\"")
                : declared;
        return isExact ? name.equals(bare) : name.toLowerCase(Locale.ROOT).equals(bare.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return parts.stream().map(SqlToken::text).collect(Collectors.joining("."));
    }
}

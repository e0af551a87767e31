package io.github.ifmatch.engine.mapping;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.MappingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of tables and columns, as a declaration writes them. */
public final class Names {

    private static final Pattern WORD_BORDER = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    /** One part of a name: in double quotes (a double quote inside is written twice), or free of dots and quotes. */
    private static final Pattern PART = Pattern.compile("\"(?:[^\"\\p{Cntrl}]|\"\")+\"|[^\".\\p{Cntrl}\\s]+");

    private Names() {}

    /** {@code lastSeen} → {@code last_seen}, in every locale. */
    static String snakeCase(String name) {
        return WORD_BORDER.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /** The parts of a table's name, {@code sales.accounts} → {@code sales}, {@code accounts}. */
    @CanIgnoreReturnValue
    public static List<String> parse(String name) {
        requireNonNull(name, "name must not be null");
        List<String> parts = new ArrayList<>();
        Matcher part = PART.matcher(name);
        int end = -1;
        while (end < name.length()) {
            boolean isSeparated = end < 0 || name.charAt(end) == '.';
            if (!isSeparated || !part.find(end + 1) || part.start() != end + 1) {
                throw new MappingException("not a table's name: '" + name
                        + "'; write accounts, sales.accounts, or \"in quotes\" to the letter");
            }
            parts.add(part.group());
            end = part.end();
        }
        return List.copyOf(parts);
    }

    /** Names of components, none of which may be null. */
    static List<String> listed(String[] components) {
        for (String component : requireNonNull(components, "components must not be null")) {
            requireNonNull(component, "component must not be null");
        }
        return List.of(components);
    }

    /** Checks a column's name. */
    static void check(String column) {
        if (!PART.matcher(requireNonNull(column, "column must not be null")).matches()) {
            throw new MappingException(
                    "not a column's name: '" + column + "'; write last_seen, or \"in quotes\" to the letter");
        }
    }

    public static boolean isQuoted(String name) {
        return name.startsWith("\"");
    }

    /** The name that a quoted name stands for; any other name as it is. */
    public static String bare(String name) {
        return isQuoted(name) ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}

package io.github.ifmatch.dialects;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a column makes of a text that looks like a number, by the words of its declared type (sqlite.org, "Datatypes In SQLite"). Immutable. */
enum SqliteAffinity {
    /** Keeps what it is given as text. */
    TEXT,
    /** Keeps anything as it is. */
    BLOB,
    /** Makes a number of it if it can. */
    NUMBER;

    /** Classes that are bound as text, and whose text can look like a number. */
    private static final Set<Class<?>> TEXTS =
            Set.of(String.class, Character.class, BigDecimal.class, BigInteger.class);

    /** Of a column of this type; the rules are tried in this order. */
    static SqliteAffinity of(String typeName) {
        String type = typeName.toUpperCase(Locale.ROOT);
        if (type.contains("INT")) {
            return NUMBER;
        }
        if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
            return TEXT;
        }
        return type.contains("BLOB") || type.isEmpty() || type.equals("ANY") ? BLOB : NUMBER;
    }

    /** Why the column would not keep what such a component holds. */
    static Optional<String> misfit(Class<?> javaType, String typeName) {
        boolean isChanged = TEXTS.contains(javaType) && of(typeName) == NUMBER;
        return isChanged
                ? Optional.of("is of type " + typeName
                        + ", which makes a floating-point number of a text that looks like one; "
                        + javaType.getSimpleName() + " needs TEXT")
                : Optional.empty();
    }
}

package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.BatchShape;
import io.github.ifmatch.dialect.SetUpdate;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB: an update of the table joined to the rows of VALUES, which are read first and in the order given. The key is named, since
 * a table of a few rows would be read whole else, and all of them locked.
 *
 * <p>A column of VALUES has one type for all of its rows. So a column takes values of one class; a decimal would get the longest
 * fraction of all, and a text column would show it: they are of one scale. Floating point is left out, which the drivers
 * write as a decimal or not, as the number is; and so are bytes, which MySQL's driver writes as hexadecimal literals: of one longer than
 * 65,535 bytes, VALUES lose a part without a word. Immutable.
 */
record MariaDbSetUpdate(String before, String row, String after, int columns) implements SetUpdate {

    /** Less than the 65,535 that a protocol may count. */
    private static final int MOST_VALUES = 60_000;

    /** In bytes at most 4 each, and less than the least {@code max_allowed_packet} that servers come with, of 1 MB. */
    private static final int MOST_CHARACTERS = 200_000;

    /** Of 65 digits before and behind the point. */
    private static final int MOST_DIGITS = 60;

    private static final int MOST_DECIMALS = 30;

    private static final Set<Class<?>> IDS = Set.of(Long.class, Integer.class, Short.class);

    private static final Set<Class<?>> TAKEN = Set.of(
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            BigDecimal.class,
            String.class,
            LocalDate.class);

    private static final Set<Class<?>> LEFT_OUT = Set.of(Float.class, Double.class, byte[].class);

    /** Whether values of these classes can be taken at all, as far as the classes tell. */
    static boolean mayTake(BatchShape shape) {
        return shape.id().size() == 1
                && IDS.contains(shape.types().get(shape.set().size()))
                && shape.types().stream().noneMatch(LEFT_OUT::contains);
    }

    /** {@code key} is the name of the unique index over the id, as the catalogue has it. */
    static MariaDbSetUpdate of(BatchShape shape, String key) {
        int values = shape.set().size() + 2;
        List<String> names = IntStream.range(0, values).mapToObj(i -> "_b" + i).toList();
        String version = "_t." + shape.version();
        String stored = shape.adoptsNullVersions() ? "COALESCE(" + version + ", 0)" : version;
        Stream<String> assignments = IntStream.range(0, shape.set().size())
                .mapToObj(i -> "_t." + shape.set().get(i) + " = _v." + names.get(i));
        return new MariaDbSetUpdate(
                "UPDATE (WITH _v (" + String.join(", ", names) + ") AS (VALUES ",
                "(" + String.join(", ", Collections.nCopies(values, "?")) + ")",
                ") SELECT * FROM _v) AS _v STRAIGHT_JOIN " + shape.table() + " AS _t FORCE INDEX (`"
                        + key.replace("`", "``") + "`) ON _t." + shape.id().get(0) + " = _v." + names.get(values - 2)
                        + " SET "
                        + Stream.concat(assignments, Stream.of(version + " = " + stored + " + 1"))
                                .collect(Collectors.joining(", "))
                        + " WHERE " + stored + " = _v." + names.get(values - 1)
                        + shape.unset().stream()
                                .map(column -> " AND _t." + column + " IS NULL")
                                .collect(Collectors.joining()),
                values);
    }

    @Override
    public String text(int rows) {
        return before + String.join(", ", Collections.nCopies(rows, row)) + after;
    }

    @Override
    public int fitting(List<@Nullable Object[]> rows) {
        @Nullable Object[] first = new @Nullable Object[columns];
        int most = Math.min(rows.size(), MOST_VALUES / columns);
        long characters = 0;
        for (int place = 0; place < most; place++) {
            @Nullable Object[] values = rows.get(place);
            for (int column = 0; column < columns; column++) {
                Object value = values[column];
                if (value == null) {
                    continue;
                }
                Object other = first[column];
                if (other == null ? !isTaken(value) : !isLike(value, other)) {
                    return 0;
                }
                first[column] = value;
                characters += value instanceof String text ? text.length() : 0;
            }
            if (characters > MOST_CHARACTERS) {
                return place;
            }
        }
        return most;
    }

    private static boolean isTaken(Object value) {
        return TAKEN.contains(value.getClass()) && (!(value instanceof BigDecimal number) || isShort(number));
    }

    private static boolean isShort(BigDecimal number) {
        return number.scale() >= 0 && number.scale() <= MOST_DECIMALS && number.precision() <= MOST_DIGITS;
    }

    private static boolean isLike(Object value, Object first) {
        return value.getClass() == first.getClass()
                && (!(value instanceof BigDecimal number)
                        || (isShort(number) && number.scale() == ((BigDecimal) first).scale()));
    }
}

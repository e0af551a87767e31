package io.github.ifmatch.dialects;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Ids looked up one by one in a partitioned table: a nested loop from the ids to the rows leaves out, for each, all partitions but its own (manual,
 * 5.12.4, "Partition Pruning"), where IN and ANY leave out only those in which none of the ids can be.
 */
final class PostgresPartitions {

    /**
     * Behind what is read from an array, makes the planner reckon with one row: a tenth, for a limit that it does not know, of the ten that
     * it takes an array to have. It counts the cost of a look at every partition for each row, for it does not know that one will do; for many rows
     * it would rather read the whole table.
     */
    static final String FEW = " LIMIT (SELECT " + Integer.MAX_VALUE + ")";

    private PostgresPartitions() {}

    /** The condition; empty if the type of a value is not known for sure. */
    static Optional<String> in(List<String> columns, List<Class<?>> types, int ids) {
        List<PostgresColumn> key = IntStream.range(0, columns.size())
                .mapToObj(i -> new PostgresColumn(columns.get(i), types.get(i)))
                .toList();
        if (!key.stream().allMatch(PostgresColumn::isSortedAlike)) {
            return Optional.empty();
        }
        return Optional.of(key.size() == 1 ? single(key.get(0), ids) : composite(key, ids));
    }

    private static String single(PostgresColumn column, int ids) {
        return column.name() + " IN (SELECT _v._b0 FROM unnest((SELECT ARRAY[" + repeat("?", ids) + "])) AS _v(_b0)"
                + FEW + ")";
    }

    /** The rows of an array have columns of no name, and of the types that the driver binds. */
    private static String composite(List<PostgresColumn> key, int ids) {
        String row = "ROW(" + repeat("?", key.size()) + ")";
        String names = key.stream().map(PostgresColumn::name).collect(Collectors.joining(", "));
        String shown = IntStream.range(0, key.size()).mapToObj(i -> "_v._b" + i).collect(Collectors.joining(", "));
        String typed = IntStream.range(0, key.size())
                .mapToObj(i -> "_b" + i + " " + key.get(i).type())
                .collect(Collectors.joining(", "));
        return "(" + names + ") IN (SELECT " + shown + " FROM unnest((SELECT ARRAY[" + repeat(row, ids) + "])) AS _v("
                + typed + ")" + FEW + ")";
    }

    private static String repeat(String one, int times) {
        return String.join(", ", Collections.nCopies(times, one));
    }
}

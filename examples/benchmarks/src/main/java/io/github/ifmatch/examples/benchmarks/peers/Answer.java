package io.github.ifmatch.examples.benchmarks.peers;

import java.util.Set;

/**
 * What a way answers, or why it does not take part. Immutable.
 *
 * @param takesPart whether it can do it
 * @param row whether a write answers the row as stored
 * @param perRow of a batch, whether it says of each row what became of it: written, or in conflict with which row, or missing
 * @param note what else one has to know; empty if nothing
 */
record Answer(boolean takesPart, boolean row, boolean perRow, String note) {

    private static final Set<Way> ANSWER_ROWS = Set.of(Way.JDBC, Way.IFMATCH, Way.JDBI);
    private static final Set<Way> ANSWER_DELETED_AND_BATCHES = Set.of(Way.JDBC, Way.IFMATCH);
    private static final Set<Way> WRITE_CHANGES_ONLY = Set.of(Way.JOOQ, Way.EBEAN);
    private static final Set<Way> FAIL_WHOLE =
            Set.of(Way.HIBERNATE, Way.STATELESS, Way.SPRING_DATA, Way.EBEAN);

    static Answer of(Way way, Workload workload) {
        if (workload.isBatch()) {
            return ofBatch(way, workload);
        }
        if (way == Way.EXECUTE_BATCH) {
            return absent("batches only");
        }
        boolean answersRow = workload == Workload.DELETE
                ? ANSWER_DELETED_AND_BATCHES.contains(way)
                : workload == Workload.FIND || workload == Workload.CONFLICT || ANSWER_ROWS.contains(way);
        return new Answer(true, answersRow, false, note(way, workload));
    }

    private static Answer ofBatch(Way way, Workload workload) {
        if (way == Way.JDBC_CLIENT) {
            return absent("no batches");
        }
        if (FAIL_WHOLE.contains(way)) {
            return workload.isStale()
                    ? absent("one stale row fails the whole batch")
                    : new Answer(true, false, false, "all or nothing");
        }
        boolean answers = ANSWER_DELETED_AND_BATCHES.contains(way);
        return new Answer(true, answers, answers, answers ? "" : "counts only");
    }

    private static Answer absent(String why) {
        return new Answer(false, false, false, why);
    }

    private static String note(Way way, Workload workload) {
        return switch (workload) {
            case PATCH -> ofPatch(way);
            case CONFLICT ->
                way == Way.JDBC || way == Way.IFMATCH ? "" : "no current row: a second query by hand";
            case HOT_ROW -> ofHotRow(way);
            case UPDATE, WIDE, TEXT -> ofUpdate(way);
            case DELETE -> way == Way.MYBATIS_PLUS ? "not versioned: a condition by hand" : "";
            default -> "";
        };
    }

    private static String ofHotRow(Way way) {
        return switch (way) {
            case IFMATCH -> "modify, with pauses";
            case HIBERNATE, STATELESS, SPRING_DATA, EBEAN -> "a loop of transactions by hand";
            default -> "a loop by hand";
        };
    }

    private static String ofPatch(Way way) {
        return switch (way) {
            case HIBERNATE -> "writes every column, without @DynamicUpdate";
            case STATELESS, SPRING_DATA -> "no patch: writes every column";
            case MYBATIS_PLUS -> "a bean of nulls, made by hand";
            case IFMATCH, JOOQ, EBEAN -> "finds the column";
            default -> "names the column";
        };
    }

    private static String ofUpdate(Way way) {
        if (WRITE_CHANGES_ONLY.contains(way)) {
            return "writes only what changed";
        }
        return way == Way.HIBERNATE ? "reads the row first" : "";
    }
}

package io.github.ifmatch.examples.campaign.check;

import io.github.ifmatch.examples.campaign.check.Finding.Kind;
import io.github.ifmatch.examples.campaign.history.Answer;
import io.github.ifmatch.examples.campaign.history.Effect;
import io.github.ifmatch.examples.campaign.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Holds the operations of one epoch against the rows that it left. For one thread at a time. */
public final class Checker {

    private static final List<String> TABLES = List.of("notes", "parts");

    private record Row(int table, long id) {

        @Override
        public String toString() {
            return TABLES.get(table) + " " + id;
        }
    }

    private final boolean believesReads;
    private final ToIntFunction<Long> bucketOf;
    private final Map<Row, RowHistory> rows = new HashMap<>();
    private final Map<Row, FinalRow> stand = new HashMap<>();
    private final Map<Integer, Bucket> buckets = new HashMap<>();
    private final Fates fates = new Fates();
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Begins with nothing.
     *
     * @param believesReads whether what a read showed must stand for ever; not so where a database shows rows before they are durable, and
     *     is killed
     * @param bucketOf the bucket of a note
     */
    public Checker(boolean believesReads, ToIntFunction<Long> bucketOf) {
        this.believesReads = believesReads;
        this.bucketOf = bucketOf;
    }

    /** Adds what was done. */
    public void add(Operation operation) {
        if (operation.answer() == Answer.UNEXPECTED) {
            findings.add(new Finding(
                    Kind.UNEXPECTED,
                    new Row(operation.intent().table(), operation.intent().id()).toString(),
                    operation + "; see the worker's errors"));
        }
        if (operation.effect() == Effect.BULK_WHERE) {
            bucket((int) operation.intent().id()).add(operation);
        } else {
            history(new Row(operation.intent().table(), operation.intent().id())).add(operation, believesReads);
            fates.add(operation);
        }
    }

    /** Adds what stands. */
    public void add(FinalRow row) {
        Row key = new Row(row.table(), row.id());
        history(key).add(row);
        stand.put(key, row);
    }

    private RowHistory history(Row row) {
        return rows.computeIfAbsent(row, key -> new RowHistory(key.table()));
    }

    private Bucket bucket(int number) {
        return buckets.computeIfAbsent(number, key -> new Bucket());
    }

    /** What is wrong. */
    public List<Finding> findings() {
        rows.forEach(this::check);
        buckets.forEach((number, bucket) -> {
            String contradiction = bucket.contradiction();
            if (contradiction != null) {
                findings.add(new Finding(Kind.LOST_UPDATE, "bucket " + number, contradiction));
            }
        });
        findings.addAll(fates.findings());
        return findings;
    }

    private void check(Row row, RowHistory history) {
        Bucket bucket = row.table() == 0 ? bucket(bucketOf.applyAsInt(row.id())) : new Bucket();
        List<Step> last = new ArrayList<>();
        boolean isCertain = true;
        for (Life life : history.lives()) {
            LifeCheck check = new LifeCheck(
                    row.toString(), life, history.floating, bucket, history.lives().size() > 1);
            findings.addAll(check.findings());
            List<Step> ways = check.ways();
            isCertain &= ways.size() == 1 || (ways.isEmpty() && !mayHaveBeen(life));
            ways.forEach(way -> fates.sees(way, ways.size()));
            if (!ways.isEmpty()) {
                bucket.count(ways.get(0));
                last.add(ways.get(0));
            }
        }
        if (!isCertain) {
            bucket.blur();
        }
        checkFloating(row, history, last, isCertain);
        findings.addAll(Unversioned.findings(row.toString(), history.unversioned, stand.get(row)));
    }

    private static boolean mayHaveBeen(Life life) {
        return life.isKnown() || life.starts.stream().anyMatch(Operation::mayStand);
    }

    /** Of an overwrite, resolve() can say that it stands; then it is in one of the row's lives. */
    private void checkFloating(Row row, RowHistory history, List<Step> last, boolean isCertain) {
        for (Operation operation : history.floating) {
            if (operation.mustStand() && isCertain && last.stream().noneMatch(step -> step.holds(operation))) {
                findings.add(new Finding(Kind.WRONG_RESOLUTION, row.toString(), operation + " is not there"));
            }
        }
    }
}

package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.BatchShape;
import io.github.ifmatch.dialect.WriteKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The text of a statement that writes many rows: the values given ({@code _v}), the rows as they now stand, locked in
 * order ({@code _cur}), and what was written ({@code _w}). Immutable.
 *
 * <p>A locked row is the newest committed one, so a row in {@code _cur} at another version is the current one.
 *
 * <p>Each array is bound inside a scalar subquery. The planner then does not see how long it is, and always looks the rows
 * up in the index of the id; seeing a thousand, it reads the whole of a larger table instead.
 *
 * <p>Our names begin with an underscore and a letter, and are always qualified or of our own subqueries.
 *
 * @param bound the columns whose values are bound, in order
 * @param once a subquery that is computed once for all rows
 * @param more what it adds to each row
 * @param from how it is joined
 */
record PostgresBatchSql(BatchShape shape, List<PostgresColumn> bound, String once, String more, String from) {

    String render() {
        if (shape.kind() == WriteKind.INSERT) {
            return insert();
        }
        boolean isOneInteger = shape.id().size() == 1 && bound.get(firstId()).isInteger();
        return isOneInteger && !shape.isPartitioned() ? writeByKey() : writeByJoin();
    }

    /** Whether rows are given in the order that the database has for their ids: then they need not be locked in it first. */
    boolean isInOrder() {
        return IntStream.range(0, shape.id().size())
                .mapToObj(i -> bound.get(firstId() + i))
                .allMatch(PostgresColumn::isSortedAlike);
    }

    /**
     * The write alone, which locks the rows in the order given: neither condition can be hashed or merged, so the planner can only go
     * from values to rows, each by its id (or from rows to values, in a table of one). Seen for tables of 1 to 20,000 rows, on each version
     * from 13 on, also where a session turns index scans off. Turning nested loops off changes nothing from PostgreSQL 18 on; before,
     * it was a cost so high that no difference shows beside it, and a table of fewer than 60 rows may be read first, in its own order:
     * two batches can then meet in a deadlock. ANY can be looked up in an index; for the version, IS FALSE costs less.
     *
     * <p>A row that another transaction has changed meanwhile is compared anew, and is then at another version (manual, 13.2.1,
     * "Read Committed Isolation Level").
     *
     * @param transactionId what the row of the first place answers, too; empty if none does
     */
    String unlocked(String transactionId) {
        String tracked = transactionId.isEmpty() ? "" : ", CASE WHEN _v._o = 1 THEN (SELECT " + transactionId + ") END";
        return "WITH " + input() + " " + write("_v") + " WHERE "
                + ids(i -> "_t." + shape.id().get(i) + " = ANY(ARRAY[_v._b" + (firstId() + i) + "])") + unset()
                + " AND ("
                + stored("_t." + shape.version()) + " <> " + expected("_v") + ") IS FALSE RETURNING " + answered("_t.")
                + ", _v._o, TRUE" + tracked;
    }

    /**
     * Rows are made, and answered, in the order given: if all are, each has its place; of some, only their ids tell which
     * they are.
     */
    private String insert() {
        List<String> into = new ArrayList<>(shape.id());
        into.addAll(shape.set());
        into.add(shape.version());
        String values = IntStream.range(0, bound.size())
                .mapToObj(i -> bound.get(i).cast("_v._b" + i))
                .collect(Collectors.joining(", "));
        return "WITH " + input()
                + ", _w AS (INSERT INTO " + shape.table() + " (" + String.join(", ", into) + ") SELECT " + values
                + (shape.givesVersions() ? "" : ", 1") + " FROM _v ORDER BY _v._o ON CONFLICT ("
                + String.join(", ", shape.id()) + ") DO NOTHING RETURNING " + answered("") + ")"
                + once + " SELECT " + kept("_w")
                + ", CASE WHEN count(*) OVER () = (SELECT count(*) FROM _v) THEN row_number() OVER () END, TRUE" + more
                + " FROM _w" + from;
    }

    /**
     * Looks all rows up by one condition, in the order of the index, which for integers is the order given: about a tenth
     * cheaper than a join, but not where there are partitions: each of them would be searched for all ids. Nothing is written before the count of the locked rows is known, which is when all are locked.
     */
    private String writeByKey() {
        String id = shape.id().get(0);
        String key = "_v._b" + firstId();
        return "WITH " + input()
                + ", _cur AS MATERIALIZED (SELECT " + answered("_t.") + " FROM " + shape.table() + " AS _t WHERE _t."
                + id
                + " = ANY(ARRAY(SELECT " + key + " FROM _v))" + unset() + " ORDER BY _t." + id + lock() + ")"
                + ", _w AS (" + write("_v") + " WHERE _t." + id + " = " + key + unset() + " AND "
                + stored("_t." + shape.version()) + " = " + expected("_v")
                + " AND (SELECT count(*) FROM _cur) >= 0 RETURNING " + answered("_t.") + ", _v._o)"
                + once + written() + " UNION ALL SELECT " + kept("_cur") + ", _v._o, FALSE" + more
                + " FROM _cur JOIN _v ON "
                + key + " = _cur." + answer(id) + from + " WHERE " + found() + " IS DISTINCT FROM " + expected("_v");
    }

    /** Looks each row up by itself, in its partition alone if there are any, and locks them in the order that the database has for their ids. */
    private String writeByJoin() {
        return "WITH " + (shape.isPartitioned() ? input(PostgresPartitions.FEW) : input())
                + ", _cur AS MATERIALIZED (SELECT " + answered("_t.") + ", _v.* FROM _v JOIN " + shape.table()
                + " AS _t ON " + ids(i -> "_t." + shape.id().get(i) + " = _v._b" + (firstId() + i)) + unset()
                + " ORDER BY " + ids(", ", i -> "_t." + shape.id().get(i)) + lock() + " OF _t)"
                + ", _w AS (" + write("_cur") + " WHERE "
                + ids(i -> "_t." + shape.id().get(i) + " = _cur." + locked(i))
                + unset() + " AND " + found() + " = " + expected("_cur") + " RETURNING " + answered("_t.")
                + ", _cur._o)"
                + once + written() + " UNION ALL SELECT " + kept("_cur") + ", _cur._o, FALSE" + more + " FROM _cur"
                + from
                + " WHERE " + found() + " IS DISTINCT FROM " + expected("_cur");
    }

    private String lock() {
        return shape.kind() == WriteKind.DELETE ? " FOR UPDATE" : " FOR NO KEY UPDATE";
    }

    /** The write alone, with the values of one of our subqueries. */
    private String write(String values) {
        return shape.kind() == WriteKind.DELETE
                ? "DELETE FROM " + shape.table() + " AS _t USING " + values
                : "UPDATE " + shape.table() + " AS _t SET " + assignments(values) + " FROM " + values;
    }

    private String assignments(String values) {
        StringBuilder assignments = new StringBuilder();
        for (int i = 0; i < shape.set().size(); i++) {
            assignments.append(shape.set().get(i)).append(" = ");
            assignments.append(bound.get(i).cast(values + "._b" + i)).append(", ");
        }
        String next = shape.givesNextVersions()
                ? values + "._b" + shape.set().size()
                : stored("_t." + shape.version()) + " + 1";
        return assignments + shape.version() + " = " + next;
    }

    private String written() {
        return " SELECT " + kept("_w") + ", _w._o, TRUE" + more + " FROM _w" + from;
    }

    /** A column of the id as the row holds it; one that no row shows, as it was given. */
    private String locked(int i) {
        String column = shape.id().get(i);
        return shape.columns().contains(column) ? answer(column) : "_b" + (firstId() + i);
    }

    private String unset() {
        return shape.unset().stream()
                .map(column -> " AND _t." + column + " IS NULL")
                .collect(Collectors.joining());
    }

    private int firstId() {
        return shape.set().size() + (shape.givesNextVersions() ? 1 : 0);
    }

    private String ids(IntFunction<String> condition) {
        return ids(" AND ", condition);
    }

    private String ids(String between, IntFunction<String> each) {
        return IntStream.range(0, shape.id().size()).mapToObj(each).collect(Collectors.joining(between));
    }

    private String expected(String values) {
        return values + "._b" + (firstId() + shape.id().size());
    }

    private String found() {
        return stored("_cur." + answer(shape.version()));
    }

    private String stored(String version) {
        return shape.adoptsNullVersions() ? "COALESCE(" + version + ", 0)" : version;
    }

    /** Where a setting makes texts of the nulls in an array, there are no rows. */
    private String input() {
        return input("");
    }

    private String input(String limit) {
        List<Integer> sent = IntStream.range(0, bound.size())
                .filter(i -> !bound.get(i).isNull())
                .boxed()
                .toList();
        String arrays = sent.stream()
                .map(i -> "(SELECT " + bound.get(i).array(shape.table()) + ")")
                .collect(Collectors.joining(", "));
        String names = sent.stream().map(i -> "_b" + i + ", ").collect(Collectors.joining());
        String guard = bound.stream().anyMatch(PostgresColumn::mayTakeNullForText)
                ? " WHERE current_setting('array_nulls')::boolean"
                : "";
        return "_v AS (SELECT * FROM unnest(" + arrays + ") WITH ORDINALITY AS _v(" + names + "_o)" + guard + limit
                + ")";
    }

    private String answered(String of) {
        return shape.columns().stream()
                .map(column -> of + column + " AS " + answer(column))
                .collect(Collectors.joining(", "));
    }

    private String kept(String of) {
        return shape.columns().stream().map(column -> of + "." + answer(column)).collect(Collectors.joining(", "));
    }

    private String answer(String column) {
        return "_c" + shape.columns().indexOf(column);
    }
}

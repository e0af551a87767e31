package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ifmatch.Applied;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedBatchException;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedBatches;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.HeaderFields;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.RowTags;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ids of several columns through every verb, one by one and in batches; and that an id does not change. */
public abstract class CompositeIdContract extends Contract {

    private record LineId(long orderId, int lineNo) {}

    private record Line(LineId id, String article, int pieces, int seen, long version) {

        static Line of(long orderId, int lineNo, String article) {
            return new Line(new LineId(orderId, lineNo), article, 1, 0, 0);
        }

        Line withId(long orderId, int lineNo) {
            return new Line(new LineId(orderId, lineNo), article, pieces, seen, version);
        }

        Line withArticle(String newArticle) {
            return new Line(id, newArticle, pieces, seen, version);
        }

        Line withPieces(int newPieces) {
            return new Line(id, article, newPieces, seen, version);
        }

        Line withVersion(long newVersion) {
            return new Line(id, article, pieces, seen, newVersion);
        }
    }

    private static final Table<Line, LineId> LINES =
            Table.of(Line.class, LineId.class).named("composite_lines").unversioned("seen");

    private static final String COLUMNS = "article varchar(20) NOT NULL, pieces integer NOT NULL,"
            + " seen integer NOT NULL, version bigint NOT NULL, PRIMARY KEY (order_id, line_no))";

    private VersionedRepository<Line, LineId> lines;
    private Line first;
    private Line second;
    private Line other;

    @BeforeEach
    void createLines() {
        database.drop("composite_lines");
        database.execute("CREATE TABLE composite_lines (order_id bigint, line_no integer, " + COLUMNS);
        lines = database.repository(LINES);
        first = lines.insert(Line.of(7, 1, "kettle"));
        second = lines.insert(Line.of(7, 2, "teapot"));
        other = lines.insert(Line.of(8, 1, "kettle"));
    }

    private List<String> stored() {
        return database.query("SELECT order_id, line_no, article, pieces, version FROM composite_lines"
                + " ORDER BY order_id, line_no");
    }

    @Test
    void rows_everyVerb() {
        assertThat(lines.get(first.id())).isEqualTo(first);
        Line line = lines.patch(first, first.withPieces(2));
        assertThat(line).isEqualTo(first.withPieces(2).withVersion(2));
        assertThat(lines.tryPatch(first, first.withArticle("pot")))
                .isEqualTo(new Conflict<>(LINES, "patch", first.id(), 1, first.withArticle("pot"), line));
        assertThat(lines.tryCheck(first)).isEqualTo(new Conflict<>(LINES, "check", first.id(), 1, first, line));
        assertThat(lines.check(line)).isEqualTo(line);
        line = lines.patch(line.id(), 2, Map.of("article", "pot"));
        line = lines.writeUnversioned(line.id(), Map.of("seen", 5));
        line = lines.modify(line.id(), row -> row.withPieces(row.pieces() + 1));
        line = lines.update(line.withArticle("urn"));
        line = lines.touch(line);
        assertThat(line).isEqualTo(new Line(first.id(), "urn", 3, 5, 6));
        line = lines.overwrite(first.withArticle("mine"), "a test");
        assertThat(line).isEqualTo(new Line(first.id(), "mine", 1, 5, 7));

        assertThat(lines.tryDelete(first.id(), 1)).isInstanceOf(Conflict.class);
        assertThat(lines.delete(line)).isEqualTo(line);
        assertThat(lines.tryDelete(line)).isEqualTo(new Missing<>(LINES, first.id()));
        assertThat(lines.tryUpdate(line)).isEqualTo(new Missing<>(LINES, first.id()));
        assertThat(lines.delete(second.id(), 1)).isEqualTo(second);
        assertThat(lines.findAll(List.of(first.id(), second.id(), other.id()))).containsExactly(other);
        assertThatThrownBy(() -> lines.get(first.id()))
                .hasMessage("composite_lines LineId[orderId=7, lineNo=1]: there is no such row (any more)."
                        + " Nothing was written.");
    }

    @Test
    void updateWhere_partOfTheId() {
        assertThat(lines.updateWhere(Map.of("pieces", 0), "order_id = ? AND line_no > ?", 7L, 1))
                .isEqualTo(1);

        assertThat(stored()).containsExactly("7 1 kettle 1 1", "7 2 teapot 0 2", "8 1 kettle 1 1");
    }

    @Test
    void batches_eachRow() {
        Line theirs = lines.update(first.withArticle("theirs"));

        List<Outcome<Line>> inserted = lines.tryInsertAll(
                List.of(Line.of(9, 3, "cup"), Line.of(7, 1, "again"), Line.of(9, 1, "jug"), Line.of(1, 9, "lid")));
        assertThat(inserted)
                .containsExactly(
                        new Applied<>(Line.of(9, 3, "cup").withVersion(1)),
                        new Conflict<>(LINES, "insert", first.id(), 0, Line.of(7, 1, "again"), theirs),
                        new Applied<>(Line.of(9, 1, "jug").withVersion(1)),
                        new Applied<>(Line.of(1, 9, "lid").withVersion(1)));

        Line none = Line.of(1, 7, "none").withVersion(1);
        List<Outcome<Line>> updated =
                lines.tryUpdateAll(List.of(other.withPieces(3), first.withPieces(9), none, second.withPieces(4)));
        Line more = other.withPieces(3).withVersion(2);
        assertThat(updated)
                .containsExactly(
                        new Applied<>(more),
                        new Conflict<>(LINES, "update", first.id(), 1, first.withPieces(9), theirs),
                        new Missing<>(LINES, none.id()),
                        new Applied<>(second.withPieces(4).withVersion(2)));

        List<Outcome<Line>> patched = lines.tryPatchAll(List.of(
                new Edit<>(more, more.withArticle("pot")),
                new Edit<>(first, first.withPieces(3)),
                new Edit<>(none, none.withPieces(3))));
        assertThat(patched)
                .containsExactly(
                        new Applied<>(more.withArticle("pot").withVersion(3)),
                        new Conflict<>(LINES, "patch", first.id(), 1, first.withPieces(3), theirs),
                        new Missing<>(LINES, none.id()));

        Map<LineId, Outcome<Line>> ticked =
                lines.tryUpdateVersions(Map.of(other.id(), 3L, first.id(), 1L, none.id(), 1L), Map.of("pieces", 0));
        assertThat(ticked.get(other.id()))
                .isEqualTo(new Applied<>(more.withArticle("pot").withPieces(0).withVersion(4)));
        assertThat(ticked.get(first.id())).isInstanceOf(Conflict.class);
        assertThat(ticked.get(none.id())).isEqualTo(new Missing<>(LINES, none.id()));

        List<Outcome<Line>> deleted =
                lines.tryDeleteAll(List.of(lines.get(second.id()), first, none, lines.get(new LineId(9, 3))));
        assertThat(deleted).extracting(Outcome::isApplied).containsExactly(true, false, false, true);
        assertThat(stored()).containsExactly("1 9 lid 1 1", "7 1 theirs 1 2", "8 1 pot 0 4", "9 1 jug 1 1");
    }

    @Test
    void batches_allOrNothing() {
        Line theirs = lines.update(first.withArticle("theirs"));
        List<String> before = stored();

        RefusedBatchException refused = catchThrowableOfType(
                RefusedBatchException.class,
                () -> lines.updateAll(List.of(second.withPieces(2), first.withPieces(2), other.withPieces(2))));
        assertThat(refused.refused()).containsOnlyKeys("[1]");
        assertThat(stored()).isEqualTo(before);

        List<Line> rows = lines.updateAll(List.of(other.withPieces(2), theirs.withPieces(2), second.withPieces(2)));
        assertThat(rows).extracting(Line::id).containsExactly(other.id(), first.id(), second.id());
        rows = lines.patchAll(
                rows.stream().map(row -> new Edit<>(row, row.withPieces(3))).toList());
        Map<LineId, Line> ticked =
                lines.updateVersions(Map.of(other.id(), 3L, first.id(), 4L), Map.of("article", "ticked"));
        assertThat(ticked.get(first.id())).isEqualTo(new Line(first.id(), "ticked", 3, 0, 5));
        rows = List.of(rows.get(2), ticked.get(other.id()), ticked.get(first.id()));
        assertThat(lines.deleteAll(rows)).isEqualTo(rows);
        assertThat(lines.insertAll(List.of(Line.of(7, 2, "again"), Line.of(7, 1, "again"))))
                .extracting(Line::version)
                .containsExactly(1L, 1L);
        assertThat(stored()).containsExactly("7 1 again 1 1", "7 2 again 1 1");
    }

    /** In somebody's transaction rows are locked before any of them is written. */
    @Test
    void batches_inTransaction() {
        Line theirs = lines.update(first.withArticle("theirs"));

        List<Outcome<Line>> updated = database.database().inTransaction(transaction -> {
            VersionedRows<Line, LineId> rows = transaction.rows(LINES);
            List<Line> inserted = rows.insertAll(List.of(Line.of(9, 2, "cup"), Line.of(9, 1, "jug")));
            rows.deleteAll(List.of(inserted.get(1), other));
            return rows.tryUpdateAll(List.of(inserted.get(0).withPieces(2), first.withPieces(2), second.withPieces(2)));
        });

        assertThat(updated.get(1)).isEqualTo(new Conflict<>(LINES, first.id(), 1, first.withPieces(2), theirs));
        assertThat(stored()).containsExactly("7 1 theirs 1 2", "7 2 teapot 2 2", "9 2 cup 2 2");
    }

    @Test
    void batches_many() {
        int count = VersionedBatches.ROWS_PER_STATEMENT + 50;
        List<Line> given = new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> Line.of(100 + i % 37, i / 37, "a"))
                .toList());
        Collections.reverse(given);

        List<Line> inserted = lines.insertAll(given);
        List<Line> updated = lines.updateAll(
                inserted.stream().map(row -> row.withArticle("b")).toList());

        assertThat(updated)
                .isEqualTo(given.stream()
                        .map(row -> row.withArticle("b").withVersion(2))
                        .toList());
        List<LineId> ids = new ArrayList<>(updated.stream().map(Line::id).toList());
        ids.add(13, new LineId(1, 1));
        assertThat(lines.findAll(ids)).isEqualTo(updated);
        assertThat(lines.tryUpdateAll(inserted)).allMatch(Conflict.class::isInstance);
        assertThat(lines.deleteAll(updated)).isEqualTo(updated);
        assertThat(stored()).hasSize(3);
    }

    @Test
    void batch_sameRowTwice() {
        assertThatThrownBy(() -> lines.updateAll(List.of(first, second, first.withPieces(2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a row must be written once: rows[0] and rows[2] are both composite_lines LineId[orderId=7,"
                        + " lineNo=1]");
    }

    @Test
    void batchWriter_everyVerb() {
        List<Outcome<Line>> refused = new ArrayList<>();
        BatchWriter<Line, LineId> writer =
                BatchWriter.of(database.database(), LINES).withRowsPerChunk(2).withRefused(refused::add);

        assertThat(writer.insertAll(Stream.of(Line.of(9, 3, "cup"), Line.of(7, 1, "again"), Line.of(9, 1, "jug")))
                        .written())
                .isEqualTo(2);
        assertThat(refused)
                .containsExactly(new Conflict<>(LINES, "insert", first.id(), 0, Line.of(7, 1, "again"), first));
        assertThat(writer.updateAll(Stream.of(other.withPieces(2), first.withPieces(2), second.withPieces(2)))
                        .written())
                .isEqualTo(3);
        Line row = lines.get(first.id());
        assertThat(writer.patchAll(Stream.of(new Edit<>(row, row.withArticle("pot"))))
                        .written())
                .isEqualTo(1);
        assertThat(writer.deleteAll(lines.findAll(List.of(first.id(), second.id(), other.id())).stream())
                        .written())
                .isEqualTo(3);
        assertThat(stored()).containsExactly("9 1 jug 1 1", "9 3 cup 1 1");
    }

    @Test
    void changeSet_everyKind() {
        ChangeSet changes = ChangeSet.under("root", LINES, other)
                .update("one", LINES, first.withArticle("mine"))
                .patch("two", LINES, second, second.withPieces(6))
                .insert("new", LINES, Line.of(7, 3, "cup"));

        ChangeSet.Result result = database.database().apply(changes);

        assertThat(result.row("root", Line.class)).isEqualTo(other.withVersion(2));
        assertThat(stored()).containsExactly("7 1 mine 1 2", "7 2 teapot 6 2", "7 3 cup 1 1", "8 1 kettle 1 2");
        ChangeSet stale = ChangeSet.empty()
                .touch("three", LINES, lines.get(new LineId(7, 3)))
                .delete("one", LINES, first)
                .delete("none", LINES, Line.of(1, 7, "none").withVersion(1));
        RefusedException refused = catchThrowableOfType(
                RefusedException.class, () -> database.database().apply(stale));
        assertThat(refused.refused()).containsOnlyKeys("one", "none");
        assertThat(refused.refused().get("none")).isEqualTo(new Missing<>(LINES, new LineId(1, 7)));
        assertThat(stored()).hasSize(4);
    }

    @Test
    void merge() {
        lines.update(first.withArticle("theirs"));

        assertThat(lines.update(first.withPieces(9), LINES.mergeFrom(first)))
                .isEqualTo(new Line(first.id(), "theirs", 9, 0, 3));
    }

    @Test
    void http_tagsAndConditions() {
        RowTags<Line, LineId> tags = RowTags.of(LINES).bound();
        Preconditions<Line, LineId> preconditions = Preconditions.of(tags);

        assertThat(tags.of(new LineId(7, 11), 1)).isNotEqualTo(tags.of(new LineId(71, 1), 1));
        assertThat(preconditions.evaluate(
                        "PUT", match(tags.of(second).toString()), first.id(), () -> lines.find(first.id())))
                .isInstanceOf(Decision.PreconditionFailed.class);
        Decision decision = preconditions.evaluate(
                "PUT", match(tags.of(first).toString()), first.id(), () -> lines.find(first.id()));
        assertThat(decision).isInstanceOf(Decision.Proceed.class);
        AcceptableVersions versions = ((Decision.Proceed) decision).versions();
        ConditionalRows<Line, LineId> conditional = ConditionalRows.of(lines);
        assertThat(conditional.tryPut(first.withPieces(2), versions))
                .isEqualTo(new Applied<>(first.withPieces(2).withVersion(2)));
        assertThat(conditional.tryPatch(first.id(), versions, Map.of("pieces", 3)))
                .isInstanceOf(Conflict.class);
        assertThat(conditional.tryPut(Line.of(9, 1, "cup"), AcceptableVersions.absence()))
                .isEqualTo(new Applied<>(Line.of(9, 1, "cup").withVersion(1)));
        assertThat(conditional.tryDelete(first.id(), AcceptableVersions.only(2)).isApplied())
                .isTrue();
    }

    private static HeaderFields match(String tag) {
        return HeaderFields.of(Map.of("If-Match", List.of(tag)));
    }

    private record FlatLine(int lineNo, String article, long version, long orderId) {

        FlatLine withArticle(String newArticle) {
            return new FlatLine(lineNo, newArticle, version, orderId);
        }
    }

    /** The id's columns stand apart from one another in the row, and in another order than in the id. */
    @Test
    void flat_batchesAndChangeSets() {
        database.drop("composite_flat");
        database.execute("CREATE TABLE composite_flat (line_no integer, article varchar(20), version bigint NOT NULL,"
                + " order_id bigint, PRIMARY KEY (order_id, line_no))");
        Table<FlatLine, LineId> table =
                Table.of(FlatLine.class, LineId.class).named("composite_flat").id("lineNo", "orderId");
        VersionedRepository<FlatLine, LineId> flat = database.repository(table);

        List<FlatLine> rows = flat.insertAll(
                List.of(new FlatLine(1, "a", 0, 2), new FlatLine(2, "b", 0, 1), new FlatLine(1, "c", 0, 1)));
        rows = flat.updateAll(rows.stream().map(row -> row.withArticle("x")).toList());
        rows = flat.patchAll(rows.stream()
                .map(row -> new Edit<>(row, row.withArticle("y" + row.lineNo())))
                .toList());
        assertThat(rows)
                .containsExactly(new FlatLine(1, "y1", 3, 2), new FlatLine(2, "y2", 3, 1), new FlatLine(1, "y1", 3, 1));
        assertThat(flat.findAll(List.of(new LineId(1, 1), new LineId(1, 2), new LineId(2, 2))))
                .containsExactly(rows.get(2), rows.get(1));

        database.database()
                .apply(ChangeSet.empty()
                        .update("a", table, rows.get(0).withArticle("z"))
                        .delete("b", table, rows.get(1)));
        assertThat(flat.tryDeleteAll(rows)).extracting(Outcome::isApplied).containsExactly(false, false, true);
        assertThat(database.query("SELECT order_id, line_no, article, version FROM composite_flat"))
                .containsExactly("2 1 z 4");
    }

    /** Where the database numbers no part, a 0 is one like others. */
    @Test
    void zeroTwice_isOneRow() {
        assertThatThrownBy(() -> lines.insertAll(List.of(Line.of(17, 0, "one"), Line.of(17, 0, "two"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a row must be written once: rows[0] and rows[1] are both composite_lines");
        assertThat(lines.insert(Line.of(17, 0, "zero")).id()).isEqualTo(new LineId(17, 0));
    }

    private void createNumbered() {
        needs(Feature.NUMBERED_PARTS);
        database.drop("composite_lines");
        database.execute("CREATE TABLE composite_lines (order_id bigint, line_no {numbered(integer)}, " + COLUMNS);
    }

    /** The database numbers one column of the id where the row does not. */
    @Test
    void generatedPart() {
        createNumbered();
        VersionedRepository<Line, LineId> numbered = database.repository(LINES);

        Line one = numbered.insert(Line.of(7, 0, "one"));
        assertThat(one).isEqualTo(one.withArticle("one").withVersion(1));
        assertThat(one.id().orderId()).isEqualTo(7);
        assertThat(one.id().lineNo()).isPositive();
        assertThat(numbered.get(one.id())).isEqualTo(one);
        assertThat(numbered.insert(Line.of(7, 300, "given")))
                .isEqualTo(Line.of(7, 300, "given").withVersion(1));
        assertThat(numbered.tryInsert(Line.of(7, 300, "again"))).isInstanceOf(Conflict.class);

        Line two = numbered.update(one.withArticle("two"));
        assertThat(numbered.tryUpdate(one)).isEqualTo(new Conflict<>(LINES, one.id(), 1, one, two));
        assertThat(numbered.patch(one.id(), 2, Map.of("pieces", 9)))
                .isEqualTo(two.withPieces(9).withVersion(3));
        assertThat(numbered.delete(one.id(), 3)).isEqualTo(two.withPieces(9).withVersion(3));
        assertThat(stored()).containsExactly("7 300 given 1 1");
    }

    @Test
    void generatedPart_batches() {
        createNumbered();
        VersionedRepository<Line, LineId> numbered = database.repository(LINES);

        List<Line> rows = numbered.insertAll(
                List.of(Line.of(8, 0, "a"), Line.of(7, 300, "b"), Line.of(8, 0, "c"), Line.of(0, 0, "d")));
        assertThat(rows).extracting(Line::article).containsExactly("a", "b", "c", "d");
        assertThat(rows).extracting(row -> row.id().orderId()).containsExactly(8L, 7L, 8L, 0L);
        assertThat(rows.get(1).id()).isEqualTo(new LineId(7, 300));
        assertThat(rows)
                .extracting(row -> row.id().lineNo())
                .doesNotHaveDuplicates()
                .allMatch(number -> number > 0);
        assertThat(numbered.findAll(rows.stream().map(Line::id).toList())).isEqualTo(rows);
        List<Outcome<Line>> outcomes = numbered.tryInsertAll(List.of(Line.of(7, 0, "e"), rows.get(1)));
        assertThat(outcomes).extracting(Outcome::isApplied).containsExactly(true, false);

        Line inSet = database.database()
                .apply(ChangeSet.empty().insert("row", LINES, Line.of(9, 0, "f")))
                .row("row", Line.class);
        assertThat(numbered.get(inSet.id())).isEqualTo(inSet);
        Line inTransaction = database.database()
                .inTransaction(transaction -> transaction.rows(LINES).insert(Line.of(9, 0, "g")));
        assertThat(numbered.get(inTransaction.id())).isEqualTo(inTransaction);
        BatchWriter<Line, LineId> writer =
                BatchWriter.of(database.database(), LINES).withRowsPerChunk(2);
        assertThat(writer.insertAll(Stream.of(Line.of(9, 0, "h"), Line.of(9, 0, "i"), Line.of(9, 0, "j")))
                        .chunks())
                .isEqualTo(2);
        assertThat(database.query("SELECT article FROM composite_lines WHERE order_id = 9 ORDER BY article"))
                .containsExactly("f", "g", "h", "i", "j");

        assertThat(numbered.updateAll(rows)).extracting(Line::version).containsOnly(2L);
        assertThat(numbered.tryDeleteAll(rows)).allMatch(Conflict.class::isInstance);
    }

    private record BoxedId(Long orderId, Integer lineNo) {}

    private record Boxed(Long orderId, Integer lineNo, String article, int pieces, int seen, long version) {}

    /** Null leaves a part to the database where that numbers it, and nowhere else. */
    @Test
    void generatedPart_null() {
        createNumbered();
        Table<Boxed, BoxedId> table =
                Table.of(Boxed.class, BoxedId.class).named("composite_lines").id("orderId", "lineNo");
        VersionedRepository<Boxed, BoxedId> numbered = database.repository(table);

        Boxed row = numbered.insert(new Boxed(7L, null, "one", 1, 0, 0));
        List<Boxed> more =
                numbered.insertAll(List.of(new Boxed(7L, null, "two", 1, 0, 0), new Boxed(7L, null, "three", 1, 0, 0)));

        assertThat(numbered.get(new BoxedId(7L, row.lineNo()))).isEqualTo(row);
        assertThat(more).extracting(Boxed::lineNo).doesNotContainNull().doesNotHaveDuplicates();
        for (ThrowingCallable write : List.<ThrowingCallable>of(
                () -> numbered.insert(new Boxed(null, null, "none", 1, 0, 0)),
                () -> numbered.insert(new Boxed(null, 5, "none", 1, 0, 0)),
                () -> numbered.insertAll(List.of(new Boxed(null, null, "none", 1, 0, 0))))) {
            assertThatThrownBy(write)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("row must have a whole id: composite_lines.order_id is null");
        }
        assertThat(stored()).hasSize(3);
    }

    @Test
    void otherId_refusedWithAdvice() {
        Line theirs = lines.update(second.withArticle("theirs"));
        List<String> before = stored();
        Line moved = first.withId(9, 9);

        for (ThrowingCallable write : List.<ThrowingCallable>of(
                () -> lines.patch(first, moved),
                () -> lines.patch(first, first.withId(7, 9)),
                () -> lines.patchAll(List.of(new Edit<>(first, moved))),
                () -> lines.modify(first.id(), row -> row.withId(9, 9)),
                () -> database.database().apply(ChangeSet.empty().patch("row", LINES, first, moved)),
                () -> lines.patch(first.id(), 1, Map.of("lineNo", 9)),
                () -> lines.patch(first.id(), 1, Map.of("article", "cup", "id", moved.id())),
                () -> lines.writeUnversioned(first.id(), Map.of("orderId", 9L)),
                () -> lines.updateVersions(Map.of(first.id(), 1L), Map.of("lineNo", 9)),
                () -> lines.updateWhere(Map.of("lineNo", 9), "order_id = ?", 7L),
                () -> lines.update(second, conflict -> Optional.of(moved)),
                () -> lines.update(second.withPieces(2), LINES.mergeFrom(first)),
                () -> lines.update(moved, LINES.mergeFrom(first)))) {
            assertThatThrownBy(write)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith(
                            "; an id does not change: insert the row under its new id and delete the old row,"
                                    + " in one transaction");
        }

        assertThat(stored()).isEqualTo(before);
        assertThat(lines.get(second.id())).isEqualTo(theirs);
    }

    /** What the advice says. */
    @Test
    void otherId_insertAndDelete() {
        database.database().useTransaction(transaction -> {
            VersionedRows<Line, LineId> rows = transaction.rows(LINES);
            rows.insert(first.withId(7, 3));
            rows.delete(first);
        });
        database.database()
                .apply(ChangeSet.empty()
                        .insert("new", LINES, second.withId(7, 1))
                        .delete("old", LINES, second));

        assertThat(stored()).containsExactly("7 1 teapot 1 1", "7 3 kettle 1 1", "8 1 kettle 1 1");
        ChangeSet stale =
                ChangeSet.empty().insert("new", LINES, second.withId(7, 9)).delete("old", LINES, second);
        assertThatThrownBy(() -> database.database().apply(stale)).isInstanceOf(RefusedException.class);
        assertThat(stored()).hasSize(3);
    }
}

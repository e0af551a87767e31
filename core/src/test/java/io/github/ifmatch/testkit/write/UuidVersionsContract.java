package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.Edit;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Retry;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.RowTags;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.tool.Crowd;
import io.github.ifmatch.type.VersionSource;
import io.github.ifmatch.verify.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions that are UUIDs: every write gives the row another one, and what other programs left is compared as well. */
public abstract class UuidVersionsContract extends Contract {

    private record Doc(long id, String text, int count, UUID token) {

        Doc with(String newText) {
            return new Doc(id, newText, count, token);
        }

        Doc at(UUID newToken) {
            return new Doc(id, text, count, newToken);
        }
    }

    private static final UUID NIL = new UUID(0, 0);

    private static final Table<Doc, Long> TABLE =
            Table.of(Doc.class, Long.class).named("docs").version("token").versions(VersionSource.RANDOM);

    private final List<Doc> states = new ArrayList<>();
    private Database of;
    private VersionedRepository<Doc, Long> rows;

    @BeforeEach
    void makeRows() {
        needs(Feature.UUIDS);
        database.drop("docs");
        database.execute("CREATE TABLE docs (id {identity}, text varchar(50) NOT NULL, count integer NOT NULL,"
                + " token {uuid} NOT NULL)");
        of = database.database();
        rows = database.repository(TABLE);
    }

    private static Doc doc(long id) {
        return new Doc(id, "first", 0, NIL);
    }

    /** Another state than all before, as it stands in the table. */
    private Doc stored(Doc row) {
        assertThat(row.token().version()).isEqualTo(4);
        assertThat(row.token().variant()).isEqualTo(2);
        assertThat(states.stream().map(Doc::token)).doesNotContain(row.token());
        assertThat(states.stream().map(TABLE::version)).doesNotContain(TABLE.version(row));
        assertThat(rows.find(row.id())).contains(row);
        states.add(row);
        return row;
    }

    private void assertLoses(Doc stale) {
        Doc current = rows.get(stale.id());
        long held = TABLE.version(stale);
        assertThat(rows.tryUpdate(stale)).isEqualTo(new Conflict<>(TABLE, stale.id(), held, stale, current));
        assertThat(rows.tryPatch(stale.id(), held, Map.of("text", "mine"))).isInstanceOf(Conflict.class);
        assertThat(rows.tryTouch(stale)).isInstanceOf(Conflict.class);
        assertThat(rows.tryDelete(stale.id(), held)).isInstanceOf(Conflict.class);
        assertThat(rows.tryCheck(stale)).isInstanceOf(Conflict.class);
        assertThat(rows.tryUpdateAll(List.of(stale))).hasOnlyElementsOfType(Conflict.class);
        assertThat(rows.tryDeleteAll(List.of(stale))).hasOnlyElementsOfType(Conflict.class);
        assertThat(rows.get(stale.id())).isEqualTo(current);
    }

    @Test
    void everyVerb() {
        needs(Feature.COMPARED_COLUMNS);
        Doc first = stored(rows.insert(doc(7)));
        Doc second = stored(rows.update(first.with("second")));
        Doc third = stored(rows.patch(second, second.with("third")));
        Doc fourth = stored(rows.patch(7L, TABLE.version(third), Map.of("text", "fourth")));
        Doc fifth = stored(rows.touch(fourth));
        Doc sixth = stored(rows.overwrite(first.with("sixth"), "test"));
        Doc seventh = stored(rows.modify(7L, row -> row.with("seventh")));
        Doc last = stored(rows.update(new Doc(7, "sixth", 3, sixth.token()), TABLE.mergeFrom(sixth)));

        assertThat(last).isEqualTo(new Doc(7, "seventh", 3, last.token()));
        Stream.of(first, second, third, fourth, fifth, sixth, seventh).forEach(this::assertLoses);
        assertThat(rows.tryCheck(last)).isEqualTo(new Applied<>(last));
        assertThat(rows.delete(last)).isEqualTo(last);
        assertThat(rows.tryUpdate(last)).isEqualTo(new Missing<>(TABLE, 7L));
    }

    /** Whatever number a client sends, a row that is not at it is not taken for one that is. */
    @Test
    void forgedVersions() {
        needs(Feature.COMPARED_COLUMNS);
        Doc first = stored(rows.insert(doc(7)));

        for (long version : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 0, -1, TABLE.version(first) | Long.MIN_VALUE}) {
            assertThat(rows.tryPatch(7L, version, Map.of())).isInstanceOf(Conflict.class);
            assertThat(rows.tryPatch(7L, version, Map.of("text", "mine"))).isInstanceOf(Conflict.class);
            assertThat(rows.tryDelete(7L, version)).isInstanceOf(Conflict.class);
        }
        assertThat(rows.get(7L)).isEqualTo(first);
    }

    /** Of every version of UUIDs, none, and all bits; each is another version than the others. */
    @Test
    void madeByOtherPrograms() throws SQLException {
        needs(Feature.COMPARED_COLUMNS);
        List<UUID> made = List.of(
                NIL,
                UUID.fromString("c232ab00-9414-11ec-b3c8-9f6bdeced846"),
                UUID.fromString("c232ab01-9414-11ec-b3c8-9f6bdeced846"),
                UUID.fromString("00000000-9414-11ec-b3c8-9f6bdeced846"), // 2^31 steps of time
                UUID.fromString("80000000-9414-11ec-b3c8-9f6bdeced846"),
                UUID.fromString("00000000-9414-11ed-b3c8-9f6bdeced846"),
                UUID.fromString("5df41881-3aed-3515-88a7-2f4a814cf09e"),
                UUID.fromString("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"),
                UUID.fromString("ffffffff-ffff-ffff-7fff-fffffffffffe"),
                UUID.randomUUID());
        Doc unused = rows.insert(doc(7));
        for (UUID token : made) {
            tokenIs(token);
            Doc found = rows.get(7L);
            assertThat(found.token()).isEqualTo(token);
            long version = TABLE.version(found);
            assertThat(version).isNotNegative();
            for (UUID other : made) {
                Doc held = found.at(other);
                assertThat(rows.tryCheck(held)).isInstanceOf(other.equals(token) ? Applied.class : Conflict.class);
            }
            assertThat(rows.tryCheck(TABLE.withVersion(found, version))).isInstanceOf(Applied.class);
            Doc next = stored(rows.update(found.with("next")));
            tokenIs(token);
            assertThat(rows.tryUpdate(next)).isInstanceOf(Conflict.class);
            stored(rows.patch(7L, version, Map.of("text", "by its number")));
        }
    }

    private void tokenIs(UUID token) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE docs SET token = '" + token + "'"))
                    .isEqualTo(1);
        }
    }

    /** A row that was never stored is at no version, least of all at that of the nil UUID, which other programs may have left. */
    @Test
    @SuppressWarnings("NullAway") // of a row that is not stored yet
    void withoutVersion() throws SQLException {
        needs(Feature.COMPARED_COLUMNS);
        Doc unused = stored(rows.insert(doc(7).at(null)));
        tokenIs(NIL);
        Doc without = new Doc(7, "mine", 0, null);

        for (ThrowingCallable write : List.<ThrowingCallable>of(
                () -> rows.tryUpdate(without),
                () -> rows.tryPatch(without, without.with("other")),
                () -> rows.tryTouch(without),
                () -> rows.tryDelete(without),
                () -> rows.tryCheck(without),
                () -> rows.tryUpdateAll(List.of(without)),
                () -> rows.tryDeleteAll(List.of(without)),
                () -> of.apply(ChangeSet.empty().update("one", TABLE, without)))) {
            assertThatThrownBy(write)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("row must have a version: docs.token is null");
        }
        assertThat(rows.get(7L)).isEqualTo(doc(7));
        assertThat(stored(rows.overwrite(without, "test")).text()).isEqualTo("mine");
    }

    /** A number has many UUIDs, of which withVersion always gives the same: that which Ifmatch itself would have set. */
    @Test
    void withVersion_rebased() {
        needs(Feature.COMPARED_COLUMNS);
        Doc first = stored(rows.insert(doc(7)));
        Doc second = stored(rows.touch(first));

        assertThat(TABLE.withVersion(first, TABLE.version(second))).isEqualTo(second);
        Conflict<Doc> conflict = (Conflict<Doc>) rows.tryUpdate(first.with("mine"));
        assertThat(conflict.rebased()).isEqualTo(second.with("mine"));
        stored(rows.update(conflict.rebased()));
    }

    @Test
    void batches() {
        needs(Feature.COMPARED_COLUMNS);
        List<Doc> first = rows.insertAll(List.of(doc(7), doc(8), doc(9)));
        first.forEach(this::stored);
        rows.insertAll(List.of(doc(0), doc(0))).forEach(this::stored);
        Doc other = stored(rows.touch(first.get(1)));
        rows.delete(first.get(2));

        assertThat(rows.tryUpdateAll(
                        first.stream().map(row -> row.with("second")).toList()))
                .satisfiesExactly(
                        one -> assertThat(stored(one.orElseThrow()).text()).isEqualTo("second"),
                        two -> assertThat(two)
                                .isEqualTo(new Conflict<>(
                                        TABLE,
                                        8L,
                                        TABLE.version(first.get(1)),
                                        first.get(1).with("second"),
                                        other)),
                        three -> assertThat(three).isEqualTo(new Missing<>(TABLE, 9L)));
        Doc seven = rows.get(7L);
        rows.patchAll(List.of(new Edit<>(seven, seven.with("third")), new Edit<>(other, other.with("third"))))
                .forEach(this::stored);
        rows.updateVersions(
                        Map.of(7L, TABLE.version(rows.get(7L)), 8L, TABLE.version(rows.get(8L))),
                        Map.of("text", "fourth"))
                .values()
                .forEach(this::stored);
        assertThat(BatchWriter.of(of, TABLE)
                        .updateAll(rows.findAll(List.of(7L, 8L)).stream())
                        .written())
                .isEqualTo(2);
        rows.findAll(List.of(7L, 8L)).forEach(this::stored);
        assertThat(rows.tryDeleteAll(List.of(seven, rows.get(8L))))
                .satisfiesExactly(
                        one -> assertThat(one).isInstanceOf(Conflict.class),
                        two -> assertThat(two).isInstanceOf(Applied.class));
    }

    @Test
    void updateWhere() {
        needs(Feature.COMPARED_COLUMNS);
        Doc first = stored(rows.insert(doc(7)));

        assertThat(rows.updateWhere(Map.of("text", "second"), "text = ? AND count < ?", "first", 5))
                .isEqualTo(1);

        assertThat(stored(rows.get(7L)).text()).isEqualTo("second");
        assertLoses(first);
    }

    @Test
    void changeSet_inTransaction() {
        needs(Feature.COMPARED_COLUMNS);
        Doc first = stored(rows.insert(doc(7)));

        ChangeSet.Result result = of.apply(
                ChangeSet.empty().update("one", TABLE, first.with("second")).insert("other", TABLE, doc(8)));
        Doc second = stored(result.row("one", Doc.class));
        stored(result.row("other", Doc.class));
        Doc fourth = of.inTransaction(transaction -> {
            VersionedRows<Doc, Long> inside = transaction.rows(TABLE);
            Doc third = inside.update(second.with("third"));
            Doc last = inside.touch(third);
            assertThat(inside.tryTouch(third)).isInstanceOf(Conflict.class);
            return last;
        });

        assertThat(stored(fourth).text()).isEqualTo("third");
    }

    @Test
    void entityTags() {
        needs(Feature.COMPARED_COLUMNS);
        RowTags<Doc, Long> tags = RowTags.of(TABLE);
        ConditionalRows<Doc, Long> conditional = ConditionalRows.of(rows);
        Doc first = stored(rows.insert(doc(7)));
        AcceptableVersions held =
                AcceptableVersions.only(tags.version(7L, tags.of(first)).orElseThrow());

        stored(conditional.tryPatch(7L, held, Map.of("text", "second")).orElseThrow());

        assertThat(conditional.tryPatch(7L, held, Map.of("text", "third"))).isInstanceOf(Conflict.class);
    }

    @Test
    void race() throws Exception {
        needs(Feature.COMPARED_COLUMNS);
        needs(Feature.CONCURRENT_WRITERS);
        Doc unused = rows.insert(doc(7));
        Retry often = Retry.upTo(1_000).withPauses(Duration.ofMillis(1), Duration.ofMillis(2));

        List<Boolean> done = Crowd.of(4, thread -> {
            for (int i = 0; i < 25; i++) {
                Doc next = rows.modify(7L, row -> new Doc(7, row.text(), row.count() + 1, row.token()), often);
                assertThat(next.token().version()).isEqualTo(4);
            }
            return true;
        });

        assertThat(done).containsOnly(true);
        assertThat(rows.get(7L).count()).isEqualTo(100);
    }

    @Test
    void declaration() {
        assertThatThrownBy(() -> Guard.of(TABLE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(TABLE::adoptNullVersions).isInstanceOf(MappingException.class);
        if (database.has(Feature.COMPARED_COLUMNS)) {
            of.verify(TABLE);
            return;
        }
        String problem = "its version is a UUID, and the dialect "
                + database.fittedDialect().name() + " makes no number of one";
        assertThatThrownBy(() -> rows.find(7L))
                .isInstanceOf(MappingException.class)
                .hasMessage("docs (Doc): " + problem
                        + "; give the table a version of another type, or speak to PostgreSQL or H2 in their dialects,"
                        + " which ifmatch-dialects has");
        assertThat(of.inspect(TABLE).all()).extracting(Finding::code).contains("version-uuid-unknown");
    }

    /** A text could hold a UUID, but not every text is one. */
    @Test
    void verify_ofAText() {
        needs(Feature.COMPARED_COLUMNS);
        database.drop("docs");
        database.execute("CREATE TABLE docs (id {identity}, text varchar(50) NOT NULL, count integer NOT NULL,"
                + " token varchar(36) NOT NULL)");

        assertThat(database.database().inspect(TABLE).all())
                .extracting(Finding::code)
                .contains("version-uuid");
        assertThatThrownBy(() -> database.database().verify(TABLE))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("the version token must be a uuid, as its component is");
    }
}

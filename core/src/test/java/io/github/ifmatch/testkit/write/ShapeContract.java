package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is promised of records holds for rows of a class whose components were found: a row is shown as its {@code toString}, such as
 * {@code 7 Ann 10.00 v1}.
 *
 * @param <R> rows of {@link Account}'s table
 */
public abstract class ShapeContract<R> extends Contract {

    private final Table<R, Long> table;
    private CountingDataSource counting;

    /** The table's rows; what is sent for them is counted. */
    protected VersionedRepository<R, Long> rows;

    protected ShapeContract(Table<R, Long> table) {
        this.table = table;
    }

    /** A row of these values. */
    protected abstract R row(long id, String owner, String balance, long version);

    /** Another row, with another owner. */
    protected abstract R renamed(R row, String owner);

    @BeforeEach
    void createTable() {
        Account.create(database);
        counting = CountingDataSource.of(database.dataSource());
        rows = database.repository(counting.dataSource(), table);
    }

    private R insert() {
        R stored = rows.insert(row(7, "Ann", "10", 0));
        counting.drain();
        return stored;
    }

    private String stored() {
        return rows.get(7L).toString();
    }

    @Test
    void insert_answersAnotherRow() {
        R given = row(0, "Ann", "10", 0);

        R stored = rows.insert(given);

        assertThat(stored).isNotSameAs(given).hasToString(table.id(stored) + " Ann 10.00 v1");
        assertThat(given).hasToString("0 Ann 10.00 v0");
        assertThat(rows.get(table.id(stored))).hasToString(stored.toString());
    }

    @Test
    void update_leavesTheRowThatWasGiven() {
        R mine = renamed(insert(), "Anne");

        R stored = rows.update(mine);

        assertThat(stored).hasToString("7 Anne 10.00 v2");
        assertThat(mine).hasToString("7 Anne 10.00 v1");
        assertThat(stored()).isEqualTo("7 Anne 10.00 v2");
    }

    @Test
    void update_stale() {
        R ann = insert();
        rows.update(renamed(ann, "Anne"));
        R mine = row(7, "Ann", "20", 1);

        Conflict<R> conflict = (Conflict<R>) rows.tryUpdate(mine);

        assertThat(conflict.attempted()).hasToString("7 Ann 20.00 v1");
        assertThat(conflict.current()).hasToString("7 Anne 10.00 v2");
        assertThat(conflict.differences(ann).sentence())
                .isEqualTo("owner was changed by someone else; your change of balance is untouched");
        assertThat(rows.update(conflict.rebased())).hasToString("7 Ann 20.00 v3");
        assertThat(mine).hasToString("7 Ann 20.00 v1");
        assertThatThrownBy(() -> rows.update(mine))
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        e -> assertThat(e.current(table.rowType())).hasToString("7 Ann 20.00 v3"));
    }

    @Test
    void patch_writesOnlyWhatDiffers() {
        R ann = insert();

        R patched = rows.patch(ann, renamed(ann, "Anne"));

        assertThat(counting.drain())
                .anyMatch(sql -> sql.contains("owner = ?"))
                .noneMatch(sql -> sql.contains("balance = ?"));
        assertThat(patched).hasToString("7 Anne 10.00 v2");
        assertThat(rows.patch(7L, 2, Map.of("owner", "Anna"))).hasToString("7 Anna 10.00 v3");
    }

    @Test
    void patch_equalRows() {
        R ann = insert();
        R same = row(7, "Ann", "10", 1);

        assertThat(rows.tryPatch(ann, same)).isInstanceOf(Applied.class);
        assertThat(counting.drain()).isEmpty();
    }

    @Test
    void merge_bothChanges() {
        R ann = insert();
        R theirs = rows.update(row(7, "Ann", "30", 1));

        R merged = rows.update(renamed(ann, "Anne"), table.mergeFrom(ann));

        assertThat(theirs).hasToString("7 Ann 30.00 v2");
        assertThat(merged).hasToString("7 Anne 30.00 v3");
        assertThat(stored()).isEqualTo("7 Anne 30.00 v3");
    }

    @Test
    void modify_again() {
        insert();
        int[] calls = {0};

        R modified = rows.modify(7L, row -> {
            if (++calls[0] == 1) {
                rows.touch(row);
            }
            return renamed(row, "Anne");
        });

        assertThat(calls[0]).isEqualTo(2);
        assertThat(modified).hasToString("7 Anne 10.00 v3");
    }

    @Test
    void otherVerbs() {
        R ann = insert();

        assertThat(rows.check(ann)).hasToString("7 Ann 10.00 v1");
        assertThat(rows.touch(ann)).hasToString("7 Ann 10.00 v2");
        assertThat(rows.overwrite(renamed(ann, "Anne"), "test")).hasToString("7 Anne 10.00 v3");
        assertThat(rows.findAll(List.of(7L, 8L))).singleElement().hasToString("7 Anne 10.00 v3");
        assertThat(rows.delete(7L, 3)).hasToString("7 Anne 10.00 v3");
        assertThat(rows.tryUpdate(ann)).isEqualTo(new Missing<>(table, 7L));
    }

    private List<R> many() {
        return rows.insertAll(LongStream.rangeClosed(1, 40)
                .mapToObj(id -> row(id, "owner " + id, "10", 0))
                .toList());
    }

    @Test
    void batch_everyVerb() {
        List<R> inserted = many();
        rows.touch(inserted.get(4));

        List<Outcome<R>> outcomes = rows.tryUpdateAll(
                inserted.stream().map(row -> renamed(row, "new")).toList());
        List<R> current = rows.findAll(LongStream.rangeClosed(1, 40).boxed().toList());
        List<R> patched = rows.patchAll(current.stream()
                .map(row -> new Edit<>(row, renamed(row, "patched")))
                .toList());

        assertThat(outcomes.get(4))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.current()).hasToString("5 owner 5 10.00 v2"));
        assertThat(outcomes.stream().filter(Outcome::isApplied)).hasSize(39);
        assertThat(outcomes.get(39).orElseThrow()).hasToString("40 new 10.00 v2");
        assertThat(patched).hasSize(40).allMatch(row -> row.toString().endsWith(" patched 10.00 v3"));
        assertThat(rows.deleteAll(patched)).hasSize(40);
        assertThat(inserted.get(0)).hasToString("1 owner 1 10.00 v1");
    }

    @Test
    void batchWriter() {
        many();
        List<R> read = rows.findAll(List.of(1L, 2L, 3L));

        assertThat(BatchWriter.of(database.database(), table)
                        .updateAll(read.stream().map(row -> renamed(row, "streamed")))
                        .written())
                .isEqualTo(3);
        assertThat(rows.get(3L)).hasToString("3 streamed 10.00 v2");
    }

    @Test
    void changeSet() {
        R ann = insert();

        ChangeSet.Result stored = database.database()
                .apply(ChangeSet.empty()
                        .patch("ann", table, ann, renamed(ann, "Anne"))
                        .insert("bob", table, row(8, "Bob", "20", 0)));

        assertThat(stored.row("ann", table.rowType())).hasToString("7 Anne 10.00 v2");
        assertThat(rows.get(8L)).hasToString("8 Bob 20.00 v1");
    }

    @Test
    void read_ownQuery() throws SQLException {
        insert();
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement query =
                        connection.prepareStatement("SELECT version, owner, id, balance FROM accounts");
                ResultSet row = query.executeQuery()) {
            assertThat(row.next()).isTrue();
            assertThat(table.read(row)).hasToString("7 Ann 10.00 v1");
        }
    }
}

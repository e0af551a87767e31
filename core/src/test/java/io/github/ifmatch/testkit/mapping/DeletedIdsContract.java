package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ids of rows that a delete has marked: they stay taken as far as an index says so, and can else be given again. */
public abstract class DeletedIdsContract extends MemoContract {

    /** The id is taken, by a row that nobody sees: that is neither a conflict nor a matter of the moment. */
    @ParameterizedTest
    @EnumSource
    void insertOfMarkedId(Form of) {
        create(of);
        Memo deleted = memos.delete(memos.insert(new Memo(7, "first", 0)));
        Memo again = new Memo(7, "again", 0);
        List<Callable<Object>> inserts = List.of(
                () -> memos.tryInsert(again),
                () -> memos.tryInsertAll(List.of(new Memo(8, "other", 0), again)),
                () -> database.database()
                        .inTransaction(transaction -> transaction.rows(table).tryInsert(again)),
                () -> database.database()
                        .apply(ChangeSet.empty()
                                .insert("other", table, new Memo(8, "other", 0))
                                .insert("again", table, again)));

        for (Callable<Object> insert : inserts) {
            assertThatThrownBy(insert::call).isInstanceOfSatisfying(DatabaseException.class, e -> {
                assertThat(e.kind()).isEqualTo(DatabaseException.Kind.UNIQUE);
                assertThat(said(e))
                        .startsWith("memos 7: insert met a row of the same id that was deleted, and is only marked so."
                                + " Nothing was written");
            });
            assertThat(unmarked()).isEmpty();
            assertThat(marked()).containsExactly(String.valueOf(deleted.version()));
        }
        assertThat(database.query("SELECT text FROM memos")).containsExactly("first");
    }

    @ParameterizedTest
    @EnumSource
    void insertOfSeenId(Form of) {
        create(of);
        Memo seen = memos.insert(new Memo(7, "first", 0));
        Memo again = new Memo(7, "again", 0);
        Conflict<Memo> conflict = new Conflict<>(table, "insert", 7L, 0, again, seen);

        assertThat(memos.tryInsert(again)).isEqualTo(conflict);
        assertThat(memos.tryInsertAll(List.of(new Memo(8, "other", 0), again)))
                .containsExactly(new Applied<>(new Memo(8, "other", 1)), conflict);
    }

    /** Where an index keeps the id unique among rows that are not deleted alone, it can be given again. */
    @ParameterizedTest
    @EnumSource(names = {"FLAG", "TIME"})
    void idGivenAgain(Form of) {
        needs(Feature.PARTIAL_INDEXES, Feature.UPDATED_ROW_RETURNED);
        create(of, "id bigint NOT NULL", "version bigint NOT NULL");
        database.execute("CREATE UNIQUE INDEX memos_kept ON memos (id) WHERE NOT (" + of.isMarked() + ")");
        memos = database.repository(table);

        for (int i = 0; i < 3; i++) {
            Memo memo = memos.insert(new Memo(7, "again", 0));
            assertThat(memos.tryInsert(memo)).isInstanceOf(Conflict.class);
            assertThat(memos.delete(memo)).isEqualTo(memo.at(2));
            assertThat(memos.tryDelete(memo)).isEqualTo(missing(memo));
        }
        assertThat(marked()).containsExactly("2", "2", "2");

        Memo memo = memos.insert(new Memo(7, "again", 0));
        Memo other = memos.insert(new Memo(8, "other", 0));
        assertThat(memos.deleteAll(List.of(memo, other))).containsExactly(memo.at(2), other.at(2));
        database.execute("CREATE UNIQUE INDEX memos_text ON memos (text) WHERE text = 'once'");
        Memo unused = memos.insert(new Memo(9, "once", 0));
        assertThatThrownBy(() -> memos.insert(new Memo(7, "once", 0)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageNotContaining("only marked so");
    }
}

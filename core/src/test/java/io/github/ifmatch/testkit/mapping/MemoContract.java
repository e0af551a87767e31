package io.github.ifmatch.testkit.mapping;

import io.github.ifmatch.Missing;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import java.util.List;
import java.util.stream.IntStream;

/** Memos, which a delete marks by a flag or by the time, instead of removing them. */
public abstract class MemoContract extends Contract {

    record Memo(long id, String text, long version) {

        Memo with(String newText) {
            return new Memo(id, newText, version);
        }

        Memo at(long newVersion) {
            return new Memo(id, text, newVersion);
        }
    }

    static final Table<Memo, Long> ALL = Table.of(Memo.class, Long.class).named("memos");

    /** What marks a row, and whether writes answer it by themselves. */
    enum Form {
        FLAG,
        TIME,
        FLAG_READ_BACK,
        TIME_READ_BACK;

        boolean isTime() {
            return this == TIME || this == TIME_READ_BACK;
        }

        String column() {
            return isTime() ? "deleted_at {instant(6)}" : "deleted {boolean} NOT NULL";
        }

        <R, ID> Table<R, ID> of(Table<R, ID> table) {
            Table<R, ID> marking = isTime() ? table.softDelete("deleted_at") : table.softDelete("deleted", false, true);
            return this == FLAG || this == TIME ? marking : marking.readBack();
        }

        String isMarked() {
            return isTime() ? "deleted_at IS NOT NULL" : "deleted = TRUE";
        }

        String unmarking() {
            return isTime() ? "deleted_at = NULL" : "deleted = FALSE";
        }
    }

    Form form = Form.FLAG;
    Table<Memo, Long> table = ALL;
    VersionedRepository<Memo, Long> memos;

    void create(Form of) {
        create(of, "id {identity}", "version bigint NOT NULL");
    }

    void create(Form of, String id, String version) {
        if (of.isTime()) {
            needs(Feature.INSTANTS);
        }
        form = of;
        table = of.of(ALL);
        database.drop("memos");
        database.execute("CREATE TABLE memos (" + id + ", text varchar(50), " + of.column() + ", " + version + ")");
        memos = database.repository(table);
    }

    List<String> marked() {
        return database.query("SELECT version FROM memos WHERE " + form.isMarked() + " ORDER BY id");
    }

    List<String> unmarked() {
        return database.query("SELECT version FROM memos WHERE NOT (" + form.isMarked() + ") ORDER BY id");
    }

    List<Memo> insert(int rows) {
        return memos.insertAll(IntStream.range(0, rows)
                .mapToObj(i -> new Memo(0, "memo " + i, 0))
                .toList());
    }

    Missing<Memo> missing(Memo memo) {
        return new Missing<>(table, memo.id());
    }
}

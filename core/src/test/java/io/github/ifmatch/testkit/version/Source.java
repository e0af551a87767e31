package io.github.ifmatch.testkit.version;

import io.github.ifmatch.Table;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.Meddling;
import java.util.Optional;
import java.util.Set;

/**
 * A source of versions: the table {@code items} as it is declared and made with it, and what it can and cannot promise. Thread-safe: it has no
 * state.
 */
public abstract class Source<R extends Record & Item> {

    private final Table<R, Long> table;
    private final String column;

    /** @param column the version's, as CREATE TABLE has it; empty if there is none */
    protected Source(Table<R, Long> table, String column) {
        this.table = table.named("items").unversioned("seen");
        this.column = column;
    }

    public final Table<R, Long> table() {
        return table;
    }

    /** Makes the table anew, without a row. */
    public final void create(TestDatabase database) {
        create(database, "");
    }

    /** The same with one more column, which the row does not read. */
    public final void create(TestDatabase database, String another) {
        database.drop("items");
        database.execute("CREATE TABLE items (id {identity}, text varchar(50) NOT NULL, amount integer NOT NULL,"
                + (column.isEmpty() ? "" : " " + column + ",") + " seen varchar(50)"
                + (another.isEmpty() ? "" : ", " + another) + ")");
        meddling().ifPresent(meddling -> database.execute(database.trigger(meddling, "items")));
    }

    /** A row that was never stored. */
    public abstract R item(long id, String text, int amount);

    /** Whether a write of a row at one version may leave the other. */
    public abstract boolean isNext(long before, long next);

    /** What the database must be able to do. Default: nothing. */
    public Set<Feature> needs() {
        return Set.of();
    }

    /** The trigger that makes the versions. Default: none. */
    public Optional<Meddling> meddling() {
        return Optional.empty();
    }

    /** What another program's UPDATE must have at the end of its SET. Default: nothing. */
    public String advance() {
        return "";
    }

    /** Whether a row can be written without a change of its values. Default: yes. */
    public boolean canTouch() {
        return true;
    }

    /** Whether a row that is deleted and inserted again can show a version that it had. Default: no. */
    public boolean comesAgain() {
        return false;
    }

    /** Whether a write of an unversioned column leaves another version. Default: no. */
    public boolean advancesUnversioned() {
        return false;
    }

    /** Whether two writes of one transaction leave one version. Default: no. */
    public boolean isOfTheTransaction() {
        return false;
    }
}

package io.github.ifmatch;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import java.util.function.Function;

/** Where the operations of one repository run: each in a transaction of its own, or all in the caller's. */
interface Scope {

    /** Does something where it is to be done now: in the transaction that is under way, or in one of its own. */
    default <T> T within(Function<Scope, T> operation) {
        return operation.apply(this);
    }

    /** Tells what was written here: as committed, as it is in a transaction of its own; or as far as it is known. */
    default void tell(Guarded listener, Journal.Made made) {
        listener.on(made.as(true));
    }

    /** A query, given its statements. */
    interface Reading<R, ID, T> {
        T read(Statements<R, ID> statements) throws Refusal;
    }

    /** An update by condition, given its statements; how many rows it wrote. */
    interface Updating<R, ID> {
        long update(Statements<R, ID> statements) throws Refusal;
    }

    <R, ID> Outcome<R> write(Binding<R, ID> binding, Function<TableSql<R, ID>, Change<R>> change);

    /** The outcomes, in order; where the batch is all or nothing and one is refused, nothing of it is written. */
    <R, ID> List<Outcome<R>> writeAll(Binding<R, ID> binding, Function<TableSql<R, ID>, Batch<R>> batch);

    <R, ID> long updateWhere(Binding<R, ID> binding, Updating<R, ID> updating);

    @CanIgnoreReturnValue
    <R, ID, T> T read(Binding<R, ID> binding, Reading<R, ID, T> reading);
}

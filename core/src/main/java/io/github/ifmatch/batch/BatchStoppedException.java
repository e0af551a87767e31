package io.github.ifmatch.batch;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Table;
import io.github.ifmatch.UnknownOutcomeException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch did not come to its end; the {@linkplain #report() report} holds what was committed before.
 *
 * <p>It reports a job, so it is no {@link io.github.ifmatch.VersionedException}; its {@linkplain #getCause() cause} may be one. The cause
 * says why: what the database refused, or what the source, the resolver, the checkpoint, the sink or the progress threw. What to do: mend
 * that, and go on after the first {@link BatchReport#rows()} rows, or, with an iterator that cannot be read again, with the {@link
 * #unreported()} ones and then the rest of it. If the cause is an {@link UnknownOutcomeException}, the {@link #rowsInDoubt()} rows after
 * the reported ones are either all written or all not: its {@link UnknownOutcomeException#resolve() resolve()} may tell; else send them
 * again, what was written conflicts and {@linkplain Conflict#looksApplied looks applied}.
 *
 * <p>A sink that throws loses no refused row, and is given none twice: the chunk is committed and reported, the other refused
 * rows of it are passed first, and those that it threw on are {@link #untold()}. Rows are not serialised.
 */
public final class BatchStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String ROWS_ARE_GONE = "rows of a deserialised exception are gone";

    private final transient BatchReport report;
    private final transient List<?> unreported;
    private final transient List<? extends Outcome<?>> untold;
    private final long rowsInDoubt;

    /** The cause is null beside an error. */
    BatchStoppedException(
            Table<?, ?> table,
            BatchReport report,
            long rowsInDoubt,
            List<?> unreported,
            List<? extends Outcome<?>> untold,
            @Nullable Exception cause) {
        super(message(table, report, rowsInDoubt, untold.size()), cause);
        this.report = report;
        this.unreported = unreported;
        this.untold = untold;
        this.rowsInDoubt = rowsInDoubt;
    }

    /**
     * What became of the rows until then; all of it is committed.
     *
     * @throws IllegalStateException after deserialisation
     */
    public BatchReport report() {
        return present(report, "report of a deserialised exception is gone");
    }

    /**
     * What was taken from the source and is not in the report, in order: the rows, or the {@linkplain Edit edits}, of the chunk
     * that failed, those in doubt included, and one beyond it, if that was read. What the source failed on is not among them.
     *
     * @throws IllegalStateException after deserialisation
     */
    public List<?> unreported() {
        return Collections.unmodifiableList(present(unreported, ROWS_ARE_GONE));
    }

    /**
     * The conflicts and missing rows that the sink of {@link BatchWriter#withRefused} threw on; they are in the report.
     *
     * @throws IllegalStateException after deserialisation
     */
    public List<Outcome<?>> untold() {
        return Collections.unmodifiableList(present(untold, ROWS_ARE_GONE));
    }

    private <T> T present(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalStateException("the " + what + ": " + getMessage());
        }
        return value;
    }

    /** How many rows after the reported ones may have been written, or not: a chunk whose commit was not answered; else 0. */
    public long rowsInDoubt() {
        return rowsInDoubt;
    }

    private static String message(Table<?, ?> table, BatchReport report, long rowsInDoubt, int untold) {
        String sink = untold == 0
                ? ""
                : untold + (untold == 1 ? " refused row was" : " refused rows were")
                        + " not taken by the sink: see untold(). ";
        return table.name() + ": the batch stopped after " + report + ". " + sink
                + (rowsInDoubt == 0
                        ? "Nothing after them was written."
                        : "It is not known whether the next " + rowsInDoubt
                                + " were written: all of them, or none. Nothing after those was.");
    }
}

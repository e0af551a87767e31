package io.github.ifmatch;

/**
 * A batch did not come to its end; the {@linkplain #report() report} holds what was committed before.
 *
 * <p>The {@linkplain #getCause() cause} says why: what the database refused, or what the source, the resolver, the checkpoint,
 * the sink or the progress threw. What to do: mend that, and go on after the first {@link BatchReport#rows()} rows. If the
 * cause is an {@link UnknownOutcomeException}, the {@link #rowsInDoubt()} rows after those are either all written or all not:
 * its {@link UnknownOutcomeException#resolve() resolve()} may tell; else send them again, what was written conflicts
 * and {@linkplain Conflict#looksApplied looks applied}. The report is not serialised.
 */
public final class BatchStoppedException extends VersionedException {

    private static final long serialVersionUID = 1L;

    private final transient BatchReport report;
    private final long rowsInDoubt;

    BatchStoppedException(Table<?, ?> table, BatchReport report, long rowsInDoubt, Exception cause) {
        super(message(table, report, rowsInDoubt), cause);
        this.report = report;
        this.rowsInDoubt = rowsInDoubt;
    }

    /**
     * What became of the rows until then; all of it is committed.
     *
     * @throws IllegalStateException after deserialisation
     */
    public BatchReport report() {
        if (report == null) {
            throw new IllegalStateException("the report of a deserialised exception is gone: " + getMessage());
        }
        return report;
    }

    /** How many rows after the reported ones may have been written, or not: a chunk whose commit was not answered; else 0. */
    public long rowsInDoubt() {
        return rowsInDoubt;
    }

    private static String message(Table<?, ?> table, BatchReport report, long rowsInDoubt) {
        return table.name() + ": the batch stopped after " + report + ". "
                + (rowsInDoubt == 0
                        ? "Nothing after them was written."
                        : "It is not known whether the next " + rowsInDoubt
                                + " were written: all of them, or none. Nothing after those was.");
    }
}

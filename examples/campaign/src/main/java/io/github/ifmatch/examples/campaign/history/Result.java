package io.github.ifmatch.examples.campaign.history;

/**
 * What became of a write, as its caller was told. Immutable.
 *
 * @param number the write's
 * @param base the row that it rested on in the end, where it was read on the way; else {@link State#NONE}
 * @param seen the row as the answer has it: as stored, or the current one of a conflict; the version is the count, for {@link Effect#BULK_WHERE}
 * @param ended when, in nanoseconds of the machine's monotonic clock
 */
public record Result(long number, Answer answer, Resolution resolution, State base, State seen, long ended) {

    /** One that says no more than this. */
    public static Result of(long number, Answer answer) {
        return new Result(number, answer, Resolution.NOT_ASKED, State.NONE, State.NONE, System.nanoTime());
    }

    /** One that shows a row. */
    public static Result of(long number, Answer answer, State seen) {
        return new Result(number, answer, Resolution.NOT_ASKED, State.NONE, seen, System.nanoTime());
    }

    /** The same for a write that rested on this row. */
    public Result onBase(State row) {
        return new Result(number, answer, resolution, row, seen, ended);
    }

    /** The same, of which resolve() said this. */
    public Result resolved(Resolution said) {
        return new Result(number, answer, said, base, seen, ended);
    }
}

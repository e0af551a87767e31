package io.github.ifmatch.examples.campaign.history;

/** A write with what became of it. Immutable. */
public record Operation(Intent intent, Result result) {

    /** One of a worker that was killed on the way. */
    public static Operation unfinished(Intent intent) {
        return new Operation(
                intent,
                new Result(
                        intent.number(),
                        Answer.UNFINISHED,
                        Resolution.NOT_ASKED,
                        State.NONE,
                        State.NONE,
                        Long.MAX_VALUE));
    }

    /** Its number. */
    public long number() {
        return intent.number();
    }

    /** What it does. */
    public Effect effect() {
        return intent.effect();
    }

    /** What was said of it. */
    public Answer answer() {
        return result.answer();
    }

    /** The row that it rested on. */
    public State base() {
        return result.base().isKnown() ? result.base() : intent.base();
    }

    /** Whether it is known to stand. */
    public boolean isApplied() {
        return answer() == Answer.APPLIED;
    }

    /** Whether it must stand: it was acknowledged, or resolve() says so of its transaction, and no conflict can have kept it out. */
    public boolean mustStand() {
        boolean isSaid = result.resolution() == Resolution.COMMITTED
                && !intent.path().isRowByRow();
        return isApplied() || isSaid;
    }

    /** Whether it may stand, for all that was said. */
    public boolean mayStand() {
        return switch (answer()) {
            case UNKNOWN -> result.resolution() != Resolution.ROLLED_BACK;
            case UNFINISHED, UNEXPECTED -> true;
            default -> false;
        };
    }

    /** One line for people. */
    @Override
    public String toString() {
        String resolution =
                result.resolution() == Resolution.NOT_ASKED ? "" : ", resolve(): " + result.resolution();
        return Long.toString(number(), 36) + " " + intent.path().label() + " (" + effect() + ") on version "
                + base().version() + ": " + answer() + resolution
                + (result.seen().isKnown() ? ", showing version " + result.seen().version() : "");
    }
}

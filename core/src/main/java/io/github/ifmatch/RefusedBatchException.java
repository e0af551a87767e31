package io.github.ifmatch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Some rows of a batch were refused, so none was written.
 *
 * <p>What to do: mend or leave out the refused rows, and send the others again as they are. {@link #refused()} names each
 * by its place among those given, such as {@code [3]}. A transaction that it was part of can go on. Outcomes are
 * not serialised.
 */
public final class RefusedBatchException extends RefusedException {

    private static final long serialVersionUID = 1L;

    private final transient List<? extends Outcome<?>> outcomes;

    /** Tells what became of each row, in the order given. */
    public RefusedBatchException(List<? extends Outcome<?>> outcomes) {
        this(outcomes, message -> message);
    }

    private RefusedBatchException(List<? extends Outcome<?>> outcomes, UnaryOperator<String> message) {
        super(refused(outcomes), outcomes.size(), message);
        this.outcomes = outcomes;
    }

    @Override
    public VersionedException after(int attempts) {
        return new RefusedBatchException(outcomes, message -> counted(message, attempts));
    }

    /**
     * What became of each row, in the order given.
     *
     * <p>{@link Applied} means that nothing stood against the row; it was undone. The row that it holds is the one that was
     * tried, at the version at which the stored one still stands.
     *
     * @throws IllegalStateException after deserialisation: rows do not travel
     */
    public List<Outcome<?>> outcomes() {
        if (outcomes == null) {
            throw new IllegalStateException("the outcomes of a deserialised exception are gone: " + getMessage());
        }
        return Collections.unmodifiableList(outcomes);
    }

    private static Map<String, Outcome<?>> refused(List<? extends Outcome<?>> outcomes) {
        Map<String, Outcome<?>> refused = new LinkedHashMap<>();
        for (int place = 0; place < outcomes.size(); place++) {
            if (!outcomes.get(place).isApplied()) {
                refused.put("[" + place + "]", outcomes.get(place));
            }
        }
        return refused;
    }
}

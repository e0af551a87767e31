package io.github.ifmatch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Some changes of a {@link ChangeSet}, or of a batch, were refused, so none was made.
 *
 * <p>What to do: show every conflict beside its path. A transaction that {@linkplain Transaction#apply applied} the set can go
 * on, unless an insert was among the refused: then other changes of the set may have been sent, and it can only be rolled
 * back, whatever is caught. Outcomes are not serialised.
 */
public sealed class RefusedException extends VersionedException permits RefusedBatchException {

    private static final long serialVersionUID = 1L;

    /** So many are told in the message. */
    private static final int SHOWN = 10;

    private final transient Map<String, Outcome<?>> refused;

    /** Tells every refusal by its path. */
    public RefusedException(Map<String, Outcome<?>> refused) {
        super(message(refused, "", "Nothing of the change set was written."), null);
        this.refused = new LinkedHashMap<>(refused);
    }

    private RefusedException(Map<String, Outcome<?>> refused, String message) {
        super(message, null);
        this.refused = refused;
    }

    @Override
    public VersionedException after(int attempts) {
        return new RefusedException(refused, counted(getMessage(), attempts));
    }

    /** Whether somebody else's changes were all that stood against it, so that it may succeed on the rows as they now are. */
    public boolean isConflict() {
        return refused.values().stream().allMatch(Conflict.class::isInstance);
    }

    /** So many of the rows of a batch, by place. */
    RefusedException(Map<String, Outcome<?>> refused, int rows, UnaryOperator<String> message) {
        super(message.apply(message(refused, " of " + rows, "Nothing of the batch was written.")), null);
        this.refused = new LinkedHashMap<>(refused);
    }

    /**
     * The conflicts and the missing rows, by path, in the order of the change set.
     *
     * @throws IllegalStateException after deserialisation: rows do not travel
     */
    public Map<String, Outcome<?>> refused() {
        if (refused == null) {
            throw new IllegalStateException("the outcomes of a deserialised exception are gone: " + getMessage());
        }
        return Collections.unmodifiableMap(refused);
    }

    private static String message(Map<String, Outcome<?>> refused, String ofAll, String state) {
        boolean isOne = refused.size() == 1 && ofAll.isEmpty();
        String more = refused.size() > SHOWN ? "; and " + (refused.size() - SHOWN) + " more" : "";
        return refused.entrySet().stream()
                .limit(SHOWN)
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(
                        "; ",
                        refused.size() + ofAll + (isOne ? " change was refused: " : " changes were refused: "),
                        more + ". " + state));
    }
}

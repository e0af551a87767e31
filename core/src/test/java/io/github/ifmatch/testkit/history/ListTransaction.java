package io.github.ifmatch.testkit.history;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that read lists and appended to them. Immutable.
 *
 * @param client who did it
 * @param begun when: a logical clock that counts every beginning and every end
 * @param ended when it was answered; {@link Integer#MAX_VALUE} if it never was
 * @param accesses what it did, in order
 */
public record ListTransaction(String client, int begun, int ended, Ending ending, List<Access> accesses) {

    public ListTransaction {
        accesses = List.copyOf(accesses);
    }

    /** How it ended. */
    public enum Ending {
        COMMITTED,
        /** It was rolled back, or so it was said. */
        ABORTED,
        UNKNOWN
    }

    /**
     * One read or append. Immutable.
     *
     * @param list which list
     * @param appended the value, which no other append to this list has; null for a read
     * @param read what was read; null for an append
     */
    public record Access(
            Object list,
            @Nullable Object appended,
            @Nullable List<Object> read) {

        static Access append(Object list, Object value) {
            return new Access(list, value, null);
        }

        static Access read(Object list, List<?> values) {
            return new Access(list, null, List.copyOf(values));
        }

        @Override
        public String toString() {
            return read == null ? "append " + appended + " to " + list : "read " + list + " " + read;
        }
    }

    boolean isCommitted() {
        return ending == Ending.COMMITTED;
    }

    /** In a line: when, who, what, and how it ended. */
    @Override
    public String toString() {
        return "[%d–%s] %s: %s, %s"
                .formatted(
                        begun,
                        ended == Integer.MAX_VALUE ? "" : "" + ended,
                        client,
                        accesses.stream().map(Access::toString).collect(joining(", ")),
                        switch (ending) {
                            case COMMITTED -> "committed";
                            case ABORTED -> "rolled back";
                            case UNKNOWN -> "outcome unknown";
                        });
    }
}

package io.github.ifmatch.type;

/**
 * A stored value that a column type cannot read, with the remedy; which column it is, is added where the row is read.
 *
 * <p>For column types of one's own, too.
 */
public final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong and what to do, without the value. */
    public UnreadableException(String message) {
        super(message);
    }
}

package io.github.ifmatch.audit;

import org.jspecify.annotations.Nullable;

/**
 * A statement writes to a versioned table past the version, and the audit was told to refuse such. It was not sent.
 *
 * <p>It is no {@code SQLException}, so that nobody takes it for a failure of the database. The finding is not serialised.
 */
public final class AuditException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Finding finding;

    AuditException(Finding finding) {
        super(finding.problem() + ", at " + finding.site() + ". It was not sent: " + finding.statement());
        this.finding = finding;
    }

    /**
     * What was found.
     *
     * @throws IllegalStateException after deserialisation
     */
    public Finding finding() {
        if (finding == null) {
            throw new IllegalStateException("the finding of a deserialised AuditException is gone: " + getMessage());
        }
        return finding;
    }
}

package io.github.ifmatch.testkit.tool;

import io.github.ifmatch.audit.Audit;
import io.github.ifmatch.audit.AuditReport;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test, when it ends, if a statement wrote to a versioned table past the version meanwhile.
 *
 * <pre>{@code
 * static final Audit AUDIT = Audit.of(ACCOUNTS);
 *
 * @RegisterExtension
 * static final AuditExtension NO_BYPASS = AuditExtension.of(AUDIT);
 * }</pre>
 *
 * <p>The audit's report is emptied before each test. What tests that run at the same time send by the same audit is told by whichever ends first.
 * Thread-safe.
 */
public final class AuditExtension implements BeforeEachCallback, AfterEachCallback {

    private final Audit audit;

    private AuditExtension(Audit audit) {
        this.audit = audit;
    }

    /** Looks at what this audit finds. */
    public static AuditExtension of(Audit audit) {
        return new AuditExtension(Objects.requireNonNull(audit, "audit must not be null"));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        audit.clear();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        AuditReport report = audit.report();
        audit.clear();
        if (!report.isEmpty()) {
            throw new AssertionError(report.toText());
        }
    }
}

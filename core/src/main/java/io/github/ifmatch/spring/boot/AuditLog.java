package io.github.ifmatch.spring.boot;

import io.github.ifmatch.audit.Audit;
import io.github.ifmatch.audit.AuditReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/** Logs what the audit has found when the application ends. Thread-safe. */
final class AuditLog implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    private final Audit audit;

    AuditLog(Audit audit) {
        this.audit = audit;
    }

    @Override
    public void destroy() {
        AuditReport report = audit.report();
        if (report.isEmpty()) {
            LOG.info("{}", report.toText());
        } else {
            LOG.warn("{}", report.toText());
        }
    }
}

package io.github.ifmatch.spring.boot;

import io.github.ifmatch.audit.Audit;
import io.github.ifmatch.audit.AuditReport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/** Logs what the audit has found when the application ends, and writes it to a file as JSON, if there is to be one. Thread-safe. */
final class AuditLog implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    private final Audit audit;
    private final @Nullable File file;

    AuditLog(Audit audit, @Nullable File file) {
        this.audit = audit;
        this.file = file;
    }

    @Override
    public void destroy() throws IOException {
        AuditReport report = audit.report();
        if (report.isEmpty()) {
            LOG.info("{}", report.toText());
        } else {
            LOG.warn("{}", report.toText());
        }
        if (file != null) {
            Files.writeString(file.toPath(), report.toJson());
        }
    }
}

package io.github.ifmatch.spring.boot;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Event;
import io.github.ifmatch.spring.VersionedExceptionTranslator;
import io.github.ifmatch.verify.Severity;
import java.io.File;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is configured under {@code ifmatch}.
 *
 * <p>Exceptions are not translated by default: {@link ConflictException} is what every page of the documentation catches, and what the
 * same code throws in a test without Spring, in {@code Database.inTransaction} and where Jdbi runs it; it is a leaf of a sealed tree, so
 * that a {@code switch} over all of it is complete. Turn it on where code above catches {@code DataAccessException} already.
 *
 * <p>Immutable.
 *
 * @param verify what happens if a table does not fit the schema. Default: the application does not start
 * @param verifyFailsOn how much a finding must matter to count as one that does not fit. Default: an error; every table has a line in the log
 *     that tells of all
 * @param translateExceptions whether repositories that are injected, and classes that are {@code @Repository}, throw what {@link
 *     VersionedExceptionTranslator} makes of an exception. Default: false
 * @param publishEvents whether each {@link Event} of a write is published when it is committed. Default: true
 * @param audit whether statements that write to the tables past the version are looked for. Default: off
 * @param auditReport the file that what the audit found is written to when the application ends, as JSON; one that is there is replaced.
 *     Default: none, it is only logged
 */
@ConfigurationProperties("ifmatch")
public record IfmatchProperties(
        @DefaultValue("fail") Verify verify,
        @DefaultValue("error") Severity verifyFailsOn,
        @DefaultValue("false") boolean translateExceptions,
        @DefaultValue("true") boolean publishEvents,
        @DefaultValue("off") AuditMode audit,
        @Nullable File auditReport) {

    /** What happens to statements that write past the version; for tests and staging. Immutable. */
    public enum AuditMode {
        /** Nothing is looked at. */
        OFF,
        /** Each is logged once at WARN, and all of them when the application ends. */
        REPORT,
        /** Each is refused by an exception, and not sent. */
        FAIL
    }

    /** What happens at startup if a table does not fit the schema. Immutable. */
    public enum Verify {
        /** The application does not start. */
        FAIL,
        /** Every reason is logged at WARN. */
        WARN,
        /** Nothing is looked at. */
        OFF
    }
}

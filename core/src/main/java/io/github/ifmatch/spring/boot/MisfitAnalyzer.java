package io.github.ifmatch.spring.boot;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.VersionedException;
import java.util.Collection;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which table beans do not fit the database, and what to do. Thread-safe. */
final class MisfitAnalyzer extends AbstractFailureAnalyzer<MisfitException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MisfitException misfit) {
        String reasons = misfit.failures().entrySet().stream()
                .map(failure -> "    - '" + failure.getKey() + "': "
                        + failure.getValue().getMessage())
                .collect(Collectors.joining("\n"));
        return new FailureAnalysis(
                "Table beans were compared with the database, and these do not pass:\n\n" + reasons,
                action(misfit.failures().values()),
                misfit);
    }

    private static String action(Collection<VersionedException> failures) {
        String remedy = failures.stream().anyMatch(MappingException.class::isInstance)
                ? "Alter the table in the database, by a migration for instance, or the declaration of the table bean."
                : "Mend what keeps the database from being asked.";
        return remedy + " To start all the same, with a warning of each, set ifmatch.verify=warn.";
    }
}

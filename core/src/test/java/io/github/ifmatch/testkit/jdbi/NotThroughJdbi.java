package io.github.ifmatch.testkit.jdbi;

import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The tests of the contract that ask for what Jdbi does in a way of its own; each with the reason. */
public final class NotThroughJdbi implements ExecutionCondition {

    private static final String OPENS =
            "the handle is opened by the test: that there is no connection, Jdbi tells itself";

    private static final String ENDS =
            "a handle whose connection is not in autocommit is in a transaction that its owner ends, as for all of Jdbi";

    /** Where the handle is the application's, or the SQL object's. */
    private static final Map<String, String> REASONS_OF_HANDLES = Map.ofEntries(
            Map.entry("refusedBeforeItBegins_leavesNoTransaction", ENDS),
            Map.entry("ours_changedWhenCommitFails", ENDS),
            Map.entry("ours_serializationFailsAtCommit", ENDS),
            Map.entry("write_poolOfOne false", ENDS),
            Map.entry("write_isolatedByThePool false", ENDS),
            Map.entry("commit_refused", ENDS),
            Map.entry("update_lostAtCommit", ENDS),
            Map.entry("update_cutAtCommit", ENDS),
            Map.entry("lostAtCommit", ENDS),
            Map.entry("resolve_databaseUnreachable", ENDS),
            Map.entry("poolWithoutAutocommit", ENDS),
            Map.entry("updateWhere_lostAtCommit", ENDS),
            Map.entry("updateWhere_refusedAtCommit", ENDS),
            Map.entry("updateWhere_poolWithoutAutocommit", ENDS),
            Map.entry("connection_closedProxy", OPENS),
            Map.entry("connection_closed", OPENS),
            Map.entry("pool_closed", OPENS),
            Map.entry("write_noConnection", OPENS),
            Map.entry("outcome_cleaningUpFails", OPENS));

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return context.getTestMethod()
                .map(Method::getName)
                .map(name -> reason(name, context))
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("Jdbi does it as every driver does"));
    }

    /** Null if there is none: the test is run. */
    private static String reason(String test, ExtensionContext context) {
        if (context.getUniqueId().contains("RepositoryTest]")) {
            return null;
        }
        String display = context.getDisplayName(); // of one invocation, it ends with the argument
        String invocation = test + " " + display.substring(display.lastIndexOf(' ') + 1);
        return REASONS_OF_HANDLES.getOrDefault(test, REASONS_OF_HANDLES.get(invocation));
    }
}

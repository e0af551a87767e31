package io.github.ifmatch.jdbi;

import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The tests of the contract that ask for what Jdbi does in a way of its own; each with the reason. */
final class NotThroughJdbi implements ExecutionCondition {

    private static final String LIES = "the driver lies in executeUpdate(), which Jdbi does not call";
    private static final String JOINS = "a repository that is called inside a transaction of the thread's joins it";
    private static final String OPENS =
            "the handle is opened by the test: that there is no connection, Jdbi tells itself";

    private static final String TOUCHES =
            "the connection is aborted by then, and Jdbi's closing of the handle touches it once more";
    private static final String ENDS =
            "a handle whose connection is not in autocommit is in a transaction that its owner ends, as for all of Jdbi";

    /** Where the handle is the application's, or the SQL object's. */
    private static final Map<String, String> REASONS_OF_HANDLES = Map.ofEntries(
            Map.entry("ours_changedWhenCommitFails", ENDS),
            Map.entry("ours_serializationFailsAtCommit", ENDS),
            Map.entry("write_poolOfOne", ENDS),
            Map.entry("write_isolatedByThePool", ENDS),
            Map.entry("write_connectionGoesBackAsItCame", ENDS),
            Map.entry("commit_refused", ENDS),
            Map.entry("update_lostAtCommit", ENDS),
            Map.entry("poolWithoutAutocommit", ENDS),
            Map.entry("updateWhere_lostAtCommit", ENDS),
            Map.entry("updateWhere_refusedAtCommit", ENDS),
            Map.entry("updateWhere_poolWithoutAutocommit", ENDS));

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("update_driverDoesNotSay", LIES),
            Map.entry("inTransaction_driverDoesNotSay", LIES),
            Map.entry("inTransaction_conflict", JOINS),
            Map.entry("inTransaction_serializationFailsAtCommit", JOINS),
            Map.entry("outcome_rollbackFailsWithAWriteOpen", TOUCHES),
            Map.entry("inTransaction_neverFaster", JOINS),
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
        boolean isRepository = context.getUniqueId().contains("RepositoryTest]");
        return isRepository ? REASONS.get(test) : REASONS.getOrDefault(test, REASONS_OF_HANDLES.get(test));
    }
}

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
    private static final Map<String, String> REASONS_OF_HANDLES = Map.of(
            "ours_changedWhenCommitFails", ENDS,
            "ours_serializationFailsAtCommit", ENDS,
            "write_poolOfOne", ENDS,
            "write_isolatedByThePool", ENDS,
            "write_connectionGoesBackAsItCame", ENDS,
            "commit_refused", ENDS,
            "update_lostAtCommit", ENDS,
            "poolWithoutAutocommit", ENDS);

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

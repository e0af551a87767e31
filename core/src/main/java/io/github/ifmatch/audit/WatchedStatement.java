package io.github.ifmatch.audit;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that is looked at when it is executed; what was prepared and is not executed writes nothing. A text in a batch is reported
 * with the line that added it. For one thread at a time, like the connection.
 */
final class WatchedStatement extends WatchedObject {

    private final Connection connection;
    private final WatchedConnection reader;
    private final @Nullable Analysis prepared;
    private final Audit audit;
    private final List<Added> batch = new ArrayList<>();

    WatchedStatement(
            Statement statement,
            Connection connection,
            WatchedConnection reader,
            @Nullable Analysis prepared,
            Audit audit) {
        super(statement);
        this.connection = connection;
        this.reader = reader;
        this.prepared = prepared;
        this.audit = audit;
    }

    /** A text that waits in the batch, of those that are to be reported. */
    private record Added(Analysis analysis, CallSites.Caller caller) {}

    @Override
    @Nullable
    Object call(Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "execute", "executeQuery", "executeUpdate", "executeLargeUpdate" -> sending(arguments);
            case "addBatch" -> add(arguments);
            case "executeBatch", "executeLargeBatch" -> sendingBatch();
            case "clearBatch" -> batch.clear();
            case "getConnection" -> {
                pass(method, arguments); // throws if the statement is closed
                return connection;
            }
            default -> {}
        }
        return pass(method, arguments);
    }

    private void sending(@Nullable Object @Nullable [] arguments) {
        if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
            audit.sending(reader.analysis(sql));
        } else if (prepared != null) {
            audit.sending(prepared);
        }
    }

    private void add(@Nullable Object @Nullable [] arguments) {
        if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
            Analysis analysis = reader.analysis(sql);
            if (!analysis.isClean()) {
                batch.add(new Added(analysis, audit.callSites().find()));
            }
        }
    }

    private void sendingBatch() {
        if (prepared != null) {
            audit.sending(prepared);
        }
        List<Added> added = List.copyOf(batch);
        batch.clear();
        added.forEach(each -> audit.sending(each.analysis(), each.caller()));
    }
}

package io.github.ifmatch.examples.campaign.work;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.ArrayList;
import java.util.List;

/** The pool of a worker. */
final class Pool {

    private Pool() {}

    static HikariDataSource open(Order order) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(order.url());
        config.setMaximumPoolSize(order.connections());
        config.setConnectionTimeout(1_000);
        config.setValidationTimeout(500);
        config.setInitializationFailTimeout(-1);
        boolean isH2 = order.url().startsWith("jdbc:h2");
        if (isH2) {
            config.setUsername("sa");
            config.setExceptionOverrideClassName(LostConnections.class.getName());
        }
        List<String> settings = new ArrayList<>();
        if (order.lockMillis() > 0) {
            settings.add((isH2 ? "SET LOCK_TIMEOUT " : "SET lock_timeout = ") + order.lockMillis());
        }
        if (order.statementMillis() > 0) {
            settings.add((isH2 ? "SET QUERY_TIMEOUT " : "SET statement_timeout = ") + order.statementMillis());
        }
        if (!settings.isEmpty()) {
            config.setConnectionInitSql(String.join("; ", settings));
        }
        return new HikariDataSource(config);
    }

    /** H2 tells a lost connection by SQLSTATEs that HikariCP does not know. Thread-safe. */
    public static final class LostConnections implements SQLExceptionOverride {

        /** Made by the pool. */
        public LostConnections() {}

        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return failure instanceof SQLNonTransientConnectionException ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }
}

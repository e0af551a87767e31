package io.github.ifmatch.examples.twotabs.rules;

import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/** Jdbi, for what is read. */
final class Queries {

    private Queries() {}

    /** Jdbi over this source; its exceptions do not name what was asked for, since they end up in the log. */
    static Jdbi over(DataSource dataSource) {
        Jdbi jdbi = Jdbi.create(dataSource);
        jdbi.configure(StatementExceptions.class, config -> config.setMessageRendering(MessageRendering.NONE));
        return jdbi;
    }
}

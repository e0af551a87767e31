package io.github.ifmatch;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dialect and the identifiers of one database, found on its first connection, and how it is spoken to. Immutable. */
record Engine(
        Dialect dialect, Identifiers identifiers, @Nullable Sender sender) {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    static Engine of(Connection connection, @Nullable Dialect chosen, @Nullable Sender sender) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String product = metaData.getDatabaseProductName();
        Dialect dialect = chosen == null ? detect(product) : chosen;
        LOG.info("{}: {} dialect", product, dialect.name());
        return new Engine(dialect, Identifiers.of(metaData), sender);
    }

    private static Dialect detect(String product) {
        return Services.load(Dialect.class).stream()
                .filter(dialect -> dialect.speaks(product))
                .findFirst()
                .orElse(Dialect.STANDARD);
    }
}

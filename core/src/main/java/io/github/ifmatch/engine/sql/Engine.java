package io.github.ifmatch.engine.sql;

import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Sender;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.engine.mapping.Services;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dialect and the identifiers of one database, found on its first connection, and how it is spoken to. Immutable. */
public record Engine(Dialect dialect, Identifiers identifiers, Sender sender) {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    static Engine of(Connection connection, @Nullable Dialect chosen, Sender sender) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String product = metaData.getDatabaseProductName();
        requireTransactions(connection, metaData, product);
        Dialect dialect = (chosen == null ? detect(product) : chosen).on(connection);
        LOG.info("{}: {} dialect", product, dialect.name());
        return new Engine(dialect, Identifiers.of(metaData), sender);
    }

    /** Without them no write of more than one statement could be undone. */
    private static void requireTransactions(Connection connection, DatabaseMetaData metaData, String product)
            throws SQLException {
        if (!metaData.supportsTransactions() || connection.getTransactionIsolation() == Connection.TRANSACTION_NONE) {
            throw new DatabaseException(
                    product + ": its connections have no transactions, so a write could be left half-done. Nothing was"
                            + " sent; use a connection, or a kind of table, that has them.",
                    null);
        }
    }

    private static Dialect detect(String product) {
        return Services.load(Dialect.class).stream()
                .filter(dialect -> dialect.speaks(product))
                .findFirst()
                .orElse(Dialect.STANDARD);
    }
}

package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.tool.LogCapture;
import io.github.ifmatch.verify.Finding;
import io.github.ifmatch.verify.Findings;
import io.github.ifmatch.verify.Severity;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code Database.verify} finds in the live schema. */
public abstract class VerifyContract extends Contract {

    private record Narrow(long id, int version) {}

    private record Decimal(BigDecimal id, long version) {}

    private void verify(Table<?, ?> table) {
        database.database().verify(table);
    }

    private static List<String> codes(Database database, Table<?, ?> table) {
        return database.inspect(table).all().stream().map(Finding::code).toList();
    }

    private List<String> codes(Table<?, ?> table) {
        return codes(database.database(), table);
    }

    @Test
    void verify_fits() {
        Account.create(database);

        assertThatCode(() -> verify(Account.TABLE)).doesNotThrowAnyException();
    }

    @Test
    void verify_noTable() {
        assertThatThrownBy(() -> verify(Account.TABLE.named("nowhere")))
                .isInstanceOf(MappingException.class)
                .hasMessage("nowhere (Account) does not fit the database: there is no such table or view");
        assertThat(codes(Account.TABLE.named("nowhere"))).containsExactly("no-table");
    }

    @Test
    void verify_everyProblemAtOnce() {
        database.drop("loose");
        database.execute("CREATE TABLE loose (id bigint, owner varchar(9), version numeric(9))");

        assertThatThrownBy(() -> verify(Account.TABLE.named("loose")))
                .isInstanceOf(MappingException.class)
                .hasMessage("loose (Account) does not fit the database: it has no column balance (component balance);"
                        + " the version version must be a smallint, integer or bigint, not a number with a fraction;"
                        + " the version version must be NOT NULL (or declare adoptNullVersions());"
                        + " no primary key or unique index keeps its id unique");
    }

    /** The same as data: codes by which each can be known, the worst first, and nothing is thrown. */
    @Test
    void inspect_everyFindingAtOnce() {
        database.drop("loose");
        database.execute("CREATE TABLE loose (id bigint, owner varchar(9), version numeric(9))");

        Findings findings = database.database().inspect(Account.TABLE.named("loose"));

        assertThat(findings.atLeast(Severity.ERROR))
                .extracting(Finding::code)
                .containsExactly("no-column", "version-type", "version-nullable", "id-not-unique");
        assertThat(findings.table()).isEqualTo("loose");
        assertThat(findings.line())
                .startsWith("loose: 4 errors")
                .contains(": no-column, version-type, version-nullable, id-not-unique");
        Account.create(database);
        assertThat(database.database().inspect(Account.TABLE).atLeast(Severity.ERROR))
                .isEmpty();
    }

    private record Timed(long id, LocalDateTime at, int count, long version) {}

    @Test
    void inspect_roundedTimesAndNulls() {
        needs(Feature.JAVA_TIME, Feature.TIMES_ROUNDED);
        database.drop("timed");
        database.execute(
                database.sql("CREATE TABLE timed (id bigint PRIMARY KEY, at timestamp(3), count int, version bigint"
                        + " NOT NULL)"));
        Table<Timed, Long> timed = Table.of(Timed.class, Long.class).named("timed");

        Findings findings = database.database().inspect(timed);

        assertThat(findings.all())
                .extracting(finding -> finding.severity() + " " + finding.code() + ": " + finding.problem())
                .contains(
                        "WARNING nullable: timed.count may be NULL, which the component count (int) cannot hold",
                        "NOTE time-rounded: timed.at keeps 3 digits of a second, so that a time may be stored otherwise than"
                                + " it was given");
        assertThatThrownBy(() -> findings.throwOn(Severity.WARNING))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("timed.count may be NULL");
        assertThatCode(() -> findings.without("nullable", "no-row-locks").throwOn(Severity.WARNING))
                .doesNotThrowAnyException();
    }

    @Test
    void inspect_readOnlyConnections() {
        needs(Feature.READ_ONLY_CONNECTIONS);
        Account.create(database);
        try (HikariDataSource pool = database.pool(config -> config.setReadOnly(true))) {
            assertThat(database.database(pool).inspect(Account.TABLE).all())
                    .extracting(Finding::code)
                    .contains("read-only");
        }
    }

    @Test
    void verify_versionWiderThanItsComponent() {
        needs(Feature.INTEGER_WIDTHS);
        database.drop("narrow");
        database.execute("CREATE TABLE narrow (id bigint PRIMARY KEY, version bigint NOT NULL)");

        assertThatThrownBy(() -> verify(Table.of(Narrow.class, Long.class)))
                .isInstanceOf(MappingException.class)
                .hasMessage("narrow (Narrow) does not fit the database:"
                        + " the version version can grow beyond what the component's type holds: int");
        assertThat(codes(Table.of(Narrow.class, Long.class))).contains("version-too-wide");
    }

    private record Marked(long id, long version) {}

    @Test
    void inspect_markThatCannotBeNull() {
        database.drop("marked");
        database.execute(
                "CREATE TABLE marked (id bigint PRIMARY KEY, gone timestamp NOT NULL, version bigint NOT NULL)");

        assertThat(codes(Table.of(Marked.class, Long.class).named("marked").softDelete("gone")))
                .contains("mark-not-nullable");
    }

    @Test
    void verify_decimalForAnIntegerId() {
        database.drop("narrow");
        database.execute("CREATE TABLE narrow (id bigint PRIMARY KEY, version bigint NOT NULL)");

        assertThatThrownBy(
                        () -> verify(Table.of(Decimal.class, BigDecimal.class).named("narrow")))
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "narrow (Decimal) does not fit the database: the id id is an integer, but the component is a"
                                + " BigDecimal: the index on it could not be used");
        assertThat(codes(Table.of(Decimal.class, BigDecimal.class).named("narrow")))
                .contains("id-type");
    }

    @Test
    void verify_readUncommitted() {
        needs(Feature.READ_UNCOMMITTED);
        Account.create(database);
        try (HikariDataSource pool = database.pool(config -> {
            config.setTransactionIsolation("TRANSACTION_READ_UNCOMMITTED");
            config.setMaximumPoolSize(1);
            config.setMinimumIdle(1);
        })) {
            assertThatThrownBy(() -> database.database(pool).verify(Account.TABLE))
                    .isInstanceOf(MappingException.class)
                    .hasMessage("accounts (Account) does not fit the database: its connections read uncommitted rows,"
                            + " whose versions may never have existed; set READ COMMITTED");
            assertThat(codes(database.database(pool), Account.TABLE)).contains("read-uncommitted");
        }
    }

    @Test
    void verify_insteadOfTrigger() {
        needs(Feature.SQL_TRIGGERS);
        database.dropView("account_view");
        Account.create(database);
        database.execute(
                "CREATE VIEW account_view AS SELECT * FROM accounts",
                "CREATE OR REPLACE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                "CREATE TRIGGER eats INSTEAD OF UPDATE ON account_view FOR EACH ROW EXECUTE FUNCTION swallow()");

        assertThatThrownBy(() -> verify(Account.TABLE.named("account_view")))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("the trigger eats writes instead of the database, so its count proves nothing");
        assertThat(codes(Account.TABLE.named("account_view"))).contains("trigger-instead");
        database.dropView("account_view");
    }

    /** It is no mistake: the rows are read back. */
    @Test
    void verify_triggerThatRunsAfterwards() {
        needs(Feature.UPDATED_ROW_RETURNED);
        Account.create(database);
        meddle(Meddling.EDITS_OWNER_AFTERWARDS, "accounts");
        assertThat(codes(Account.TABLE)).contains("trigger-after");

        try (LogCapture log = LogCapture.start()) {
            verify(Account.TABLE);
            assertThat(log.messages(Level.WARN).stream().map(line -> line.replace("MEDDLING", "meddling")))
                    .contains("accounts: a trigger runs after a write and may change the row once more, so each write"
                            + " is a transaction that reads its row back");
            if (database.has(Feature.TRIGGERS_LISTED)) {
                assertThat(log.messages(Level.WARN).stream().map(line -> line.replace("MEDDLING", "meddling")))
                        .contains("accounts: the trigger meddling runs after a write; it must leave the version alone");
            }
        }
    }

    @Test
    void verify_leavesNoTransactionOpen() throws SQLException {
        Account.create(database);
        try (HikariDataSource pool = database.pool(config -> {
            config.setAutoCommit(false);
            config.setMaximumPoolSize(1);
            config.setMinimumIdle(1);
        })) {
            FaultyDataSource watched = FaultyDataSource.of(pool);

            database.database(watched.dataSource()).verify(Account.TABLE);

            assertThat(watched.drain()).endsWith("ROLLBACK", "CLOSE");
        }
    }

    @Test
    void verify_catalogueCannotBeRead() {
        needs(Feature.OTHER_KEYS_KNOWN); // the standard's asks JDBC alone
        Account.create(database);
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.inject(FaultyDataSource.failing(event -> event.startsWith("SELECT"), "42501"));
        Database refused = database.database(faulty.dataSource());
        String message = "reading the catalogue of accounts failed (SQLSTATE 42501). Nothing was sent.";

        assertThatThrownBy(() -> refused.verify(Account.TABLE))
                .isInstanceOf(DatabaseException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> refused.repository(Account.TABLE).insert(Account.of("Ann", 10)))
                .isInstanceOf(DatabaseException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> refused.inTransaction(
                        transaction -> transaction.rows(Account.TABLE).find(1L)))
                .isInstanceOf(DatabaseException.class)
                .hasMessage(message);
    }
}

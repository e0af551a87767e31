package io.github.ifmatch.testkit.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.UnknownOutcomeException.Resolution;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.CuttingProxy;
import io.github.ifmatch.testkit.sample.Account;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server whose connection is really cut: before it sees a message, or before its answer arrives. */
public abstract class CutConnectionContract extends ProxyContract {

    private Account ann;

    @BeforeEach
    void insertAnn() {
        ann = accounts.insert(Account.of("Ann", 10));
    }

    private void assertSentAgain(CuttingProxy.Cut cut) {
        Outcome<Account> again = accounts.tryUpdate(ann.withBalance(20));
        if (cut == CuttingProxy.Cut.AFTER) {
            assertThat(again)
                    .isInstanceOfSatisfying(
                            Conflict.class,
                            conflict -> assertThat(conflict.looksApplied()).isTrue());
        } else {
            assertThat(again).isInstanceOf(Applied.class);
        }
        assertThat(stored()).containsExactly(ann.withBalance(20).withVersion(2).scaled());
    }

    @ParameterizedTest
    @EnumSource
    void inTransaction_cutAtCommit(CuttingProxy.Cut cut) throws InterruptedException {
        var cuttable = database.database(throughProxy(true));
        proxy.cut("COMMIT", cut);

        UnknownOutcomeException e = catchThrowableOfType(
                UnknownOutcomeException.class,
                () -> cuttable.inTransaction(
                        transaction -> transaction.rows(Account.TABLE).update(ann.withBalance(20))));

        assertThat(e)
                .extracting(Contract::said)
                .isEqualTo(
                        "the transaction lost its connection while it was being committed. It may"
                                + " stand or not: ask resolve(); if that is unknown, read what it wrote before you run it again.");
        assertResolved(e, cut);
        assertSentAgain(cut);
    }

    @ParameterizedTest
    @EnumSource
    void update_cutAtCommit(CuttingProxy.Cut cut) throws InterruptedException {
        var cuttable = accounts(throughProxy(false));
        proxy.cut("COMMIT", cut);

        UnknownOutcomeException e =
                catchThrowableOfType(UnknownOutcomeException.class, () -> cuttable.tryUpdate(ann.withBalance(20)));

        assertThat(e).hasMessageStartingWith("accounts " + ann.id() + ": update lost its connection while");
        assertResolved(e, cut);
        assertSentAgain(cut);
    }

    /** In autocommit the lost answer took the transaction's id along. */
    @ParameterizedTest
    @EnumSource
    void update_cutInAutocommit(CuttingProxy.Cut cut) {
        needs(Feature.UPDATED_ROW_RETURNED);
        var cuttable = accounts(throughProxy(true));
        proxy.cut("UPDATE accounts", cut);

        UnknownOutcomeException e =
                catchThrowableOfType(UnknownOutcomeException.class, () -> cuttable.tryUpdate(ann.withBalance(20)));

        assertThat(e).hasMessageStartingWith("accounts " + ann.id() + ": update lost its connection while");
        assertThat(e.resolve()).isEqualTo(Resolution.UNKNOWN);
        assertSentAgain(cut);
    }

    @ParameterizedTest
    @EnumSource
    void updateWhere_cutInAutocommit(CuttingProxy.Cut cut) {
        assumeFalse(database.has(Feature.TRANSACTION_STATUS)); // else it is a transaction that can be asked about
        var cuttable = accounts(throughProxy(true));
        proxy.cut("UPDATE accounts", cut);

        assertThatThrownBy(() -> cuttable.updateWhere(Map.of("balance", Account.money("20")), "id = ?", ann.id()))
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessageStartingWith("accounts: updateWhere lost its connection while");
        assertThat(stored())
                .containsExactly(
                        cut == CuttingProxy.Cut.AFTER
                                ? ann.withBalance(20).withVersion(2).scaled()
                                : ann);
    }

    @ParameterizedTest
    @EnumSource
    void update_cutBeforeCommit(CuttingProxy.Cut cut) {
        var cuttable = accounts(throughProxy(false));
        proxy.cut("UPDATE accounts", cut);

        assertThatThrownBy(() -> cuttable.tryUpdate(ann.withBalance(20)))
                .isInstanceOf(DatabaseException.class)
                .extracting(Contract::said)
                .isEqualTo("accounts " + ann.id() + ": update lost its connection. Nothing was written.");
        assertSentAgain(CuttingProxy.Cut.BEFORE);
    }

    @ParameterizedTest
    @EnumSource
    void callers_cut(CuttingProxy.Cut cut) throws Exception {
        try (HikariDataSource pool = throughProxy(false);
                Connection connection = pool.getConnection()) {
            VersionedRows<Account, Long> rows = accounts.on(connection);
            proxy.cut("UPDATE accounts", cut);

            assertThatThrownBy(() -> rows.tryUpdate(ann.withBalance(20)))
                    .isInstanceOf(DatabaseException.class)
                    .extracting(Contract::said)
                    .isEqualTo("accounts " + ann.id() + ": update lost its connection. Nothing was written.");
        }
        assertSentAgain(CuttingProxy.Cut.BEFORE);
    }

    /** An administrator ends the session while it waits for a lock. */
    @Test
    void update_terminatedWhileWaiting() throws Exception {
        try (Connection winner = begin()) {
            accounts.on(winner).update(ann.withOwner("Anne"));
            Future<Outcome<Account>> loser =
                    start(() -> accounts(throughProxy(true)).tryUpdate(ann.withBalance(20)));
            database.awaitWaiting(1);
            database.endWaitingSessions();

            assertThatThrownBy(() -> result(loser))
                    .isInstanceOf(returnsUpdated() ? UnknownOutcomeException.class : DatabaseException.class)
                    .hasMessageStartingWith("accounts " + ann.id() + ": update lost its connection");
            winner.rollback();
        }
        assertThat(stored()).containsExactly(ann);
    }
}

package io.github.ifmatch.testkit.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.batch.BatchStoppedException;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.fault.CuttingProxy;
import io.github.ifmatch.testkit.sample.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server whose connection is really cut in the middle of many rows, which fill several packets: all of a chunk stands or
 * none, the caller is told which may, and sending the others again writes every row once.
 */
public abstract class CutBatchContract extends ProxyContract {

    private static final int CHUNK = 150;
    private static final int ROWS = 525;

    /** Of three bytes each in UTF-8: so that a chunk of few rows fills several packets. */
    private static final String LONG = "\u20ac".repeat(40);

    /** A row of the third chunk: in neither its first nor its last packet of 8 KB. */
    private static final int MARKED = 390;

    private List<Account> rows;
    private List<Account> mine;

    @BeforeEach
    void insertRows() {
        rows = accounts.insertAll(IntStream.range(0, ROWS)
                .mapToObj(i -> Account.of("owner " + i, i))
                .toList());
        mine = IntStream.range(0, ROWS)
                .mapToObj(i -> rows.get(i).withOwner(i == MARKED ? "the marked one" : LONG + i))
                .toList();
    }

    /** So that the driver sends each COMMIT as text; else it would send the name of what it had prepared. */
    private HikariDataSource cuttable() {
        return throughProxy(config -> config.addDataSourceProperty("prepareThreshold", "0"));
    }

    private BatchWriter<Account, Long> cuttableWriter() {
        return BatchWriter.of(database.database(cuttable()), Account.TABLE).withRowsPerChunk(CHUNK);
    }

    private BatchWriter<Account, Long> writer() {
        return BatchWriter.of(database.database(), Account.TABLE).withRowsPerChunk(CHUNK);
    }

    /** The first so many rows as written, the others as they were: a row that was written twice would be at version 3. */
    private void assertWritten(int count) {
        List<Account> expected = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            expected.add(i < count ? mine.get(i).withVersion(2) : rows.get(i));
        }
        assertThat(stored()).containsExactlyElementsOf(expected);
    }

    private static void assertLookApplied(List<? extends Outcome<Account>> outcomes) {
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Conflict.class,
                                conflict -> assertThat(conflict.looksApplied()).isTrue()));
    }

    @ParameterizedTest
    @EnumSource
    void tryUpdateAll_cutInTheMiddle(CuttingProxy.Cut cut) {
        var cuttable = accounts(cuttable());
        proxy.cut("the marked one", cut);

        assertThatThrownBy(() -> cuttable.tryUpdateAll(mine))
                .isInstanceOf(DatabaseException.class)
                .extracting(Contract::said)
                .isEqualTo("accounts (525 rows): update lost its connection. Nothing was written.");
        assertWritten(0);

        assertThat(accounts.tryUpdateAll(mine)).allMatch(Outcome::isApplied);
        assertWritten(ROWS);
    }

    @ParameterizedTest
    @EnumSource
    void tryUpdateAll_cutAtCommit(CuttingProxy.Cut cut) throws InterruptedException {
        var cuttable = accounts(cuttable());
        proxy.cut("COMMIT", cut);

        UnknownOutcomeException e =
                catchThrowableOfType(UnknownOutcomeException.class, () -> cuttable.tryUpdateAll(mine));

        assertThat(e)
                .extracting(Contract::said)
                .isEqualTo("accounts (525 rows): update lost its connection while it was being committed. It may"
                        + " stand or not: ask resolve(); if that is unknown, send it again, it cannot be"
                        + " made twice.");
        assertResolved(e, cut);
        boolean stands = cut == CuttingProxy.Cut.AFTER;
        assertWritten(stands ? ROWS : 0);

        List<Outcome<Account>> again = accounts.tryUpdateAll(mine);
        if (stands) {
            assertLookApplied(again);
        } else {
            assertThat(again).allMatch(Outcome::isApplied);
        }
        assertWritten(ROWS);
    }

    @ParameterizedTest
    @EnumSource
    void writer_cutInTheMiddle(CuttingProxy.Cut cut) {
        BatchWriter<Account, Long> cuttable = cuttableWriter();
        proxy.cut("the marked one", cut);

        BatchStoppedException e =
                catchThrowableOfType(BatchStoppedException.class, () -> cuttable.updateAll(mine.iterator()));

        assertThat(e)
                .hasMessage("accounts: the batch stopped after 300 rows: 300 written, 0 resolved, 0 unchanged,"
                        + " 0 conflicted, 0 missing. Nothing after them was written.");
        assertThat(e.getCause())
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("accounts (150 rows): update lost its connection");
        assertThat(e.rowsInDoubt()).isZero();
        assertWritten(300);

        assertThat(writer().updateAll(mine.stream().skip(e.report().rows())).written())
                .isEqualTo(225);
        assertWritten(ROWS);
    }

    @ParameterizedTest
    @EnumSource
    void writer_cutAtCommit(CuttingProxy.Cut cut) throws InterruptedException {
        BatchWriter<Account, Long> cuttable = cuttableWriter().withProgress(report -> {
            if (report.chunks() == 2) {
                proxy.cut("COMMIT", cut);
            }
        });

        BatchStoppedException e =
                catchThrowableOfType(BatchStoppedException.class, () -> cuttable.updateAll(mine.iterator()));

        assertThat(e)
                .hasMessage("accounts: the batch stopped after 300 rows: 300 written, 0 resolved, 0 unchanged,"
                        + " 0 conflicted, 0 missing. It is not known whether the next 150 were written: all of them,"
                        + " or none. Nothing after those was.");
        assertThat(e.report().written()).isEqualTo(300);
        assertThat(e.rowsInDoubt()).isEqualTo(CHUNK);
        assertThat(e.getCause()).isInstanceOf(UnknownOutcomeException.class);
        assertResolved((UnknownOutcomeException) e.getCause(), cut);
        boolean stands = cut == CuttingProxy.Cut.AFTER;
        assertWritten(stands ? 450 : 300);

        List<Outcome<Account>> refused = new ArrayList<>();
        var again = writer().withRefused(refused::add)
                .updateAll(mine.stream().skip(e.report().rows()));
        assertThat(again.written()).isEqualTo(stands ? 75 : 225);
        assertThat(refused).hasSize(stands ? CHUNK : 0);
        assertLookApplied(refused);
        assertWritten(ROWS);
    }

    /** Whoever goes on from a checkpoint need not know what became of the chunk. */
    @ParameterizedTest
    @EnumSource
    void writer_cutAtCommit_checkpointKnows(CuttingProxy.Cut cut) {
        database.drop("places");
        database.execute("CREATE TABLE places (done bigint)", "INSERT INTO places VALUES (0)");
        BatchWriter.Checkpoint<Account> checkpoint = (transaction, chunk) -> {
            try (var statement = transaction.connection().createStatement()) {
                statement.execute(
                        "UPDATE places SET done = done + " + chunk.outcomes().size());
            }
        };
        BatchWriter<Account, Long> cuttable = cuttableWriter()
                .withCheckpoint(checkpoint)
                .withProgress(report -> {
                    if (report.chunks() == 2) {
                        proxy.cut("COMMIT", cut);
                    }
                });

        assertThatThrownBy(() -> cuttable.updateAll(mine.iterator())).isInstanceOf(BatchStoppedException.class);

        // the server may not yet have seen that its client is gone: the row is locked until then
        database.execute("UPDATE places SET done = done");
        long done = Long.parseLong(database.query("SELECT done FROM places").get(0));
        assertThat(done).isEqualTo(cut == CuttingProxy.Cut.AFTER ? 450 : 300);
        var again = writer().withCheckpoint(checkpoint).updateAll(mine.stream().skip(done));
        assertThat(again.written()).isEqualTo(ROWS - done);
        assertThat(database.query("SELECT done FROM places")).containsExactly("" + ROWS);
        assertWritten(ROWS);
    }
}

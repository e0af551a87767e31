package io.github.ifmatch.testkit.batch;

import io.github.ifmatch.Database;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.batch.BatchReport;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts of the batch writer share: one of chunks of three rows, and what it told. */
abstract class WriterContract extends AccountContract {

    final List<Outcome<Account>> refused = new ArrayList<>();
    final List<BatchReport> progress = new ArrayList<>();
    BatchWriter<Account, Long> writer;

    @BeforeEach
    void makeWriter() {
        writer = writer(database.database());
    }

    final BatchWriter<Account, Long> writer(Database of) {
        return BatchWriter.of(of, Account.TABLE)
                .withRowsPerChunk(3)
                .withRefused(refused::add)
                .withProgress(progress::add);
    }

    final List<Account> insert(int count) {
        return accounts.insertAll(IntStream.range(0, count)
                .mapToObj(i -> Account.of("owner " + i, i))
                .toList());
    }
}

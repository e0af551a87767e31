package io.github.ifmatch.testkit.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Database;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedBatches;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often the database is asked for a batch. */
public abstract class BatchRoundTripContract extends AccountContract {

    /** Whether the dialect has one statement for many rows; shown by what it sends. */
    private static boolean isSet(String statement) {
        return statement.startsWith("WITH ");
    }

    /** Whether one statement updates many rows, and only counts them. */
    private static boolean isCounted(String statement) {
        return statement.startsWith("UPDATE (");
    }

    /** Whether each row is a statement that answers it, as where a driver sends a JDBC batch row by row anyway. */
    private boolean isRowByRow(List<String> sent) {
        return database.dialect().batchesRowByRow(WriteKind.UPDATE)
                && sent.get(0).startsWith("UPDATE")
                && sent.get(1).startsWith("UPDATE");
    }

    private boolean readsCommitted() {
        try (Connection connection = database.dataSource().getConnection()) {
            return connection.getTransactionIsolation() <= Connection.TRANSACTION_READ_COMMITTED;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> statements(CountingDataSource counting) {
        return database.withoutBeginning(counting.drain()).stream()
                .filter(sent -> !sent.startsWith("AUTOCOMMIT"))
                .toList();
    }

    private CountingDataSource counting;
    private VersionedRepository<Account, Long> counted;
    private VersionedRepository<Account, Long> lockingFirst;

    /** Rows as stored, and a repository that has sent each statement before: what is looked up once was looked up. */
    private List<Account> insert(int count) {
        counting = CountingDataSource.of(database.dataSource());
        Database database = this.database.database(counting.dataSource());
        counted = database.repository(Account.TABLE);
        lockingFirst = database.withLockedBatches().repository(Account.TABLE);
        List<Account> rows = counted.insertAll(IntStream.range(0, count)
                .mapToObj(i -> Account.of("owner " + i, i))
                .toList());
        List<Account> stored = new ArrayList<>(counted.updateAll(rows));
        counted.deleteAll(List.of(counted.insert(Account.of("warm", 1))));
        counting.drain();
        return stored;
    }

    @Test
    void updateAll_oneStatementForEachChunkAndACommit() {
        List<Account> rows = insert(2 * VersionedBatches.ROWS_PER_STATEMENT + 1);

        counted.updateAll(rows);

        List<String> sent = statements(counting);
        assertThat(sent).endsWith("COMMIT");
        if (isSet(sent.get(0))) {
            assertThat(sent).hasSize(4);
        } else if (isRowByRow(sent)) {
            assertThat(sent).hasSize(rows.size() + 1);
        } else {
            assertThat(sent).filteredOn(sql -> sql.startsWith("UPDATE")).hasSize(3);
            assertThat(sent).filteredOn(sql -> sql.startsWith("SELECT")).hasSize(1 + 1 + 1);
        }
    }

    /**
     * The losers' rows come by one query, or one each, row by row; where one statement locks first, with the answer, and only
     * missing rows take a query more. Where one statement only counts, it is undone, the rows are locked and compared, and the others sent again.
     */
    @Test
    void tryUpdateAll_losersTakeFewQueriesMore() {
        List<Account> rows = insert(10);
        accounts.update(rows.get(3));
        assertThat(counted.tryUpdateAll(rows)).hasSize(10);
        List<String> withLoser = statements(counting);
        assertThat(lockingFirst.tryUpdateAll(rows)).hasSize(10);
        List<String> lockedFirst = statements(counting);
        List<Account> fresh = counted.findAll(rows.stream().map(Account::id).toList());
        accounts.delete(fresh.get(4));
        counting.drain();

        assertThat(counted.tryUpdateAll(fresh)).hasSize(10);

        List<String> withMissing = statements(counting);
        if (isRowByRow(withLoser)) {
            assertThat(withLoser).hasSize(10 + 1 + 1);
            assertThat(withMissing).hasSize(10 + 1 + 1);
        } else if (isCounted(withLoser.get(0))) {
            assertThat(withLoser).hasSize(2 + 4);
            assertThat(lockedFirst).hasSize(2);
            assertThat(withMissing).hasSize(2 + 5);
        } else {
            assertThat(withLoser).hasSize(3);
            assertThat(lockedFirst).hasSize(isSet(withLoser.get(0)) ? 2 : 3); // all lose by now
            boolean isNewest =
                    readsCommitted() || database.fittedDialect().lockingRead().meetsNewest();
            assertThat(withMissing).hasSize(isNewest ? 3 : 3 + 2); // what a snapshot does not show is written by itself
        }
    }

    /** What a repository has looked up, a writer of the same database need not, though it listens by itself. */
    @Test
    void writer_looksNothingUpAgain() {
        CountingDataSource counting = CountingDataSource.of(database.dataSource());
        Database counted = database.database(counting.dataSource());
        VersionedRepository<Account, Long> repository = counted.repository(Account.TABLE);
        List<Account> rows = repository.insertAll(List.of(Account.of("Ann", 1), Account.of("Bob", 2)));
        List<Account> once = repository.updateAll(rows);
        counting.drain();
        List<Account> twice = repository.updateAll(once);
        List<String> byRepository = statements(counting);

        assertThat(BatchWriter.of(counted, Account.TABLE)
                        .updateAll(twice.iterator())
                        .written())
                .isEqualTo(2);

        assertThat(statements(counting)).isEqualTo(byRepository);
    }

    private record Word(String id, String meaning, long version) {}

    /** Only the database knows the order of texts: what is locked by two queries could be locked the other way by somebody else. */
    @Test
    void textIds_areLockedByOneQuery() {
        needs(Feature.ROW_LOCKS);
        database.drop("words");
        database.execute(
                "CREATE TABLE words (id varchar(20) PRIMARY KEY, meaning varchar(20), version bigint NOT NULL)");
        Table<Word, String> words = Table.of(Word.class, String.class).named("words");
        CountingDataSource sources = CountingDataSource.of(database.dataSource());
        Database counted = database.database(sources.dataSource());
        int many = VersionedBatches.ROWS_PER_STATEMENT + 50;
        List<Word> stored = counted.repository(words)
                .insertAll(IntStream.range(0, many)
                        .mapToObj(i -> new Word("word " + i, "old", 0))
                        .toList());
        ChangeSet changes = ChangeSet.empty();
        for (Word word : stored) {
            changes = changes.update(word.id(), words, new Word(word.id(), "newest", 2));
        }
        sources.drain();

        assertThat(counted.repository(words)
                        .updateAll(stored.stream()
                                .map(word -> new Word(word.id(), "new", word.version()))
                                .toList()))
                .hasSize(many);
        assertThat(locking(sources)).hasSize(1);
        counted.apply(changes);
        assertThat(locking(sources)).hasSize(1);
        assertThat(database.query("SELECT DISTINCT meaning, version FROM words"))
                .hasSize(1);
    }

    private List<String> locking(CountingDataSource sources) {
        return statements(sources).stream()
                .filter(sql -> sql.startsWith("SELECT") && sql.contains(" FOR "))
                .toList();
    }

    @Test
    void patchAll_idleEditsSendNothing() {
        List<Account> rows = insert(3);

        assertThat(counted.patchAll(
                        rows.stream().map(row -> new Edit<>(row, row)).toList()))
                .isEqualTo(rows);

        assertThat(counting.drain()).isEmpty();
    }

    /**
     * Where edits are different statements, a query locks the rows before, in the order of their ids; row by row they are
     * sent in that order.
     */
    @Test
    void patchAll_severalShapesLockInTheOrderOfIds() {
        List<Account> rows = insert(3);

        counted.patchAll(List.of(
                new Edit<>(rows.get(2), rows.get(2).withOwner("x")),
                new Edit<>(rows.get(0), rows.get(0).withBalance(5))));

        List<String> sent = statements(counting);
        if (isRowByRow(sent)) {
            assertThat(sent).hasSize(3);
            assertThat(sent.get(0)).contains("SET balance = ?");
            assertThat(sent.get(1)).contains("SET owner = ?");
        } else {
            assertThat(sent.get(0))
                    .startsWith("SELECT")
                    .endsWith(database.fittedDialect().locking(" ORDER BY id"));
        }
    }

    /** Where the database can be asked later what became of a transaction, its id is taken along. */
    @Test
    void updateWhere_oneStatement() {
        insert(3);
        String next = database.fittedDialect().next("version", Long.MAX_VALUE).orElse("version + 1");
        String update = "UPDATE accounts SET owner = ?, version = " + next + " WHERE (id > ?)";

        counted.updateWhere(java.util.Map.of("owner", "x"), "id > ?", 0L);

        assertThat(statements(counting))
                .isEqualTo(database.dialect()
                        .transactionId()
                        .map(id -> List.of(update, "SELECT " + id, "COMMIT"))
                        .orElse(List.of(update)));
    }

    @Test
    void noRows_nothingIsSent() {
        insert(1);

        assertThat(counted.tryUpdateAll(List.of())).isEmpty();

        assertThat(counting.drain()).isEmpty();
    }
}

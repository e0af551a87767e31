package io.github.ifmatch.examples.campaign.work;

import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.examples.campaign.history.Effect;
import io.github.ifmatch.examples.campaign.history.Intent;
import io.github.ifmatch.examples.campaign.history.OperationLog;
import io.github.ifmatch.examples.campaign.history.Result;
import io.github.ifmatch.examples.campaign.history.State;
import io.github.ifmatch.examples.campaign.history.WritePath;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * What all threads of a worker share in an epoch: the database, its repositories, the log, and the numbers. Thread-safe.
 *
 * @param numbers the next write's
 */
record Desk(
        DataSource source,
        Database database,
        VersionedRepository<Note, Long> notes,
        VersionedRepository<Note, Long> parts,
        OperationLog log,
        AtomicLong numbers) {

    /** A number for a write. */
    long number() {
        return numbers.getAndIncrement();
    }

    /** The repository of a table. */
    VersionedRepository<Note, Long> of(Table<Note, Long> table) {
        return table.equals(Note.NOTES) ? notes : parts;
    }

    /** A write of a row that was read. */
    static Intent intent(long number, long group, WritePath path, Effect effect, Table<Note, Long> table, Note base) {
        return intent(number, group, path, effect, table, base.id(), base.state());
    }

    /** A write of a row. */
    static Intent intent(
            long number, long group, WritePath path, Effect effect, Table<Note, Long> table, long id, State base) {
        return new Intent(number, group, path, effect, table.equals(Note.NOTES) ? 0 : 1, id, base, System.nanoTime());
    }

    /** A write that is all of its call. */
    Intent alone(WritePath path, Effect effect, Table<Note, Long> table, Note base) {
        long number = number();
        return intent(number, number, path, effect, table, base);
    }

    /** Makes one write, and logs it before and after. */
    Result run(Intent intent, Write write) {
        log.begin(List.of(intent));
        Result result;
        try {
            result = write.run(intent.number());
        } catch (Exception e) {
            result = Failures.result(intent.number(), e);
        }
        log.end(List.of(result));
        return result;
    }

    /** Makes the writes of one call, and logs them before and after. */
    List<Result> runAll(List<Intent> intents, Writes writes) {
        log.begin(intents);
        List<Result> results;
        try {
            results = writes.run();
        } catch (Exception e) {
            results = Failures.results(intents, e);
        }
        log.end(results);
        return results;
    }

    /** One write. */
    interface Write {
        Result run(long number) throws Exception;
    }

    /** Several writes of one call. */
    interface Writes {
        List<Result> run() throws Exception;
    }
}

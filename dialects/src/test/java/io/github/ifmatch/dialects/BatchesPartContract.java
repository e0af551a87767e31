package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.batch.BatchContract;
import io.github.ifmatch.testkit.batch.BatchFaultContract;
import io.github.ifmatch.testkit.batch.BatchIdsContract;
import io.github.ifmatch.testkit.batch.BatchRaceContract;
import io.github.ifmatch.testkit.batch.BatchTypesContract;
import io.github.ifmatch.testkit.batch.BatchWriterContract;
import io.github.ifmatch.testkit.batch.BatchWriterStopContract;
import io.github.ifmatch.testkit.conflict.AggregateContract;
import io.github.ifmatch.testkit.write.CountContract;
import org.junit.jupiter.api.Nested;

/**
 * What of the contract depends on how a driver sends batches. For a database whose whole contract another test holds, with the driver's
 * other options. How many statements are sent is held elsewhere: it depends on whether the driver counts ({@link MariaDbBatchTest}).
 */
abstract class BatchesPartContract extends Contract {

    BatchesPartContract(TestDatabase database) {
        this.database = database;
    }

    @Nested
    class Batch extends BatchContract {}

    @Nested
    class BatchFault extends BatchFaultContract {}

    @Nested
    class BatchIds extends BatchIdsContract {}

    @Nested
    class BatchRace extends BatchRaceContract {}

    @Nested
    class BatchTypes extends BatchTypesContract {}

    @Nested
    class BatchWriter extends BatchWriterContract {}

    @Nested
    class BatchWriterStop extends BatchWriterStopContract {}

    @Nested
    class Aggregate extends AggregateContract {}

    @Nested
    class Count extends CountContract {}
}

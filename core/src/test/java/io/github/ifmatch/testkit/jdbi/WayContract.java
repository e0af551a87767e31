package io.github.ifmatch.testkit.jdbi;

import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.batch.BatchContract;
import io.github.ifmatch.testkit.batch.BatchRoundTripContract;
import io.github.ifmatch.testkit.batch.BatchTypesContract;
import io.github.ifmatch.testkit.batch.BatchWriterJoinContract;
import io.github.ifmatch.testkit.mapping.OwnTypesContract;
import io.github.ifmatch.testkit.transaction.IsolationContract;
import io.github.ifmatch.testkit.transaction.JoinContract;
import io.github.ifmatch.testkit.transaction.PoolContract;
import io.github.ifmatch.testkit.transaction.RetryContract;
import io.github.ifmatch.testkit.transaction.TransactionContract;
import io.github.ifmatch.testkit.write.FirstVersionContract;
import io.github.ifmatch.testkit.write.RoundTripContract;
import io.github.ifmatch.testkit.write.RowsContract;
import org.junit.jupiter.api.Nested;

/**
 * What a {@link Way} decides by itself: whose connection and transaction an operation runs on, and which statement's context
 * its types are asked in. For a way whose every statement another run of the whole contract sends.
 */
public abstract class WayContract extends Contract {

    protected WayContract(TestDatabase database) {
        this.database = database;
    }

    @Nested
    class Rows extends RowsContract {}

    @Nested
    class FirstVersion extends FirstVersionContract {}

    @Nested
    class OwnTypes extends OwnTypesContract {}

    @Nested
    class RoundTrip extends RoundTripContract {}

    @Nested
    class Isolation extends IsolationContract {}

    @Nested
    class Pool extends PoolContract {}

    @Nested
    class Transactions extends TransactionContract {}

    @Nested
    class Join extends JoinContract {}

    @Nested
    class Retries extends RetryContract {}

    @Nested
    class Batch extends BatchContract {}

    @Nested
    class BatchTypes extends BatchTypesContract {}

    @Nested
    class BatchWriterJoin extends BatchWriterJoinContract {}

    @Nested
    class BatchRoundTrip extends BatchRoundTripContract {}
}

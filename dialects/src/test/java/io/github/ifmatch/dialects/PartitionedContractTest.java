package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.batch.BatchContract;
import io.github.ifmatch.testkit.batch.BatchFaultContract;
import io.github.ifmatch.testkit.batch.BatchRaceContract;
import io.github.ifmatch.testkit.transaction.ConcurrencyContract;
import io.github.ifmatch.testkit.transaction.LockContract;
import io.github.ifmatch.testkit.write.RowsContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** What the contracts ask of the table {@code accounts} holds where it is partitioned. */
@Tag("thorough")
class PartitionedContractTest {

    private abstract static class Partitioned extends Contract {

        Partitioned(TestDatabase database) {
            this.database = database;
        }

        @Nested
        class Batch extends BatchContract {}

        @Nested
        class BatchFault extends BatchFaultContract {}

        @Nested
        class BatchRace extends BatchRaceContract {}

        @Nested
        class Concurrency extends ConcurrencyContract {}

        @Nested
        class Lock extends LockContract {}

        @Nested
        class Rows extends RowsContract {}
    }

    @Nested
    class ByHash extends Partitioned {

        private static final TestDatabase DATABASE = new PartitionedDatabase(true, false);

        ByHash() {
            super(DATABASE);
        }
    }

    @Nested
    class ByRange extends Partitioned {

        private static final TestDatabase DATABASE = new PartitionedDatabase(false, false);

        ByRange() {
            super(DATABASE);
        }
    }

    @Nested
    class ByHashLockedFirst extends Partitioned {

        private static final TestDatabase DATABASE = new PartitionedDatabase(true, true);

        ByHashLockedFirst() {
            super(DATABASE);
        }
    }

    @Nested
    class ByRangeLockedFirst extends Partitioned {

        private static final TestDatabase DATABASE = new PartitionedDatabase(false, true);

        ByRangeLockedFirst() {
            super(DATABASE);
        }
    }
}

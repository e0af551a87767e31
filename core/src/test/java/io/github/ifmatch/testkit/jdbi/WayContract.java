package io.github.ifmatch.testkit.jdbi;

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
import io.github.ifmatch.testkit.write.RoundTripContract;
import io.github.ifmatch.testkit.write.RowsContract;
import org.junit.jupiter.api.Nested;

/**
 * What a {@link Way} decides by itself: whose connection and transaction an operation runs on, and which statement's context
 * its types are asked in. For a way whose every statement another run of the whole contract sends.
 */
public abstract class WayContract {

    private final TestDatabase database;

    protected WayContract(TestDatabase database) {
        this.database = database;
    }

    @Nested
    class Rows extends RowsContract {
        Rows() {
            super(WayContract.this.database);
        }
    }

    @Nested
    class OwnTypes extends OwnTypesContract {
        OwnTypes() {
            super(WayContract.this.database);
        }
    }

    @Nested
    class RoundTrip extends RoundTripContract {
        RoundTrip() {
            super(WayContract.this.database);
        }
    }

    @Nested
    class Isolation extends IsolationContract {
        Isolation() {
            super(WayContract.this.database);
        }
    }

    @Nested
    class Pool extends PoolContract {
        Pool() {
            super(WayContract.this.database);
        }
    }

    @Nested
    class Transactions extends TransactionContract {
        Transactions() {
            super(WayContract.this.database);
        }
    }

    @Nested
    class Join extends JoinContract {
        Join() {
            super(WayContract.this.database);
        }
    }

    @Nested
    class Retries extends RetryContract {
        Retries() {
            super(WayContract.this.database);
        }
    }

    @Nested
    class Batch extends BatchContract {
        Batch() {
            super(WayContract.this.database);
        }
    }

    @Nested
    class BatchTypes extends BatchTypesContract {
        BatchTypes() {
            super(WayContract.this.database);
        }
    }

    @Nested
    class BatchWriterJoin extends BatchWriterJoinContract {
        BatchWriterJoin() {
            super(WayContract.this.database);
        }
    }

    @Nested
    class BatchRoundTrip extends BatchRoundTripContract {
        BatchRoundTrip() {
            super(WayContract.this.database);
        }
    }
}

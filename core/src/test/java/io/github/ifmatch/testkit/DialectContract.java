package io.github.ifmatch.testkit;

import io.github.ifmatch.testkit.batch.BatchContract;
import io.github.ifmatch.testkit.batch.BatchFaultContract;
import io.github.ifmatch.testkit.batch.BatchIdsContract;
import io.github.ifmatch.testkit.batch.BatchRaceContract;
import io.github.ifmatch.testkit.batch.BatchRoundTripContract;
import io.github.ifmatch.testkit.batch.BatchTypesContract;
import io.github.ifmatch.testkit.batch.BatchWriterContract;
import io.github.ifmatch.testkit.batch.BatchWriterJoinContract;
import io.github.ifmatch.testkit.batch.BatchWriterStopContract;
import io.github.ifmatch.testkit.batch.UpdateWhereContract;
import io.github.ifmatch.testkit.conflict.AggregateContract;
import io.github.ifmatch.testkit.conflict.ChangeSetContract;
import io.github.ifmatch.testkit.conflict.DifferencesContract;
import io.github.ifmatch.testkit.conflict.ListenerContract;
import io.github.ifmatch.testkit.conflict.ResolveContract;
import io.github.ifmatch.testkit.mapping.ArraysContract;
import io.github.ifmatch.testkit.mapping.DeclaredTableContract;
import io.github.ifmatch.testkit.mapping.EnumsContract;
import io.github.ifmatch.testkit.mapping.IdsContract;
import io.github.ifmatch.testkit.mapping.NamesContract;
import io.github.ifmatch.testkit.mapping.OwnTypesContract;
import io.github.ifmatch.testkit.mapping.TypesContract;
import io.github.ifmatch.testkit.mapping.VerifyContract;
import io.github.ifmatch.testkit.mapping.VersionsContract;
import io.github.ifmatch.testkit.mapping.WideContract;
import io.github.ifmatch.testkit.transaction.ConcurrencyContract;
import io.github.ifmatch.testkit.transaction.IsolationContract;
import io.github.ifmatch.testkit.transaction.JoinContract;
import io.github.ifmatch.testkit.transaction.LockContract;
import io.github.ifmatch.testkit.transaction.LostConnectionContract;
import io.github.ifmatch.testkit.transaction.ModifyContract;
import io.github.ifmatch.testkit.transaction.OldSnapshotContract;
import io.github.ifmatch.testkit.transaction.PoolContract;
import io.github.ifmatch.testkit.transaction.RetryContract;
import io.github.ifmatch.testkit.transaction.TransactionContract;
import io.github.ifmatch.testkit.write.AfterTriggerContract;
import io.github.ifmatch.testkit.write.BadDatabaseContract;
import io.github.ifmatch.testkit.write.BadInputContract;
import io.github.ifmatch.testkit.write.CheckContract;
import io.github.ifmatch.testkit.write.ConditionalRowsContract;
import io.github.ifmatch.testkit.write.ConfirmContract;
import io.github.ifmatch.testkit.write.CountContract;
import io.github.ifmatch.testkit.write.InPlaceContract;
import io.github.ifmatch.testkit.write.InterferenceContract;
import io.github.ifmatch.testkit.write.OverwriteContract;
import io.github.ifmatch.testkit.write.PatchContract;
import io.github.ifmatch.testkit.write.RedirectContract;
import io.github.ifmatch.testkit.write.RefusedWriteContract;
import io.github.ifmatch.testkit.write.RoundTripContract;
import io.github.ifmatch.testkit.write.RowsContract;
import io.github.ifmatch.testkit.write.UniqueIdContract;
import io.github.ifmatch.testkit.write.VerdictContract;
import io.github.ifmatch.testkit.write.WaitingContract;
import org.junit.jupiter.api.Nested;

/**
 * Every contract, for one database in one dialect: what to extend to prove a dialect.
 *
 * <p>A contract that the database cannot keep is skipped by its {@link TestDatabase#features()}, never left out.
 */
public abstract class DialectContract {

    private final TestDatabase database;

    protected DialectContract(TestDatabase database) {
        this.database = database;
    }

    @Nested
    class Rows extends RowsContract {
        Rows() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Verify extends VerifyContract {
        Verify() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Patch extends PatchContract {
        Patch() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Overwrite extends OverwriteContract {
        Overwrite() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class RoundTrip extends RoundTripContract {
        RoundTrip() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Types extends TypesContract {
        Types() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Arrays extends ArraysContract {
        Arrays() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Enums extends EnumsContract {
        Enums() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class OwnTypes extends OwnTypesContract {
        OwnTypes() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class DeclaredTable extends DeclaredTableContract {
        DeclaredTable() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Ids extends IdsContract {
        Ids() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Names extends NamesContract {
        Names() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Versions extends VersionsContract {
        Versions() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class BadInput extends BadInputContract {
        BadInput() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class BadDatabase extends BadDatabaseContract {
        BadDatabase() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Verdict extends VerdictContract {
        Verdict() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class RefusedWrite extends RefusedWriteContract {
        RefusedWrite() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Redirect extends RedirectContract {
        Redirect() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class OldSnapshot extends OldSnapshotContract {
        OldSnapshot() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Count extends CountContract {
        Count() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Interference extends InterferenceContract {
        Interference() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class AfterTrigger extends AfterTriggerContract {
        AfterTrigger() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class UniqueId extends UniqueIdContract {
        UniqueId() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Isolation extends IsolationContract {
        Isolation() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Lock extends LockContract {
        Lock() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        Concurrency() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Pool extends PoolContract {
        Pool() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Transactions extends TransactionContract {
        Transactions() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class LostConnection extends LostConnectionContract {
        LostConnection() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Waiting extends WaitingContract {
        Waiting() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Aggregate extends AggregateContract {
        Aggregate() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class ChangeSets extends ChangeSetContract {
        ChangeSets() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Check extends CheckContract {
        Check() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Differ extends DifferencesContract {
        Differ() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Confirm extends ConfirmContract {
        Confirm() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Join extends JoinContract {
        Join() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Listen extends ListenerContract {
        Listen() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Modify extends ModifyContract {
        Modify() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Wide extends WideContract {
        Wide() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class InPlace extends InPlaceContract {
        InPlace() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Resolve extends ResolveContract {
        Resolve() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Retries extends RetryContract {
        Retries() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class Batch extends BatchContract {
        Batch() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class UpdateWhere extends UpdateWhereContract {
        UpdateWhere() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class ConditionalRows extends ConditionalRowsContract {
        ConditionalRows() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class BatchWriter extends BatchWriterContract {
        BatchWriter() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class BatchWriterJoin extends BatchWriterJoinContract {
        BatchWriterJoin() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class BatchWriterStop extends BatchWriterStopContract {
        BatchWriterStop() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class BatchRace extends BatchRaceContract {
        BatchRace() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class BatchFault extends BatchFaultContract {
        BatchFault() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class BatchTypes extends BatchTypesContract {
        BatchTypes() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class BatchIds extends BatchIdsContract {
        BatchIds() {
            super(DialectContract.this.database);
        }
    }

    @Nested
    class BatchRoundTrip extends BatchRoundTripContract {
        BatchRoundTrip() {
            super(DialectContract.this.database);
        }
    }
}

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
import io.github.ifmatch.testkit.conflict.AggregateRequestContract;
import io.github.ifmatch.testkit.conflict.ChangeSetContract;
import io.github.ifmatch.testkit.conflict.DifferencesContract;
import io.github.ifmatch.testkit.conflict.ListenerContract;
import io.github.ifmatch.testkit.conflict.ResolveContract;
import io.github.ifmatch.testkit.conflict.WatcherContract;
import io.github.ifmatch.testkit.guard.GuardContract;
import io.github.ifmatch.testkit.guard.GuardModesContract;
import io.github.ifmatch.testkit.mapping.ArraysContract;
import io.github.ifmatch.testkit.mapping.ComparedDeclarationContract;
import io.github.ifmatch.testkit.mapping.CompositeIdContract;
import io.github.ifmatch.testkit.mapping.DeclaredTableContract;
import io.github.ifmatch.testkit.mapping.DefaultsContract;
import io.github.ifmatch.testkit.mapping.DeletedIdsContract;
import io.github.ifmatch.testkit.mapping.EnumsContract;
import io.github.ifmatch.testkit.mapping.FixedColumnsContract;
import io.github.ifmatch.testkit.mapping.IdsContract;
import io.github.ifmatch.testkit.mapping.MarkedIsolationContract;
import io.github.ifmatch.testkit.mapping.NamesContract;
import io.github.ifmatch.testkit.mapping.NaturalIdContract;
import io.github.ifmatch.testkit.mapping.NestedRowsContract;
import io.github.ifmatch.testkit.mapping.OwnTypesContract;
import io.github.ifmatch.testkit.mapping.SoftDeleteContract;
import io.github.ifmatch.testkit.mapping.TypesContract;
import io.github.ifmatch.testkit.mapping.VerifyContract;
import io.github.ifmatch.testkit.mapping.VersionsContract;
import io.github.ifmatch.testkit.mapping.WideContract;
import io.github.ifmatch.testkit.transaction.ConcurrencyContract;
import io.github.ifmatch.testkit.transaction.CutBatchContract;
import io.github.ifmatch.testkit.transaction.CutConnectionContract;
import io.github.ifmatch.testkit.transaction.IsolationContract;
import io.github.ifmatch.testkit.transaction.JoinContract;
import io.github.ifmatch.testkit.transaction.LockContract;
import io.github.ifmatch.testkit.transaction.LockedModifyContract;
import io.github.ifmatch.testkit.transaction.LostConnectionContract;
import io.github.ifmatch.testkit.transaction.ModifyContract;
import io.github.ifmatch.testkit.transaction.NestedModifyContract;
import io.github.ifmatch.testkit.transaction.OldSnapshotContract;
import io.github.ifmatch.testkit.transaction.PoolContract;
import io.github.ifmatch.testkit.transaction.RetryContract;
import io.github.ifmatch.testkit.transaction.TransactionContract;
import io.github.ifmatch.testkit.version.VersionSourcesContract;
import io.github.ifmatch.testkit.write.AfterTriggerContract;
import io.github.ifmatch.testkit.write.BadDatabaseContract;
import io.github.ifmatch.testkit.write.BadInputContract;
import io.github.ifmatch.testkit.write.BeanContract;
import io.github.ifmatch.testkit.write.BuilderContract;
import io.github.ifmatch.testkit.write.CheckContract;
import io.github.ifmatch.testkit.write.ComeAndGoContract;
import io.github.ifmatch.testkit.write.ComparedColumnsContract;
import io.github.ifmatch.testkit.write.ConditionalRowsContract;
import io.github.ifmatch.testkit.write.ConfirmContract;
import io.github.ifmatch.testkit.write.CountContract;
import io.github.ifmatch.testkit.write.DatabaseVersionsContract;
import io.github.ifmatch.testkit.write.FirstVersionContract;
import io.github.ifmatch.testkit.write.InPlaceContract;
import io.github.ifmatch.testkit.write.InterferenceContract;
import io.github.ifmatch.testkit.write.OverwriteContract;
import io.github.ifmatch.testkit.write.PatchContract;
import io.github.ifmatch.testkit.write.ProblemContract;
import io.github.ifmatch.testkit.write.RandomVersionsContract;
import io.github.ifmatch.testkit.write.RebirthRaceContract;
import io.github.ifmatch.testkit.write.RedirectContract;
import io.github.ifmatch.testkit.write.RefusedWriteContract;
import io.github.ifmatch.testkit.write.RoundTripContract;
import io.github.ifmatch.testkit.write.RowsContract;
import io.github.ifmatch.testkit.write.TimeVersionsContract;
import io.github.ifmatch.testkit.write.UniqueIdContract;
import io.github.ifmatch.testkit.write.UuidVersionsContract;
import io.github.ifmatch.testkit.write.VerdictContract;
import io.github.ifmatch.testkit.write.WaitingContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every contract, for one database in one dialect: what to extend to prove a dialect.
 *
 * <p>A contract that the database cannot keep is skipped by its {@link TestDatabase#features()}, never left out. When all have
 * been run, their counts stand in {@code target/engines}.
 */
@ExtendWith(EngineReport.class)
public abstract class DialectContract extends Contract {

    protected DialectContract(TestDatabase database) {
        this.database = database;
    }

    @Nested
    class Verify extends VerifyContract {}

    @Nested
    class Types extends TypesContract {}

    @Nested
    class Arrays extends ArraysContract {}

    @Nested
    class Enums extends EnumsContract {}

    @Nested
    class OwnTypes extends OwnTypesContract {}

    @Nested
    class DeclaredTable extends DeclaredTableContract {}

    @Nested
    class Ids extends IdsContract {}

    @Nested
    class CompositeIds extends CompositeIdContract {}

    @Nested
    class NaturalIds extends NaturalIdContract {}

    @Nested
    class Names extends NamesContract {}

    @Nested
    class Versions extends VersionsContract {}

    @Nested
    class ComparedDeclaration extends ComparedDeclarationContract {}

    @Nested
    class FixedColumns extends FixedColumnsContract {}

    @Nested
    class SoftDelete extends SoftDeleteContract {}

    @Nested
    class DeletedIds extends DeletedIdsContract {}

    @Nested
    class MarkedIsolation extends MarkedIsolationContract {}

    @Nested
    class Defaults extends DefaultsContract {}

    @Nested
    class NestedRows extends NestedRowsContract {}

    @Nested
    class Wide extends WideContract {}

    @Nested
    class Rows extends RowsContract {}

    @Nested
    class Patch extends PatchContract {}

    @Nested
    class Overwrite extends OverwriteContract {}

    @Nested
    class RoundTrip extends RoundTripContract {}

    @Nested
    class BadInput extends BadInputContract {}

    @Nested
    class BadDatabase extends BadDatabaseContract {}

    @Nested
    class Verdict extends VerdictContract {}

    @Nested
    class RefusedWrite extends RefusedWriteContract {}

    @Nested
    class HttpProblem extends ProblemContract {}

    @Nested
    class RebirthRace extends RebirthRaceContract {}

    @Nested
    class ComeAndGo extends ComeAndGoContract {}

    @Nested
    class Redirect extends RedirectContract {}

    @Nested
    class Count extends CountContract {}

    @Nested
    class Interference extends InterferenceContract {}

    @Nested
    class AfterTrigger extends AfterTriggerContract {}

    @Nested
    class UniqueId extends UniqueIdContract {}

    @Nested
    class Waiting extends WaitingContract {}

    @Nested
    class Check extends CheckContract {}

    @Nested
    class Confirm extends ConfirmContract {}

    @Nested
    class VersionSources extends VersionSourcesContract {}

    @Nested
    class DatabaseVersions extends DatabaseVersionsContract {}

    @Nested
    class RandomVersions extends RandomVersionsContract {}

    @Nested
    class UuidVersions extends UuidVersionsContract {}

    @Nested
    class TimeVersions extends TimeVersionsContract {}

    @Nested
    class ComparedColumns extends ComparedColumnsContract {}

    @Nested
    class FirstVersion extends FirstVersionContract {}

    @Nested
    class InPlace extends InPlaceContract {}

    @Nested
    class Beans extends BeanContract {}

    @Nested
    class Builders extends BuilderContract {}

    @Nested
    class ConditionalRows extends ConditionalRowsContract {}

    @Nested
    class OldSnapshot extends OldSnapshotContract {}

    @Nested
    class Isolation extends IsolationContract {}

    @Nested
    class Lock extends LockContract {}

    @Nested
    class Concurrency extends ConcurrencyContract {}

    @Nested
    class Pool extends PoolContract {}

    @Nested
    class Transactions extends TransactionContract {}

    @Nested
    class LostConnection extends LostConnectionContract {}

    @Nested
    class Join extends JoinContract {}

    @Nested
    class Modify extends ModifyContract {}

    @Nested
    class LockedModify extends LockedModifyContract {}

    @Nested
    class NestedModify extends NestedModifyContract {}

    @Nested
    class Retries extends RetryContract {}

    @Nested
    class Batch extends BatchContract {}

    @Nested
    class UpdateWhere extends UpdateWhereContract {}

    @Nested
    class BatchWriter extends BatchWriterContract {}

    @Nested
    class BatchWriterJoin extends BatchWriterJoinContract {}

    @Nested
    class BatchWriterStop extends BatchWriterStopContract {}

    @Nested
    class BatchRace extends BatchRaceContract {}

    @Nested
    class BatchFault extends BatchFaultContract {}

    @Nested
    class BatchTypes extends BatchTypesContract {}

    @Nested
    class BatchIds extends BatchIdsContract {}

    @Nested
    class BatchRoundTrip extends BatchRoundTripContract {}

    @Nested
    class Aggregate extends AggregateContract {}

    @Nested
    class AggregateRequest extends AggregateRequestContract {}

    @Nested
    class ChangeSets extends ChangeSetContract {}

    @Nested
    class Guarded extends GuardContract {}

    @Nested
    class GuardModes extends GuardModesContract {}

    @Nested
    class Differ extends DifferencesContract {}

    @Nested
    class Listen extends ListenerContract {}

    @Nested
    class Watch extends WatcherContract {}

    @Nested
    class Resolve extends ResolveContract {}

    @Nested
    class CutConnection extends CutConnectionContract {}

    @Nested
    class CutBatch extends CutBatchContract {}
}

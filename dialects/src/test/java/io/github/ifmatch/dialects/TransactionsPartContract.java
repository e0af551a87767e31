package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.batch.BatchRaceContract;
import io.github.ifmatch.testkit.conflict.ChangeSetContract;
import io.github.ifmatch.testkit.transaction.ConcurrencyContract;
import io.github.ifmatch.testkit.transaction.IsolationContract;
import io.github.ifmatch.testkit.transaction.LockContract;
import io.github.ifmatch.testkit.transaction.LockedModifyContract;
import io.github.ifmatch.testkit.transaction.ModifyContract;
import io.github.ifmatch.testkit.transaction.OldSnapshotContract;
import io.github.ifmatch.testkit.transaction.TransactionContract;
import io.github.ifmatch.testkit.write.CheckContract;
import io.github.ifmatch.testkit.write.ComeAndGoContract;
import io.github.ifmatch.testkit.write.ConfirmContract;
import io.github.ifmatch.testkit.write.InPlaceContract;
import io.github.ifmatch.testkit.write.RebirthRaceContract;
import io.github.ifmatch.testkit.write.VerdictContract;
import io.github.ifmatch.testkit.write.WaitingContract;
import org.junit.jupiter.api.Nested;

/**
 * What of the contract depends on the isolation: transactions, locks, old snapshots and races. For a database whose whole contract
 * another test holds, at another isolation.
 */
abstract class TransactionsPartContract extends Contract {

    TransactionsPartContract(TestDatabase database) {
        this.database = database;
    }

    @Nested
    class Verdict extends VerdictContract {}

    @Nested
    class Waiting extends WaitingContract {}

    @Nested
    class Check extends CheckContract {}

    @Nested
    class Confirm extends ConfirmContract {}

    @Nested
    class ComeAndGo extends ComeAndGoContract {}

    @Nested
    class RebirthRace extends RebirthRaceContract {}

    @Nested
    class InPlace extends InPlaceContract {}

    @Nested
    class OldSnapshot extends OldSnapshotContract {}

    @Nested
    class Isolation extends IsolationContract {}

    @Nested
    class Lock extends LockContract {}

    @Nested
    class Concurrency extends ConcurrencyContract {}

    @Nested
    class Transactions extends TransactionContract {}

    @Nested
    class Modify extends ModifyContract {}

    @Nested
    class LockedModify extends LockedModifyContract {}

    @Nested
    class BatchRace extends BatchRaceContract {}

    @Nested
    class ChangeSets extends ChangeSetContract {}
}

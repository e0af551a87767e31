package io.github.ifmatch;

import io.github.ifmatch.testkit.AggregateContract;
import io.github.ifmatch.testkit.ArraysContract;
import io.github.ifmatch.testkit.BadDatabaseContract;
import io.github.ifmatch.testkit.BadInputContract;
import io.github.ifmatch.testkit.ChangeSetContract;
import io.github.ifmatch.testkit.CheckContract;
import io.github.ifmatch.testkit.ConcurrencyContract;
import io.github.ifmatch.testkit.CountContract;
import io.github.ifmatch.testkit.DifferencesContract;
import io.github.ifmatch.testkit.EnumsContract;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.IdsContract;
import io.github.ifmatch.testkit.InterferenceContract;
import io.github.ifmatch.testkit.IsolationContract;
import io.github.ifmatch.testkit.ListenerContract;
import io.github.ifmatch.testkit.LockContract;
import io.github.ifmatch.testkit.LostConnectionContract;
import io.github.ifmatch.testkit.ModifyContract;
import io.github.ifmatch.testkit.NamesContract;
import io.github.ifmatch.testkit.OverwriteContract;
import io.github.ifmatch.testkit.OwnTypesContract;
import io.github.ifmatch.testkit.PatchContract;
import io.github.ifmatch.testkit.PoolContract;
import io.github.ifmatch.testkit.ResolveContract;
import io.github.ifmatch.testkit.RetryContract;
import io.github.ifmatch.testkit.RoundTripContract;
import io.github.ifmatch.testkit.RowsContract;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.TransactionContract;
import io.github.ifmatch.testkit.TypesContract;
import io.github.ifmatch.testkit.VerdictContract;
import io.github.ifmatch.testkit.VerifyContract;
import io.github.ifmatch.testkit.VersionsContract;
import io.github.ifmatch.testkit.WaitingContract;
import org.junit.jupiter.api.Nested;

/** The contract on H2, in standard SQL. */
class H2StandardTest {

    private static final TestDatabase DATABASE = new H2TestDatabase(Dialect.STANDARD);

    @Nested
    class Rows extends RowsContract {
        Rows() {
            super(DATABASE);
        }
    }

    @Nested
    class Verify extends VerifyContract {
        Verify() {
            super(DATABASE);
        }
    }

    @Nested
    class Patch extends PatchContract {
        Patch() {
            super(DATABASE);
        }
    }

    @Nested
    class Overwrite extends OverwriteContract {
        Overwrite() {
            super(DATABASE);
        }
    }

    @Nested
    class RoundTrip extends RoundTripContract {
        RoundTrip() {
            super(DATABASE);
        }
    }

    @Nested
    class Types extends TypesContract {
        Types() {
            super(DATABASE);
        }
    }

    @Nested
    class Arrays extends ArraysContract {
        Arrays() {
            super(DATABASE);
        }
    }

    @Nested
    class Enums extends EnumsContract {
        Enums() {
            super(DATABASE);
        }
    }

    @Nested
    class OwnTypes extends OwnTypesContract {
        OwnTypes() {
            super(DATABASE);
        }
    }

    @Nested
    class Ids extends IdsContract {
        Ids() {
            super(DATABASE);
        }
    }

    @Nested
    class Names extends NamesContract {
        Names() {
            super(DATABASE);
        }
    }

    @Nested
    class Versions extends VersionsContract {
        Versions() {
            super(DATABASE);
        }
    }

    @Nested
    class BadInput extends BadInputContract {
        BadInput() {
            super(DATABASE);
        }
    }

    @Nested
    class BadDatabase extends BadDatabaseContract {
        BadDatabase() {
            super(DATABASE);
        }
    }

    @Nested
    class Verdict extends VerdictContract {
        Verdict() {
            super(DATABASE);
        }
    }

    @Nested
    class Count extends CountContract {
        Count() {
            super(DATABASE);
        }
    }

    @Nested
    class Interference extends InterferenceContract {
        Interference() {
            super(DATABASE);
        }
    }

    @Nested
    class Isolation extends IsolationContract {
        Isolation() {
            super(DATABASE);
        }
    }

    @Nested
    class Lock extends LockContract {
        Lock() {
            super(DATABASE);
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        Concurrency() {
            super(DATABASE);
        }
    }

    @Nested
    class Pool extends PoolContract {
        Pool() {
            super(DATABASE);
        }
    }

    @Nested
    class Transactions extends TransactionContract {
        Transactions() {
            super(DATABASE);
        }
    }

    @Nested
    class LostConnection extends LostConnectionContract {
        LostConnection() {
            super(DATABASE);
        }
    }

    @Nested
    class Waiting extends WaitingContract {
        Waiting() {
            super(DATABASE);
        }
    }

    @Nested
    class Aggregate extends AggregateContract {
        Aggregate() {
            super(DATABASE);
        }
    }

    @Nested
    class ChangeSets extends ChangeSetContract {
        ChangeSets() {
            super(DATABASE);
        }
    }

    @Nested
    class Check extends CheckContract {
        Check() {
            super(DATABASE);
        }
    }

    @Nested
    class Differ extends DifferencesContract {
        Differ() {
            super(DATABASE);
        }
    }

    @Nested
    class Listen extends ListenerContract {
        Listen() {
            super(DATABASE);
        }
    }

    @Nested
    class Modify extends ModifyContract {
        Modify() {
            super(DATABASE);
        }
    }

    @Nested
    class Resolve extends ResolveContract {
        Resolve() {
            super(DATABASE);
        }
    }

    @Nested
    class Retries extends RetryContract {
        Retries() {
            super(DATABASE);
        }
    }
}

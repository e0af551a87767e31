package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.batch.BatchContract;
import io.github.ifmatch.testkit.batch.BatchFaultContract;
import io.github.ifmatch.testkit.batch.BatchIdsContract;
import io.github.ifmatch.testkit.batch.BatchRoundTripContract;
import io.github.ifmatch.testkit.mapping.EnumsContract;
import io.github.ifmatch.testkit.mapping.OwnTypesContract;
import io.github.ifmatch.testkit.mapping.VersionsContract;
import io.github.ifmatch.testkit.mapping.WideContract;
import io.github.ifmatch.testkit.transaction.LostConnectionContract;
import io.github.ifmatch.testkit.transaction.PoolContract;
import io.github.ifmatch.testkit.version.VersionSourcesContract;
import io.github.ifmatch.testkit.write.BadDatabaseContract;
import io.github.ifmatch.testkit.write.CountContract;
import io.github.ifmatch.testkit.write.FirstVersionContract;
import io.github.ifmatch.testkit.write.RefusedWriteContract;
import io.github.ifmatch.testkit.write.RoundTripContract;
import org.junit.jupiter.api.Nested;

/**
 * What of the contract depends on the driver: counts, keys, batches, round trips, failures; but for the values of columns and ids. For a
 * database whose whole contract another test holds, by another driver.
 */
abstract class DriverPartContract extends Contract {

    DriverPartContract(TestDatabase database) {
        this.database = database;
    }

    @Nested
    class Enums extends EnumsContract {}

    @Nested
    class OwnTypes extends OwnTypesContract {}

    @Nested
    class Versions extends VersionsContract {}

    @Nested
    class Wide extends WideContract {}

    @Nested
    class RoundTrip extends RoundTripContract {}

    @Nested
    class BadDatabase extends BadDatabaseContract {}

    @Nested
    class RefusedWrite extends RefusedWriteContract {}

    @Nested
    class Count extends CountContract {}

    @Nested
    class VersionSources extends VersionSourcesContract {}

    @Nested
    class FirstVersion extends FirstVersionContract {}

    @Nested
    class Pool extends PoolContract {}

    @Nested
    class LostConnection extends LostConnectionContract {}

    @Nested
    class Batch extends BatchContract {}

    @Nested
    class BatchFault extends BatchFaultContract {}

    @Nested
    class BatchIds extends BatchIdsContract {}

    @Nested
    class BatchRoundTrip extends BatchRoundTripContract {}
}

package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.transaction.CutBatchContract;
import io.github.ifmatch.testkit.transaction.CutConnectionContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contract on a PostgreSQL older than the one of the plain build, in its dialect, and the plans of its batches. */
@Tag("engines")
abstract class OlderPostgresContract extends DialectContract {

    OlderPostgresContract(TestDatabase database) {
        super(database);
    }

    @Nested
    class CutConnection extends CutConnectionContract {}

    @Nested
    class CutBatch extends CutBatchContract {}

    @Nested
    class Plans extends PostgresPlanContract {}
}

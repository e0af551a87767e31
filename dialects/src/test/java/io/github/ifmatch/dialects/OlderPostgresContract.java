package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contract on a PostgreSQL older than the one of the plain build, in its dialect, and the plans of its batches. */
@Tag("engines")
abstract class OlderPostgresContract extends DialectContract {

    OlderPostgresContract(TestDatabase database) {
        super(database);
    }

    @Nested
    class Plans extends PostgresPlanContract {}
}

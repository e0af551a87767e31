package io.github.ifmatch;

import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.mapping.VersionsContract;
import io.github.ifmatch.testkit.write.OverwriteContract;
import io.github.ifmatch.testkit.write.RowsContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** What Derby keeps of the contract, in standard SQL: not all, for its driver binds no {@code java.time} and no UUID. */
@Tag("engines")
class DerbyStandardTest extends Contract {

    private static final TestDatabase DATABASE = new DerbyTestDatabase();

    DerbyStandardTest() {
        database = DATABASE;
    }

    @Nested
    class Rows extends RowsContract {}

    @Nested
    class Overwrite extends OverwriteContract {}

    @Nested
    class Versions extends VersionsContract {}
}

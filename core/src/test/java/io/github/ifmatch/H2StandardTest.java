package io.github.ifmatch;

import io.github.ifmatch.testkit.CountContract;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.RowsContract;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.VerdictContract;
import io.github.ifmatch.testkit.VerifyContract;
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
}

package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.DialectContract;
import org.junit.jupiter.api.Tag;

/** The contract on Derby, in standard SQL. */
@Tag("derby")
class DerbyStandardTest extends DialectContract {

    private static final DerbyTestDatabase DATABASE = new DerbyTestDatabase(Dialect.STANDARD);

    DerbyStandardTest() {
        super(DATABASE);
    }
}

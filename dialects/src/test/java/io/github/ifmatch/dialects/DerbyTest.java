package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.DialectContract;
import org.junit.jupiter.api.Tag;

/** The contract on Derby, in its dialect. */
@Tag("derby")
class DerbyTest extends DialectContract {

    private static final DerbyTestDatabase DATABASE = new DerbyTestDatabase(new DerbyDialect());

    DerbyTest() {
        super(DATABASE);
    }
}

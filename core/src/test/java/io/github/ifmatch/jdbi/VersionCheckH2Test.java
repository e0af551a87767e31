package io.github.ifmatch.jdbi;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;

/** Hand-written statements, checked, on H2. */
class VersionCheckH2Test extends VersionCheckCases {

    private static final TestDatabase DATABASE = new H2TestDatabase(Dialect.STANDARD);

    VersionCheckH2Test() {
        super(DATABASE);
    }
}

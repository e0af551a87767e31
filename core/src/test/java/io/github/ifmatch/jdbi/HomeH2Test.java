package io.github.ifmatch.jdbi;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import org.junit.jupiter.api.Nested;

/** What is Jdbi's own, on H2. */
class HomeH2Test {

    private static final TestDatabase DATABASE = new H2TestDatabase(Dialect.STANDARD);

    @Nested
    class BoundIds extends BoundIdCases {
        BoundIds() {
            super(DATABASE, true);
        }
    }

    @Nested
    class BoundIdsWithoutPlugin extends BoundIdCases {
        BoundIdsWithoutPlugin() {
            super(DATABASE, false);
        }
    }

    @Nested
    class Lines extends LineCases {
        Lines() {
            super(DATABASE);
        }
    }

    @Nested
    class Loggers extends LoggerCases {
        Loggers() {
            super(DATABASE);
        }
    }

    @Nested
    class Shapes extends ShapeCases {
        Shapes() {
            super(DATABASE);
        }
    }

    @Nested
    class Tenants extends TenantCases {
        Tenants() {
            super(DATABASE);
        }
    }

    @Nested
    class Transactions extends TransactionCases {
        Transactions() {
            super(DATABASE);
        }
    }

    @Nested
    class Types extends TypesCases {
        Types() {
            super(DATABASE);
        }
    }
}

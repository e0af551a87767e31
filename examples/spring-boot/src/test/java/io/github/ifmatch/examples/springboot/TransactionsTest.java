package io.github.ifmatch.examples.springboot;

import org.junit.jupiter.api.Nested;

/** Each of Spring's transaction managers, on both databases. */
class TransactionsTest {

    @Nested
    class DataSourceOnH2 extends TransactionsContract {
        DataSourceOnH2() {
            super(Managers.DATA_SOURCE, Databases.H2);
        }
    }

    @Nested
    class DataSourceOnPostgres extends TransactionsContract {
        DataSourceOnPostgres() {
            super(Managers.DATA_SOURCE, Databases.POSTGRES);
        }
    }

    @Nested
    class JdbcOnH2 extends TransactionsContract {
        JdbcOnH2() {
            super(Managers.JDBC, Databases.H2);
        }
    }

    @Nested
    class JdbcOnPostgres extends TransactionsContract {
        JdbcOnPostgres() {
            super(Managers.JDBC, Databases.POSTGRES);
        }
    }

    @Nested
    class JpaOnH2 extends TransactionsContract {
        JpaOnH2() {
            super(Managers.JPA, Databases.H2);
        }
    }

    @Nested
    class JpaOnPostgres extends TransactionsContract {
        JpaOnPostgres() {
            super(Managers.JPA, Databases.POSTGRES);
        }
    }

    @Nested
    class JtaOnH2 extends TransactionsContract {
        JtaOnH2() {
            super(Managers.JTA, Databases.H2);
        }
    }

    @Nested
    class JtaOnPostgres extends TransactionsContract {
        JtaOnPostgres() {
            super(Managers.JTA, Databases.POSTGRES);
        }
    }
}

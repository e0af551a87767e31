package io.github.ifmatch.dialects;

import io.github.ifmatch.Table;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.version.Item.Numbered;
import io.github.ifmatch.testkit.version.Source;
import io.github.ifmatch.testkit.version.VersionSourceContract;
import io.github.ifmatch.type.VersionSource;
import org.junit.jupiter.api.Nested;

/** {@code xmin} keeps the contract of a version, in the dialect and in standard SQL. */
class PostgresXminTest {

    private static final Source<Numbered> XMIN =
            new Source<>(
                    Table.of(Numbered.class, Long.class)
                            .column("version", "xmin")
                            .type("version", PostgresXmin.TYPE)
                            .versions(VersionSource.DATABASE),
                    "") {

                @Override
                public Numbered item(long id, String text, int amount) {
                    return new Numbered(id, text, amount, 0, null);
                }

                @Override
                public boolean isNext(long before, long next) {
                    return next != before;
                }

                @Override
                public boolean advancesUnversioned() {
                    return true;
                }

                @Override
                public boolean isOfTheTransaction() {
                    return true;
                }
            };

    @Nested
    class InItsDialect extends VersionSourceContract<Numbered> {

        private static final TestDatabase DATABASE = new PostgresTestDatabase(new PostgresDialect());

        InItsDialect() {
            super(XMIN);
            database = DATABASE;
        }
    }

    @Nested
    class InStandardSql extends VersionSourceContract<Numbered> {

        private static final TestDatabase DATABASE = new PostgresTestDatabase(Dialect.STANDARD);

        InStandardSql() {
            super(XMIN);
            database = DATABASE;
        }
    }
}

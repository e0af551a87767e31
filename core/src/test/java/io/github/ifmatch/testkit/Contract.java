package io.github.ifmatch.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ifmatch.Isolation;
import io.github.ifmatch.testkit.fault.Meddling;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstances;

/**
 * Tests on one database: on the one that they are given; or, of a contract nested in another, on the other's. Each has a minute, so
 * that a database that hangs is told of.
 */
@ExtendWith(Contract.HandDown.class)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class Contract {

    /** The database under test: set by the constructor of the outermost contract, and handed down to those nested in it. */
    protected TestDatabase database;

    /** Skips the test on a database that has not each of these features. */
    protected final void needs(TestDatabase.Feature... features) {
        for (TestDatabase.Feature feature : features) {
            assumeTrue(database.has(feature), () -> "needs " + feature);
        }
    }

    /** Skips the test on a database that has no such isolation, or no snapshots in it. */
    protected final void needsSnapshots(Isolation isolation) {
        needs(isolation);
        needs(
                isolation == Isolation.SERIALIZABLE
                        ? TestDatabase.Feature.SERIALIZABLE_SNAPSHOTS
                        : TestDatabase.Feature.SNAPSHOTS);
    }

    /** Skips the test on a database that has no such isolation. */
    protected final void needs(Isolation isolation) {
        needs(TestDatabase.Feature.valueOf(isolation.name()));
    }

    /** Puts a trigger on a table; skips the test on a database that has none of the kind. */
    protected final void meddle(Meddling meddling, String table) {
        needs(
                switch (meddling) {
                    case EDITS_OWNER, CHANGES_VERSION, LOWERS_VERSION, STAMPS_TIME ->
                        TestDatabase.Feature.EDITING_TRIGGERS;
                    case REFUSES -> TestDatabase.Feature.REFUSING_TRIGGERS;
                    case SUPPRESSES -> TestDatabase.Feature.SUPPRESSING_TRIGGERS;
                    case PRETENDS -> TestDatabase.Feature.INSTEAD_OF_TRIGGERS;
                    case EDITS_OWNER_AFTERWARDS, CHANGES_VERSION_AFTERWARDS -> TestDatabase.Feature.AFTER_TRIGGERS;
                });
        database.execute(database.trigger(meddling, table));
    }

    /** What an exception says, but for the SQLSTATE, which each database has of its own. */
    protected static String said(Throwable e) {
        return e.getMessage().replaceFirst(" \\(SQLSTATE \\w+\\)", "");
    }

    /** Hands the database of a contract to those nested in it, before their first method is called. */
    static final class HandDown implements BeforeAllCallback, BeforeEachCallback {

        @Override
        public void beforeAll(ExtensionContext context) {
            context.getTestInstances()
                    .ifPresent(HandDown::to); // there is none yet, but of a class with one for all tests
        }

        @Override
        public void beforeEach(ExtensionContext context) {
            to(context.getRequiredTestInstances());
        }

        private static void to(TestInstances outermostFirst) {
            TestDatabase database = null;
            for (Object instance : outermostFirst.getAllInstances()) {
                if (instance instanceof Contract contract) {
                    database = contract.database == null ? database : contract.database;
                    contract.database = database;
                }
            }
            if (database == null) {
                throw new IllegalStateException("no database: the constructor of the outermost contract must set it");
            }
        }
    }
}

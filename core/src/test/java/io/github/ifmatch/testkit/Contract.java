package io.github.ifmatch.testkit;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstances;

/** Tests on one database: on the one that they are given; or, of a contract nested in another, on the other's. */
@ExtendWith(Contract.HandDown.class)
public abstract class Contract {

    /** The database under test: set by the constructor of the outermost contract, and handed down to those nested in it. */
    protected TestDatabase database;

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

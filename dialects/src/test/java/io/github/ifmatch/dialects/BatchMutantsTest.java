package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.ifmatch.Database;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.batch.BatchContract;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The contract of batches is run where answers are attributed to the wrong rows: it must notice. */
@Tag("thorough")
class BatchMutantsTest {

    /** Tests of each verb whose answers come with a count; they hold winners and losers side by side. */
    private static final List<String> MIXED = List.of(
            "tryUpdateAll_changedDeletedAndNeverThere()",
            "tryUpdateAll_staleOnBorders()",
            "tryPatchAll_staleAndMissing()",
            "tryDeleteAll_staleAndMissing()",
            "updateVersions_sameChangeForEach()");

    /** The same, where the counts decide. Of deletes, the rows decide, which are locked before. */
    private static final List<String> COUNTED =
            MIXED.stream().filter(test -> !test.startsWith("tryDeleteAll")).toList();

    private static final List<String> LOCKED =
            List.of("tryDeleteAll_staleAndMissing()", "deleteAll_answersRowsAsTheyLastStood()");

    /** Tests of each verb in which all rows win, and each has its own answer. */
    private static final List<String> WON = List.of(
            "insertAll_givenIdsInAnyOrder()",
            "tryUpdateAll_allFreshInAnyOrder()",
            "patchAll_severalShapes()",
            "deleteAll_answersRowsAsTheyLastStood()");

    /** The database on which {@link Mutant} is run. */
    private static TestDatabase subject;

    /** Run by {@link #run} alone: a nested class that is static is nobody's test. */
    static class Mutant extends BatchContract {
        Mutant() {
            database = subject;
        }
    }

    /** Runs the contract, answers which tests passed and which failed, and closes the database's pool. */
    private static Told run(TestDatabase database) {
        subject = database;
        Told told = new Told(new TreeSet<>(), new TreeSet<>());
        try {
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(Mutant.class))
                                    .filters(EngineFilter.includeEngines("junit-jupiter"))
                                    .build(),
                            told);
        } finally {
            database.close();
        }
        return told;
    }

    private record Told(Set<String> passed, Set<String> failed) implements TestExecutionListener {

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
                boolean isPassed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
                (isPassed ? passed : failed).add(test.getDisplayName());
            }
        }
    }

    /** A statement that numbers its answers so: the one that locks first, or the one that does not. */
    private static TestDatabase misnumbered(Misattribution misattribution, boolean locksFirst) {
        return new PostgresTestDatabase(MisnumberingDialect.of(new PostgresDialect(), misattribution)) {
            @Override
            public Database database(DataSource dataSource) {
                Database database = super.database(dataSource);
                return locksFirst ? database.withLockedBatches() : database;
            }
        };
    }

    /** A driver that gives the counts of a JDBC batch so. */
    private static TestDatabase miscounted(UnaryOperator<int[]> lie) {
        return new H2TestDatabase(Dialect.STANDARD) {
            @Override
            public Database database(DataSource dataSource) {
                FaultyDataSource lying = FaultyDataSource.of(dataSource);
                lying.inject((event, real) -> {
                    Object answer = real.call();
                    return answer instanceof int[] counts ? lie.apply(counts) : answer;
                });
                return super.database(lying.dataSource());
            }
        };
    }

    /** Else the failures of the others would say nothing. */
    @Test
    void attributedRightly_contractHolds() {
        Told statement = run(misnumbered(Misattribution.NONE, false));
        Told locking = run(misnumbered(Misattribution.NONE, true));
        Told jdbcBatch = run(miscounted(counts -> counts));

        assertThat(statement.failed()).isEmpty();
        assertThat(locking.failed()).isEmpty();
        assertThat(jdbcBatch.failed()).isEmpty();
        assertThat(statement.passed()).isEqualTo(jdbcBatch.passed()).hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void statementMisnumbers_contractFails(Misattribution misattribution) {
        assertThat(run(misnumbered(misattribution, false)).failed())
                .containsAll(MIXED)
                .containsAll(WON);
        assertThat(run(misnumbered(misattribution, true)).failed())
                .containsAll(MIXED)
                .containsAll(WON);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void driverMiscounts_contractFails(Misattribution misattribution) {
        Told told = run(miscounted(misattribution::of));

        assertThat(told.failed()).containsAll(COUNTED);
        assertThat(told.passed()).containsAll(LOCKED);
    }

    /** Losers are told as winners. */
    @Test
    void driverKnowsNoLosers_contractFails() {
        Told told =
                run(miscounted(counts -> Arrays.stream(counts).map(count -> 1).toArray()));

        assertThat(told.failed()).containsAll(COUNTED);
        assertThat(told.passed()).containsAll(LOCKED);
    }

    /** Winners are told as losers. */
    @Test
    void driverKnowsNoWinners_contractFails() {
        Told told =
                run(miscounted(counts -> Arrays.stream(counts).map(count -> 0).toArray()));

        assertThat(told.failed()).containsAll(COUNTED).contains("tryUpdateAll_allFreshInAnyOrder()");
        assertThat(told.passed()).containsAll(LOCKED);
    }
}

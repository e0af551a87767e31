package io.github.ifmatch.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Sender;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.sample.Account;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is observed of an operation, and in which scope its statements are sent. */
class ObservationWatcherTest {

    private final H2TestDatabase h2 = new H2TestDatabase(Dialect.STANDARD);
    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final List<Observation> current = new ArrayList<>();
    private final VersionedRepository<Account, Long> accounts = observed(registry);
    private Account ann;

    @BeforeEach
    void createTable() {
        Account.create(h2);
        ann = h2.database().repository(Account.TABLE).insert(Account.of("Ann", 10));
    }

    private VersionedRepository<Account, Long> observed(ObservationRegistry in) {
        Sender noting = (connection, sql, generatedKeys, values) -> {
            current.add(in.getCurrentObservation());
            return Sender.plain().send(connection, sql, generatedKeys, values);
        };
        return h2.database()
                .withSender(noting)
                .withWatcher(new ObservationWatcher(in))
                .repository(Account.TABLE);
    }

    private TestObservationRegistryAssert assertThatRegistry() {
        return TestObservationRegistryAssert.assertThat(registry);
    }

    @Test
    void begins_written() {
        accounts.update(ann);

        assertThatRegistry()
                .hasSingleObservationThat()
                .hasNameEqualTo("ifmatch.operation")
                .hasContextualNameEqualTo("update accounts")
                .hasOnlyKeys("table", "verb", "outcome")
                .hasLowCardinalityKeyValue("table", "accounts")
                .hasLowCardinalityKeyValue("verb", "update")
                .hasLowCardinalityKeyValue("outcome", "written")
                .hasBeenStarted()
                .hasBeenStopped()
                .doesNotHaveError();
    }

    /** A conflict is an answer: no error of the trace's. */
    @Test
    void begins_conflicted() {
        assertThat(accounts.tryUpdate(ann.withVersion(7))).isInstanceOf(Conflict.class);

        assertThatRegistry()
                .hasSingleObservationThat()
                .hasLowCardinalityKeyValue("outcome", "conflicted")
                .hasBeenStopped()
                .doesNotHaveError();
    }

    @Test
    void begins_failed() {
        Throwable thrown = catchThrowable(() -> accounts.insert(Account.of("x".repeat(51), 1)));

        assertThatRegistry()
                .hasSingleObservationThat()
                .hasLowCardinalityKeyValue("outcome", "failed")
                .hasBeenStopped()
                .hasError(thrown);
        assertThat(registry.getCurrentObservationScope()).isNull();
    }

    @Test
    void begins_scopeAroundTheStatements() {
        Observation request = Observation.start("request", registry);
        try (Observation.Scope scope = request.openScope()) {
            accounts.touch(ann);
            assertThat(accounts.find(ann.id())).isPresent();

            assertThat(registry.getCurrentObservationScope()).isSameAs(scope);
        }
        request.stop();

        assertThat(current).hasSize(3).doesNotContainNull().allSatisfy(observation -> {
            assertThat(observation.getContext().getName()).isEqualTo("ifmatch.operation");
            assertThat(observation.getContext().getParentObservation()).isSameAs(request);
        });
        assertThat(current.get(1)).isSameAs(current.get(0)).isNotSameAs(current.get(2));
        assertThatRegistry().hasNumberOfObservationsWithNameEqualTo("ifmatch.operation", 2);
    }

    /** As in an application whose observations are timers, too. */
    @Test
    void begins_timer() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ObservationRegistry timing = ObservationRegistry.create();
        timing.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));

        observed(timing).touch(ann);

        assertThat(meters.get("ifmatch.operation")
                        .tags("table", "accounts", "verb", "touch", "outcome", "written", "error", "none")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void begins_unobservedName() {
        registry.observationConfig().observationPredicate((name, context) -> !name.equals("ifmatch.operation"));

        assertThat(accounts.touch(ann).version()).isEqualTo(2);

        assertThatRegistry().doesNotHaveAnyObservation();
        assertThat(registry.getCurrentObservationScope()).isNull();
    }

    /** Nothing is made for an operation that nobody observes. */
    @Test
    void begins_noop() {
        ObservationWatcher noop = new ObservationWatcher(ObservationRegistry.NOOP);

        assertThat(noop.begins("accounts", "touch")).isSameAs(noop.begins("accounts", "find"));
        assertThat(observed(ObservationRegistry.NOOP).touch(ann).version()).isEqualTo(2);
        assertThat(current).containsOnlyNulls();
    }

    @Test
    void new_null() {
        assertThatThrownBy(() -> new ObservationWatcher(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("registry must not be null");
    }
}

package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a driver hides what each row of a batch counted, a row is reported as written only if it was compared under its lock. */
class HiddenCountsTest {

    record Label(String id, String text, long version) {

        Label withText(String newText) {
            return new Label(id, newText, version);
        }
    }

    /** As MariaDB's: whatever is not refused was written. */
    private static final class Trusting implements Dialect {

        @Override
        public boolean speaks(String productName) {
            return false;
        }

        @Override
        public boolean mayBatch(WriteKind kind) {
            return false;
        }

        @Override
        public boolean writesWhatItMeets() {
            return true;
        }
    }

    private static final TestDatabase DATABASE = new H2TestDatabase(new Trusting());
    private static final Table<Label, String> LABELS =
            Table.of(Label.class, String.class).named("labels");

    private final FaultyDataSource hiding = FaultyDataSource.of(DATABASE.dataSource());
    private final VersionedRepository<Label, String> labels = DATABASE.repository(hiding.dataSource(), LABELS);

    private final Label first = new Label("a", "old", 1);
    private final Label stale = new Label("b", "old", 1);
    private final List<Label> others = List.of(new Label("c", "old", 1), new Label("d", "old", 1));

    @BeforeEach
    void createTable() {
        DATABASE.drop("labels");
        DATABASE.execute(
                "CREATE TABLE labels (id varchar(9) PRIMARY KEY, text varchar(9), version bigint NOT NULL)",
                "INSERT INTO labels VALUES ('a', 'old', 1), ('b', 'theirs', 2), ('c', 'old', 1), ('d', 'old', 1)");
    }

    private static Object hidden(Object answer) {
        if (answer instanceof int[] counts) {
            Arrays.fill(counts, Statement.SUCCESS_NO_INFO);
        }
        return answer;
    }

    private void assertTold(List<Outcome<Label>> outcomes) {
        assertThat(outcomes.get(0)).isEqualTo(new Applied<>(new Label("a", "mine", 2)));
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.current()).isEqualTo(new Label("b", "theirs", 2)));
        assertThat(labels.get("b").text()).isEqualTo("theirs");
    }

    private List<Outcome<Label>> update() {
        return labels.tryUpdateAll(List.of(first.withText("mine"), stale.withText("mine")));
    }

    @Test
    void firstBatch() {
        hiding.inject((event, real) -> hidden(real.call()));

        assertTold(update());
    }

    @Test
    void driverThatIsKnown() {
        hiding.inject((event, real) -> hidden(real.call()));
        assertThat(labels.tryUpdateAll(others)).allMatch(Outcome::isApplied);

        assertTold(update());
    }

    /** Another thread finds out between this batch's beginning and its sending: its rows were locked, and not compared. */
    @Test
    void driverThatBecomesKnownAmidABatch() {
        AtomicBoolean isFirst = new AtomicBoolean(true);
        hiding.inject((event, real) -> {
            if (event.endsWith("FOR UPDATE") && isFirst.getAndSet(false)) {
                assertThat(labels.tryUpdateAll(others)).allMatch(Outcome::isApplied);
            }
            return hidden(real.call());
        });

        assertTold(update());

        assertThat(isFirst).isFalse();
    }
}

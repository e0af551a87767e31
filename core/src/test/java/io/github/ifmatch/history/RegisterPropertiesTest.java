package io.github.ifmatch.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.testkit.history.Anomaly;
import io.github.ifmatch.testkit.history.History;
import io.github.ifmatch.testkit.history.HistoryChecker;
import io.github.ifmatch.testkit.history.HistoryClient;
import io.github.ifmatch.testkit.history.HistoryReport;
import io.github.ifmatch.testkit.history.Operation;
import io.github.ifmatch.testkit.history.Operation.Ending;
import io.github.ifmatch.testkit.history.Operation.Kind;
import io.github.ifmatch.testkit.history.PendingRead;
import io.github.ifmatch.testkit.history.PendingWrite;
import io.github.ifmatch.testkit.tool.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Of random histories of a register exactly those are clean for which trying every order finds one. */
class RegisterPropertiesTest {

    private static final long NO_ROW = -1;

    /** Up to seven operations of three clients, whose answers are drawn, so that about half of the histories are wrong. */
    private static History drawn(Random random) {
        History history = new History();
        List<Object> open = new ArrayList<>();
        int left = 2 + random.nextInt(6);
        while (left > 0 || !open.isEmpty()) {
            if (left > 0 && open.size() < 3 && random.nextBoolean()) {
                open.add(begun(random, history.client("client")));
                left--;
            } else if (!open.isEmpty()) {
                end(random, open.remove(random.nextInt(open.size())));
            }
        }
        return history;
    }

    private static Object begun(Random random, HistoryClient client) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> client.beginRead(7);
            case 2 -> client.beginBlindWrite(7).leaving(random.nextInt(3));
            case 3 -> client.beginDelete(7, random.nextInt(3));
            default -> client.beginUpdate(7, random.nextInt(3)).leaving(random.nextInt(3));
        };
    }

    private static void end(Random random, Object pending) {
        if (pending instanceof PendingRead read) {
            if (random.nextInt(4) == 0) {
                read.sawNoRow();
            } else {
                read.saw(random.nextInt(3));
            }
        } else if (pending instanceof PendingWrite write) {
            switch (random.nextInt(5)) {
                case 0 -> write.unknown();
                case 1 -> write.refused();
                default -> write.applied();
            }
        }
    }

    /** Tries every order. */
    private static boolean hasOrder(List<Operation> left, long value) {
        if (left.stream().allMatch(RegisterPropertiesTest::isUnknown)) {
            return true;
        }
        for (Operation next : left) {
            boolean mustWait = left.stream()
                    .anyMatch(other -> !other.equals(next) && !isUnknown(other) && other.ended() < next.begun());
            if (!mustWait) {
                List<Operation> others = new ArrayList<>(left);
                others.remove(next);
                boolean fits = switch (next.kind()) {
                    case READ -> value == (next.ending() == Ending.ABSENT ? NO_ROW : next.version());
                    case BLIND -> true;
                    default -> value == next.expected();
                };
                long after = switch (next.kind()) {
                    case READ -> value;
                    case DELETE -> NO_ROW;
                    default -> next.version();
                };
                if ((fits && hasOrder(others, after)) || (isUnknown(next) && hasOrder(others, value))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isUnknown(Operation operation) {
        return operation.kind() != Kind.READ && operation.ending() == Ending.UNKNOWN;
    }

    @Test
    void clean_exactlyIfThereIsAnOrder() {
        AtomicInteger clean = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        Properties.hold(random -> {
            History history = drawn(random);
            List<Operation> effective = history.operations().stream()
                    .filter(operation -> operation.ending() != Ending.REFUSED)
                    .toList();

            HistoryReport report = HistoryChecker.of(history).asRegisters().check();

            assertThat(report.isClean()).as(() -> effective.toString()).isEqualTo(hasOrder(effective, NO_ROW));
            (report.isClean() ? clean : wrong).incrementAndGet();
        });
        assertThat(clean).hasValueGreaterThan(100);
        assertThat(wrong).hasValueGreaterThan(100);
    }

    /** Versions that are drawn at random, or values that are unique: the writes that clash are named. */
    @Test
    void lostUpdate_ofUniqueVersions() {
        History history = new History().given(7, 4711);
        history.client("Ann").by("PUT /articles/{id}").beginUpdate(7, 4711).applied(815);
        history.client("Ben").by("nightly job").beginUpdate(7, 4711).applied(1234);

        HistoryReport report = HistoryChecker.of(history).asRegisters().check();

        assertThat(report.anomalies())
                .singleElement()
                .isInstanceOfSatisfying(
                        Anomaly.LostUpdate.class,
                        lost -> assertThat(lost.paths()).containsExactly("PUT /articles/{id}", "nightly job"));
    }

    @Test
    void nothing_ofUniqueVersionsOneAfterTheOther() {
        History history = new History().given(7, 4711);
        history.client("Ann").beginUpdate(7, 4711).applied(815);
        history.client("Ben").beginUpdate(7, 815).leaving(99).unknown();
        history.client("Ann").beginUpdate(7, 99).applied(3);

        assertThat(HistoryChecker.of(history)
                        .asRegisters()
                        .against(Map.of(7, 3L))
                        .check()
                        .isClean())
                .isTrue();
        assertThat(HistoryChecker.of(history)
                        .asRegisters()
                        .against(Map.of(7, 99L))
                        .check()
                        .isClean())
                .isFalse();
    }

    /** Either of two lost writes explains the first 1; only the one that asks for nothing can explain the second. */
    @Test
    void unknown_theRightOneIsKeptForLater() {
        for (boolean isBlindFirst : new boolean[] {true, false}) {
            History history = new History().given(7, 0);
            HistoryClient client = history.client("client");
            if (isBlindFirst) {
                client.beginBlindWrite(7).leaving(1).unknown();
            }
            client.beginUpdate(7, 0).leaving(1).unknown();
            if (!isBlindFirst) {
                client.beginBlindWrite(7).leaving(1).unknown();
            }
            client.beginRead(7).saw(1);
            client.beginUpdate(7, 1).applied(5);
            client.beginRead(7).saw(5);
            client.beginRead(7).saw(1);

            assertThat(HistoryChecker.of(history).asRegisters().check().isClean())
                    .isTrue();
        }
    }

    @Test
    void manyUnknownOutcomes_doNotMultiply() {
        History history = new History().given(7, 0);
        for (int i = 0; i < 40; i++) {
            history.client("lost").beginUpdate(7, 1_000 + i).leaving(7).unknown();
        }
        for (int i = 0; i < 40; i++) {
            history.client("lost").beginBlindWrite(7).leaving(3 + i % 2).unknown();
        }
        for (int i = 0; i < 40; i++) {
            history.client("reader").beginRead(7).saw(3 + i % 2);
        }

        HistoryReport report = HistoryChecker.of(history).asRegisters().check();

        assertThat(report.isClean()).isTrue();
        assertThat(report.undecided()).isZero();
    }
}

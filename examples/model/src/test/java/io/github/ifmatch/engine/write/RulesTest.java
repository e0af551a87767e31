package io.github.ifmatch.engine.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.BusyException;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.Table;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.dialect.Fault;
import io.github.ifmatch.dialect.LockingRead;
import io.github.ifmatch.engine.write.ModelText.Rule;
import io.github.ifmatch.engine.write.Ruling.Question;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of the model are those of the code: each table is read from its text, and compared for everything that can be given to it. */
class RulesTest {

    private static final long EXPECTED = 5;

    private final ModelText model = ModelText.of("rules.pml");

    RulesTest() throws IOException {}

    private static List<Sight> sights() {
        List<Sight> all = new ArrayList<>();
        for (long version : new long[] {4, 5, 6}) {
            all.add(Sight.plain(true, version));
            all.add(Sight.plain(false, version));
            all.add(Sight.locking(version));
        }
        for (boolean isNewest : new boolean[] {true, false}) {
            all.add(Sight.plainAbsent(isNewest));
            all.add(Sight.lockingAbsent(isNewest));
        }
        return all;
    }

    /** All rows of up to three looks, and those of many looks at a row that can be read and not locked. */
    private static List<List<Sight>> rows() {
        List<List<Sight>> rows = new ArrayList<>(List.of(List.of()));
        List<List<Sight>> longest = List.copyOf(rows);
        for (int looks = 1; looks <= 3; looks++) {
            longest = longest.stream()
                    .flatMap(row -> sights().stream()
                            .map(sight ->
                                    Stream.concat(row.stream(), Stream.of(sight)).toList()))
                    .toList();
            rows.addAll(longest);
        }
        for (int pairs = 10; pairs <= 14; pairs++) {
            for (Sight last : sights()) {
                List<Sight> row = new ArrayList<>();
                for (int pair = 0; pair < pairs; pair++) {
                    row.add(Sight.lockingAbsent(false));
                    row.add(Sight.plain(true, EXPECTED));
                }
                row.set(row.size() - 1, last);
                rows.add(row);
            }
        }
        return rows;
    }

    /** As Inspection.sees has it in the model. */
    private static Map<String, Object> facts(Question question, LockingRead lockingRead, List<Sight> sights) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("question", question.name());
        facts.put("lockingRead", lockingRead.name());
        facts.put("expected", EXPECTED);
        facts.put("hasSight", !sights.isEmpty());
        Sight last = sights.isEmpty() ? Sight.plainAbsent(false) : sights.get(sights.size() - 1);
        facts.put("isPresent", last.isPresent());
        facts.put("isLocking", last.isLocking());
        facts.put("isNewest", last.isNewest());
        facts.put("seenVersion", last.version());
        facts.put("wasSeen", sights.stream().anyMatch(Sight::isPresent));
        facts.put("isAbsentNewest", sights.stream().anyMatch(sight -> !sight.isPresent() && sight.isNewest()));
        facts.put(
                "lockedOut",
                sights.stream()
                        .filter(sight -> sight.isLocking() && !sight.isPresent())
                        .count());
        return facts;
    }

    @Test
    void ruling_everyRowOfSights_isTheModels() {
        List<Rule> rules = model.table("RULING");
        Set<Rule> deciding = new HashSet<>();
        for (Question question : Question.values()) {
            for (LockingRead lockingRead : LockingRead.values()) {
                for (List<Sight> row : rows()) {
                    Rule rule = ModelText.first(rules, facts(question, lockingRead, row));
                    deciding.add(rule);
                    assertThat(rule.then())
                            .as("line " + rule.line() + " for " + question + ", " + lockingRead + ", " + row)
                            .isEqualTo(Ruling.of(question, EXPECTED, row, lockingRead)
                                    .name());
                }
            }
        }

        assertThat(rules).hasSizeGreaterThan(25);
        assertThat(deciding).as("rules that decide something").containsExactlyInAnyOrderElementsOf(rules);
    }

    @ParameterizedTest
    @EnumSource
    void isSuppressed_everyDatabase_isTheModels(LockingRead lockingRead) throws IOException {
        Condition.Test suppressed = ModelText.of("write.pml").condition("isSuppressedWrite");
        for (Verb verb : List.of(Verb.INSERT, Verb.UPDATE, Verb.DELETE)) {
            assertThat(suppressed.holds(Map.of("verb", verb.name(), "lockingRead", lockingRead.name())))
                    .isEqualTo(Ruling.isSuppressed(verb.question(), lockingRead));
        }
    }

    private static Connection connection(int isolation) {
        InvocationHandler driver = (proxy, method, arguments) -> "A driver of no special facts";
        Object metaData = Proxy.newProxyInstance(
                RulesTest.class.getClassLoader(), new Class<?>[] {DatabaseMetaData.class}, driver);
        InvocationHandler handler =
                (proxy, method, arguments) -> method.getName().equals("getMetaData") ? metaData : (Object) isolation;
        return (Connection)
                Proxy.newProxyInstance(RulesTest.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
    }

    @ParameterizedTest
    @EnumSource
    void age_everySnapshot_isTheModels(Snapshot.Since since) throws SQLException {
        List<Rule> rules = model.table("AGE");
        for (int bits = 0; bits < 16; bits++) {
            boolean readsCommitted = (bits & 1) != 0;
            boolean isBehind = (bits & 2) != 0;
            boolean isFirstRead = (bits & 4) != 0;
            boolean meetsNewest = (bits & 8) != 0;
            Snapshot snapshot = new Snapshot(
                    connection(
                            readsCommitted
                                    ? Connection.TRANSACTION_READ_COMMITTED
                                    : Connection.TRANSACTION_REPEATABLE_READ),
                    since);
            if (isBehind) {
                snapshot.read();
                snapshot.overtake();
            }
            Map<String, Object> facts = Map.of(
                    "since", since.name(),
                    "readsCommitted", readsCommitted,
                    "isBehind", isBehind,
                    "isFirstRead", isFirstRead,
                    "meetsNewest", meetsNewest);

            Rule rule = ModelText.first(rules, facts);

            assertThat(Condition.parse(rule.then(), Map.of()).holds(facts))
                    .as("line " + rule.line() + " for " + facts)
                    .isEqualTo(snapshot.isNewest(isFirstRead, meetsNewest));
        }
    }

    private record Thing(long id, long version) {}

    private static final UserExceptions.Subject SUBJECT = new UserExceptions.Subject() {
        @Override
        public Table<?, ?> table() {
            return Table.of(Thing.class, Long.class);
        }

        @Override
        public Verb verb() {
            return Verb.UPDATE;
        }

        @Override
        public String where() {
            return "thing";
        }

        @Override
        public String again() {
            return "look first";
        }
    };

    private static Refusal refusal(Fault fault, Refusal.Stage stage) {
        String state =
                switch (fault) {
                    case SERIALIZATION -> "40001";
                    case BUSY -> "55P03";
                    case DUPLICATE -> "23505";
                    case DISCONNECTED -> "08006";
                    case OTHER -> "22001";
                };
        return new Refusal(fault, new SQLException("refused", state), stage);
    }

    private static String told(Fault fault, Refusal.Stage stage, Owner owner) {
        Refusal refusal = refusal(fault, stage);
        VersionedException told = stage == Refusal.Stage.COMMITTING
                ? UserExceptions.ofCommit(refusal, SUBJECT, null)
                : UserExceptions.ofBatch(refusal, SUBJECT, owner);
        if (told instanceof UnknownOutcomeException) {
            return "UNKNOWN_TOLD";
        }
        if (told instanceof SerializationException) {
            return "SERIALIZATION_TOLD";
        }
        if (told instanceof BusyException) {
            return "BUSY_TOLD";
        }
        assertThat(told).isInstanceOf(DatabaseException.class);
        return told.getMessage().contains("The write stands.") ? "STANDS" : "NOTHING_WRITTEN";
    }

    private static Map<String, Object> facts(Fault fault, Refusal.Stage stage, Owner owner) {
        return new HashMap<>(Map.of("fault", fault.name(), "stage", stage.name(), "owner", owner.name()));
    }

    @ParameterizedTest
    @EnumSource
    void told_everyRefusal_isTheModels(Fault fault) {
        List<Rule> rules = model.table("TOLD");
        for (Refusal.Stage stage : Refusal.Stage.values()) {
            for (Owner owner : Owner.values()) {
                Map<String, Object> facts = facts(fault, stage, owner);
                Rule rule = ModelText.first(rules, facts);
                assertThat(rule.then())
                        .as("line " + rule.line() + " for " + facts)
                        .isEqualTo(told(fault, stage, owner));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void mayRunAgain_everyRefusal_isTheModels(Owner owner) {
        Unit unit = (Unit) Proxy.newProxyInstance(
                RulesTest.class.getClassLoader(),
                new Class<?>[] {Unit.class},
                (proxy, method, arguments) -> method.isDefault()
                        ? InvocationHandler.invokeDefault(proxy, method, arguments)
                        : owner);
        Condition.Test again = model.condition("mayRunAgain");
        for (Fault fault : Fault.values()) {
            for (Refusal.Stage stage : Refusal.Stage.values()) {
                for (int attempt : IntStream.rangeClosed(1, 7).toArray()) {
                    Map<String, Object> facts = facts(fault, stage, owner);
                    facts.put("attempt", (long) attempt);
                    assertThat(again.holds(facts))
                            .as(facts.toString())
                            .isEqualTo(unit.mayRunAgain(refusal(fault, stage), attempt));
                }
            }
        }
    }

    /** The names of the model end in the SQLSTATE. */
    @Test
    void provesRollback_everyAnswerOfACommit_isTheModels() throws IOException {
        List<String> answers = Pattern.compile("\\b[A-Z_]+_([0-9A-Z]{5})\\b")
                .matcher(ModelText.of("names.pml").text())
                .results()
                .filter(answer -> answer.group(1).matches(".*\\d.*"))
                .map(answer -> answer.group())
                .toList();
        Condition.Test proves = model.condition("provesRollback");

        assertThat(answers).hasSize(7);
        for (String answer : answers) {
            String state = answer.substring(answer.length() - 5);
            assertThat(proves.holds(Map.of("state", answer)))
                    .as(answer)
                    .isEqualTo(DriverFacts.provesRollback(new SQLException("refused", state), true));
        }
    }

    @Test
    void attempts_areTheModels() {
        assertThat(model.definitions()).containsEntry("ATTEMPTS", String.valueOf(Unit.ATTEMPTS));
    }
}

package io.github.ifmatch.examples.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ModelTest {

    /**
     * The rules that decide nothing in these worlds; RulesTest holds them all the same. In the model the versions of a row never fall, no node lags
     * behind, no row comes and goes twelve times, and no policy hides a row from an insert.
     */
    private static final Set<String> NOT_USED = Set.of(
            "RULING(lockingRead == NONE && checksVersion && seenVersion != expected, CONFLICT)",
            "RULING(isPresent && isLocking && lockingRead == NEWEST_OF_NODE, OLD_SNAPSHOT)",
            "RULING(isPresent && isLocking, CONFLICT)",
            "RULING(isPresent && meetsNewest && isNewest, OLD_SNAPSHOT)",
            "RULING(isLocking && wasSeen && lockingRead == SNAPSHOT, CONFLICT)",
            "RULING(isLocking && isAbsentNewest, UNOPPOSED)");

    /** After a duplicate key, the first look of a new transaction: it locks nothing, so that no database of the model refuses it. */
    private static final Set<String> NOT_REACHED = Set.of("attempt = (attempt+1)");

    private static List<Check> all() {
        return Stream.of(Checks.WORLDS, Checks.FAULTS, Checks.LIMITS)
                .flatMap(List::stream)
                .toList();
    }

    private static void requireAsExpected(List<Checked> checked) {
        assertThat(checked).allSatisfy(each -> assertThat(each.isAsExpected())
                .as(Spin.line(each))
                .isTrue());
    }

    @Test
    @NeedsSpin
    void quickWorlds_hold_andQuickFaultsAreFound() throws InterruptedException, ExecutionException {
        assertThat(Checks.QUICK).anyMatch(Check::isPlanted).anyMatch(check -> !check.isPlanted());

        requireAsExpected(Model.check(Checks.QUICK));
    }

    @Test
    @NeedsSpin
    @Tag("thorough")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void everyWorld_holds_everyFaultIsFound_andEveryRuleIsUsed()
            throws InterruptedException, ExecutionException, IOException {
        List<Checked> worlds = Model.check(Checks.WORLDS);

        requireAsExpected(worlds);
        requireAsExpected(Model.check(Checks.FAULTS));
        requireAsExpected(Model.check(Checks.LIMITS));
        assertThat(undecided(worlds)).containsExactlyInAnyOrderElementsOf(NOT_USED);
        assertThat(unreached(worlds)).containsExactlyInAnyOrderElementsOf(NOT_REACHED);
    }

    /** The rules that have decided nothing in any world. */
    private static Set<String> undecided(List<Checked> worlds) throws IOException {
        List<String> lines = Files.readAllLines(Model.FOLDER.resolve("rules.pml"));
        Set<String> undecided = new TreeSet<>();
        for (int line = 1; line <= lines.size(); line++) {
            String text = lines.get(line - 1).strip();
            int number = line;
            if (text.startsWith("RULING(")
                    && worlds.stream().noneMatch(world -> world.deciding().contains(number))) {
                undecided.add(text);
            }
        }
        return undecided;
    }

    /** The statements that no world comes to. */
    private static Set<String> unreached(List<Checked> worlds) {
        Set<String> everywhere = new TreeSet<>();
        for (String file : List.of("write.pml", "batch.pml")) {
            List<Checked> of = worlds.stream()
                    .filter(world -> world.check().file().equals(file))
                    .toList();
            Set<String> unreached = new TreeSet<>(of.get(0).unreached());
            of.forEach(world -> unreached.retainAll(world.unreached()));
            unreached.forEach(statement -> everywhere.add(statement.substring(statement.indexOf(' ') + 1)));
        }
        return everywhere;
    }

    @Test
    void page_hasARowForEachCheck() throws IOException {
        String page = Files.readString(Model.PAGE);

        assertThat(all()).allSatisfy(check -> assertThat(page).contains("| " + check.title() + " | "));
        assertThat(all().stream().map(Check::title)).doesNotHaveDuplicates();
        assertThat(page).doesNotContain("NOT FOUND").doesNotContain("NOT COMPLETE").doesNotContain("NOT EXPECTED");
    }

    @Test
    void page_namesEachProperty() throws IOException {
        String page = Files.readString(Model.PAGE);
        String database = Files.readString(Model.FOLDER.resolve("database.pml"));
        List<String> properties = new ArrayList<>(List.of(
                database.replaceAll("(?s).*\nhidden byte (no_lost_update[^;]*);.*", "$1").split(", ", -1)));
        properties.add(Checked.NO_DEADLOCK);
        properties.add(Checked.EVERY_CALL_ENDS);

        assertThat(properties).hasSize(11).allSatisfy(property -> assertThat(page)
                .contains("| " + property.replace('_', ' ') + " | "));
    }

    @Test
    void faults_haveBeenPlantedInTheModel() throws IOException {
        StringBuilder model = new StringBuilder();
        for (String file : List.of("rules.pml", "statements.pml", "database.pml", "write.pml", "modify.pml", "batch.pml")) {
            model.append(Files.readString(Model.FOLDER.resolve(file)));
        }

        assertThat(Stream.concat(Checks.FAULTS.stream(), Checks.LIMITS.stream()))
                .allSatisfy(check -> assertThat(model.toString())
                        .contains("#ifdef " + check.definitions().get(check.definitions().size() - 1)));
    }
}

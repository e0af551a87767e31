package io.github.ifmatch.examples.lostupdates;

import io.github.ifmatch.Conflict;
import java.util.List;

/** Tells one conflict in full: the SQL that ran, the versions, both sides field by field, and how it was settled. */
record ConflictReport(Encounter encounter) {

    void tell(Screen screen) {
        Conflict<Product> conflict = encounter.conflict();
        screen.heading("One conflict in full: " + conflict.id() + ", "
                + conflict.current().name());
        sql(screen);
        screen.line("");
        FieldTable.tell(encounter, screen);
        screen.line(
                "   In words: %s.",
                encounter.differences().sentence().replace("; ", String.format(";%n             ")));
        screen.line(
                "   Settled: %s's edit, %s, merged with theirs, which came with the conflict. Both stand.",
                encounter.edit().editor(), encounter.edit());
    }

    private void sql(Screen screen) {
        List<String> statements = encounter.sql();
        List<String> notes = notes();
        for (int i = 0; i < statements.size(); i++) {
            // A dialect that needs more statements is shown without the notes.
            if (statements.size() == notes.size()) {
                screen.line("   @|faint -- %s|@", notes.get(i));
            }
            SqlText.lines(statements.get(i)).forEach(line -> screen.line("   %s", line));
        }
    }

    private List<String> notes() {
        Conflict<Product> conflict = encounter.conflict();
        return List.of(
                encounter.edit().editor() + " reads version " + conflict.expectedVersion() + ", and thinks",
                "writes, expected version " + conflict.expectedVersion() + ": refused",
                "the conflict brings the row as it now stands: current version " + conflict.currentVersion() + ", by "
                        + conflict.current().editedBy(),
                "writes the merge of the two, expected version " + conflict.currentVersion() + ": applied");
    }
}

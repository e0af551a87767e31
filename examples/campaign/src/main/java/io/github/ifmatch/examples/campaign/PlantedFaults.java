package io.github.ifmatch.examples.campaign;

import io.github.ifmatch.examples.campaign.planted.Planted;
import io.github.ifmatch.examples.campaign.report.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plants one fault after the other, and says how soon each was found. For one thread at a time. */
final class PlantedFaults {

    private final Path folder;
    private final Settings settings;
    private final PrintWriter journal;
    private boolean isEachFound = true;

    PlantedFaults(Path folder, Settings settings, PrintWriter journal) {
        this.folder = folder;
        this.settings = settings;
        this.journal = journal;
    }

    /** The table. */
    String table() throws IOException, InterruptedException, SQLException {
        StringBuilder text = new StringBuilder("| planted | found as | after, seconds | writes until then |\n|---|---|--:|--:|\n");
        for (Planted fault : Planted.values()) {
            if (fault != Planted.NONE) {
                Path at = Files.createDirectories(folder.resolve(fault.name()));
                Outcome outcome = Campaign.run(Campaign.On.POSTGRESQL, at, settings.with(fault), journal);
                isEachFound &= outcome.tally().findings() > 0;
                text.append(line(fault, outcome));
            }
        }
        return text.toString();
    }

    private static String line(Planted fault, Outcome outcome) {
        return Stream.of(
                        fault.label(),
                        outcome.tally().kinds(),
                        Long.toString(outcome.duration().toSeconds()),
                        Long.toString(outcome.tally().operations()))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Whether none was missed. */
    boolean isEachFound() {
        return isEachFound;
    }
}

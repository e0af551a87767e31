package io.github.ifmatch.examples.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.examples.campaign.planted.Planted;
import io.github.ifmatch.examples.campaign.report.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A short campaign. */
class CampaignTest {

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void run_everythingBreaks_nothingIsFound(Campaign.On database, @TempDir Path folder) throws Exception {
        Settings settings = new Settings(8, 4_000, 2, 6, 0, 7, true, false, Planted.NONE);
        StringWriter journal = new StringWriter();

        Outcome outcome = Campaign.run(database, folder, settings, new PrintWriter(journal));

        assertThat(outcome.tally().findings()).as(journal.toString()).isZero();
        assertThat(outcome.tally().operations()).as(journal.toString()).isGreaterThan(50);
    }
}

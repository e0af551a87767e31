package io.github.ifmatch.examples.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.examples.campaign.planted.Planted;
import io.github.ifmatch.examples.campaign.report.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The campaign proves itself: it finds each planted fault within a minute. */
@Tag("thorough")
class PlantedTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void run_plantedFault_isFound(Planted fault, @TempDir Path folder) throws Exception {
        Settings settings = new Settings(60, 5_000, 2, 8, 0, 3, true, false, fault);
        StringWriter journal = new StringWriter();

        Outcome outcome = Campaign.run(Campaign.On.POSTGRESQL, folder, settings, new PrintWriter(journal));

        assertThat(outcome.tally().findings()).as(journal.toString()).isPositive();
    }
}

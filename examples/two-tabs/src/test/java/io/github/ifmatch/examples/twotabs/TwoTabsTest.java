package io.github.ifmatch.examples.twotabs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwoTabsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rules.example",
                "ftp://rules.example",
                "https://",
                "https://rules.example/",
                "https://rules.example/rules",
                "https://rules.example?x",
                "https://ann@rules.example",
                "https://*.example",
                "null",
                "https://rules example"
            })
    void origin_thatIsNone_endsBeforeItStarts(String origin) {
        StringWriter complaints = new StringWriter();

        int code = TwoTabs.commandLine()
                .setErr(new PrintWriter(complaints))
                .execute("--port", "0", "--origin", origin);

        assertThat(code).isEqualTo(2);
        assertThat(complaints.toString()).startsWith("--origin: ").contains("Try --help.");
    }
}

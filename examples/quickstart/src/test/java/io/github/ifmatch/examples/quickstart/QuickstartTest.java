package io.github.ifmatch.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class QuickstartTest {

    @Test
    void main_tellsWhatBecameOfBothChanges() throws SQLException {
        PrintStream console = System.out;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setOut(new PrintStream(told, true, UTF_8));
        try {
            Quickstart.main(new String[0]);
        } finally {
            System.setOut(console);
        }

        assertThat(told.toString(UTF_8)).isEqualToNormalizingNewlines("""
                        Ann:  Product[id=7, name=Kettle, price=90, stock=10, version=2]
                        Bob:  not saved: price was changed by someone else; your change of stock is untouched
                        Both: Product[id=7, name=Kettle, price=90, stock=8, version=3]
                        """);
    }
}

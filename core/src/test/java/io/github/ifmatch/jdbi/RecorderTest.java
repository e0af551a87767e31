package io.github.ifmatch.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is written down of a statement's bindings. */
class RecorderTest {

    @Test
    void rows_streams() throws SQLException {
        Recorder recorder = new Recorder();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                PreparedStatement statement = recorder.watched(connection.prepareStatement("SELECT ?, ?, ?"))) {
            statement.setBinaryStream(1, new ByteArrayInputStream(new byte[0]));
            statement.setCharacterStream(2, new StringReader(""));
            statement.setString(3, "");
        }

        assertThat(recorder.rows().get(0).values().stream().filter(Setting::isStream))
                .extracting(Setting::parameter)
                .containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void rows_cleared() throws SQLException {
        Recorder recorder = new Recorder();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                PreparedStatement statement = recorder.watched(connection.prepareStatement("SELECT ?"))) {
            statement.setInt(1, 1);
            statement.clearParameters();
        }

        assertThat(recorder.rows()).containsExactly(Map.of());
    }
}

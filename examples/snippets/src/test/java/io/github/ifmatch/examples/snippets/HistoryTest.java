package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.testkit.history.History;
import io.github.ifmatch.testkit.history.HistoryAssert;
import io.github.ifmatch.testkit.history.HistoryClient;
import io.github.ifmatch.testkit.history.HistoryReport;
import io.github.ifmatch.testkit.history.PendingRead;
import io.github.ifmatch.testkit.history.PendingWrite;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What testing.md says of histories, of an application on plain JDBC. */
class HistoryTest {

    private record Article(long id, String title, int price, long version) {
        Article withTitle(String newTitle) {
            return new Article(id, newTitle, price, version);
        }

        Article withPrice(int newPrice) {
            return new Article(id, title, newPrice, version);
        }
    }

    /** One way of saving checks the version, the other does not. */
    private static final class Articles {

        Article find(long id) throws SQLException {
            try (Connection connection = Databases.H2.dataSource().getConnection();
                    PreparedStatement statement =
                            connection.prepareStatement("SELECT title, price, version FROM articles WHERE id = ?")) {
                statement.setLong(1, id);
                ResultSet found = statement.executeQuery();
                assertThat(found.next()).isTrue();
                return new Article(id, found.getString(1), found.getInt(2), found.getLong(3));
            }
        }

        boolean save(Article article) throws SQLException {
            return update(article, " AND version = " + article.version);
        }

        void saveUnchecked(Article article) throws SQLException {
            update(article, "");
        }

        private static boolean update(Article article, String condition) throws SQLException {
            try (Connection connection = Databases.H2.dataSource().getConnection();
                    PreparedStatement statement = connection.prepareStatement(
                            "UPDATE articles SET title = ?, price = ?, version = version + 1 WHERE id = ?"
                                    + condition)) {
                statement.setString(1, article.title);
                statement.setInt(2, article.price);
                statement.setLong(3, article.id);
                return statement.executeUpdate() == 1;
            }
        }
    }

    private final Articles articles = new Articles();

    @BeforeEach
    void createTable() {
        Databases.H2.execute(
                "DROP TABLE IF EXISTS articles",
                "CREATE TABLE articles (id bigint PRIMARY KEY, title varchar(50), price int, version bigint)",
                "INSERT INTO articles VALUES (7, 'First edition', 10, 1)");
    }

    @Test
    void history_lostUpdate() throws IOException {
        assertThatThrownBy(this::editAndPrice)
                .isInstanceOf(AssertionError.class)
                .message()
                .isSubstringOf(Files.readString(Pages.ROOT.resolve("docs/testing.md")));
    }

    private void editAndPrice() throws SQLException {
        // region testing-history
        History history = new History();
        HistoryClient editor = history.client("editor").by("PUT /articles/{id}");
        HistoryClient job = history.client("job").by("nightly job");

        PendingRead read = editor.beginRead(7);
        Article edited = articles.find(7);
        read.saw(edited.version());

        PendingRead jobRead = job.beginRead(7);
        Article priced = articles.find(7);
        jobRead.saw(priced.version());

        PendingWrite save = editor.beginUpdate(7, edited.version());
        if (articles.save(edited.withTitle("Second edition"))) { // UPDATE … WHERE id = ? AND version = ?
            save.applied();
        } else {
            save.refused();
        }

        PendingWrite jobSave = job.beginUpdate(7, priced.version());
        articles.saveUnchecked(priced.withPrice(12)); // UPDATE … WHERE id = ?
        jobSave.applied();

        HistoryAssert.assertThat(history).hasNoLostUpdates();
        // endregion
    }

    @Test
    void history_againstTheTable() {
        History history = new History().given(7, 1);
        history.client("editor").beginUpdate(7, 1).unknown();

        // region testing-history-table
        HistoryReport report = HistoryAssert.assertThat(history)
                .against(Map.of(7, 2L)) // the versions that the table has now
                .hasNoAnomalies()
                .report();
        // endregion

        assertThat(report.unknownStood()).isEqualTo(1);
    }
}

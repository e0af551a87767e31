package io.github.ifmatch.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.history.SimulatedRun.Ways;
import io.github.ifmatch.testkit.history.Anomaly;
import io.github.ifmatch.testkit.history.History;
import io.github.ifmatch.testkit.history.HistoryChecker;
import io.github.ifmatch.testkit.history.HistoryClient;
import io.github.ifmatch.testkit.history.HistoryText;
import io.github.ifmatch.testkit.history.ListAppendHistory;
import io.github.ifmatch.testkit.history.ListTransaction;
import io.github.ifmatch.testkit.history.PendingWrite;
import io.github.ifmatch.testkit.tool.Properties;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written is read again; what Jepsen's tests write is read, too. */
class HistoryTextTest {

    private static String text(History history) {
        StringBuilder text = new StringBuilder();
        try {
            HistoryText.write(history, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static History read(String text) {
        return HistoryText.read(new StringReader(text));
    }

    @Test
    void write_everyKind() {
        History history = new History().given(7, 1);
        HistoryClient ann = history.client("Ann \"A\"").by("PUT /articles/{id}");
        HistoryClient ben = history.client("Ben");
        PendingWrite update = ann.beginUpdate(7, 1).marked(12);
        ben.beginRead(7).saw(1);
        update.applied(2);
        ben.beginInsert("new\nrow").refused();
        ben.beginBlindWrite(7).unknown();
        ben.beginOverwrite(7).applied(3);
        ann.beginDelete(7, 1).missing();
        ann.beginRead(8).sawNoRow();
        ann.beginDelete(9);

        assertThat(text(history)).isEqualTo("""
                {:process 0, :type :invoke, :f :given, :value 1, :row 7, :client "before"}
                {:process 0, :type :ok, :f :given, :value 1, :row 7, :client "before"}
                {:process 0, :type :invoke, :f :cas, :value [1 2], :row 7, :client "Ann \\"A\\"", :path "PUT /articles/{id}", :mark 12}
                {:process 1, :type :invoke, :f :read, :value nil, :row 7, :client "Ben"}
                {:process 1, :type :ok, :f :read, :value 1, :row 7, :client "Ben"}
                {:process 0, :type :ok, :f :cas, :value [1 2], :row 7, :client "Ann \\"A\\"", :path "PUT /articles/{id}", :mark 12}
                {:process 0, :type :invoke, :f :insert, :value nil, :row "new\\nrow", :client "Ben"}
                {:process 0, :type :fail, :f :insert, :value nil, :row "new\\nrow", :client "Ben", :error :refused}
                {:process 0, :type :invoke, :f :write, :value nil, :row 7, :client "Ben"}
                {:process 0, :type :info, :f :write, :value nil, :row 7, :client "Ben"}
                {:process 1, :type :invoke, :f :overwrite, :value 3, :row 7, :client "Ben"}
                {:process 1, :type :ok, :f :overwrite, :value 3, :row 7, :client "Ben"}
                {:process 1, :type :invoke, :f :delete, :value 1, :row 7, :client "Ann \\"A\\"", :path "PUT /articles/{id}"}
                {:process 1, :type :fail, :f :delete, :value 1, :row 7, :client "Ann \\"A\\"", :path "PUT /articles/{id}", :error :missing}
                {:process 1, :type :invoke, :f :read, :value nil, :row 8, :client "Ann \\"A\\"", :path "PUT /articles/{id}"}
                {:process 1, :type :ok, :f :read, :value nil, :row 8, :client "Ann \\"A\\"", :path "PUT /articles/{id}"}
                {:process 1, :type :invoke, :f :delete, :value nil, :row 9, :client "Ann \\"A\\"", :path "PUT /articles/{id}"}
                """);
        assertThat(text(read(text(history)))).isEqualTo(text(history));
    }

    @Test
    void read_whatWasWritten() {
        Properties.hold(random -> {
            History history = new SimulatedRun(random, Ways.MARKED, 50).recorded();

            History read = read(text(history));

            assertThat(text(read)).isEqualTo(text(history));
            assertThat(read.operations().toString())
                    .isEqualTo(history.operations().toString());
        });
    }

    @Test
    void read_registerOfJepsen() {
        String good = """
                ; as a vector, with a comment, an index and what else there may be
                [{:process 0, :type :invoke, :f :write, :value 1, :index 0, :time 12.5}
                 {:process 1 :type :invoke :f :read :value nil}
                 #jepsen.history.Op{:process 0, :type :ok, :f :write, :value 1}
                 {:process 1, :type :ok, :f :read, :value nil}
                 {:process :nemesis, :type :info, :f :start, :value [:isolated #{1 2}]}
                 {:process 0, :type :invoke, :f :cas, :value [1 3]} #_ {:left "out"}
                 {:process 0, :type :info, :f :cas, :value [1 3], :error :timeout}
                 {:process 1, :type :invoke, :f :cas, :value [5 6]}
                 {:process 1, :type :fail, :f :cas, :value [5 6]}
                 {:process 1, :type :invoke, :f :read, :value nil}
                 {:process 1, :type :ok, :f :read, :value 3}]
                """;

        assertThat(HistoryChecker.of(read(good)).asRegisters().check().isClean())
                .isTrue();
        assertThat(HistoryChecker.of(read(good.replace(":value 3}]", ":value 6}]")))
                        .asRegisters()
                        .check()
                        .anomalies())
                .singleElement()
                .isInstanceOfSatisfying(
                        Anomaly.NoOrder.class,
                        anomaly -> assertThat(anomaly.row()).isEqualTo("register"));
    }

    @Test
    void read_listAppendOfJepsen() throws IOException {
        String text = """
                {:type :invoke, :f :txn, :value [[:append 1 1] [:r 2 nil]], :process 0}
                {:type :ok, :f :txn, :value [[:append 1 1] [:r 2 []]], :process 0}
                {:type :invoke, :f :txn, :value [[:r 1 nil] [:append 1 2]], :process 0}
                {:type :info, :f :txn, :value [[:r 1 nil] [:append 1 2]], :process 0}
                {:type :invoke, :f :txn, :value [[:r 1 nil]], :process 1}
                {:type :ok, :f :txn, :value [[:r 1 [1 2]]], :process 1}
                """;

        ListAppendHistory history = ListAppendHistory.read(new StringReader(text));

        assertThat(history.transactions())
                .map(ListTransaction::toString)
                .containsExactly(
                        "[1–2] process 0: append 1 to 1, read 2 [], committed",
                        "[3–4] process 0: read 1 [], append 2 to 1, outcome unknown",
                        "[5–6] process 1: read 1 [1, 2], committed");
        assertThat(history.check().isClean()).isTrue();
        StringBuilder written = new StringBuilder();
        history.write(written);
        assertThat(ListAppendHistory.read(new StringReader(written.toString())).transactions())
                .isEqualTo(history.transactions());
    }

    @Test
    void read_whatIsNoHistory() {
        for (String text : List.of(
                "{:process 0",
                "7",
                "{:process 0, :type}",
                "{:process 0, :type :begin, :f :read}",
                "{:process 0, :type :ok, :f :read, :value 1}",
                "{:process 0, :type :invoke, :f :enqueue, :value 1}",
                "{:process 0, :type :invoke, :f :cas, :value 1}",
                "{:process 0, :type :invoke, :f :write, :value \"one\"}",
                "\"no end",
                "]",
                "[}",
                "{:process 0, :type :invoke, :f :read}{:process 0, :type :invoke, :f :read}")) {
            assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> read("{:process 0, :type :invoke, :f :read}\n{:process 0, :type :odd}"))
                .hasMessage("line 2: type must be :invoke, :ok, :fail or :info");
    }
}

package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.Operation.Ending;
import io.github.ifmatch.testkit.history.Operation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Records what an application reads and writes, so that lost updates can be found in it afterwards. Thread-safe.
 *
 * <pre>{@code
 * History history = new History();
 * HistoryClient ann = history.client("Ann").by("PUT /articles/{id}");
 *
 * PendingRead read = ann.beginRead(7);
 * Article article = articles.find(7);
 * read.saw(article.version());
 *
 * PendingWrite write = ann.beginUpdate(7, article.version());
 * articles.save(article);                 // whatever it is written with
 * write.applied();                        // or refused(), missing(), failed(), unknown()
 *
 * HistoryAssert.assertThat(history).hasNoLostUpdates();
 * }</pre>
 *
 * <p>Begin before the application sends anything, and end after it has its answer. The recorder counts beginnings and ends, so that of two
 * operations it is known whether one ended before the other began. An operation that is never ended counts as unknown. A write inside a
 * transaction has ended only after {@code COMMIT}.
 *
 * <p>The key of a row is anything with {@code equals}: its id, or, if ids of two tables could be the same, a list of the table's name and
 * the id, {@code List.of("articles", 7)}. {@code Byte}, {@code Short} and {@code Integer} are made into {@code Long}, in lists too, so that
 * {@code 7} and {@code 7L} are one row; anomalies show the key so.
 *
 * <p>Limits: an operation takes 46 bytes, each row and each path is kept once, and nothing is locked on the way: ten million operations are
 * about 460 MB. At most 1,000,000,000 operations. Check when the clients have ended; an operation that is under way then counts as unknown.
 */
public final class History {

    private final HistoryLog log = new HistoryLog();
    private final Names<Object> rows = new Names<>();
    private final Names<String> clients = new Names<>();
    private final Names<String> paths = new Names<>();

    /** A client, which reads a row and writes it later: a user, a tab or a job. */
    public HistoryClient client(String name) {
        return new HistoryClient(this, clients.number(Objects.requireNonNull(name)), paths.number(""));
    }

    /** The row stood with this version when the recording began. Without it, the lowest version met is taken for the first. */
    public History given(Object row, long version) {
        int index = log.begin(
                Kind.GIVEN, rows.number(Keys.of(row)), clients.number("before"), paths.number(""), Operation.NONE);
        log.end(index, Ending.SEEN, version);
        return this;
    }

    int path(String path) {
        return paths.number(Objects.requireNonNull(path));
    }

    int begin(Kind kind, Object row, HistoryClient client, long expected) {
        return log.begin(
                kind, rows.number(Keys.of(Objects.requireNonNull(row))), client.number(), client.path(), expected);
    }

    HistoryLog log() {
        return log;
    }

    /** How many operations were begun. */
    public int size() {
        return log.size();
    }

    /** How many rows were read or written. */
    public int rowCount() {
        return rows.size();
    }

    /** Every operation, in the order in which they began: each is made anew, so keep few. */
    public List<Operation> operations() {
        List<Operation> all = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            if (log.hasBegun(i)) {
                all.add(operation(i));
            }
        }
        all.sort((one, other) -> Integer.compare(one.begun(), other.begun()));
        return all;
    }

    private Operation operation(int index) {
        return log.operation(index, rows, clients, paths);
    }

    /** Row by row: the operations of one row, in the order in which they began. Only those of one row are objects at a time. */
    void forEachRow(Consumer<List<Operation>> row) {
        int size = size();
        int[] ends = new int[rows.size() + 1];
        for (int i = 0; i < size; i++) {
            if (log.hasBegun(i)) {
                ends[log.row(i) + 1]++;
            }
        }
        for (int i = 1; i < ends.length; i++) {
            ends[i] += ends[i - 1];
        }
        int[] order = new int[ends[ends.length - 1]];
        int[] next = ends.clone();
        for (int i = 0; i < size; i++) {
            if (log.hasBegun(i)) {
                order[next[log.row(i)]++] = i;
            }
        }
        for (int number = 0; number + 1 < ends.length; number++) {
            List<Operation> operations = new ArrayList<>(ends[number + 1] - ends[number]);
            for (int i = ends[number]; i < ends[number + 1]; i++) {
                operations.add(operation(order[i]));
            }
            operations.sort((one, other) -> Integer.compare(one.begun(), other.begun()));
            row.accept(operations);
        }
    }
}

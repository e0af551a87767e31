package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.Edn.Keyword;
import io.github.ifmatch.testkit.history.Operation.Kind;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Histories as text, a line for each beginning and each end, in the form that Jepsen's tools read: so that a failed run can be kept.
 *
 * <pre>{@code
 * {:process 0, :type :invoke, :f :read, :value nil, :row 7, :client "Ann"}
 * {:process 0, :type :ok, :f :read, :value 3, :row 7, :client "Ann"}
 * {:process 0, :type :invoke, :f :cas, :value [3 nil], :row 7, :client "Ann", :path "PUT /articles/{id}"}
 * {:process 0, :type :ok, :f :cas, :value [3 4], :row 7, :client "Ann", :path "PUT /articles/{id}"}
 * }</pre>
 *
 * <p>An update is a {@code cas} from the version expected to the one left, a blind write a {@code write}; {@code insert}, {@code overwrite},
 * {@code delete} and {@code given} are ours. Histories of a compare-and-set register on whole numbers, as Jepsen's tests record them, are
 * read, too: without {@code :row} they are of one row, {@code "register"}; check them by {@link HistoryChecker#asRegisters}.
 */
public final class HistoryText {

    private HistoryText() {}

    /** Writes all of it. Keys of rows that are neither whole numbers nor texts become texts. */
    public static void write(History history, Appendable out) throws IOException {
        List<Operation> operations = history.operations();
        List<Operation> ends = new ArrayList<>(operations);
        ends.removeIf(operation -> operation.ended() == Integer.MAX_VALUE);
        ends.sort(Comparator.comparingInt(Operation::ended));
        Processes processes = new Processes();
        int next = 0;
        for (Operation begun : operations) {
            while (next < ends.size() && ends.get(next).ended() < begun.begun()) {
                end(processes, ends.get(next++), out);
            }
            out.append(line(processes.begin(begun), "invoke", begun, false)).append('\n');
        }
        while (next < ends.size()) {
            end(processes, ends.get(next++), out);
        }
    }

    private static void end(Processes processes, Operation ended, Appendable out) throws IOException {
        out.append(line(processes.end(ended), type(ended), ended, true)).append('\n');
    }

    /** A process does one thing at a time, and none after something whose outcome is unknown. */
    private static final class Processes {
        private final IdentityHashMap<Operation, Integer> busy = new IdentityHashMap<>();
        private final Deque<Integer> free = new ArrayDeque<>();
        private int next;

        int begin(Operation operation) {
            int process = free.isEmpty() ? next++ : free.pop();
            busy.put(operation, process);
            return process;
        }

        int end(Operation operation) {
            int process = busy.remove(operation);
            if (!type(operation).equals("info")) {
                free.push(process);
            }
            return process;
        }
    }

    private static String type(Operation operation) {
        return switch (operation.ending()) {
            case APPLIED, SEEN, ABSENT -> "ok";
            case REFUSED, MISSING, FAILED -> "fail";
            case UNKNOWN -> "info";
        };
    }

    private static String line(int process, String type, Operation operation, boolean hasEnded) {
        StringBuilder line = new StringBuilder("{:process ")
                .append(process)
                .append(", :type :")
                .append(type)
                .append(", :f :")
                .append(word(operation.kind()))
                .append(", :value ")
                .append(value(operation, hasEnded))
                .append(", :row ")
                .append(Edn.text(operation.row()))
                .append(", :client ")
                .append(Edn.text(operation.client()));
        if (!operation.path().isEmpty()) {
            line.append(", :path ").append(Edn.text(operation.path()));
        }
        if (operation.mark() != Operation.NONE && (operation.isWrite() || hasEnded)) {
            line.append(", :mark ").append(operation.mark());
        }
        if (type.equals("fail")) {
            line.append(", :error :").append(operation.ending().name().toLowerCase(Locale.ROOT));
        }
        return line.append('}').toString();
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case GIVEN -> "given";
            case READ -> "read";
            case INSERT -> "insert";
            case UPDATE -> "cas";
            case BLIND -> "write";
            case OVERWRITE -> "overwrite";
            case DELETE -> "delete";
        };
    }

    private static String value(Operation operation, boolean hasEnded) {
        boolean isKnown = operation.kind() != Kind.READ || hasEnded;
        String version = isKnown ? number(operation.version()) : "nil";
        return switch (operation.kind()) {
            case UPDATE -> "[" + operation.expected() + " " + version + "]";
            case DELETE -> number(operation.expected());
            default -> version;
        };
    }

    private static String number(long number) {
        return number == Operation.NONE ? "nil" : Long.toString(number);
    }

    /** Reads what {@link #write} wrote, or a history of Jepsen's. Keys of rows are then {@code Long} or {@code String}. */
    public static History read(Reader text) {
        History history = new History();
        JepsenLine.forEach(text, new JepsenLine.Listener() {
            private final IdentityHashMap<JepsenLine, Object> pending = new IdentityHashMap<>();

            @Override
            public void begun(JepsenLine line) {
                if (!line.f().equals("given")) {
                    pending.put(line, begin(history, line));
                }
            }

            @Override
            public void ended(JepsenLine begun, JepsenLine ended) {
                if (ended.f().equals("given")) {
                    history.given(row(ended), number(ended.get("value")));
                } else {
                    end(pending.remove(begun), ended);
                }
            }
        });
        return history;
    }

    private static Object row(JepsenLine line) {
        Object row = line.get("row");
        return row == null ? "register" : row;
    }

    private static Object begin(History history, JepsenLine line) {
        HistoryClient client =
                history.client(line.text("client", "process " + line.process())).by(line.text("path", ""));
        Object row = row(line);
        Object value = line.get("value");
        PendingWrite write = switch (line.f()) {
            case "read" -> null;
            case "insert" -> client.beginInsert(row).leaving(number(value));
            case "cas" -> client.beginUpdate(row, pair(value, 0)).leaving(pair(value, 1));
            case "write" -> client.beginBlindWrite(row).leaving(number(value));
            case "overwrite" -> client.beginOverwrite(row).leaving(number(value));
            case "delete" -> client.beginDelete(row, number(value));
            default -> throw new IllegalArgumentException("no operation of a register: :" + line.f());
        };
        if (write == null) {
            return client.beginRead(row);
        }
        return line.get("mark") == null ? write : write.marked(number(line.get("mark")));
    }

    private static void end(Object pending, JepsenLine line) {
        Object value = line.get("value");
        if (pending instanceof PendingRead read) {
            if (!line.is("ok")) {
                read.failed();
            } else if (value == null) {
                read.sawNoRow();
            } else {
                read.saw(number(value), number(line.get("mark")));
            }
            return;
        }
        PendingWrite write = (PendingWrite) pending;
        if (line.is("ok")) {
            write.applied(
                    switch (line.f()) {
                        case "cas" -> pair(value, 1);
                        case "delete" -> Operation.NONE;
                        default -> number(value);
                    });
        } else if (line.is("info")) {
            write.unknown();
        } else if (line.get("error") instanceof Keyword error && error.name().equals("missing")) {
            write.missing();
        } else if (line.get("error") instanceof Keyword error && error.name().equals("refused")) {
            write.refused();
        } else {
            write.failed();
        }
    }

    private static long pair(@Nullable Object value, int place) {
        if (value instanceof List<?> pair && pair.size() == 2) {
            return number(pair.get(place));
        }
        throw new IllegalArgumentException("a cas must have two values: [from to]");
    }

    private static long number(@Nullable Object value) {
        if (value == null) {
            return Operation.NONE;
        }
        if (value instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("values must be whole numbers");
    }
}

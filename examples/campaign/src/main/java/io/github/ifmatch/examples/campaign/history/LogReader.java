package io.github.ifmatch.examples.campaign.history;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Reads a worker's file back, an operation after the other; the last record may be torn. */
public final class LogReader {

    private static final WritePath[] PATHS = WritePath.values();
    private static final Effect[] EFFECTS = Effect.values();
    private static final Answer[] ANSWERS = Answer.values();
    private static final Resolution[] RESOLUTIONS = Resolution.values();

    private LogReader() {}

    /** Hands out each operation: the finished ones as they ended, then the others. */
    public static void read(Path path, Consumer<Operation> to) throws IOException {
        Map<Long, Intent> open = new HashMap<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
            for (int kind = in.read(); kind >= 0; kind = in.read()) {
                if (kind == OperationLog.INTENT) {
                    Intent intent = intent(in);
                    open.put(intent.number(), intent);
                } else {
                    Result result = result(in);
                    Intent intent = open.remove(result.number());
                    if (intent == null) {
                        throw new IOException("no begin of " + result);
                    }
                    to.accept(new Operation(intent, result));
                }
            }
        } catch (EOFException e) {
            // the worker was killed while it wrote: what was begun is unfinished
        }
        open.values().forEach(intent -> to.accept(Operation.unfinished(intent)));
    }

    private static Intent intent(DataInputStream in) throws IOException {
        WritePath path = PATHS[in.readByte()];
        Effect effect = EFFECTS[in.readByte()];
        int table = in.readByte();
        long number = in.readLong();
        long group = in.readLong();
        long id = in.readLong();
        return new Intent(number, group, path, effect, table, id, state(in), in.readLong());
    }

    private static Result result(DataInputStream in) throws IOException {
        Answer answer = ANSWERS[in.readByte()];
        Resolution resolution = RESOLUTIONS[in.readByte()];
        return new Result(in.readLong(), answer, resolution, state(in), state(in), in.readLong());
    }

    private static State state(DataInputStream in) throws IOException {
        return new State(in.readLong(), in.readLong(), in.readLong());
    }
}

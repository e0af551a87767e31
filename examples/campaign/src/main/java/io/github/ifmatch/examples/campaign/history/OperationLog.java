package io.github.ifmatch.examples.campaign.history;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The file of one worker and epoch; what was written to it outlives the worker's process. Thread-safe. */
@SuppressWarnings("EnumOrdinal") // the same program reads it
public final class OperationLog implements AutoCloseable {

    static final int INTENT_BYTES = 1 + 3 + 6 * Long.BYTES + Long.BYTES;
    static final int RESULT_BYTES = 1 + 2 + 8 * Long.BYTES;
    static final byte INTENT = 1;
    static final byte RESULT = 2;

    private final OutputStream file;

    private OperationLog(OutputStream file) {
        this.file = file;
    }

    /** Begins a file. */
    public static OperationLog create(Path path) throws IOException {
        return new OperationLog(new FileOutputStream(path.toFile(), true));
    }

    /** Notes writes before they are sent. */
    public void begin(List<Intent> intents) {
        ByteBuffer bytes = ByteBuffer.allocate(intents.size() * INTENT_BYTES);
        intents.forEach(intent -> put(bytes, intent));
        append(bytes);
    }

    /** Notes what became of them. */
    public void end(Collection<Result> results) {
        ByteBuffer bytes = ByteBuffer.allocate(results.size() * RESULT_BYTES);
        results.forEach(result -> put(bytes, result));
        append(bytes);
    }

    private static void put(ByteBuffer bytes, Intent intent) {
        bytes.put(INTENT).put((byte) intent.path().ordinal()).put((byte) intent.effect().ordinal());
        bytes.put((byte) intent.table())
                .putLong(intent.number())
                .putLong(intent.group())
                .putLong(intent.id());
        put(bytes, intent.base());
        bytes.putLong(intent.begun());
    }

    private static void put(ByteBuffer bytes, Result result) {
        bytes.put(RESULT)
                .put((byte) result.answer().ordinal())
                .put((byte) result.resolution().ordinal());
        bytes.putLong(result.number());
        put(bytes, result.base());
        put(bytes, result.seen());
        bytes.putLong(result.ended());
    }

    private static void put(ByteBuffer bytes, State state) {
        bytes.putLong(state.version()).putLong(state.hash()).putLong(state.bulk());
    }

    /** Straight to the operating system, by a stream that no interrupt closes. */
    private synchronized void append(ByteBuffer bytes) {
        byte[] content = new byte[bytes.flip().remaining()];
        bytes.get(content);
        try {
            file.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}

package io.github.ifmatch.engine.mapping;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One message in the wire format of protocol buffers, whatever its fields mean. Immutable.
 *
 * @param fields by number: {@code Long} or {@code ByteBuffer}
 */
record WireMessage(Map<Integer, List<Object>> fields) {

    /**
     * Reads all that is left.
     *
     * @throws IllegalArgumentException if it is no message
     */
    static WireMessage read(ByteBuffer bytes) {
        Map<Integer, List<Object>> fields = new HashMap<>();
        while (bytes.hasRemaining()) {
            long tag = number(bytes);
            Object value = switch ((int) tag & 7) {
                case 0 -> number(bytes);
                case 1 -> slice(bytes, Long.BYTES);
                case 2 -> slice(bytes, number(bytes));
                case 5 -> slice(bytes, Integer.BYTES);
                default -> throw new IllegalArgumentException("no such wire type");
            };
            fields.computeIfAbsent((int) (tag >>> 3), none -> new ArrayList<>()).add(value);
        }
        return new WireMessage(fields);
    }

    /** Seven bits in each byte, the lowest first. */
    static long number(ByteBuffer bytes) {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (!bytes.hasRemaining()) {
                throw new IllegalArgumentException("cut off");
            }
            byte next = bytes.get();
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("number too long");
    }

    /** Passes over a message that its length stands before. */
    static void skip(ByteBuffer bytes) {
        long length = number(bytes);
        requireLeft(bytes, length);
        bytes.position(bytes.position() + (int) length);
    }

    private static ByteBuffer slice(ByteBuffer bytes, long length) {
        requireLeft(bytes, length);
        ByteBuffer slice = bytes.slice(bytes.position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        return slice;
    }

    private static void requireLeft(ByteBuffer bytes, long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new IllegalArgumentException("cut off");
        }
    }

    boolean has(int field) {
        return fields.containsKey(field);
    }

    /** A field's number, the last one if there are several. */
    long number(int field, long otherwise) {
        List<Object> values = fields.getOrDefault(field, List.of());
        return values.isEmpty() ? otherwise : (Long) values.get(values.size() - 1);
    }

    List<WireMessage> messages(int field) {
        return fields.getOrDefault(field, List.of()).stream()
                .map(value -> read(((ByteBuffer) value).duplicate()))
                .toList();
    }
}

package io.github.ifmatch.http;

import io.github.ifmatch.Table;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a sealed tag vouches for, as bytes: two rows, versions or representations never give the same. */
final class RowContent {

    /** So that a key which signs other things, too, never signs one thing for another. */
    private static final String PURPOSE = "ifmatch row tag 1";

    private RowContent() {}

    static <ID> byte[] of(Table<?, ID> table, ID id, long version, String representation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, PURPOSE);
            write(out, table.name());
            write(out, representation);
            List<@Nullable Object> values = table.idValues(id);
            out.writeInt(values.size());
            for (Object value : values) {
                write(out, text(value));
            }
            out.writeLong(version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** With its length before it, so that "a", "bc" and "ab", "c" differ. */
    private static void write(DataOutputStream out, String text) throws IOException {
        out.writeInt(text.length());
        out.writeChars(text);
    }

    private static String text(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString(); // 1.0 and 1.00 are one id
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value != null && !hasText(value.getClass())) {
            throw new IllegalArgumentException("id must be of a class with a toString() of its own: "
                    + value.getClass().getName());
        }
        return String.valueOf(value);
    }

    /** Object's own toString() differs from one object to the next that equals it. */
    private static boolean hasText(Class<?> type) {
        try {
            return type.getMethod("toString").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.github.ifmatch.engine.mapping;

import java.io.ByteArrayOutputStream;
import java.lang.annotation.Annotation;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Kotlin's compiler wrote of a class: whether it is a data class, and the parameters of its primary constructor, which are
 * in no other place by name and with their nullness. Immutable.
 *
 * <p>It stands in the annotation {@code kotlin.Metadata}, as a message in protocol buffers: {@code metadata.proto} and {@code
 * jvm_metadata.proto} in Kotlin's sources number the fields. Only those that are used are named here.
 *
 * @param parameters empty if there is no primary constructor
 */
record KotlinMetadata(boolean isData, List<Parameter> parameters) {

    /** Whether {@code null} is one of the parameter's values; of a type variable's it may be. */
    record Parameter(String name, boolean isNullable) {}

    private static final int CLASS_FLAGS = 1;
    private static final int CLASS_CONSTRUCTOR = 8;
    private static final int CLASS_TYPE_TABLE = 30;
    private static final int CONSTRUCTOR_FLAGS = 1;
    private static final int CONSTRUCTOR_PARAMETER = 2;
    private static final int PARAMETER_NAME = 2;
    private static final int PARAMETER_TYPE = 3;
    private static final int PARAMETER_TYPE_ID = 5;
    private static final int TYPE_TABLE_TYPE = 1;
    private static final int TYPE_TABLE_FIRST_NULLABLE = 2;
    private static final int TYPE_NULLABLE = 3;
    private static final int TYPE_VARIABLE = 7;
    private static final int TYPE_VARIABLE_NAME = 9;

    /** What is meant where the flags are absent: public, final, and nothing else. */
    private static final int PUBLIC = 6;

    private static final int IS_DATA = 1 << 10;
    private static final int IS_SECONDARY = 1 << 4;

    /** The kind of metadata: other kinds are of files and lambdas. */
    private static final Integer A_CLASS = 1;

    /** Before texts of which each character is a byte. */
    private static final String BYTES = "\0";

    /**
     * Empty if the class is not Kotlin's.
     *
     * @throws IllegalArgumentException if it is, but written in another form
     */
    static Optional<KotlinMetadata> of(Class<?> type) {
        return Stream.of(type.getAnnotations())
                .filter(annotation -> annotation.annotationType().getName().equals("kotlin.Metadata"))
                .filter(metadata -> part(metadata, "k").equals(A_CLASS))
                .findFirst()
                .map(KotlinMetadata::read);
    }

    private static KotlinMetadata read(Annotation metadata) {
        ByteBuffer bytes = bytes((String[]) part(metadata, "d1"));
        WireMessage.skip(bytes); // how names are put together: those of parameters are not
        WireMessage type = WireMessage.read(bytes);
        List<WireMessage> parameters = type.messages(CLASS_CONSTRUCTOR).stream()
                .filter(constructor -> (constructor.number(CONSTRUCTOR_FLAGS, PUBLIC) & IS_SECONDARY) == 0)
                .findFirst()
                .map(constructor -> constructor.messages(CONSTRUCTOR_PARAMETER))
                .orElse(List.of());
        String[] names = (String[]) part(metadata, "d2");
        return new KotlinMetadata(
                (type.number(CLASS_FLAGS, PUBLIC) & IS_DATA) != 0,
                parameters.stream()
                        .map(parameter -> new Parameter(name(parameter, names), isNullable(parameter, type)))
                        .toList());
    }

    private static Object part(Annotation metadata, String name) {
        try {
            return metadata.annotationType().getMethod(name).invoke(metadata);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("no " + name, e);
        }
    }

    private static ByteBuffer bytes(String[] texts) {
        String all = String.join("", texts);
        if (!all.startsWith(BYTES)) {
            throw new IllegalArgumentException("in another form");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        all.chars().skip(BYTES.length()).forEach(bytes::write);
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    private static String name(WireMessage parameter, String[] names) {
        long place = parameter.number(PARAMETER_NAME, -1);
        if (place < 0 || place >= names.length || names[(int) place].isEmpty()) {
            throw new IllegalArgumentException("a parameter without a name");
        }
        return names[(int) place];
    }

    private static boolean isNullable(WireMessage parameter, WireMessage type) {
        Optional<WireMessage> own = parameter.messages(PARAMETER_TYPE).stream().findFirst();
        if (own.isPresent()) {
            return isNullable(own.get());
        }
        WireMessage table = type.messages(CLASS_TYPE_TABLE).get(0);
        int place = (int) parameter.number(PARAMETER_TYPE_ID, -1);
        long firstNullable = table.number(TYPE_TABLE_FIRST_NULLABLE, -1);
        return (firstNullable >= 0 && place >= firstNullable)
                || isNullable(table.messages(TYPE_TABLE_TYPE).get(place));
    }

    private static boolean isNullable(WireMessage type) {
        return type.number(TYPE_NULLABLE, 0) != 0 || type.has(TYPE_VARIABLE) || type.has(TYPE_VARIABLE_NAME);
    }
}

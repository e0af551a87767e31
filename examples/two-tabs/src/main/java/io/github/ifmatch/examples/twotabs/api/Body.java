package io.github.ifmatch.examples.twotabs.api;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.examples.twotabs.rules.RuleChecks;
import io.github.ifmatch.examples.twotabs.wire.Content;
import io.github.ifmatch.http.AcceptableVersions;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON object that came with a request, checked: known members only, each of its type. Immutable.
 *
 * @param values by the rule's component: what is to be written
 * @param version the version that the client read; null if the object does not say
 */
record Body(Map<String, Object> values, @Nullable AcceptableVersions version) {

    static final List<String> FIELDS = List.of("name", "threshold", "discount", "notes", "enabled");

    /** Decimals stay as they are written: they never pass through a double. */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /** @throws BadBody 415 if the content is of another type */
    static void requireType(Context context, String mediaType) {
        if (!mediaType.equals(Content.type(context))) {
            throw new BadBody(415, "The content must be " + mediaType + ".");
        }
    }

    /** @throws BadBody 400 if it is no such object, 422 if a value is not allowed */
    static Body read(Context context, long id) {
        Map<String, Object> values = new LinkedHashMap<>();
        AcceptableVersions version = null;
        for (Map.Entry<String, Optional<Object>> member :
                JsonObject.parse(Content.text(context)).members().entrySet()) {
            String name = member.getKey();
            Optional<Object> value = member.getValue();
            switch (name) {
                case "version" -> version = version(integer(name, value));
                case "id" -> requireSame(id, integer(name, value));
                default -> values.put(name, value(name, value));
            }
        }
        check(values);
        return new Body(values, version);
    }

    private static Object value(String name, Optional<Object> value) {
        return switch (name) {
            case "name", "notes" -> required(name, value, String.class, "a string");
            case "threshold", "discount" -> required(name, value, BigDecimal.class, "a number");
            case "enabled" -> required(name, value, Boolean.class, "true or false");
            default ->
                throw new BadBody(
                        400,
                        "There is no member of this name.",
                        RuleChecks.isWhole(name) ? Map.of(pointer(name), "Unknown.") : Map.of());
        };
    }

    private static <T> T required(String name, Optional<Object> value, Class<T> type, String what) {
        return value.filter(type::isInstance).map(type::cast).orElseThrow(() -> ofOtherType(name, what));
    }

    private static BadBody ofOtherType(String name, String what) {
        return new BadBody(400, "A member is not of its type.", Map.of(pointer(name), "This must be " + what + "."));
    }

    private static BigInteger integer(String name, Optional<Object> value) {
        try {
            return required(name, value, BigDecimal.class, "an integer").toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw ofOtherType(name, "an integer");
        }
    }

    /** That version alone; a number that is beyond every version is the version of no row. */
    private static AcceptableVersions version(BigInteger number) {
        return number.bitLength() < Long.SIZE
                ? AcceptableVersions.only(number.longValue())
                : AcceptableVersions.oneOf(List.of());
    }

    private static void requireSame(long id, BigInteger other) {
        if (!other.equals(BigInteger.valueOf(id))) {
            throw new BadBody(400, "The id is not the one of the address.", Map.of("/id", "Another rule’s."));
        }
    }

    private static void check(Map<String, Object> values) {
        Map<String, String> errors = new LinkedHashMap<>();
        values.forEach((name, value) -> problem(name, value).ifPresent(text -> errors.put(pointer(name), text)));
        if (!errors.isEmpty()) {
            throw new BadBody(422, "Some values are not allowed. Nothing was written.", errors);
        }
    }

    private static Optional<String> problem(String name, Object value) {
        return switch (name) {
            case "name" -> RuleChecks.name((String) value);
            case "notes" -> RuleChecks.notes((String) value);
            case "threshold" -> RuleChecks.threshold((BigDecimal) value);
            case "discount" -> RuleChecks.discount((BigDecimal) value);
            default -> Optional.empty();
        };
    }

    private static String pointer(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** The value of a field that is there, see {@link #requireAll}. */
    <T> T value(String name, Class<T> type) {
        return type.cast(requireNonNull(values.get(name)));
    }

    /** @throws BadBody 400 unless every field is there: PUT replaces all of them */
    Body requireAll() {
        List<String> absent = new ArrayList<>(FIELDS);
        absent.removeAll(values.keySet());
        if (!absent.isEmpty()) {
            Map<String, String> errors = new LinkedHashMap<>();
            absent.forEach(name -> errors.put(pointer(name), "This is missing."));
            throw new BadBody(400, "PUT needs every field; PATCH takes some.", errors);
        }
        return this;
    }
}

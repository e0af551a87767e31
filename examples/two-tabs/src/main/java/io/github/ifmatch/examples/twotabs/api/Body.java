package io.github.ifmatch.examples.twotabs.api;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.examples.twotabs.rules.RuleChecks;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON object that came with a request, checked: known members only, each of its type. Immutable.
 *
 * @param values by the rule's component: what is to be written
 * @param version the version that the client read; null if the object does not say
 */
record Body(Map<String, Object> values, @Nullable Long version) {

    static final List<String> FIELDS = List.of("name", "threshold", "discount", "notes", "enabled");

    /** Decimals stay as they are written: they never pass through a double. */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** @throws BadBody 415 if it is of another type, 400 if it is no such object, 422 if a value is not allowed */
    static Body read(Context context, String mediaType, long id) {
        if (!mediaType.equals(mediaType(context))) {
            throw new BadBody(415, "The content must be " + mediaType + ".");
        }
        JsonNode object = parse(context.bodyAsBytes());
        if (!object.isObject()) {
            throw new BadBody(400, "The content must be a JSON object.");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        Long version = null;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = member.getValue();
            switch (member.getKey()) {
                case "version" -> version = number(value, "version");
                case "id" -> requireSame(id, number(value, "id"));
                default -> values.put(member.getKey(), value(member.getKey(), value));
            }
        }
        check(values);
        return new Body(values, version);
    }

    private static String mediaType(Context context) {
        String type = Optional.ofNullable(context.contentType()).orElse("");
        return type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    private static JsonNode parse(byte[] content) {
        try {
            return JSON.readTree(content);
        } catch (JacksonException e) {
            throw new BadBody(400, "The content is not JSON, or names a member twice.");
        }
    }

    private static Object value(String name, JsonNode value) {
        return switch (name) {
            case "name", "notes" -> {
                require(value.isString(), name, "a string");
                yield value.stringValue();
            }
            case "threshold", "discount" -> {
                require(value.isNumber(), name, "a number");
                yield value.decimalValue();
            }
            case "enabled" -> {
                require(value.isBoolean(), name, "true or false");
                yield value.booleanValue();
            }
            default -> throw new BadBody(400, "There is no member of this name.", Map.of(pointer(name), "Unknown."));
        };
    }

    private static void require(boolean holds, String name, String what) {
        if (!holds) {
            throw new BadBody(400, "A member is not of its type.", Map.of(pointer(name), "This must be " + what + "."));
        }
    }

    private static long number(JsonNode value, String name) {
        require(value.isIntegralNumber() && value.canConvertToLong(), name, "an integer");
        return value.longValue();
    }

    private static void requireSame(long id, long other) {
        if (id != other) {
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
    void requireAll() {
        List<String> absent = new ArrayList<>(FIELDS);
        absent.removeAll(values.keySet());
        if (!absent.isEmpty()) {
            Map<String, String> errors = new LinkedHashMap<>();
            absent.forEach(name -> errors.put(pointer(name), "This is missing."));
            throw new BadBody(400, "PUT needs every field; PATCH takes some.", errors);
        }
    }
}

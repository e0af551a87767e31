package io.github.ifmatch.examples.twotabs.api;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * A JSON object, read to the letter: decimals stay as they are written, whatever their exponent. Immutable.
 *
 * @param members by name: strings, decimals, booleans; empty for what is none of these
 */
record JsonObject(Map<String, Optional<Object>> members) {

    /** Beyond every value that is stored here, and far from those that take long to work with. */
    private static final BigInteger MOST_EXPONENT = BigInteger.valueOf(10_000);

    /** @throws BadBody 400 unless the text is one JSON object, which names no member twice */
    static JsonObject parse(String text) {
        try (JsonParser parser = Body.JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadBody(400, "The content must be a JSON object.");
            }
            Map<String, Optional<Object>> members = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                members.put(name, value(parser, parser.nextToken()));
            }
            if (parser.nextToken() != null) {
                throw new BadBody(400, "The content must be one JSON object, and nothing after it.");
            }
            return new JsonObject(members);
        } catch (StreamConstraintsException e) {
            throw new BadBody(400, "The content holds a number, a name or a nesting that is longer than is read here.");
        } catch (JacksonException e) {
            throw new BadBody(400, "The content is not JSON, or names a member twice.");
        }
    }

    private static Optional<Object> value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> Optional.of(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Optional.of(decimal(parser.getString()));
            case VALUE_TRUE -> Optional.of(true);
            case VALUE_FALSE -> Optional.of(false);
            default -> {
                parser.skipChildren();
                yield Optional.empty();
            }
        };
    }

    /**
     * A number of JSON, which may have any exponent (RFC 8259 §6), and a {@link BigDecimal} not: zero is zero, and what is out of
     * all bounds stays so.
     */
    private static BigDecimal decimal(String number) {
        String[] parts = number.split("[eE]", 2);
        BigDecimal digits = new BigDecimal(parts[0]);
        if (digits.signum() == 0 || parts.length == 1) {
            return digits;
        }
        BigInteger exponent = new BigInteger(parts[1]).min(MOST_EXPONENT).max(MOST_EXPONENT.negate());
        return digits.scaleByPowerOfTen(exponent.intValue());
    }
}

package io.github.ifmatch.examples.twotabs.pages;

import tools.jackson.databind.json.JsonMapper;

/** Records as JSON, for what is signed and for drafts. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    public static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }
}

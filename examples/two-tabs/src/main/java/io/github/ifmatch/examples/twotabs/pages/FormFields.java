package io.github.ifmatch.examples.twotabs.pages;

import io.github.ifmatch.examples.twotabs.wire.Content;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a form that was sent. Immutable, if the map is. */
public record FormFields(Map<String, List<String>> values) {

    /**
     * The fields that came with a request.
     *
     * @throws io.github.ifmatch.examples.twotabs.wire.Refusal 400 if they are no UTF-8
     */
    public static FormFields of(Context context) {
        return new FormFields(Content.form(context));
    }

    /** The field's text with line feeds alone, as it is stored; browsers send CR LF. Empty if it was not sent. */
    public String text(String name) {
        return find(name).orElse("");
    }

    public Optional<String> find(String name) {
        return all(name).stream().findFirst().map(FormFields::withLineFeeds);
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The same with another text in one field. */
    public FormFields with(String name, String text) {
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        changed.put(name, List.of(text));
        return new FormFields(changed);
    }

    public static String withLineFeeds(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }
}

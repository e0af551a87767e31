package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.Edn.Keyword;
import java.io.Reader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One line of a history as Jepsen writes it: a process begins something ({@code invoke}), or it ended well ({@code ok}), without effect
 * ({@code fail}), or nobody knows ({@code info}). Immutable.
 */
record JepsenLine(@Nullable Object process, String type, String f, Map<?, ?> all) {

    /** Each operation: how it began, and how it ended, null if it never did; in the order in which they began. */
    static void forEach(Reader text, Listener listener) {
        Map<Object, JepsenLine> open = new HashMap<>();
        BiConsumer<Edn, Object> each = (edn, value) -> {
            JepsenLine line = of(edn, value);
            Object process = line.process == null ? "none" : line.process;
            if (line.type.equals("invoke")) {
                if (open.put(process, line) != null) {
                    throw edn.wrong("process " + process + " begins something while something is open");
                }
                listener.begun(line);
            } else {
                JepsenLine begun = open.remove(process);
                if (begun != null) {
                    listener.ended(begun, line);
                } else if (!line.type.equals("info")) {
                    throw edn.wrong("process " + process + " ends what it did not begin");
                }
            }
        };
        Edn edn = new Edn(text);
        for (Object value = edn.next(); value != Edn.END; value = edn.next()) {
            if (value instanceof List<?> list) {
                list.forEach(line -> each.accept(edn, line));
            } else {
                each.accept(edn, value);
            }
        }
    }

    /** Hears of each line, in order. */
    interface Listener {
        void begun(JepsenLine line);

        void ended(JepsenLine begun, JepsenLine ended);
    }

    private static JepsenLine of(Edn edn, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw edn.wrong("expected a map: {:process 0, :type :invoke, …}");
        }
        String type = word(map, "type");
        if (!List.of("invoke", "ok", "fail", "info").contains(type)) {
            throw edn.wrong("type must be :invoke, :ok, :fail or :info");
        }
        return new JepsenLine(map.get(new Keyword("process")), type, word(map, "f"), map);
    }

    private static String word(Map<?, ?> map, String key) {
        return map.get(new Keyword(key)) instanceof Keyword word ? word.name() : "";
    }

    @Nullable
    Object get(String key) {
        return all.get(new Keyword(key));
    }

    String text(String key, String other) {
        Object value = get(key);
        return value == null ? other : value.toString();
    }

    boolean is(String aType) {
        return type.equals(aType);
    }
}

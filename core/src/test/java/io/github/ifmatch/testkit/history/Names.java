package io.github.ifmatch.testkit.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Numbers things from 0, in the order in which they come. Thread-safe. */
final class Names<T> {

    private final Map<T, Integer> numbers = new ConcurrentHashMap<>();
    private final List<T> names = new ArrayList<>();

    int number(T name) {
        Integer known = numbers.get(name);
        return known != null ? known : numbers.computeIfAbsent(name, this::add);
    }

    private Integer add(T name) {
        synchronized (names) {
            names.add(name);
            return names.size() - 1;
        }
    }

    T name(int number) {
        synchronized (names) {
            return names.get(number);
        }
    }

    int size() {
        synchronized (names) {
            return names.size();
        }
    }
}

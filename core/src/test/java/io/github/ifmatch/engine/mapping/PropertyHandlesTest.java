package io.github.ifmatch.engine.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What makes a row, step by step, of however many values. */
class PropertyHandlesTest {

    /** It keeps what it is given, in order. */
    static final class Steps {
        private final List<Object> given = new ArrayList<>();

        void add(Object value) {
            given.add(value);
        }

        /** Another one to go on with. */
        Steps more(Object value) {
            Steps next = new Steps();
            next.given.addAll(given);
            next.given.add(value);
            return next;
        }

        List<Object> finish() {
            return given;
        }
    }

    private static Object made(String step, int count) throws ReflectiveOperationException {
        MethodHandle each = PropertyHandles.step(Steps.class.getDeclaredMethod(step, Object.class));
        MethodHandle maker = PropertyHandles.maker(
                PropertyHandles.newInstance(Steps.class.getDeclaredConstructor()),
                Collections.nCopies(count, each),
                PropertyHandles.getter(Steps.class.getDeclaredMethod("finish")));
        return Handles.construct(maker, IntStream.range(0, count).boxed().toArray());
    }

    @Test
    void maker_everyStepInOrder() throws ReflectiveOperationException {
        assertThat(made("add", 3)).isEqualTo(Arrays.asList(0, 1, 2));
        assertThat(made("more", 3)).isEqualTo(Arrays.asList(0, 1, 2));
        assertThat(made("add", 0)).isEqualTo(List.of());
    }

    /** As many as a table of PostgreSQL's can have columns. */
    @Test
    void maker_manySteps() throws ReflectiveOperationException {
        assertThat(made("add", 1600)).isEqualTo(IntStream.range(0, 1600).boxed().toList());
    }
}

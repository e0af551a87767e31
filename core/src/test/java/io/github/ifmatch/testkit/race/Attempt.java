package io.github.ifmatch.testkit.race;

import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * One call of a save function, and what it said.
 *
 * @param result what it returned; null if it threw
 * @param exception what it threw; null if it returned
 */
record Attempt<S>(S result, Exception exception, Answer answer) {

    static <S> Attempt<S> of(
            Callable<? extends S> save,
            Function<? super S, Answer> answers,
            Function<? super Exception, Answer> exceptions) {
        S result;
        try {
            result = save.call();
        } catch (Exception e) {
            return new Attempt<>(null, e, exceptions.apply(e));
        }
        return new Attempt<>(result, null, answers.apply(result));
    }

    boolean is(Answer expected) {
        return answer == expected;
    }

    String words() {
        return answer.name().toLowerCase(java.util.Locale.ROOT) + (exception == null ? "" : " (" + exception + ")");
    }
}

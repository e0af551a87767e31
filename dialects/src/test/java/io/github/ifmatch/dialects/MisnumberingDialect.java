package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.BatchStatement;
import io.github.ifmatch.dialect.Dialect;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;

/**
 * A dialect whose batch statements number their answers wrongly. Immutable.
 *
 * <p>They are given the rows in another order than the caller's, and number them as they were given: just so would a
 * statement answer that mixed its numbers up, however it is written.
 */
final class MisnumberingDialect {

    private MisnumberingDialect() {}

    static Dialect of(Dialect real, Misattribution misattribution) {
        return (Dialect) Proxy.newProxyInstance(
                Dialect.class.getClassLoader(), new Class<?>[] {Dialect.class}, (self, method, arguments) -> {
                    try {
                        Object answer = method.invoke(real, arguments);
                        return switch (method.getName()) {
                            case "on" -> of((Dialect) answer, misattribution);
                            case "batch" ->
                                ((Optional<?>) answer)
                                        .map(statement -> new Misnumbering((BatchStatement) statement, misattribution));
                            default -> answer;
                        };
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private record Misnumbering(BatchStatement real, Misattribution misattribution) implements BatchStatement {

        @Override
        public String text() {
            return real.text();
        }

        @Override
        public String tracked() {
            return real.tracked();
        }

        @Override
        public Optional<BatchStatement> unlocked() {
            return real.unlocked().map(statement -> new Misnumbering(statement, misattribution));
        }

        @Override
        public Optional<Values> values(List<Object[]> columns) {
            return real.values(columns.stream().map(misattribution::of).toList());
        }
    }
}

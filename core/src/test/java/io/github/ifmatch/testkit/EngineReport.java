package io.github.ifmatch.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Counts what became of a contract's tests, and writes one line into {@code target/engines}, in a file named after the test class: on
 * which database, by which driver, in which dialect, at which isolation; how many tests there were, passed, were skipped for want of a feature, and
 * failed; and which features there are not. Written only where every nested contract was run.
 */
final class EngineReport implements BeforeEachCallback, TestWatcher, AfterAllCallback {

    static final String HEADER =
            "test\tdatabase\tengine\tversion\tdriver\tdriverVersion\tdialect\tisolation\ttests\tpassed\tgated\tfailed\tlacks\n";

    /** Of one outermost contract, from its first test to its last. */
    private static final class Tally {

        final Set<Class<?>> finished = new HashSet<>();
        final AtomicInteger passed = new AtomicInteger();
        final AtomicInteger gated = new AtomicInteger();
        final AtomicInteger failed = new AtomicInteger();
        TestDatabase database;

        private String line(Class<?> test) throws SQLException {
            try (Connection connection = database.dataSource().getConnection()) {
                DatabaseMetaData data = connection.getMetaData();
                return Stream.of(
                                test.getSimpleName(),
                                database.getClass().getSimpleName(),
                                database.serverName(data),
                                database.serverVersion(data),
                                data.getDriverName(),
                                data.getDriverVersion().split(" ", 2)[0],
                                database.fittedDialect().name(),
                                isolation(connection.getTransactionIsolation()),
                                passed.get() + gated.get() + failed.get(),
                                passed,
                                gated,
                                failed,
                                lacks())
                        .map(String::valueOf)
                        .collect(Collectors.joining("\t"));
            }
        }

        private static String isolation(int level) {
            return switch (level) {
                case Connection.TRANSACTION_READ_UNCOMMITTED -> "READ UNCOMMITTED";
                case Connection.TRANSACTION_READ_COMMITTED -> "READ COMMITTED";
                case Connection.TRANSACTION_REPEATABLE_READ -> "REPEATABLE READ";
                case Connection.TRANSACTION_SERIALIZABLE -> "SERIALIZABLE";
                default -> "isolation " + level;
            };
        }

        private String lacks() {
            EnumSet<TestDatabase.Feature> lacking = EnumSet.allOf(TestDatabase.Feature.class);
            lacking.removeAll(database.features());
            return lacking.stream().map(Enum::name).collect(Collectors.joining(" "));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
            if (instance instanceof Contract contract) {
                tally(context).database = contract.database;
            }
        }
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        tally(context).passed.incrementAndGet();
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable assumption) {
        tally(context).gated.incrementAndGet();
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable failure) {
        tally(context).failed.incrementAndGet();
    }

    @Override
    public void afterAll(ExtensionContext context) throws SQLException {
        Tally tally = tally(context);
        Class<?> test = context.getRequiredTestClass();
        tally.finished.add(test);
        if (test == outermost(context).getRequiredTestClass() && tally.finished.containsAll(nested(test))) {
            write(test, tally.line(test));
        }
    }

    private static void write(Class<?> test, String line) {
        Path build = Path.of("target");
        if (Files.isDirectory(build)) {
            try {
                Path folder = Files.createDirectories(build.resolve("engines"));
                Files.writeString(folder.resolve(test.getSimpleName() + ".tsv"), HEADER + line + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static List<Class<?>> nested(Class<?> test) {
        return Stream.<Class<?>>iterate(test, each -> each != Object.class, Class::getSuperclass)
                .flatMap(each -> Stream.<Class<?>>of(each.getDeclaredClasses()))
                .filter(each -> each.isAnnotationPresent(Nested.class))
                .toList();
    }

    private static Tally tally(ExtensionContext context) {
        return outermost(context)
                .getStore(Namespace.create(EngineReport.class))
                .computeIfAbsent(Tally.class, key -> new Tally(), Tally.class);
    }

    /** The context of the class that nothing else encloses. */
    private static ExtensionContext outermost(ExtensionContext context) {
        ExtensionContext outermost = context;
        for (ExtensionContext each = context;
                each != null;
                each = each.getParent().orElse(null)) {
            outermost = each.getTestClass().isPresent() ? each : outermost;
        }
        return outermost;
    }
}

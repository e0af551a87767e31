package io.github.ifmatch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which package may use which, and what users can see of each. */
@AnalyzeClasses(packages = "io.github.ifmatch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.ifmatch";

    /** The public types of each package of the API. To make one more public is a decision: it is made here. */
    private static final Map<String, Set<String>> API = Map.ofEntries(
            entry(
                    ROOT,
                    Set.of(
                            "Applied",
                            "BoundId",
                            "BusyException",
                            "ChangeSet",
                            "ChangeSet.Entry",
                            "ChangeSet.Kind",
                            "ChangeSet.Result",
                            "Conflict",
                            "ConflictException",
                            "ConnectionSource",
                            "ConnectionSource.Lease",
                            "ConnectionSource.Release",
                            "Counts",
                            "Counts.Snapshot",
                            "Database",
                            "Database.VoidWork",
                            "Database.Work",
                            "DatabaseException",
                            "DatabaseException.Kind",
                            "Difference",
                            "Difference.Kind",
                            "Differences",
                            "Edit",
                            "Event",
                            "Event.Conflicted",
                            "Event.Missed",
                            "Event.Overwritten",
                            "Event.Resolved",
                            "Event.Retried",
                            "Event.UpdatedWhere",
                            "Event.Written",
                            "Isolation",
                            "Listener",
                            "MappingException",
                            "Merge",
                            "MergeRule",
                            "MergeRule.Merged",
                            "Missing",
                            "MissingRowException",
                            "Outcome",
                            "RefusedBatchException",
                            "RefusedException",
                            "Resolver",
                            "Retry",
                            "Sender",
                            "Sender.Keys",
                            "Sender.Sent",
                            "Sender.Values",
                            "SerializationException",
                            "Shape",
                            "Shape.Part",
                            "SuppressedWriteException",
                            "Table",
                            "Transaction",
                            "UnfitValueException",
                            "UnknownOutcomeException",
                            "UnknownOutcomeException.Inquiry",
                            "UnknownOutcomeException.Resolution",
                            "VersionedBatches",
                            "VersionedException",
                            "VersionedRepository",
                            "VersionedRows",
                            "Watcher",
                            "Watcher.End",
                            "Watcher.Kind",
                            "Watcher.Watch")),
            entry(
                    ROOT + ".type",
                    Set.of(
                            "ColumnType",
                            "ColumnTypes",
                            "FixedTypes",
                            "TableColumns",
                            "TransactionIdType",
                            "UnreadableException",
                            "VersionSource")),
            entry(
                    ROOT + ".dialect",
                    Set.of(
                            "BaseTable",
                            "BatchShape",
                            "BatchStatement",
                            "BatchStatement.Untyped",
                            "BatchStatement.Values",
                            "CatalogName",
                            "CatalogTable",
                            "Dialect",
                            "Fingerprint",
                            "Fingerprint.Part",
                            "LockingRead",
                            "Fault",
                            "GuardShape",
                            "GuardShape.Mode",
                            "SetUpdate",
                            "TableGuard",
                            "TableGuard.Part",
                            "WriteKind")),
            entry(
                    ROOT + ".audit",
                    Set.of("Audit", "AuditException", "AuditReport", "Finding", "Finding.Kind", "Finding.Lack")),
            entry(ROOT + ".guard", Set.of("Guard")),
            entry(ROOT + ".verify", Set.of("Finding", "Findings", "Severity")),
            entry(
                    ROOT + ".batch",
                    Set.of(
                            "BatchChunk",
                            "BatchReport",
                            "BatchStoppedException",
                            "BatchWriter",
                            "BatchWriter.Checkpoint")),
            entry(
                    ROOT + ".http",
                    Set.of(
                            "AcceptableVersions",
                            "ConditionalRows",
                            "Decision",
                            "Decision.Answer",
                            "Decision.BadRequest",
                            "Decision.NotModified",
                            "Decision.PreconditionFailed",
                            "Decision.PreconditionRequired",
                            "Decision.Proceed",
                            "Decision.Source",
                            "Decision.Target",
                            "ETag",
                            "HeaderFields",
                            "HttpDate",
                            "Preconditions",
                            "Problem",
                            "Problem.Kind",
                            "Put",
                            "RowTags")),
            entry(
                    ROOT + ".spring",
                    Set.of(
                            "AfterCommit",
                            "ConflictFailureException",
                            "SpringConnections",
                            "SpringDatabase",
                            "VersionedExceptionTranslator")),
            entry(
                    ROOT + ".spring.boot",
                    Set.of(
                            "IfmatchActuatorAutoConfiguration",
                            "IfmatchAuditAutoConfiguration",
                            "IfmatchAutoConfiguration",
                            "IfmatchEndpoint",
                            "IfmatchEndpoint.Report",
                            "IfmatchEndpoint.TableReport",
                            "IfmatchProperties",
                            "IfmatchProperties.AuditMode",
                            "IfmatchProperties.Verify",
                            "IfmatchTablesAutoConfiguration",
                            "IfmatchWebFluxAutoConfiguration",
                            "IfmatchWebMvcAutoConfiguration")),
            entry(
                    ROOT + ".spring.web",
                    Set.of(
                            "CurrentView",
                            "DecisionException",
                            "IfMatch",
                            "IfMatchArgumentResolver",
                            "IfMatchCheck",
                            "IfMatchReactiveResolver",
                            "IfmatchMvc",
                            "IfmatchWebFlux",
                            "RowTagAdvice",
                            "VersionedAdvice",
                            "WebRows")));

    /** What each room may use of ours, besides itself. */
    private static final Map<String, List<String>> ARROWS = Map.ofEntries(
            entry(".type", List.of()),
            entry(".verify", List.of()),
            entry(".dialect", List.of(".type", ".verify")),
            entry("", List.of(".type", ".dialect", ".verify")),
            entry(".engine.mapping", List.of("", ".type")),
            entry(".engine.sql", List.of(".engine.mapping", "", ".dialect", ".type", ".verify")),
            entry(".engine.write", List.of(".engine.sql", ".engine.mapping", "", ".dialect", ".type")),
            entry(".engine.batch", List.of(".engine.write", ".engine.sql", ".engine.mapping", "", ".dialect", ".type")),
            entry(
                    ".engine",
                    List.of(
                            ".engine.batch",
                            ".engine.write",
                            ".engine.sql",
                            ".engine.mapping",
                            "",
                            ".dialect",
                            ".type",
                            ".verify")),
            entry(".batch", List.of(".engine", ".engine.write", ".engine.mapping", "", ".type")),
            entry(".audit", List.of("", ".engine.mapping", ".type")),
            entry(".guard", List.of("", ".dialect", ".engine.sql", ".engine.mapping", ".type")),
            entry(".http", List.of("", ".type")),
            entry(".jdbi", List.of("", ".engine.mapping", ".type")),
            entry(".text", List.of("")),
            entry(".micrometer", List.of("")),
            entry(".spring", List.of("")),
            entry(".spring.web", List.of("", ".http")),
            entry(
                    ".spring.boot",
                    List.of(".spring.web", ".spring", "", ".dialect", ".type", ".verify", ".micrometer", ".audit")));

    /** The three arrows that lead from the API into the machinery: where a user's declaration meets what carries it out. */
    private static final Map<String, String> DOORS = Map.of(
            ROOT + ".Table",
            ROOT + ".engine.mapping.DeclaredTable",
            ROOT + ".Shape",
            ROOT + ".engine.mapping.FoundShape",
            ROOT + ".Database",
            ROOT + ".engine.JdbcDatabase");

    /** Every arrow between rooms is one of {@link #ARROWS}, or one of the three {@link #DOORS}; so there is no circle. */
    @ArchTest
    static void roomsUseWhatTheyMay(JavaClasses all) {
        Set<String> forbidden = new TreeSet<>();
        for (JavaClass from : all) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass().getBaseComponentType();
                if (isOurs(to) && !mayUse(from, to)) {
                    forbidden.add(outermost(from) + " -> " + outermost(to));
                }
            }
        }
        assertThat(forbidden).isEmpty();
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }

    private static boolean mayUse(JavaClass from, JavaClass to) {
        return from.getPackageName().equals(to.getPackageName())
                || ARROWS.get(room(from)).contains(room(to))
                || outermost(to).equals(DOORS.get(outermost(from)));
    }

    private static String room(JavaClass type) {
        return type.getPackageName().substring(ROOT.length());
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type.getName());
    }

    /** Nothing that users see names the machinery. */
    @ArchTest
    static void theApiNamesNothingOfTheEngine(JavaClasses all) {
        Set<String> leaks = new TreeSet<>();
        for (JavaClass type : all) {
            if (!room(type).startsWith(".engine") && isVisible(type)) {
                type.getMembers().stream()
                        .filter(member -> isVisible(member.getModifiers()))
                        .filter(member -> member.getAllInvolvedRawTypes().stream()
                                .anyMatch(used -> used.getPackageName().startsWith(ROOT + ".engine")))
                        .forEach(member -> leaks.add(member.getFullName()));
            }
        }
        assertThat(leaks).isEmpty();
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    /** Only what carries out logs; a dialect says what it could not read. */
    @ArchTest
    static final ArchRule THE_API_DOES_NOT_LOG = noClasses()
            .that()
            .resideInAnyPackage(ROOT, ROOT + ".type", ROOT + ".batch")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.slf4j..");

    @ArchTest
    static final ArchRule ONLY_THE_ENGINE_RECORDS_FLIGHTS = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".engine")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.jfr..");

    /** A room can be surveyed. */
    @ArchTest
    static void noRoomHoldsMoreThanFortyFiles(JavaClasses all) {
        Map<String, Set<String>> files = new TreeMap<>();
        for (JavaClass type : all) {
            files.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                    .add(outermost(type));
        }
        assertThat(files).allSatisfy((room, names) -> assertThat(names).hasSizeLessThanOrEqualTo(40));
    }

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("io.github.(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(io.github.ifmatch.Table.class, io.github.ifmatch.engine.mapping.DeclaredTable.class)
            .ignoreDependency(io.github.ifmatch.Shape.class, io.github.ifmatch.engine.mapping.FoundShape.class)
            .ignoreDependency(io.github.ifmatch.Database.class, io.github.ifmatch.engine.JdbcDatabase.class);

    @ArchTest
    static final ArchRule ONLY_THE_JDBI_PACKAGE_KNOWS_JDBI = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".jdbi..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jdbi..");

    @ArchTest
    static final ArchRule ONLY_THE_SPRING_PACKAGES_KNOW_SPRING = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".spring..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule ONLY_THE_TEXT_PACKAGE_KNOWS_THE_DIFF_LIBRARY = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".text")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.difflib..");

    @ArchTest
    static final ArchRule ONLY_THE_AUDIT_KNOWS_THE_SQL_PARSER = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".audit")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("net.sf.jsqlparser..");

    @ArchTest
    static final ArchRule ONLY_THE_MICROMETER_PACKAGE_AND_BOOT_KNOW_MICROMETER = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".micrometer", ROOT + ".spring.boot")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static void theApiIsWhatIsListed(JavaClasses all) {
        API.forEach((room, types) -> assertThat(visible(all, room)).containsExactlyInAnyOrderElementsOf(types));
    }

    private static Set<String> visible(JavaClasses all, String packageName) {
        Set<String> visible = new TreeSet<>();
        for (JavaClass type : all) {
            if (type.getPackageName().equals(packageName) && isVisible(type)) {
                visible.add(type.getName().substring(packageName.length() + 1).replace('$', '.'));
            }
        }
        return visible;
    }

    private static boolean isVisible(JavaClass type) {
        boolean isPublic = type.getModifiers().contains(JavaModifier.PUBLIC);
        return isPublic
                && type.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
    }
}

package io.github.ifmatch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;

/** Which package may use which, and what of the root package users can see. */
@AnalyzeClasses(packages = "io.github.ifmatch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.ifmatch";

    /** The public types of the root package. To make one more public is a decision: it is made here. */
    private static final Set<String> API = Set.of(
            "Applied",
            "BatchChunk",
            "BatchReport",
            "BatchShape",
            "BatchStatement",
            "BatchStatement.Untyped",
            "BatchStatement.Values",
            "BatchStoppedException",
            "BatchWriter",
            "BatchWriter.Checkpoint",
            "BoundId",
            "BusyException",
            "CatalogName",
            "CatalogTable",
            "ChangeSet",
            "ChangeSet.Result",
            "ColumnType",
            "ColumnTypes",
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
            "Dialect",
            "Dialect.LockingRead",
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
            "Fault",
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
            "SuppressedWriteException",
            "Table",
            "Transaction",
            "UnknownOutcomeException",
            "UnknownOutcomeException.Resolution",
            "VersionedBatches",
            "VersionedException",
            "VersionedRepository",
            "VersionedRows",
            "WriteKind");

    /** The public types of the HTTP package. */
    private static final Set<String> HTTP_API = Set.of(
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
            "ETag",
            "HeaderFields",
            "HttpDate",
            "Preconditions",
            "Problem",
            "Problem.Kind",
            "Put",
            "RowTags");

    @ArchTest
    static final ArchRule ROOT_DEPENDS_ON_NOTHING_ELSE_OF_OURS = classes()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    ROOT,
                    "java..",
                    "javax.sql",
                    "jdk.jfr",
                    "org.slf4j",
                    "org.jspecify.annotations",
                    "com.google.errorprone.annotations");

    @ArchTest
    static final ArchRule THE_HTTP_PACKAGE_DEPENDS_ON_THE_ROOT_ONLY = classes()
            .that()
            .resideInAPackage(ROOT + ".http")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    ROOT,
                    ROOT + ".http",
                    "java..",
                    "javax.crypto..",
                    "org.jspecify.annotations",
                    "com.google.errorprone.annotations");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.github.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_JDBI_PACKAGE_KNOWS_JDBI = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".jdbi..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jdbi..");

    @ArchTest
    static final ArchRule ONLY_THE_TEXT_PACKAGE_KNOWS_THE_DIFF_LIBRARY = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".text")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.difflib..");

    @ArchTest
    static final ArchRule ONLY_THE_MICROMETER_PACKAGE_KNOWS_MICROMETER = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".micrometer")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule OPTIONAL_PACKAGES_DEPEND_ON_THE_ROOT_ONLY = classes()
            .that()
            .resideInAnyPackage(ROOT + ".text", ROOT + ".micrometer")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    ROOT,
                    ROOT + ".text",
                    ROOT + ".micrometer",
                    "com.github.difflib..",
                    "io.micrometer..",
                    "java..",
                    "org.jspecify.annotations",
                    "com.google.errorprone.annotations");

    @ArchTest
    static void theApiIsWhatIsListed(JavaClasses all) {
        assertThat(visible(all, ROOT)).containsExactlyInAnyOrderElementsOf(API);
    }

    @ArchTest
    static void theHttpApiIsWhatIsListed(JavaClasses all) {
        assertThat(visible(all, ROOT + ".http")).containsExactlyInAnyOrderElementsOf(HTTP_API);
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

package io.github.ifmatch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.stream.Stream;

/** The rooms of the testkit: what a dialect's author sees first, and what any application can use by itself. */
@AnalyzeClasses(packages = TestkitArchitectureTest.ROOT)
class TestkitArchitectureTest {

    static final String ROOT = "io.github.ifmatch.testkit";

    /** Who tests an application wants a database that fails, not the contracts. */
    @ArchTest
    static final ArchRule FAULTS_NEED_NOTHING_OF_THE_CONTRACTS = needsNothingElse("fault");

    @ArchTest
    static final ArchRule TOOLS_NEED_NOTHING_OF_THE_CONTRACTS = needsNothingElse("tool");

    /** Histories are of applications that may use anything: neither Ifmatch nor JUnit is needed, and AssertJ for the assertions alone. */
    @ArchTest
    static final ArchRule HISTORIES_NEED_NOTHING_AT_ALL = classes()
            .that()
            .resideInAPackage(ROOT + ".history")
            .and()
            .doNotHaveSimpleName("HistoryAssert")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT + ".history", "java..", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule ASSERTIONS_ON_HISTORIES_NEED_ASSERTJ_ALONE = classes()
            .that()
            .haveSimpleName("HistoryAssert")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT + ".history", "java..", "org.jspecify.annotations", "org.assertj..");

    /** Its writers are the crowd of the tools. */
    @ArchTest
    static final ArchRule RACES_NEED_NOTHING_OF_THE_CONTRACTS = needsNothingElse("race", "tool");

    /** What tests an application runs beside any library, under JUnit 5 and 6, and knows what a user of Ifmatch knows. */
    @ArchTest
    static final ArchRule RACES_AND_FAULTS_ARE_PLAIN_JAVA = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".race", ROOT + ".fault")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "com.zaxxer..", "ch.qos..", "io.github.ifmatch.engine..");

    private static ArchRule needsNothingElse(String room, String... others) {
        String[] rooms = Stream.concat(Stream.of(room), Stream.of(others))
                .map(each -> ROOT + "." + each)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(ROOT + "." + room)
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage(ROOT + "..")
                        .and(JavaClass.Predicates.resideOutsideOfPackages(rooms)));
    }

    /** What a dialect's author begins with: the contract, the database to hand to it, and the report of what it kept. */
    @ArchTest
    static final ArchRule THE_ENTRANCE_HOLDS_THE_CONTRACT_AND_ITS_DATABASES = classes()
            .that()
            .resideInAPackage(ROOT)
            .and()
            .areTopLevelClasses()
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .haveSimpleName("DialectContract")
            .orShould()
            .haveSimpleName("Contract")
            .orShould()
            .haveSimpleName("EngineReport")
            .orShould()
            .haveSimpleNameEndingWith("TestDatabase");

    @ArchTest
    static final ArchRule ROOMS_HAVE_NO_CYCLES =
            slices().matching(ROOT + ".(*)").should().beFreeOfCycles();

    /** A room can be surveyed. */
    @ArchTest
    static void noRoomHoldsMoreThanFortyFiles(JavaClasses testkit) {
        Map<String, Long> files = testkit.stream()
                .filter(JavaClass::isTopLevelClass)
                .collect(groupingBy(JavaClass::getPackageName, counting()));

        assertThat(files).allSatisfy((room, count) -> assertThat(count).isLessThanOrEqualTo(40));
    }
}

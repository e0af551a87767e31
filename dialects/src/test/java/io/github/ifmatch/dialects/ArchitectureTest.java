package io.github.ifmatch.dialects;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A dialect knows the root package, columns' types and what a dialect is, and nothing else of ours: so can one that is written elsewhere. */
@AnalyzeClasses(packages = "io.github.ifmatch.dialects", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule DIALECTS_DEPEND_ON_WHAT_THEIR_AUTHORS_ARE_SHOWN_ONLY = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.ifmatch", // the exception of Dialect.on
                    "io.github.ifmatch.dialect",
                    "io.github.ifmatch.type",
                    "io.github.ifmatch.verify",
                    "io.github.ifmatch.dialects",
                    "java..",
                    "org.h2.api", // H2GuardTrigger, which H2 makes
                    "org.slf4j",
                    "org.jspecify.annotations",
                    "com.google.errorprone.annotations");
}

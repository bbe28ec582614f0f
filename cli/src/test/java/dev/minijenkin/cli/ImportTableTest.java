package dev.minijenkin.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/// The import table of the blueprint, as rules.
class ImportTableTest {
    private static final String ROOT = "dev.minijenkin.";
    private static final JavaClasses PRODUCT =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.minijenkin");

    @Test
    void modulesImportOnlyWhatTheTableAllows() {
        mayImport("db");
        mayImport("pipeline", "db");
        mayImport("runner", "pipeline", "db");
        mayImport("server", "pipeline", "db");
        mayImport("console", "pipeline", "db");
        mayImport("stress", "pipeline", "db", "runner", "server");
    }

    @Test
    void onlyProgressAndCommandOfPipelineKnowTheDatabase() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(
                                ROOT + "pipeline.workflow..",
                                ROOT + "pipeline.expression..",
                                ROOT + "pipeline.plan..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(ROOT + "db.."));
    }

    @Test
    void theConsoleUsesOnlyTheLanguageOfPipeline() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + "console..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(ROOT + "pipeline.progress.."));
    }

    @Test
    void onlyDbSpeaksSql() {
        onlyIn("db", "org.jooq..");
        onlyIn("db", ROOT + "db.schema..");
        onlyIn("db", "com.zaxxer.hikari..");
        onlyIn("db", "org.flywaydb..");
    }

    @Test
    void onlyTheConsoleKnowsJavaFx() {
        onlyIn("console", "javafx..");
    }

    @Test
    void onlyTheServerServesHttpAndReadsGitByLibrary() {
        onlyIn("server", "io.javalin..");
        onlyIn("server", "org.eclipse.jetty..");
        onlyIn("server", "org.eclipse.jgit..");
    }

    @Test
    void packagesHaveNoCircles() {
        for (String module :
                new String[] {"db", "pipeline", "runner", "server", "console", "stress", "cli"}) {
            check(
                    slices().matching(ROOT + module + ".(**)")
                            .should()
                            .beFreeOfCycles()
                            // Generated; jOOQ's own folders know each other.
                            .ignoreDependency(
                                    resideInAPackage(ROOT + "db.schema.."),
                                    resideInAPackage(ROOT + "db.schema.."))
                            .allowEmptyShould(true));
        }
    }

    @Test
    void nobodyPrintsButTheCommandLineAndItsBenchmarks() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(ROOT + "cli..", ROOT + "stress..")
                        .should()
                        .accessField(System.class, "out")
                        .orShould()
                        .accessField(System.class, "err"));
    }

    private static void mayImport(String module, String... others) {
        String[] allowed = new String[others.length + 1];
        for (int i = 0; i < others.length; i++) {
            allowed[i] = ROOT + others[i] + "..";
        }
        allowed[others.length] = ROOT + module + "..";
        check(
                classes()
                        .that()
                        .resideInAPackage(ROOT + module + "..")
                        .should()
                        .onlyDependOnClassesThat(
                                JavaClass.Predicates.resideOutsideOfPackage("dev.minijenkin..")
                                        .or(JavaClass.Predicates.resideInAnyPackage(allowed))));
    }

    private static void onlyIn(String module, String library) {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(ROOT + module + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(library));
    }

    private static void check(ArchRule rule) {
        rule.check(PRODUCT);
    }
}

package dev.minijenkin.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.minijenkin.db.Tx;
import org.junit.jupiter.api.Test;

/// The import table of the blueprint, as rules.
class ImportTableTest {
    private static final String ROOT = "dev.minijenkin.";
    private static final JavaClasses PRODUCT = ProductClasses.imported();

    @Test
    void modulesImportOnlyWhatTheTableAllows() {
        mayImport("db");
        mayImport("workflow");
        mayImport("engine", "workflow", "db");
        mayImport("kubernetes");
        mayImport("runner", "kubernetes", "engine", "workflow", "db");
        mayImport("server", "kubernetes", "engine", "workflow", "db");
        mayImport("console", "workflow", "db");
        mayImport("instance", "server", "runner", "engine", "workflow", "db");
        mayImport("stress", "instance", "server", "runner", "engine", "workflow", "db");
        mayImport("testing");
    }

    @Test
    void onlyTheLanguageKnowsItsGrammarAndItsChecks() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(ROOT + "workflow..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                ROOT + "workflow.grammar..", ROOT + "workflow.check.."));
    }

    @Test
    void theProductKnowsNoFixture() {
        onlyIn("testing", ROOT + "testing..");
    }

    @Test
    void onlyTheCommandLineKnowsItsLibrary() {
        onlyIn("cli", "picocli..");
    }

    @Test
    void onlyTheLocalInstanceBringsItsOwnPostgres() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                ROOT + "instance..", ROOT + "testing..", ROOT + "codegen..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("io.zonky.."));
    }

    @Test
    void onlyDbSpeaksSql() {
        onlyIn("db", "org.jooq..");
        onlyIn("db", ROOT + "db.schema..");
        onlyIn("db", "com.zaxxer.hikari..");
        onlyIn("db", "org.flywaydb..");
    }

    @Test
    void onlyWhatSealsKnowsTheEncryption() {
        onlyIn("db.seal", "com.google.crypto..");
    }

    @Test
    void onlyWhatShowsItReadsWhatStrangersWroteAsMarkup() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                ROOT + "server.page..", ROOT + "console.markdown..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.commonmark..", "org.jsoup.."));
    }

    @Test
    void onlyTheConsoleKnowsJavaFx() {
        onlyIn("console", "javafx..");
    }

    @Test
    void onlyTheSourceOfAScreenAsksTheDatabase() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + "console..")
                        .and()
                        .haveNameNotMatching(".*\\.Database\\w*Source")
                        .should()
                        .dependOnClassesThat()
                        .areAssignableTo(Tx.class));
        check(
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + "console..")
                        .and()
                        .haveSimpleNameEndingWith("Controller")
                        .should()
                        .dependOnClassesThat()
                        .haveSimpleNameEndingWith("Source"));
    }

    @Test
    void aViewModelNeedsNoStage() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + "console..")
                        .and()
                        .haveSimpleNameEndingWith("ViewModel")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.fxml..")
                        .orShould()
                        .dependOnClassesThat()
                        .haveSimpleNameEndingWith("Controller"));
    }

    @Test
    void onlyTheServerServesHttpAndReadsGitByLibrary() {
        onlyIn("server", "io.javalin..");
        onlyIn("server", "org.eclipse.jetty..");
        onlyIn("server", "org.eclipse.jgit..");
    }

    @Test
    void onlyOneModuleKnowsTheClientOfKubernetes() {
        onlyIn("kubernetes", "io.fabric8..");
    }

    @Test
    void ofARunnerOnlyTheServicesForActionsServeHttp() {
        onlyIn("runner.toolkit", "com.sun.net.httpserver..");
    }

    @Test
    void onlyOnePackageOfTheServerStartsHttpAndItKnowsNoEndpoint() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(ROOT + "server.http..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.eclipse.jetty..", "io.javalin", "io.javalin.config.."));
        check(
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + "server.http..")
                        .should()
                        .dependOnClassesThat(
                                JavaClass.Predicates.resideInAPackage(ROOT + "server..")
                                        .and(
                                                JavaClass.Predicates.resideOutsideOfPackage(
                                                        ROOT + "server.http.."))));
    }

    @Test
    void onlyEndpointsKnowThatTheyAreReachedOverHttp() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + "server..")
                        .and()
                        .resideOutsideOfPackages(ROOT + "server", ROOT + "server.http..")
                        .and()
                        .haveSimpleNameNotEndingWith("Endpoint")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(ROOT + "server.http.."));
    }

    @Test
    void onlyTheStartOfARunnerKnowsTheKindsOfHosts() {
        check(
                noClasses()
                        .that()
                        // A container is started on the machine, by a program of it.
                        .resideOutsideOfPackages(
                                ROOT + "runner.host.local..", ROOT + "runner.host.container..")
                        .and()
                        .doNotHaveFullyQualifiedName(ROOT + "runner.Runner")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(ROOT + "runner.host.local.."));
    }

    @Test
    void inARunnerOnlyAHostStartsProcesses() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + "runner..")
                        .and()
                        .resideOutsideOfPackage(ROOT + "runner.host..")
                        .should()
                        .dependOnClassesThat()
                        .belongToAnyOf(ProcessBuilder.class, Process.class, Runtime.class));
    }

    @Test
    void packagesHaveNoCycles() {
        for (String module :
                new String[] {
                    "db",
                    "workflow",
                    "engine",
                    "kubernetes",
                    "runner",
                    "server",
                    "console",
                    "instance",
                    "stress",
                    "testing",
                    "cli"
                }) {
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

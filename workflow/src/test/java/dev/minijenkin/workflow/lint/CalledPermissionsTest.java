package dev.minijenkin.workflow.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.model.Permissions;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A called workflow may ask for no more than its caller has, however deep it is called.
class CalledPermissionsTest {
    private static final String STEPS = "runs-on: l, steps: [{run: x}]";

    /// Each file by its path; the first is the one that is looked at.
    private static List<String> found(Linter linter, String text, Map<String, String> others) {
        return linter
                .with((RepositoryFiles) file -> Optional.ofNullable(others.get(file.shown())))
                .lint("ci.yml", text)
                .problems()
                .stream()
                .filter(problem -> problem.rule() == LintRule.PERMISSIONS)
                .map(Problem::toString)
                .toList();
    }

    private static List<String> found(String text, Map<String, String> others) {
        return found(Linter.ofFiles(), text, others);
    }

    /// A file with one job that calls `./c.yml`.
    private static String caller(String ofFile, String ofJob) {
        return "on: push\n%sjobs:\n  go:\n    uses: ./c.yml\n%s"
                .formatted(
                        ofFile.isEmpty() ? "" : "permissions: " + ofFile + "\n",
                        ofJob.isEmpty() ? "" : "    permissions: " + ofJob + "\n");
    }

    private static String called(String ofFile, String ofJob) {
        return "on: workflow_call\n%sjobs: {deep: {%s%s}}"
                .formatted(
                        ofFile.isEmpty() ? "" : "permissions: " + ofFile + "\n",
                        STEPS,
                        ofJob.isEmpty() ? "" : ", permissions: " + ofJob);
    }

    @Test
    void theJobThatCallsBoundsTheFileAndItsJobs() {
        assertThat(
                        found(
                                caller("write-all", "{contents: read}"),
                                Map.of("c.yml", called("{contents: write}", "{contents: write}"))))
                .containsExactly(
                        "ci.yml:4:3: error: Error calling workflow './c.yml'. The workflow is requesting 'contents: write', but is only allowed 'contents: read'.",
                        "ci.yml:4:3: error: Error calling workflow './c.yml'. The nested job 'deep' is requesting 'contents: write', but is only allowed 'contents: read'.");
    }

    @Test
    void levelsAreOrderedScopeByScope() {
        levels("{checks: read}", "{checks: read}", true);
        levels("{checks: read}", "{checks: write}", true);
        levels("{checks: none}", "{}", true);
        levels("{}", "{}", true);
        levels("{checks: write}", "{checks: read}", false);
        levels("{checks: read}", "{checks: none}", false);
        levels("{checks: read}", "{issues: write}", false);
        levels("{id-token: write}", "{id-token: write}", true);
        levels("{id-token: write}", "{contents: write}", false);
        levels("{id-token: write}", "read-all", false);
        levels("{models: read}", "read-all", true);
        levels("{packages: read}", "read-all", true);
        levels("{packages: write}", "read-all", false);
        levels("read-all", "write-all", true);
        levels("read-all", "{contents: read}", false);
        levels("write-all", "write-all", true);
        levels("write-all", "read-all", false);
        levels("write-all", "{}", false);
    }

    private static void levels(String asked, String allowed, boolean fits) {
        for (Map<String, String> files :
                List.of(Map.of("c.yml", called(asked, "")), Map.of("c.yml", called("", asked)))) {
            assertThat(found(caller("", allowed), files).isEmpty())
                    .as("%s asked where %s is allowed", asked, allowed)
                    .isEqualTo(fits);
            assertThat(found(caller(allowed, ""), files).isEmpty())
                    .as("%s asked where the file allows %s", asked, allowed)
                    .isEqualTo(fits);
        }
    }

    @Test
    void everyScopeThatIsTooMuchIsNamedInTheOrderOfTheGrammar() {
        assertThat(
                        found(
                                caller("", "{pages: read, contents: read, issues: write}"),
                                Map.of(
                                        "c.yml",
                                        called(
                                                "",
                                                "{pages: write, issues: read, checks: read,"
                                                        + " contents: write}"))))
                .singleElement()
                .asString()
                .endsWith(
                        "is requesting 'checks: read, contents: write, pages: write', but is only"
                                + " allowed 'checks: none, contents: read, pages: read'.");
    }

    @Test
    void whereNobodySaysAnythingItIsWhatNewRepositoriesHave() {
        Map<String, String> files = Map.of("c.yml", called("{packages: read}", "{actions: read}"));
        assertThat(found(caller("", ""), files))
                .containsExactly(
                        "ci.yml:3:3: error: Error calling workflow './c.yml'. The nested job 'deep' is requesting 'actions: read', but is only allowed 'actions: none', as the job that calls it has no `permissions`.");
        assertThat(found(Linter.ofFiles().with(Permissions.EVERYTHING), caller("", ""), files))
                .isEmpty();
        assertThat(found(caller("", "").replace("push", "workflow_call"), files))
                .as("its own callers decide")
                .isEmpty();
    }

    @Test
    void eachFileOnTheWayBoundsTheNext() {
        String middle = "on: workflow_call\njobs:\n  m:\n    uses: ./c.yml\n";
        String root = "on: push\npermissions: {contents: %s}\njobs: {a: {uses: ./m.yml}}\n";
        String deep = called("{contents: write}", "");
        assertThat(found(root.formatted("write"), Map.of("m.yml", middle, "c.yml", deep)))
                .isEmpty();
        assertThat(found(root.formatted("read"), Map.of("m.yml", middle, "c.yml", deep)))
                .containsExactly(
                        "m.yml:3:3: error: Error calling workflow './c.yml'. The workflow is requesting 'contents: write', but is only allowed 'contents: read'.");
        assertThat(
                        found(
                                root.formatted("write"),
                                Map.of(
                                        "m.yml",
                                        middle + "    permissions: {contents: read}\n",
                                        "c.yml",
                                        deep)))
                .hasSize(1);
        assertThat(
                        found(
                                root.formatted("write"),
                                Map.of(
                                        "m.yml",
                                        middle + "permissions: {contents: read}\n",
                                        "c.yml",
                                        deep)))
                .as("where the key stands does not matter")
                .hasSize(1);
    }

    @Test
    void itIsTheSameForFilesOfOtherRepositories() {
        String middle = "on: workflow_call\njobs:\n  m:\n    uses: ./w/c.yml\n%s";
        String main = "on: push\npermissions: read-all\njobs: {a: {uses: o/r/w/m.yml@v1}}\n";
        String deep = called("{issues: write}", "{models: read}");
        assertThat(
                        found(
                                main,
                                Map.of(
                                        "o/r/w/m.yml@v1",
                                        middle.formatted(""),
                                        "o/r/w/c.yml@v1",
                                        deep)))
                .containsExactly(
                        "o/r/w/m.yml@v1:3:3: error: Error calling workflow './w/c.yml'. The workflow is requesting 'issues: write', but is only allowed 'issues: read'.");
        assertThat(
                        found(
                                main,
                                Map.of(
                                        "o/r/w/m.yml@v1",
                                        middle.formatted("    permissions: write-all\n"),
                                        "o/r/w/c.yml@v1",
                                        deep)))
                .singleElement()
                .asString()
                .startsWith(
                        "ci.yml:3:8: error: Error calling workflow 'o/r/w/m.yml@v1'. The nested job 'm' is requesting 'actions: write,");
    }

    @Test
    void whatIsNoPermissionIsAnErrorOfItsFileAndBoundsNothing() {
        for (String odd :
                List.of("[]", "all", "{contents: all}", "{contents: {a: b}}", "3", "''")) {
            assertThat(found(caller("", odd), Map.of("c.yml", called("{issues: none}", ""))))
                    .as(odd)
                    .isEmpty();
            assertThat(found(caller("", "{}"), Map.of("c.yml", called("", odd)))).as(odd).isEmpty();
            assertThat(Linter.ofFiles().lint("f", caller("", odd)).valid()).as(odd).isFalse();
        }
    }

    @Test
    void filesThatCallEachOtherInACircleAreFollowedOnce() {
        StringBuilder wide = new StringBuilder("on: workflow_call\njobs:\n");
        for (int i = 0; i < 300; i++) {
            wide.append("  j%d: {uses: ./NEXT.yml}\n".formatted(i));
        }
        Map<String, String> files =
                Map.of(
                        "c.yml", wide.toString().replace("NEXT", "d"),
                        "d.yml", wide.toString().replace("NEXT", "e"),
                        "e.yml", wide.toString().replace("NEXT", "f"),
                        "f.yml", "on: workflow_call\njobs: {back: {uses: ./c.yml}}");
        assertThat(
                        Linter.ofFiles()
                                .with(
                                        (RepositoryFiles)
                                                file ->
                                                        Optional.ofNullable(
                                                                files.get(file.shown())))
                                .lint("ci.yml", caller("", ""))
                                .errors())
                .singleElement()
                .hasToString(
                        "f.yml:2:21: error: These workflows call each other without end: c.yml → d.yml → e.yml → f.yml → c.yml");
    }
}

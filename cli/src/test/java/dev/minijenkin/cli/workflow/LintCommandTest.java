package dev.minijenkin.cli.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;

@Isolated("It takes System.out.")
class LintCommandTest {
    private static final String GOOD = "on: push\njobs: {a: {runs-on: l, steps: [{run: x}]}}\n";

    private final PrintStream usualOut = System.out;
    private final InputStream usualIn = System.in;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir private Path folder;

    @AfterEach
    void putBackTheStreams() {
        System.setOut(usualOut);
        System.setIn(usualIn);
    }

    private int lint(String... arguments) {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        return new CommandLine(new LintCommand()).execute(arguments);
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void whatCannotBeReadIsInvalidAndTheOthersAreLookedAt() throws Exception {
        Path good = Files.writeString(folder.resolve("good.yml"), GOOD);
        Path missing = folder.resolve("missing.yml");
        assertThat(lint("--json", missing.toString(), good.toString())).isEqualTo(1);
        assertThat(lines())
                .containsExactly(
                        "{\"file\":\"%s\",\"valid\":false,\"errors\":[{\"line\":1,\"column\":1,\"message\":\"The file cannot be read: there is no such file or folder\",\"rule\":\"file\"}],\"warnings\":[]}"
                                .formatted(missing),
                        "{\"file\":\"%s\",\"valid\":true,\"errors\":[],\"warnings\":[]}"
                                .formatted(good));
    }

    @Test
    void foldersAreSearchedForWorkflowFiles() throws Exception {
        Files.writeString(folder.resolve("b.yaml"), GOOD);
        Files.writeString(folder.resolve("a.yml"), GOOD);
        Files.writeString(folder.resolve("notes.txt"), "no workflow");
        assertThat(lint("--json", folder.toString())).isZero();
        assertThat(lines()).hasSize(2).first().asString().contains("a.yml");
    }

    @Test
    void ofARepositoryOnlyTheFoldersOfWorkflowsAreSearched() throws Exception {
        Path workflows = Files.createDirectories(folder.resolve("shop/.github/workflows"));
        Path own = Files.createDirectories(folder.resolve("shop/.mini-jenkin/workflows"));
        Files.writeString(workflows.resolve("a.yml"), GOOD);
        Files.writeString(own.resolve("b.yml"), GOOD);
        Files.writeString(workflows.resolveSibling("dependabot.yml"), "version: 2");
        Files.writeString(folder.resolve("shop/compose.yaml"), "services: {}");
        assertThat(lint("--json", folder.toString())).isZero();
        assertThat(lines()).hasSize(2);
    }

    @Test
    void everyProblemHasTheIdOfItsRule() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("a.yml"),
                        "on: push\njobs: {a: {runs-on: l, steps: [{run: x, shel: y}]}}\n");
        assertThat(lint(file.toString())).isEqualTo(1);
        assertThat(lines())
                .containsExactly(
                        file
                                + ":2:41: error: Unknown key `shel` in a step; did you mean `shell`? [unknown-key]",
                        "  2 | jobs: {a: {runs-on: l, steps: [{run: x, shel: y}]}}",
                        "    |                                         ^");
    }

    @Test
    void whatJobsMayDoWithoutAWordIsASettingOfTheHost() throws Exception {
        Path workflows = Files.createDirectories(folder.resolve(".github/workflows"));
        Path file =
                Files.writeString(
                        workflows.resolve("a.yml"),
                        "on: push\njobs: {a: {uses: ./.github/workflows/b.yml}}\n");
        Files.writeString(
                workflows.resolve("b.yml"),
                "on: workflow_call\npermissions: {issues: write}\njobs: {a: {runs-on: l, steps: [{run: x}]}}\n");
        assertThat(lint("--json", file.toString())).isEqualTo(1);
        assertThat(lines()).singleElement().asString().contains("issues: none");
        assertThat(lint("--json", "--default-permissions=PERMISSIVE", file.toString())).isZero();
    }

    @Test
    void otherRepositoriesLieWhereTheOptionSays() throws Exception {
        Path file =
                Files.writeString(
                        Files.createDirectories(folder.resolve(".github/workflows"))
                                .resolve("a.yml"),
                        "on: push\njobs: {a: {uses: o/r/w/b.yml@v1, with: {x: y}}}\n");
        Path others = folder.resolve("others");
        Path any = called(others.resolve("o/r"), "x");
        Path exact = called(others.resolve("o/r@v1"), "z");
        assertThat(lint(file.toString())).as("not looked for").isZero();
        assertThat(lint("--called", others.toString(), file.toString())).isEqualTo(1);
        assertThat(lines().getFirst()).contains(":2:44: error: The called workflow has no input");
        assertThat(lint("--called=o/R=" + any, file.toString())).isZero();
        assertThat(lint("--called=o/r@v1=" + exact, file.toString())).isEqualTo(1);
        assertThat(lint("--called=o/r@v2=" + exact, file.toString())).isZero();
        Path one = exact.resolve("w/b.yml");
        assertThat(lint("--called=o/r/w/b.yml@v1=" + one, file.toString())).isEqualTo(1);
        assertThat(lint("--called=o/r/w/c.yml=" + one, file.toString())).isZero();
        assertThat(lint("--called=o/r=" + any, "--called", others.toString(), file.toString()))
                .as("the first counts")
                .isZero();
    }

    @Test
    void onlyOfARepositoryThatIsCheckedOutFilesAreMissing() throws Exception {
        Path file =
                Files.writeString(
                        Files.createDirectories(folder.resolve(".github/workflows"))
                                .resolve("a.yml"),
                        "on: push\njobs: {a: {uses: ./.github/workflows/b.yml}}\n");
        assertThat(lint(file.toString())).isZero();
        assertThat(lines()).isEmpty();
        Files.createDirectories(folder.resolve(".git"));
        assertThat(lint(file.toString())).isZero();
        assertThat(lines().getFirst()).contains("There is no file `.github/workflows/b.yml`");
    }

    private static Path called(Path repository, String input) throws IOException {
        Files.writeString(
                Files.createDirectories(repository.resolve("w")).resolve("b.yml"),
                "on: {workflow_call: {inputs: {%s: {type: string}}}}\njobs: {a: {runs-on: l, steps: [{run: x}]}}\n"
                        .formatted(input));
        return repository;
    }

    @Test
    void noNameLeadsOutOfTheFolderOfOtherRepositories() throws Exception {
        Path others = Files.createDirectories(folder.resolve("others/o/r"));
        Files.writeString(folder.resolve("others/secret.yml"), "on: push");
        Path file =
                Files.writeString(
                        folder.resolve("a.yml"),
                        "on: push\njobs: {a: {uses: o/r/../../secret.yml@v1}}\n");
        assertThat(
                        lint(
                                "--called=" + folder.resolve("others"),
                                "--called=o/r=" + others,
                                file + ""))
                .isZero();
    }

    @Test
    void whereNothingLiesCannotBeGiven() {
        assertThat(OtherRepositories.of(List.of())).isNotNull();
        assertThatThrownBy(() -> OtherRepositories.of(List.of("o/r=" + folder.resolve("none"))))
                .hasMessage("There is no file or folder " + folder.resolve("none") + ".");
        assertThatThrownBy(() -> OtherRepositories.of(List.of("r=" + folder)))
                .hasMessageStartingWith("`r` names no repository");
    }

    @Test
    void aCalledFileThatCannotBeReadFailsNothingElse() throws Exception {
        Path workflows = Files.createDirectories(folder.resolve(".github/workflows"));
        Files.writeString(
                workflows.resolve("a.yml"),
                "on: push\njobs: {a: {uses: ./.github/workflows/b.yml}}\n");
        Files.writeString(workflows.resolve("b.yml"), "#".repeat(5 * 1024 * 1024));
        Files.writeString(workflows.resolve("c.yml"), GOOD);
        assertThat(lint("--json", folder.toString())).isEqualTo(1);
        assertThat(lines()).hasSize(3);
        assertThat(lines().getFirst()).contains("The called workflow is not valid", "1 MiB");
        assertThat(lines().getLast()).contains("\"valid\":true");
    }

    @Test
    void binaryAndHugeFilesAreInvalid() throws Exception {
        Files.write(folder.resolve("binary.yml"), new byte[] {0, 1, 2, -1});
        Files.writeString(folder.resolve("huge.yml"), "#".repeat(5 * 1024 * 1024));
        assertThat(lint("--json", folder.toString())).isEqualTo(1);
        assertThat(lines()).hasSize(2).allMatch(line -> line.contains("\"valid\":false"));
        assertThat(lines().getLast()).contains("larger than 1 MiB");
    }

    @Test
    void aDashIsTheStandardInput() {
        System.setIn(new ByteArrayInputStream(GOOD.getBytes(StandardCharsets.UTF_8)));
        assertThat(lint("--json", "-")).isZero();
        assertThat(lines())
                .containsExactly("{\"file\":\"-\",\"valid\":true,\"errors\":[],\"warnings\":[]}");
    }
}

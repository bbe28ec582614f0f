package dev.minijenkin.cli.run;

import static dev.minijenkin.cli.run.EndedRun.list;
import static dev.minijenkin.cli.run.EndedRun.object;
import static dev.minijenkin.cli.run.EndedRun.text;
import static dev.minijenkin.cli.run.EndedRun.texts;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.minijenkin.cli.TestProgram;
import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `mini-jenkin run` as a process, as its user starts it, with one home for all.
@Order(1)
class RunCommandTest {
    @TempDir private static Path folder;
    private static Path features;

    @BeforeAll
    static void makeAProject() throws IOException, InterruptedException {
        features = project("features");
        Files.writeString(features.resolve("untracked.txt"), "new");
        Files.writeString(features.resolve("ignored.txt"), "hidden");
    }

    @Test
    void carriesOutWhatAWorkflowSays() throws IOException, InterruptedException {
        Path secrets =
                Files.writeString(
                        folder.resolve("secrets"),
                        "# mine\nNAME=sesame-opens\nGITHUB_TOKEN=\"token-of-a-forge\"\n");
        Path env = Files.writeString(folder.resolve("env"), "FROM_FILE='of the file'\n");
        List<String> before = stateOf(features);

        EndedRun ended =
                run(
                        features.toString(),
                        "--workflow=ci",
                        "--event=workflow_dispatch",
                        "--input=level=high",
                        "--matrix=leg:a",
                        "--matrix=leg:c",
                        "--matrix=os:ubuntu-latest",
                        "--secret-file=" + secrets,
                        "--env-file=" + env,
                        "--var=COLOUR=red");

        assertThat(ended.code()).as(ended.toString()).isZero();
        assertThat(ended.conclusion()).isEqualTo("success");
        assertThat(ended.jobs())
                .extracting(job -> text(job, "name"))
                .containsExactly(
                        "plan",
                        "leg (ubuntu-latest, a)",
                        "leg (ubuntu-latest, c)",
                        "greet",
                        "call",
                        "call / say",
                        "last");
        assertThat(text(object(ended.job("plan"), "outputs"), "level")).isEqualTo("high");
        assertThat(text(object(ended.job("call"), "outputs"), "said")).isEqualTo("a+b+c");
        assertThat(ended.lines("greet", "Greet")).containsExactly("Hello ***");
        assertThat(ended.lines("greet", "After"))
                .containsExactly(
                        "workflow of the file of the file red",
                        "untracked new",
                        "ignored ",
                        "level high count 1",
                        "the same token");
        assertThat(ended.step("greet", "Fails and goes on"))
                .returns("failure", step -> text(step, "outcome"))
                .returns("success", step -> text(step, "conclusion"));
        assertThat(list(ended.job("last"), "steps").getLast())
                .returns("skipped", step -> text(step, "conclusion"));

        assertThat(ended.log() + ended.out()).doesNotContain("sesame-opens", "token-of-a-forge");
        assertThat(filesWith("sesame-opens", home().resolve("run/postgres"))).isEmpty();
        assertThat(stateOf(features)).isEqualTo(before);
    }

    @Test
    void tellsAFailureWithItsLines() throws IOException, InterruptedException {
        EndedRun ended = run(features.toString(), "--event", "pull_request");

        assertThat(ended.code()).as(ended.toString()).isEqualTo(1);
        assertThat(ended.conclusion()).isEqualTo("failure");
        assertThat(ended.lines("fails", "Base")).containsExactly("main main One refs/pull/1/merge");
        assertThat(ended.lines("fails", "Break"))
                .containsExactly(
                        "##[group]Details",
                        "about to fail",
                        "##[endgroup]",
                        "##[error]Process completed with exit code 3.");
        assertThat(text(ended.step("fails", "Skipped"), "conclusion")).isEqualTo("skipped");
        assertThat(ended.lines("fails", "Always")).containsExactly("tidied up");
        assertThat(text(ended.job("after"), "conclusion")).isEqualTo("skipped");
        assertThat(ended.log()).contains("✗ Break", "Error: Process completed with exit code 3.");
    }

    @Test
    void refusesASnapshotButNotTheJobBesideIt() throws IOException, InterruptedException {
        EndedRun refused = run(features.toString(), "--workflow=broken-snapshot.yml");

        assertThat(refused.code()).as(refused.toString()).isEqualTo(1);
        assertThat(refused.log()).contains("`snapshot` is not carried out here");

        EndedRun beside = run(features.toString(), "--workflow=broken-snapshot.yml", "--job=plain");

        assertThat(beside.code()).as(beside.toString()).isZero();
        assertThat(beside.jobs()).hasSize(1);
    }

    @Test
    void saysWhyNothingRuns() throws IOException, InterruptedException {
        EndedRun ended = run(features.toString(), "--event", "release");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(text(ended.report(), "message")).startsWith("No workflow listens to release");
        assertThat(run(folder.resolve("nowhere").toString()).code()).isEqualTo(2);
        EndedRun none =
                run(
                        project("npm-legs", "npm").toString(),
                        "--matrix=os:ubuntu",
                        "--matrix=node-version:x");
        assertThat(none.code()).as(none.toString()).isEqualTo(2);
        assertThat(text(none.report(), "message"))
                .isEqualTo("No leg of a matrix has os:ubuntu and node-version:x: nothing ran.");
    }

    @Test
    void aMavenProjectTurnsGreen() throws IOException, InterruptedException {
        turnsGreen("maven", "javac", "Build with Maven");
    }

    @Test
    void anNpmProjectTurnsGreen() throws IOException, InterruptedException {
        turnsGreen("npm", "npm", "Run npm test");
    }

    @Test
    void aProjectInCTurnsGreen() throws IOException, InterruptedException {
        turnsGreen("make", "cc", "make check");
    }

    private static void turnsGreen(String name, String program, String step)
            throws IOException, InterruptedException {
        assumeTrue(isThere(program), "this host has no " + program);
        Path project = project(name);

        EndedRun ended = run(project.toString());

        assertThat(ended.code()).as(ended.toString()).isZero();
        assertThat(ended.jobs())
                .isNotEmpty()
                .allSatisfy(job -> assertThat(text(job, "conclusion")).isEqualTo("success"))
                .anySatisfy(job ->
                        assertThat(list(job, "steps"))
                                .anyMatch(one ->
                                        text(one, "name").equals(step)
                                                && !texts(one, "lines").isEmpty()));
    }

    @Test
    void aRunThatIsBrokenOffTidiesUpAndLeavesNothing() throws IOException, InterruptedException {
        Path project = Files.createDirectories(folder.resolve("slow/.github/workflows"));
        Files.writeString(
                project.resolve("slow.yml"),
                """
                on: push
                jobs:
                  slow:
                    runs-on: anything
                    steps:
                      - name: Slow
                        run: |
                          trap 'echo asked to end; exit 1' INT
                          echo begun
                          while true; do sleep 0.1; done
                      - name: After
                        if: always()
                        run: echo tidied up
                """);
        Path log = folder.resolve("slow.log");
        Process slow =
                EndedRun.start(
                        folder.resolve("slow.out"), log, with(folder.resolve("slow").toString()));
        Awaitility.await()
                .atMost(Rows.PATIENCE)
                .untilAsserted(() -> assertThat(log).content().contains("| begun"));
        List<ProcessHandle> children = slow.toHandle().descendants().toList();

        // Another one at the same time has a place of its own.
        assertThat(run(features.toString(), "--job=plan").code()).isZero();
        slow.destroy();
        assertThat(slow.waitFor(Rows.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        EndedRun ended =
                new EndedRun(
                        slow.exitValue(),
                        Files.readString(folder.resolve("slow.out")),
                        Files.readString(log));
        assertThat(ended.code()).as(ended.toString()).isEqualTo(130);
        assertThat(ended.conclusion()).isEqualTo("cancelled");
        assertThat(ended.lines("slow", "Slow")).contains("begun", "asked to end");
        assertThat(ended.lines("slow", "After")).containsExactly("tidied up");
        assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void opensAShellWhereAStepFails() throws IOException, InterruptedException {
        assumeTrue(isThere("script"), "this host has no program that makes a terminal");
        Path project = Files.createDirectories(folder.resolve("shell/.github/workflows"));
        Files.writeString(
                project.resolve("ci.yml"),
                """
                on: push
                jobs:
                  one:
                    runs-on: anything
                    steps:
                      - run: exit 4
                        continue-on-error: true
                      - name: Break
                        env:
                          GREETING: hello from the step
                        run: |
                          echo begun > made-by-the-step
                          exit 3
                      - name: After
                        if: always()
                        run: echo "then $(cat made-by-the-shell)"
                """);
        Path log = folder.resolve("shell.log");
        List<String> words = new ArrayList<>(TestProgram.get().words());
        words.add("run");
        words.addAll(with(folder.resolve("shell").toString(), "--shell"));
        String command =
                words.stream()
                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "));
        ProcessBuilder builder =
                new ProcessBuilder("script", "-qefc", command, "/dev/null")
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(Map.of("SHELL", "/bin/bash", "NO_COLOR", "1"));
        Process atTerminal = builder.start();
        try (Writer keyboard = atTerminal.outputWriter(UTF_8)) {
            Awaitility.await()
                    .atMost(Rows.PATIENCE)
                    .untilAsserted(() -> assertThat(log).content().contains("here is a shell"));
            keyboard.write("echo \"$GREETING, $(cat made-by-the-step)\" | tee made-by-the-shell\n");
            keyboard.write("exit\n");
            keyboard.flush();
            assertThat(atTerminal.waitFor(Rows.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        assertThat(atTerminal.exitValue()).as(Files.readString(log)).isEqualTo(1);
        assertThat(log)
                .content()
                .containsSubsequence(
                        "The step \"Break\" ended with exit code 3: here is a shell",
                        "hello from the step, begun",
                        "then hello from the step, begun")
                .containsOnlyOnce("here is a shell");
    }

    @Test
    void withoutATerminalThereIsNoShell() throws IOException, InterruptedException {
        assumeTrue(isThere("setsid"), "this host has no program that takes a terminal away");
        List<String> words = new ArrayList<>(List.of("setsid", "--wait"));
        words.addAll(TestProgram.get().words());
        words.add("run");
        words.addAll(with(features.toString(), "--shell"));
        Path log = folder.resolve("no-shell.log");
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(log).content().contains("--shell needs a terminal");
    }

    private static EndedRun run(String... arguments) throws IOException, InterruptedException {
        return EndedRun.of(folder, with(arguments));
    }

    private static List<String> with(String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--home", home().toString())).toList();
    }

    private static Path home() {
        return folder.resolve("home");
    }

    /// A sample project as a clean clone.
    private static Path project(String name) throws IOException, InterruptedException {
        return project(name, name);
    }

    private static Path project(String as, String name) throws IOException, InterruptedException {
        Path source = Path.of("src/test/resources/dev/minijenkin/cli/run", name).toAbsolutePath();
        Path target = folder.resolve(as);
        call(folder, "cp", "-R", source.toString(), target.toString());
        call(target, "git", "init", "-q", "--initial-branch=main", ".");
        call(target, "git", "add", "-A");
        call(target, "git", "commit", "-q", "-m", "One");
        return target;
    }

    /// Everything that a run could change of a repository.
    private static List<String> stateOf(Path repository) throws IOException, InterruptedException {
        return List.of(
                call(repository, "git", "status", "--porcelain"),
                call(repository, "git", "for-each-ref"),
                call(repository, "git", "count-objects", "-v"),
                call(repository, "sha256sum", ".git/index"));
    }

    private static boolean isThere(String program) {
        return Stream.concat(
                        Stream.of(System.getProperty("java.home") + "/bin"),
                        Stream.of(System.getenv("PATH").split(":")))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private static String call(Path in, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(
                        Map.of(
                                "GIT_AUTHOR_NAME", "Ana",
                                "GIT_AUTHOR_EMAIL", "ana@example.invalid",
                                "GIT_COMMITTER_NAME", "Ana",
                                "GIT_COMMITTER_EMAIL", "ana@example.invalid"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static List<Path> filesWith(String text, Path below) throws IOException {
        Predicate<Path> holds =
                file -> {
                    try {
                        return new String(Files.readAllBytes(file), ISO_8859_1).contains(text);
                    } catch (IOException _) {
                        return false;
                    }
                };
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).filter(holds).toList();
        }
    }
}

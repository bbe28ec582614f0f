package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.testing.GitFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The packages of the toolkit, unmodified, against the services of a runner. They are installed
/// once, beside the classes, and where that cannot be the tests are left out with a word.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ToolkitPackagesTest {
    private static final long PATIENCE_SECONDS = 120;

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init") // Begun by each test, once its files are there.
    private RunnerBench bench;

    @SuppressWarnings("NullAway.Init")
    private Runner runner;

    @AfterEach
    void stop() {
        if (runner != null) {
            runner.close();
            bench.close();
        }
    }

    @Test
    void theNewestKeepArtifactsAndCaches() throws Exception {
        keepAndBring("newest");
    }

    @Test
    void olderOnesKeepArtifactsAndCaches() throws Exception {
        keepAndBring("older");
    }

    private void keepAndBring(String packages) throws Exception {
        Path installed = installed(packages);
        GitFolder git =
                GitFolder.create(folder)
                        .write(
                                "tool/action.yml",
                                """
                                inputs:
                                  packages: {default: '%s'}
                                  do: {}
                                  name: {}
                                  old: {default: ''}
                                outputs: {}
                                runs: {using: node20, main: main.js}
                                """
                                        .formatted(installed))
                        .write("tool/main.js", resource("main.js"));
        String commit = git.commit("An action");
        git.push("main");
        bench = new RunnerBench(git.bare(), commit);
        runner = bench.runner("oak", 1, folder.resolve("runner"));
        RunId run =
                bench.push(
                        """
                        on: push
                        jobs:
                          keep:
                            runs-on: linux
                            steps:
                              - uses: actions/checkout@v4
                              - run: |
                                  mkdir -p out/deep; echo small > out/deep/small
                                  head -c 9000000 /dev/urandom > out/big; sha256sum < out/big
                                  env | grep -c ACTIONS_ || true
                              - {id: up, uses: ./tool, with: {do: keep, name: theirs}}
                              - run: echo "${{ steps.up.outputs.done }}"
                              - {uses: ./tool, with: {do: keep, name: gone}}
                              - {uses: ./tool, with: {do: delete, name: gone}}
                              - {uses: actions/upload-artifact@v4, with: {name: ours, path: out}}
                              - {uses: ./tool, with: {do: save, name: key-1}}
                              - {uses: ./tool, with: {do: save, name: old-1, old: yes}}
                          bring:
                            needs: keep
                            runs-on: linux
                            steps:
                              - uses: actions/checkout@v4
                              - {uses: ./tool, with: {do: bring, name: theirs}}
                              - run: rm -r got
                              - {uses: ./tool, with: {do: bring, name: ours}}
                              - {uses: actions/download-artifact@v4, with: {name: theirs, path: built-in}}
                              - run: cat built-in/deep/small; sha256sum < built-in/big
                              - {uses: ./tool, with: {do: restore, name: key-1}}
                              - {uses: ./tool, with: {do: restore, name: key-2}}
                              - {uses: ./tool, with: {do: restore, name: old-1, old: yes}}
                              - {uses: ./tool, with: {do: restore, name: none-1}}
                        """);

        assertThat(bench.awaitRun(run).conclusion())
                .as(() -> String.join("\n", bench.log(bench.jobs(run).get(1))))
                .isEqualTo(Conclusion.SUCCESS);
        List<String> kept = bench.log(bench.jobs(run).get(0));
        String sum =
                kept.stream()
                        .filter(line -> line.endsWith("  -"))
                        .findFirst()
                        .orElseThrow()
                        .replace("  -", "");
        assertThat(kept)
                .containsSubsequence(
                        "0",
                        "kept theirs: true true " + sum,
                        "yes",
                        "deleted gone: true",
                        "saved key-1: true true",
                        "saved old-1: true true")
                .noneMatch(line -> line.contains("eyJ"));
        assertThat(bench.log(bench.jobs(run).get(1)))
                .containsSubsequence(
                        "listed ours,theirs",
                        "brought theirs: " + sum + " small",
                        "brought ours: " + sum + " small",
                        "small",
                        sum + "  -",
                        "restored key-1: key-1 " + sum,
                        "restored key-2: key-1 " + sum,
                        "restored old-1: old-1 " + sum,
                        "restored none-1: undefined undefined");
        assertThat(
                        bench.text(
                                """
                                select string_agg(name || ' ' || packing || ' '
                                    || extract(day from expires_at - created_at + interval '1 hour'), ', ' order by name)
                                from artifacts
                                """))
                .isEqualTo("ours tar_gz 90, theirs zip 3");
    }

    /// The folder in which they are.
    private static Path installed(String packages) throws IOException, InterruptedException {
        Path place =
                Files.createDirectories(
                        Path.of("target", "toolkit-packages", packages).toAbsolutePath());
        Path done = place.resolve("installed");
        copy(packages + "/package.json", place.resolve("package.json"));
        copy("packages.js", place.resolve("packages.js"));
        if (!Files.exists(done)) {
            assumeThat(install(place)).as("npm cannot install the packages here").isTrue();
            Files.createFile(done);
        }
        return place;
    }

    private static boolean install(Path place) throws InterruptedException {
        try {
            Process npm =
                    new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--silent")
                            .directory(place.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(place.resolve("npm.log").toFile())
                            .start();
            if (!npm.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                npm.destroyForcibly();
                return false;
            }
            return npm.exitValue() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static void copy(String name, Path to) throws IOException {
        try (InputStream in = open(name)) {
            Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(
                ToolkitPackagesTest.class.getResourceAsStream("/toolkit/" + name));
    }
}

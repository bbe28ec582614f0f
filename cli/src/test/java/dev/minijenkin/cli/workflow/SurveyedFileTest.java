package dev.minijenkin.cli.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurveyedFileTest {
    private static final SurveyedFile.Host USUAL =
            new SurveyedFile.Host(List.of(), Set.of("bash", "sh", "node"));

    @TempDir private Path folder;

    @Test
    void isRightInEachLineOfTheSampleProjects() throws IOException {
        Path samples = Path.of("src/test/resources/dev/minijenkin/cli/run");
        Map<String, Set<String>> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(samples)) {
            for (Path file :
                    files.filter(one -> one.toString().matches(".*/workflows/[^/]*\\.ya?ml"))
                            .toList()) {
                found.put(samples.relativize(file).toString(), survey(file, USUAL).missing());
            }
        }
        assertThat(found)
                .isEqualTo(
                        Map.of(
                                "features/.github/workflows/broken-snapshot.yml",
                                Set.of("`snapshot`"),
                                "features/.github/workflows/called.yml",
                                Set.of(),
                                "features/.github/workflows/ci.yml",
                                Set.of(),
                                "features/.github/workflows/failing.yml",
                                Set.of(),
                                "make/.github/workflows/other.yml",
                                Set.of(),
                                "make/.mini-jenkin/workflows/build.yaml",
                                Set.of(),
                                "maven/.github/workflows/ci.yml",
                                Set.of(),
                                "npm/.github/workflows/node.yml",
                                Set.of()));
    }

    /// On runners of Linux alone, which have no Node.js.
    @Test
    void isRightInEachLineOfTheCorpus() throws IOException {
        SurveyedFile.Host host =
                new SurveyedFile.Host(
                        List.of(Set.of("self-hosted", "linux", "ubuntu-latest", "ubuntu-22.04")),
                        Set.of("bash", "sh", "python"));
        Map<String, Set<String>> needs =
                Map.of(
                        "dotnet-windows.yml",
                        Set.of("a runner with windows-latest", "the program pwsh"),
                        "gpu.yml",
                        Set.of("a runner with self-hosted and linux and gpu"),
                        "labels.yml",
                        Set.of("the program node"),
                        "mistaken.yml",
                        Set.of(SurveyedFile.INVALID),
                        "pages.yml",
                        Set.of("the program node"),
                        "perl-shell.yml",
                        Set.of("the program perl"),
                        "rust.yml",
                        Set.of("the program node"));
        Path corpus = Path.of("src/test/resources/dev/minijenkin/cli/survey");
        List<Path> all;
        try (Stream<Path> files = Files.list(corpus)) {
            all = files.sorted().toList();
        }
        assertThat(all).hasSize(15);
        for (Path file : all) {
            String name = file.getFileName().toString();
            assertThat(survey(file, host).missing())
                    .as(name)
                    .isEqualTo(needs.getOrDefault(name, Set.of()));
        }
    }

    /// What a matrix of the file says; not what an expression gives that only a run knows.
    @Test
    void eachLegNeedsItsOwnRunnerAndShell() throws IOException {
        Path file =
                write(
                        ".github/workflows/legs.yml",
                        """
                        on: push
                        jobs:
                          a:
                            strategy:
                              matrix:
                                os: [Ubuntu-latest, windows-latest]
                                shell: [bash]
                                include: [{os: [self-hosted, gpu], shell: pwsh}]
                                exclude: [{os: windows-latest}]
                            runs-on: ${{ matrix.os }}
                            defaults: {run: {shell: "${{ matrix.shell }}"}}
                            steps: [{run: x}]
                          b:
                            strategy: {matrix: {os: "${{ fromJSON(vars.OS) }}"}}
                            runs-on: ${{ matrix.os }}
                            steps: [{run: x}]
                          c:
                            strategy: {matrix: {v: [20, 22]}}
                            runs-on: ubuntu-${{ matrix.v }}.04
                            steps: [{run: x}]
                        """);

        assertThat(
                        survey(
                                        file,
                                        new SurveyedFile.Host(
                                                List.of(Set.of("ubuntu-latest", "ubuntu-22.04")),
                                                Set.of("bash")))
                                .missing())
                .containsExactlyInAnyOrder(
                        "a runner with self-hosted and gpu",
                        "a runner with ubuntu-20.04",
                        "the program pwsh");
    }

    @Test
    void namesEachThingThatIsMissingOnce() throws IOException {
        write("docker/action.yml", "runs: {using: docker, image: Dockerfile}");
        write(
                "steps/action.yml",
                """
                runs:
                  using: composite
                  steps:
                    - {run: x, shell: pwsh}
                    - uses: ./docker
                    - uses: Owner/tool@v1
                """);
        Path file =
                write(
                        ".github/workflows/ci.yml",
                        """
                        on: push
                        defaults: {run: {shell: python}}
                        jobs:
                          a:
                            runs-on: [self-hosted, GPU]
                            container: alpine
                            steps:
                              - uses: actions/checkout@v4
                              - uses: actions/setup-node@v4
                              - uses: docker://alpine:3
                              - uses: ./steps
                          b:
                            runs-on: ${{ vars.ANY }}
                            container: alpine
                            steps:
                              - {run: x, shell: /usr/bin/perl {0}}
                        """
                                .replace(
                                        "{run: x, shell: /usr/bin/perl {0}}",
                                        "run: x\n        shell: /usr/bin/perl {0}"));

        assertThat(
                        survey(
                                        file,
                                        new SurveyedFile.Host(
                                                List.of(Set.of("linux", "self-hosted")),
                                                Set.of("bash")))
                                .missing())
                .containsExactlyInAnyOrder(
                        "a runner with self-hosted and gpu",
                        "containers (docker or podman)",
                        "the program node",
                        "the program perl",
                        "the program pwsh",
                        "the program python");
        assertThat(
                        survey(write(".github/workflows/bad.yml", "on: push\njobs: {}\n"), USUAL)
                                .missing())
                .containsExactly(SurveyedFile.INVALID);
    }

    private static SurveyedFile survey(Path file, SurveyedFile.Host host) throws IOException {
        return SurveyedFile.of(
                file.toString(),
                Files.readString(file),
                FilesAround.of(file, new CalledOption().repositories()),
                host);
    }

    private Path write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}

package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.testing.Rows;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `actions/upload-artifact` and `actions/download-artifact`, through the database.
class ArtifactActionsTest {
    @TempDir Path folder;
    private RunnerBench bench;
    private Runner runner;

    @BeforeEach
    void start() {
        bench = new RunnerBench(folder.resolve("nowhere.git"), "0".repeat(40));
        runner = bench.runner("oak", 1, folder.resolve("runner"));
    }

    @AfterEach
    void stop() {
        runner.close();
        bench.close();
    }

    @Test
    void whatOneJobKeepsAnotherOneOfTheRunBringsBack() {
        RunId run =
                bench.push(
                        """
                        on: push
                        jobs:
                          build:
                            runs-on: linux
                            outputs: {digest: '${{ steps.up.outputs.artifact-digest }}'}
                            steps:
                              - run: |
                                  mkdir -p out/sub out/.hidden more
                                  head -c 3000000 /dev/urandom > out/big; sha256sum < out/big
                                  printf '#!/bin/sh\\necho ran\\n' > out/sub/run.sh; chmod +x out/sub/run.sh
                                  touch out/sub/a.map out/.hidden/x more/m
                              - id: up
                                uses: actions/upload-artifact@v4
                                with:
                                  name: site
                                  path: |
                                    out/**
                                    more
                                    !out/**/*.map
                          use:
                            needs: build
                            runs-on: linux
                            steps:
                              - {id: down, uses: actions/download-artifact@v5, with: {name: site, path: got}}
                              - run: |
                                  find got -type f | sort; sha256sum < got/out/big; got/out/sub/run.sh
                                  echo "${#DIGEST} ${{ steps.down.outputs.download-path }}" | sed "s,$PWD,.,"
                                env: {DIGEST: '${{ needs.build.outputs.digest }}'}
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        String sum =
                bench.log(bench.jobs(run).get(0)).stream()
                        .filter(line -> line.endsWith("  -"))
                        .findFirst()
                        .orElseThrow();
        assertThat(bench.log(bench.jobs(run).get(1)))
                .containsSubsequence(
                        "Brought back: site",
                        "got/more/m",
                        "got/out/big",
                        "got/out/sub/run.sh",
                        sum,
                        "ran",
                        "64 ./got")
                .noneMatch(line -> line.contains(".map") || line.contains(".hidden"));
        assertThat(bench.text("select count(*) > 2 from artifact_chunks")).isEqualTo("t");
    }

    @Test
    void severalComeBackEachInItsFolderOrTogetherAndMayBeMerged() {
        RunId run =
                bench.pushSteps(
                        """
                        - run: echo 1 > one; echo 2 > two; echo 3 > three
                        - {uses: actions/upload-artifact@v4, with: {name: log-one, path: one}}
                        - {uses: actions/upload-artifact@v4, with: {name: log-two, path: two}}
                        - {uses: actions/upload-artifact@v4, with: {name: other, path: three}}
                        - {uses: actions/download-artifact@v4, with: {path: all}}
                        - {uses: actions/download-artifact@v4, with: {path: logs, pattern: log-*, merge-multiple: true}}
                        - uses: actions/upload-artifact/merge@v4
                          with: {name: logs, pattern: log-*, delete-merged: true, separate-directories: true}
                        - {uses: actions/download-artifact@v4, with: {path: after}}
                        - run: find all logs after -type f | sort | tr '\\n' ' '
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run))
                .contains(
                        "after/logs/log-one/one after/logs/log-two/two after/other/three"
                                + " all/log-one/one all/log-two/two all/other/three logs/one logs/two ");
    }

    @Test
    void oneFileMayBeKeptAsItIsAndAnArchiveMayComeBackWhole() {
        RunId run =
                bench.pushSteps(
                        """
                        - run: mkdir -p deep/er; echo Hello > deep/er/hello.txt; echo 2 > deep/two
                        - {uses: actions/upload-artifact@v7, id: up, with: {name: ignored, path: deep/er/hello.txt, archive: false}}
                        - {uses: actions/download-artifact@v8, with: {name: hello.txt, path: out}}
                        - run: cat out/hello.txt; test "${{ steps.up.outputs.artifact-digest }}" = "$(sha256sum < out/hello.txt | cut -c1-64)"
                        - {uses: actions/upload-artifact@v7, with: {name: all, path: deep}}
                        - {uses: actions/download-artifact@v8, with: {path: whole, skip-decompress: true}}
                        - run: find whole -type f | sort | tr '\\n' ' '
                        - {shell: python, run: "import zipfile; print(sorted(zipfile.ZipFile('whole/all/all.zip').namelist()))"}
                        - {uses: actions/upload-artifact@v7, with: {path: deep, archive: false}}
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.printed(run))
                .containsSubsequence(
                        "Hello",
                        "whole/all/all.zip whole/hello.txt/hello.txt ",
                        "['er/hello.txt', 'two']")
                .last()
                .asString()
                .contains("keeps a file as it is (archive: false), and its path names 2");
    }

    @Test
    void aNameIsTakenOnceUnlessItIsOverwritten() {
        RunId run =
                bench.pushSteps(
                        """
                        - run: echo old > f
                        - {uses: actions/upload-artifact@v4, with: {path: f}}
                        - run: echo new > f
                        - {uses: actions/upload-artifact@v4, with: {path: f}, continue-on-error: true, id: again}
                        - {uses: actions/upload-artifact@v4, with: {path: f, overwrite: true, retention-days: 3}}
                        - {uses: actions/download-artifact@v4, with: {name: artifact, path: got}}
                        - run: echo "${{ steps.again.outcome }} $(cat got/f)"
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run)).contains("failure new");
        assertThat(
                        bench.text(
                                "select extract(day from expires_at - created_at)::int from artifacts"))
                .isEqualTo("3");
    }

    @Test
    void whatIsNotThereIsToldOrFailsAsTheStepWants() {
        RunId run =
                bench.pushSteps(
                        """
                        - {uses: actions/upload-artifact@v4, with: {path: nowhere}}
                        - {uses: actions/upload-artifact@v4, with: {path: nowhere, if-no-files-found: ignore}}
                        - {id: bad, uses: actions/upload-artifact@v4, with: {path: nowhere, if-no-files-found: error}, continue-on-error: true}
                        - {id: name, uses: actions/upload-artifact@v4, with: {path: nowhere, name: a/b}, continue-on-error: true}
                        - {id: down, uses: actions/download-artifact@v4, with: {name: nothing}, continue-on-error: true}
                        - run: echo "${{ steps.bad.outcome }} ${{ steps.name.outcome }} ${{ steps.down.outcome }}"
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run))
                .contains(
                        "##[warning]No files are there for the artifact: nowhere",
                        "No files are there for the artifact: nowhere",
                        "failure failure failure")
                .anyMatch(line -> line.contains("asks for the artifact 'nothing'"));
    }

    @Test
    void whatChangedInTheDatabaseIsNotTaken() {
        RunId run =
                bench.push(
                        """
                        on: push
                        jobs:
                          build:
                            runs-on: linux
                            steps:
                              - run: echo x > f
                              - {uses: actions/upload-artifact@v4, with: {path: f}}
                              - {run: 'touch done; while ! test -e %1$s; do sleep 0.05; done'}
                              - {uses: actions/download-artifact@v4, with: {name: artifact, path: got}}
                        """
                                .formatted(folder.resolve("go")));
        await().atMost(Rows.PATIENCE)
                .until(() ->
                        bench.text("select count(*) from artifacts where complete").equals("1"));
        bench.execute("update artifacts set sha256 = decode(repeat('ab', 32), 'hex')");
        assertThat(folder.resolve("go").toFile().mkdir()).isTrue();

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.text("select message from jobs"))
                .contains("got the artifact 'artifact' with another digest");
    }
}

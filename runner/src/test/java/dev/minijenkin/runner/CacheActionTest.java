package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `actions/cache`, with the host's own tar.
class CacheActionTest {
    private static final String MAIN = "refs/heads/main";
    private static final String COMMIT = "0".repeat(40);

    @TempDir Path folder;
    private RunnerBench bench;
    private Runner runner;

    @BeforeEach
    void start() {
        bench = new RunnerBench(folder.resolve("nowhere.git"), COMMIT);
        runner = bench.runner("oak", 1, folder.resolve("runner"));
    }

    @AfterEach
    void stop() {
        runner.close();
        bench.close();
    }

    @Test
    void whatOneJobKeepsALaterOneFindsWhereverItLay() {
        String steps =
                """
                - id: cache
                  uses: actions/cache@v4
                  with:
                    path: |
                      built
                      ~/.tool
                      packages/**/modules
                      !packages/b/modules
                    key: tool-1
                - run: |
                    echo "hit [${{ steps.cache.outputs.cache-hit }}] ${{ steps.cache.outputs.cache-primary-key }}"
                    if test -e built; then
                      ./built/run.sh; cat ~/.tool/word; ls packages; readlink built/link
                    fi
                - if: steps.cache.outputs.cache-hit != 'true'
                  run: |
                    mkdir -p built ~/.tool packages/a/c/modules packages/b/modules
                    printf '#!/bin/sh\\necho ran\\n' > built/run.sh; chmod +x built/run.sh
                    ln -s run.sh built/link; echo word > ~/.tool/word
                    touch packages/a/c/modules/m packages/b/modules/m
                """;
        RunId first = bench.pushSteps(steps);
        assertThat(bench.awaitRun(first).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(first))
                .contains("The cache has nothing for tool-1.", "hit [] tool-1")
                .anyMatch(line -> line.startsWith("Kept in the cache: tool-1 ("));
        assertThat(bench.stepStates(first))
                .last()
                .asString()
                .startsWith("Post Run actions/cache@v4: SUCCESS");

        RunId second = bench.pushSteps("- run: rm -rf ~/.tool\n" + steps);
        assertThat(bench.awaitRun(second).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(second))
                .containsSubsequence(
                        "hit [true] tool-1",
                        "ran",
                        "word",
                        "a",
                        "run.sh",
                        "The cache had tool-1: nothing is kept.")
                .doesNotContain("b");
    }

    @Test
    void aKeyThatBeginsAlikeWillDoAndTheWantedOneIsKeptThen() {
        keep("deps-1", MAIN);
        RunId run =
                bench.pushSteps(
                        """
                        - id: cache
                          uses: actions/cache@v4
                          with: {path: kept, key: deps-2, restore-keys: "other-\\ndeps-"}
                        - run: echo "$(cat kept) [${{ steps.cache.outputs.cache-hit }}] ${{ steps.cache.outputs.cache-matched-key }}"
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run))
                .contains("deps-1 [false] deps-1")
                .anyMatch(line -> line.startsWith("Kept in the cache: deps-2 ("));
    }

    @Test
    void aKeyThatIsMadeOfFilesIsThatOfTheStepWhateverBecameOfThemSince() {
        String steps =
                """
                - run: echo as committed > lock
                - id: cache
                  uses: actions/cache@v4
                  with: {path: kept, key: "deps-${{ hashFiles('lock') }}"}
                - run: echo "[${{ steps.cache.outputs.cache-hit }}]"; echo locked anew > lock; echo x > kept
                """;
        bench.assertSucceeds(bench.pushSteps(steps));
        RunId second = bench.pushSteps(steps);

        bench.assertSucceeds(second);
        assertThat(bench.printed(second)).contains("[true]");
    }

    @Test
    void aBranchSeesItsOwnAndThoseOfTheDefaultBranch() {
        keep("own-1", "refs/heads/side");
        keep("main-1", MAIN);
        String look =
                """
                - {id: own, uses: actions/cache/restore@v4, with: {path: kept, key: own-1, lookup-only: true}}
                - {id: main, uses: actions/cache/restore@v4, with: {path: kept, key: main-1}}
                - run: echo "[${{ steps.own.outputs.cache-hit }}] [${{ steps.main.outputs.cache-hit }}] $(cat kept)"
                """;
        for (List<String> expected :
                List.of(
                        List.of("refs/heads/side", "[true] [true] main-1"),
                        List.of("refs/heads/other", "[] [true] main-1"),
                        List.of(MAIN, "[] [true] main-1"))) {
            RunId run = bench.pushSteps(look, expected.get(0), COMMIT);
            assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
            assertThat(bench.printed(run)).contains(expected.get(1));
        }
    }

    @Test
    void nothingIsKeptOfAJobThatFailedAndAMissMayFailAStep() {
        RunId failed =
                bench.pushSteps(
                        """
                        - {uses: actions/cache@v4, with: {path: kept, key: k}}
                        - run: echo x > kept; exit 3
                        """);
        assertThat(bench.awaitRun(failed).conclusion()).isEqualTo(Conclusion.FAILURE);
        RunId run =
                bench.pushSteps(
                        """
                        - {uses: actions/cache/restore@v4, with: {path: kept, key: k, fail-on-cache-miss: true}}
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.text("select message from jobs order by id desc limit 1"))
                .isEqualTo(
                        "Step 'Run actions/cache/restore@v4' found nothing in the cache for the key 'k'.");
    }

    @Test
    void whatIsNotThereAndKeysThatCannotBeAreTold() {
        RunId run =
                bench.pushSteps(
                        """
                        - {uses: actions/cache/save@v4, with: {path: nowhere, key: k}}
                        - {uses: actions/cache/save@v4, with: {path: x, key: 'a,b'}, continue-on-error: true}
                        - {uses: actions/cache@v4, with: {key: k}, continue-on-error: true}
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run))
                .contains("##[warning]Nothing is there to be kept in the cache: nowhere")
                .anyMatch(line -> line.contains("has the key 'a,b'"))
                .anyMatch(line -> line.contains("needs the inputs path and key"));
    }

    private void keep(String key, String ref) {
        RunId run =
                bench.pushSteps(
                        """
                        - run: echo %1$s > kept
                        - {uses: actions/cache/save@v4, with: {path: kept, key: %1$s}}
                        """
                                .formatted(key),
                        ref,
                        COMMIT);
        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }
}

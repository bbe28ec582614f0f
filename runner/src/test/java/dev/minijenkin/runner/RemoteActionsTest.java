package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.ActionCommits;
import dev.minijenkin.db.run.ActionCommits.UsedAction;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.runner.action.load.ActionSources;
import dev.minijenkin.testing.GitFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Actions of other repositories, from a folder of bare mirrors.
class RemoteActionsTest {
    @TempDir Path folder;
    private GitFolder own;
    private GitFolder greet;
    private String first;

    @SuppressWarnings("NullAway.Init") // Begun by each test, once its files are there.
    private RunnerBench bench;

    @SuppressWarnings("NullAway.Init")
    private Runner runner;

    @BeforeEach
    void start() throws IOException {
        Path mirrors = Files.createDirectory(folder.resolve("mirrors"));
        own = GitFolder.create(folder);
        greet = GitFolder.create(mirrors, "team/greet");
        first = greet.write("sub/action.yml", saying("one")).commit("One");
        greet.git("tag", "-a", "-m", "First", "v1");
        greet.push("main");
        greet.git("push", "-q", "origin", "v1");
    }

    @AfterEach
    void stop() {
        if (runner != null) {
            runner.close();
            bench.close();
        }
    }

    @Test
    void whatTheFirstJobFoundCountsForTheWholeRunAndStandsInItsRecord() {
        start(ActionSources.EVERY);
        RunId run =
                bench.push(
                        """
                        on: push
                        jobs:
                          one:
                            runs-on: linux
                            steps:
                              - {uses: team/Greet/sub@v1, id: greet}
                              - run: |
                                  echo "${{ steps.greet.outputs.said }}"
                                  git --git-dir=%1$s tag -f v1 %2$s
                          two:
                            needs: one
                            runs-on: linux
                            steps:
                              - uses: Team/GREET/sub@v1
                              - uses: team/greet/sub@main
                              - uses: team/greet/sub@%3$s
                        """
                                .formatted(greet.bare(), second(), first));

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.log(bench.jobs(run).get(0)))
                .contains("says one", "from team/Greet at v1", "said one");
        assertThat(bench.log(bench.jobs(run).get(1)))
                .containsSubsequence("says one", "says two", "says one");
        assertThat(used(run))
                .containsExactlyInAnyOrder(
                        new UsedAction("team/greet", "v1", first),
                        new UsedAction("team/greet", "main", second()),
                        new UsedAction("team/greet", first, first));
    }

    @Test
    void oneIsFetchedOnceAndAPinnedOneNeedsNobodyAfterwards() throws Exception {
        start(ActionSources.EVERY);
        String steps = "- uses: team/greet/sub@" + first;
        RunId run = bench.pushSteps(steps);
        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.log(bench.job(run))).contains("Fetch team/greet at " + first);

        Files.move(greet.bare(), folder.resolve("away.git"));
        RunId again = bench.pushSteps(steps);
        assertThat(bench.awaitRun(again).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.log(bench.job(again)))
                .contains("says one")
                .doesNotContain("Fetch team/greet at " + first);
    }

    @Test
    void stepsWriteIntoACopyOfTheirOwn() {
        greet.write(
                        "action.yml",
                        """
                        runs:
                          using: composite
                          steps:
                            - {shell: bash, run: 'ls "$GITHUB_ACTION_PATH"; touch "$GITHUB_ACTION_PATH/dirt"; "$GITHUB_ACTION_PATH/run.sh"'}
                        """)
                .write("run.sh", "#!/bin/sh\necho ran\n");
        greet.work().resolve("run.sh").toFile().setExecutable(true);
        greet.commit("Three");
        greet.push("main");
        start(ActionSources.EVERY);
        for (int i = 0; i < 2; i++) {
            RunId run = bench.pushSteps("- uses: team/greet@main");
            assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
            assertThat(bench.printed(run)).contains("run.sh", "ran").doesNotContain("dirt");
        }
    }

    @Test
    void aJobWhoseActionIsNotThereFailsBeforeItsFirstStep() {
        start(ActionSources.EVERY);
        for (String action : List.of("team/greet@v9", "team/nobody@v1", "team/greet@v1")) {
            RunId run = bench.pushSteps("- run: echo begun\n- uses: " + action);

            assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
            assertThat(bench.job(run).cause()).isEqualTo(Cause.WORKFLOW_INVALID);
            assertThat(bench.log(bench.job(run))).doesNotContain("begun");
            assertThat(bench.text("select message from jobs order by id desc limit 1"))
                    .startsWith("The job uses '" + action + "', and ")
                    .containsAnyOf(
                            "has no branch, no tag and no commit 'v9'",
                            "cannot be read",
                            "there is no action.yml");
        }
    }

    @Test
    void anActionThatTheOperatorDoesNotAllowIsRefused() {
        start(List.of("other/*", "team/greet@v2*", "actions/*"));
        RunId run = bench.pushSteps("- uses: team/greet/sub@v1");

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.text("select message from jobs"))
                .isEqualTo(
                        "The job uses 'team/greet/sub@v1', and the operator of this runner does not allow"
                                + " that action.");
        assertThat(used(run)).isEmpty();
    }

    @Test
    void actionsInsideOfOthersAreFetchedToo() {
        greet.write(
                        "outer/action.yml",
                        """
                        runs:
                          using: composite
                          steps: [{uses: team/greet/sub@v1}, {uses: $/tools/own}]
                        """)
                .commit("Outer");
        greet.push("main");
        own.write("tools/own/action.yml", saying("own"))
                .write(
                        "late/action.yml",
                        "runs: {using: composite, steps: [{uses: team/greet/sub@main}]}");
        start(ActionSources.EVERY);
        RunId run =
                bench.pushSteps(
                        """
                        - uses: team/greet/outer@main
                        - uses: actions/checkout@v4
                        - uses: ./late
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run)).containsSubsequence("says one", "says own", "says one");
    }

    @Test
    void aProgramMayHaveSomethingToDoBeforeTheFirstStep() {
        assumeThat(
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                                .anyMatch(path -> Files.isExecutable(Path.of(path, "node"))))
                .as("this host has no node")
                .isTrue();
        greet.write(
                        "js/action.yml",
                        "runs: {using: node20, pre: pre.js, main: main.js, post: post.js}\n"
                                + "inputs: {word: {default: '${{ github.ref_name }}'}}")
                .write(
                        "js/pre.js",
                        """
                        console.log('pre', process.env.INPUT_WORD);
                        require('fs').appendFileSync(process.env.GITHUB_STATE, 'from=pre\\n');
                        require('fs').appendFileSync(process.env.GITHUB_ENV, 'LATER=later\\n');
                        """)
                .write("js/main.js", "console.log('main', process.env.STATE_from)")
                .write("js/post.js", "console.log('post', process.env.STATE_from)")
                .write(
                        "bad/action.yml",
                        "runs: {using: node20, pre: pre.js, pre-if: \"env.MODE == 'bad'\", main: pre.js}")
                .write(
                        "around/action.yml",
                        """
                        inputs: {word: {}}
                        runs:
                          using: composite
                          steps:
                            - {shell: bash, run: echo around}
                            - {uses: team/greet/js@main, with: {word: '${{ inputs.word }} ${{ github.job }}'}}
                        """)
                .write("bad/pre.js", "process.exit(process.env.MODE === 'bad' ? 4 : 0)")
                .commit("Programs");
        greet.push("main");
        start(ActionSources.EVERY);
        RunId run =
                bench.pushSteps(
                        """
                        - run: echo "first $LATER"
                        - uses: team/greet/js@main
                        - uses: team/greet/bad@main
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run))
                .containsSubsequence("pre main", "first later", "main pre", "post pre");
        RunId inside =
                bench.pushSteps(
                        """
                        - run: echo "first $LATER"
                        - {uses: team/greet/around@main, with: {word: inner}}
                        """);
        assertThat(bench.awaitRun(inside).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(inside))
                .containsSubsequence(
                        "pre inner only", "first later", "around", "main pre", "post pre");
        RunId bad =
                bench.pushSteps(
                        """
                        - run: echo never
                        - {uses: team/greet/bad@main, env: {MODE: bad}}
                        - {run: echo always, if: always()}
                        """);
        assertThat(bench.awaitRun(bad).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.printed(bad)).contains("always").doesNotContain("never");
        assertThat(bench.text("select message from jobs order by id desc limit 1"))
                .isEqualTo("Step 'Pre Run team/greet/bad@main' ended with exit code 4.");
    }

    private List<UsedAction> used(RunId run) {
        return bench.database().statement(tx -> ActionCommits.ofRun(tx, run, 1));
    }

    /// Another commit on the branch, made when it is first asked for.
    private String second() {
        if (!Files.exists(greet.work().resolve("two"))) {
            greet.write("two", "").write("sub/action.yml", saying("two")).commit("Two");
            greet.push("main");
        }
        return greet.git("rev-parse", "HEAD").strip();
    }

    private static String saying(String word) {
        return """
        outputs: {said: {value: 'said %1$s'}}
        runs:
          using: composite
          steps:
            - {shell: bash, run: 'echo "says %1$s"; echo "from $GITHUB_ACTION_REPOSITORY at $GITHUB_ACTION_REF"'}
        """
                .formatted(word);
    }

    private void start(List<String> allowed) {
        own.write("readme", "x");
        String commit = own.commit("Own");
        own.push("main");
        bench = new RunnerBench(own.bare(), commit);
        runner =
                bench.runner(
                        "oak",
                        folder.resolve("runner"),
                        new ActionSources(folder.resolve("mirrors").toString(), allowed));
    }
}

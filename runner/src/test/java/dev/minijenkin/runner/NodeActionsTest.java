package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.testing.GitFolder;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Actions that are programs for Node.js, where the host has it.
class NodeActionsTest {
    private static final String PROGRAM =
            """
            const fs = require('fs');
            const say = (file, line) => fs.appendFileSync(process.env[file], line + '\\n');
            """;

    @TempDir Path folder;
    private GitFolder git;

    @SuppressWarnings("NullAway.Init") // Begun by each test, once its files are there.
    private RunnerBench bench;

    @SuppressWarnings("NullAway.Init")
    private Runner runner;

    @BeforeEach
    void start() {
        assumeThat(
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                                .anyMatch(path -> Files.isExecutable(Path.of(path, "node"))))
                .as("this host has no node")
                .isTrue();
        git = GitFolder.create(folder);
    }

    @AfterEach
    void stop() {
        if (runner != null) {
            runner.close();
            bench.close();
        }
    }

    @Test
    void itHasInputsAStateForItsPostStepAndOutputs() {
        git.write(
                        "tool/action.yml",
                        """
                        inputs:
                          first word: {default: '${{ github.ref_name }}'}
                          second: {default: b}
                        runs: {using: node20, pre: pre.js, main: lib/main.js, post: post.js}
                        """)
                .write(
                        "tool/lib/main.js",
                        PROGRAM
                                + """
                                console.log(process.env['INPUT_FIRST_WORD'], process.env.INPUT_SECOND, process.env.OWN);
                                console.log(process.cwd() === process.env.GITHUB_WORKSPACE);
                                console.log('::save-state name=old::way');
                                say('GITHUB_STATE', 'kept=for later');
                                say('GITHUB_OUTPUT', 'answer=42');
                                console.error('::warning file=a.c,line=3::odd');
                                """)
                .write(
                        "tool/post.js",
                        """
                        console.log('post', process.env.STATE_kept, process.env.STATE_old,
                            process.env.INPUT_SECOND, process.env.OWN, process.env.LATER);
                        """);
        RunId run =
                run(
                        """
                        - {id: one, uses: ./tool, with: {second: B}, env: {OWN: own}}
                        - uses: ./tool
                        - run: |
                            echo "${{ steps.one.outputs.answer }}"
                            echo LATER=later >> "$GITHUB_ENV"
                            mkdir empty; echo "$PWD/empty" >> "$GITHUB_PATH"
                            printf '#!/bin/sh\\nexit 9\\n' > empty/node; chmod +x empty/node
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run))
                .containsSubsequence(
                        "main B own",
                        "true",
                        "##[warning]odd",
                        "main b undefined",
                        "42",
                        "post for later way b undefined later",
                        "post for later way B own later");
        assertThat(bench.stepStates(run))
                .endsWith("Post Run ./tool: SUCCESS/SUCCESS", "Post Run ./tool: SUCCESS/SUCCESS");
    }

    @Test
    void itsPostStepComesAsItsConditionSays() {
        for (String name : new String[] {"failure", "success", "always"}) {
            git.write(
                            name + "/action.yml",
                            "runs: {using: node16, main: m.js, post: p.js, post-if: '%s()'}"
                                    .formatted(name))
                    .write(name + "/m.js", "process.exit(process.env.INPUT_CODE || 0)")
                    .write(name + "/p.js", "console.log('post %s')".formatted(name));
        }
        RunId run =
                run(
                        """
                        - uses: ./failure
                        - uses: ./success
                        - {uses: ./always, with: {code: 3}}
                        - uses: ./failure
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.printed(run))
                .containsSubsequence(
                        "##[error]Process completed with exit code 3.",
                        "post always",
                        "post failure")
                .doesNotContain("post success");
    }

    @Test
    void thoseOfAnActionOfStepsComeAsOnePostStepTheLastFirst() {
        git.write(
                        "all/action.yml",
                        """
                        inputs: {word: {}}
                        runs:
                          using: composite
                          steps:
                            - {uses: ./one, with: {word: '${{ inputs.word }} 1'}}
                            - {uses: ./one, with: {word: skipped}, if: false}
                            - {uses: ./one, with: {word: '${{ inputs.word }} 2'}}
                        """)
                .write(
                        "twice/action.yml",
                        """
                        runs:
                          using: composite
                          steps: [{uses: ./all, with: {word: deep}}, {uses: ./one, with: {word: own}}]
                        """)
                .write(
                        "one/action.yml",
                        "runs: {using: node24, main: m.js, post: p.js}\ninputs: {word: {}}")
                .write(
                        "one/m.js",
                        PROGRAM + "say('GITHUB_STATE', 'word=' + process.env.INPUT_WORD)")
                .write("one/p.js", "console.log('post', process.env.STATE_word)");
        RunId run =
                run(
                        """
                        - {uses: ./all, with: {word: flat}}
                        - uses: ./twice
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run).stream().filter(line -> line.startsWith("post")))
                .containsExactly(
                        "post own", "post deep 2", "post deep 1", "post flat 2", "post flat 1");
        assertThat(bench.stepStates(run))
                .containsExactly(
                        "Run actions/checkout@v4: SUCCESS/SUCCESS",
                        "Run ./all: SUCCESS/SUCCESS",
                        "Run ./twice: SUCCESS/SUCCESS",
                        "Post Run ./twice: SUCCESS/SUCCESS",
                        "Post Run ./all: SUCCESS/SUCCESS");
    }

    @Test
    void itIsToldWhereTheServicesAreAndStepsOfAShellAreNot() {
        git.write("tool/action.yml", "runs: {using: node20, main: main.js}")
                .write(
                        "tool/main.js",
                        """
                        const {ACTIONS_RUNTIME_TOKEN: token, GITHUB_SERVER_URL: url, no_proxy} = process.env;
                        console.log(token.split('.').length, url.replace(/[0-9]+$/, 'port'), no_proxy);
                        console.log('the token is', token);
                        """);
        RunId run =
                run(
                        """
                        - uses: ./tool
                          env: {http_proxy: 'http://proxy.example', no_proxy: inner.example}
                        - run: echo "${ACTIONS_RUNTIME_TOKEN-none} $GITHUB_SERVER_URL $GITHUB_API_URL"
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run))
                .containsSubsequence(
                        "3 http://ci.example.localhost:port inner.example,127.0.0.1,.localhost",
                        "the token is ***",
                        "none https://ci.example https://ci.example/api/v3");
    }

    @Test
    void aProgramThatIsNotThereIsSaid() {
        git.write("tool/action.yml", "runs: {using: node20, main: dist/index.js}");
        RunId run = run("- uses: ./tool");

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.text("select message from jobs"))
                .isEqualTo(
                        "Step 'Run ./tool' uses './tool', whose program dist/index.js is not there.");
    }

    private RunId run(String steps) {
        String commit = git.commit("Actions");
        git.push("main");
        bench = new RunnerBench(git.bare(), commit);
        runner = bench.runner("oak", 1, folder.resolve("runner"));
        return bench.pushSteps("- uses: actions/checkout@v4\n" + steps);
    }
}

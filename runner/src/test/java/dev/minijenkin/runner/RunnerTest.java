package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.annotation.Annotations;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.step.Step;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.start.CalledFiles;
import dev.minijenkin.engine.trace.TraceContext;
import dev.minijenkin.testing.FileHolders;
import dev.minijenkin.testing.GitFolder;
import dev.minijenkin.testing.Rows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs from the queue to their results, on a real database with real processes.
class RunnerTest {
    @TempDir Path folder;
    private RunnerBench bench;
    private Runner runner;

    @BeforeEach
    void start() {
        GitFolder git = GitFolder.create(folder);
        String commit = git.write("greeting.txt", "hello from the commit\n").commit("Mend it");
        git.push("main");
        bench = new RunnerBench(git.bare(), commit);
        runner = bench.runner("oak", 2, folder.resolve("runner"));
    }

    @AfterEach
    void stop() {
        runner.close();
        bench.close();
    }

    @Test
    void aJobWithOutputsThatAreTooBigFailsAndSaysSo() {
        RunId run =
                bench.push(
                        """
                        on: push
                        jobs:
                          only:
                            runs-on: linux
                            outputs:
                              big: ${{ steps.one.outputs.big }}
                            steps:
                              - id: one
                                run: |
                                  { echo -n big=; head -c 1100000 /dev/zero | tr '\\0' x; echo; } >> "$GITHUB_OUTPUT"
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.text("select message from jobs"))
                .startsWith("The outputs of the job have 1100003 bytes");
    }

    @Test
    void aJobIsCarriedOutFromTheQueueToItsResult() {
        RunId run =
                bench.pushSteps(
                        """
                        - name: Count
                          run: for i in 1 2 3; do echo "line $i"; done
                        - name: Say
                          run: echo done >&2
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run)).containsExactly("line 1", "line 2", "line 3", "done");
        assertThat(bench.stepStates(run))
                .containsExactly("Count: SUCCESS/SUCCESS", "Say: SUCCESS/SUCCESS");
        Job job = bench.job(run);
        assertThat(bench.text("select log_lines from jobs where id = " + job.id().value()))
                .isEqualTo(Integer.toString(bench.log(job).size()));
        assertThat(bench.text("select outcome from claims")).isEqualTo("finished");
        for (Step step : bench.steps(job)) {
            assertThat(step.startedAt()).isNotNull();
            assertThat(step.finishedAt()).isAfterOrEqualTo(step.startedAt());
        }
        Step say = bench.steps(job).get(1);
        assertThat(say.firstLine())
                .isEqualTo(bench.log(job).indexOf("##[group]Run echo done >&2") + 1L);
    }

    @Test
    void aFailedStepSkipsTheRestButWhatAsksForIt() {
        RunId run =
                bench.pushSteps(
                        """
                        - name: Break ${{ github.event_name }}
                          run: exit 3
                        - name: Skipped
                          run: echo never
                        - name: Always
                          if: always()
                          run: echo "status ${{ job.status }}"
                        - name: On failure
                          if: ${{ failure() }}
                          run: echo failure
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.stepStates(run))
                .containsExactly(
                        "Break push: FAILURE/FAILURE",
                        "Skipped: SKIPPED/SKIPPED",
                        "Always: SUCCESS/SUCCESS",
                        "On failure: SUCCESS/SUCCESS");
        assertThat(bench.printed(run))
                .containsExactly(
                        "##[error]Process completed with exit code 3.",
                        "status failure",
                        "failure");
        assertThat(bench.job(run).cause()).isEqualTo(Cause.EXIT_CODE);
        assertThat(bench.text("select message from jobs"))
                .isEqualTo("Step 'Break push' ended with exit code 3.");
        assertThat(bench.text("select exit_code from steps where number = 1")).isEqualTo("3");
    }

    @Test
    void aStepThatMayFailFailsNothing() {
        RunId run =
                bench.pushSteps(
                        """
                        - name: Try
                          id: try
                          continue-on-error: true
                          run: exit 1
                        - name: Look
                          run: echo "${{ steps.try.outcome }} ${{ steps.try.conclusion }}"
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.stepStates(run)).contains("Try: FAILURE/SUCCESS");
        assertThat(bench.printed(run)).contains("failure success");
    }

    @Test
    void stepsSpeakToEachOtherAndToLaterJobs() {
        RunId run =
                bench.push(
                        """
                        on: push
                        env:
                          LEVEL: workflow
                          OUTER: ${{ github.ref_name }}
                        jobs:
                          first:
                            runs-on: [linux, x64]
                            env:
                              LEVEL: job
                            outputs:
                              answer: ${{ steps.ask.outputs.answer }}
                            defaults:
                              run:
                                working-directory: sub
                            steps:
                              - run: mkdir sub
                                working-directory: .
                              - id: ask
                                env:
                                  LEVEL: step
                                run: |
                                  echo "answer=42" >> "$GITHUB_OUTPUT"
                                  echo "GIVEN=by the step before" >> "$GITHUB_ENV"
                                  mkdir tools
                                  printf '#!/bin/sh\\necho a tool of "$LEVEL" and $OUTER\\n' > tools/greet
                                  chmod +x tools/greet
                                  echo "$PWD/tools" >> "$GITHUB_PATH"
                                  echo "$LEVEL"
                              - run: greet; echo "$GIVEN"; basename "$PWD"
                          second:
                            needs: first
                            runs-on: linux
                            steps:
                              - run: test "${{ needs.first.outputs.answer }}-${{ needs.first.result }}" = 42-success
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run))
                .containsExactly("step", "a tool of job and main", "by the step before", "sub");
    }

    @Test
    void aStepSeesWhatItsRunIsAbout() {
        RunId run =
                bench.pushSteps(
                        """
                        - run: |
                            echo "$GITHUB_REPOSITORY $GITHUB_REF $GITHUB_EVENT_NAME $GITHUB_ACTOR $GITHUB_JOB"
                            echo "$CI $GITHUB_ACTIONS $RUNNER_NAME $RUNNER_OS $GITHUB_RUN_NUMBER"
                            test "$GITHUB_WORKSPACE" = "$PWD" && test -d "$RUNNER_TEMP" && echo folders
                            cat "$GITHUB_EVENT_PATH"; echo " ${{ github.event.number }}"
                            env | grep -c -e ^POSTGRES -e ^PG || true
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run))
                .containsExactly(
                        "team/shop refs/heads/main push ana only",
                        "true true oak Linux 1",
                        "folders",
                        "{\"after\": \"x\", \"number\": 7} 7",
                        "0");
    }

    /// Each step is a span of its own in the trace of its run, which no expression sees.
    @Test
    void theProgramsOfAStepLearnOfTheTrace() {
        RunId run =
                bench.pushSteps(
                        """
                        - run: |
                            echo "$TRACEPARENT"
                            bash -c 'test "$TRACEPARENT" = "'"$TRACEPARENT"'" && echo the same'
                        - run: echo "$TRACEPARENT"
                        - env: {TRACEPARENT: mine}
                          run: echo "$TRACEPARENT"
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        String trace =
                bench.text(
                        "select contexts ->> 'trace' from run_sources where run_id = "
                                + run.value());
        long claim =
                Long.parseLong(
                        bench.text(
                                "select c.id from claims c join jobs j on j.id = c.job_id where j.run_id = "
                                        + run.value()));
        TraceContext known = TraceContext.ofKept(trace).orElseThrow();
        List<String> ofSteps =
                IntStream.rangeClosed(1, 3)
                        .mapToObj(step -> known.header(known.ofStep(new ClaimId(claim), step)))
                        .toList();
        assertThat(bench.printed(run))
                .containsExactly(ofSteps.get(0), "the same", ofSteps.get(1), ofSteps.get(2));
    }

    @Test
    void legsAndCalledJobsSeeWhatIsTheirs() {
        String called =
                """
                on:
                  workflow_call:
                    inputs: {who: {type: string, required: true}}
                    outputs: {said: {value: '${{ jobs.say.outputs.said }}'}}
                jobs:
                  say:
                    runs-on: linux
                    outputs: {said: '${{ steps.s.outputs.said }}'}
                    steps:
                      - id: s
                        run: |
                          echo "$GITHUB_JOB to ${{ inputs.who }} of ${{ github.repository }}"
                          echo "said=hello ${{ inputs.who }}" >> "$GITHUB_OUTPUT"
                """;
        RunId run =
                bench.push(
                        """
                        on: push
                        jobs:
                          list:
                            runs-on: linux
                            outputs: {who: '${{ steps.l.outputs.who }}'}
                            steps:
                              - id: l
                                run: echo 'who=["ana", "ben"]' >> "$GITHUB_OUTPUT"
                          greet:
                            needs: list
                            strategy: {matrix: {who: '${{ fromJSON(needs.list.outputs.who) }}'}, max-parallel: 1}
                            uses: ./called.yml
                            with: {who: '${{ matrix.who }}'}
                          last:
                            needs: greet
                            runs-on: linux
                            strategy: {matrix: {n: [1, 2]}}
                            steps:
                              - run: echo "${{ matrix.n }} of ${{ strategy.job-total }} after ${{ needs.greet.outputs.said }}"
                        """,
                        _ -> new CalledFiles.Answer.Found(called.getBytes(StandardCharsets.UTF_8)));

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.jobs(run))
                .extracting(Job::name)
                .containsExactly(
                        "list",
                        "greet (ana)",
                        "greet (ana) / say",
                        "greet (ben)",
                        "greet (ben) / say",
                        "last (1)",
                        "last (2)");
        assertThat(bench.jobs(run).stream().flatMap(job -> bench.log(job).stream()))
                .contains(
                        "say to ana of team/shop",
                        "say to ben of team/shop",
                        "1 of 2 after hello ben",
                        "2 of 2 after hello ben");
    }

    @Test
    void theCommitOfTheRunIsCheckedOut() {
        RunId run =
                bench.pushSteps(
                        """
                        - uses: actions/checkout@v4
                        - run: cat greeting.txt; git log -1 --format=%s; git rev-parse --abbrev-ref HEAD
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run)).endsWith("hello from the commit", "Mend it", "main");
    }

    @Test
    void aCheckoutThatFailsSaysSo() {
        RunId run =
                bench.pushSteps(
                        """
                        - uses: actions/checkout@v4
                          with:
                            ref: no-such-branch
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.job(run).cause()).isEqualTo(Cause.CHECKOUT_FAILED);
        assertThat(bench.text("select message from jobs"))
                .isEqualTo(
                        "Step 'Run actions/checkout@v4' failed: git fetch ended with exit code 128.");
    }

    @Test
    void problemsThatAStepNamesBecomeAnnotations() {
        RunId run =
                bench.pushSteps(
                        """
                        - run: |
                            echo "::warning file=src/a.c,line=3,col=5,title=Unused::x is unused"
                            echo "::error::broken"
                            exit 1
                        """);

        bench.awaitRun(run);
        List<Annotation> annotations =
                bench.database().statement(tx -> Annotations.ofRun(tx, run, 1));
        assertThat(annotations)
                .extracting(Annotation::message)
                .containsExactly("x is unused", "broken", "Process completed with exit code 1.");
        assertThat(annotations.getFirst().path()).isEqualTo("src/a.c");
        assertThat(annotations.getFirst().line()).isEqualTo(3);
        assertThat(annotations.getFirst().stepNumber()).isEqualTo(1);
    }

    @Test
    void anExpressionThatCannotBeEvaluatedFailsItsStep() {
        RunId run =
                bench.pushSteps(
                        """
                        - name: Parse
                          run: echo "${{ fromJSON('{') }}"
                        - if: failure()
                          run: echo after
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.job(run).cause()).isEqualTo(Cause.WORKFLOW_INVALID);
        assertThat(bench.printed(run)).contains("after");
    }

    @Test
    void whatAStepLeftInTheBackgroundDoesNotSurviveItsJob() {
        Path held = folder.resolve("held");
        Path pid = folder.resolve("pid");
        RunId run =
                bench.pushSteps(
                        """
                        - run: |
                            exec 9> %1$s
                            (setsid sleep 1000 &)
                            nohup sleep 1000 > /dev/null 2>&1 &
                            echo $! > %2$s
                        - run: kill -0 $(cat %2$s) && echo alive
                        """
                                .formatted(held, pid));

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run)).contains("alive");
        await().atMost(Rows.PATIENCE).until(() -> FileHolders.of(held).isEmpty());
    }

    /// What a job leaves for its user, or among the tools, no job of another repository finds.
    @Test
    void aHomeAndToolsAreOfOneRepository() {
        String look =
                """
                - run: |
                    git config --global --get core.hooksPath || echo no hooks
                    cat "$HOME/.profile" "$RUNNER_TOOL_CACHE/tool" 2>/dev/null || echo nothing there
                """;
        RunId planting =
                bench.pushSteps(
                        """
                        - run: |
                            git config --global core.hooksPath /planted
                            git config --file "$HOME/.gitconfig" core.hooksPath /planted
                            echo kept > "$HOME/.profile"; echo kept > "$RUNNER_TOOL_CACHE/tool"
                        """);
        assertThat(bench.awaitRun(planting).conclusion()).isEqualTo(Conclusion.SUCCESS);
        RunId same = bench.pushSteps(look);
        assertThat(bench.awaitRun(same).conclusion()).isEqualTo(Conclusion.SUCCESS);
        bench.execute("update repositories set name = 'other/app'");
        RunId other = bench.pushSteps(look);
        assertThat(bench.awaitRun(other).conclusion()).isEqualTo(Conclusion.SUCCESS);

        assertThat(bench.printed(same)).containsExactly("no hooks", "kept", "kept");
        assertThat(bench.printed(other))
                .contains("no hooks", "nothing there")
                .doesNotContain("kept");
    }

    @Test
    void jobsGetTheVariablesThatTheirRunnerIsToldToPassOn() {
        String home = System.getenv("HOME");
        assumeThat(home).isNotNull();
        String step = "- run: echo \"home $HOME\"";
        RunId own = bench.pushSteps(step);
        assertThat(bench.awaitRun(own).conclusion()).isEqualTo(Conclusion.SUCCESS);
        runner.close();
        try (Runner _ = bench.runnerThatPasses(Set.of("HOME"), folder.resolve("passing"))) {
            RunId passed = bench.pushSteps(step);
            assertThat(bench.awaitRun(passed).conclusion()).isEqualTo(Conclusion.SUCCESS);

            assertThat(bench.printed(passed)).containsExactly("home " + home);
            assertThat(bench.printed(own)).doesNotContain("home " + home);
        }
    }

    @Test
    void whoListensToRunsIsToldByTheRoleOfARunner() throws Exception {
        String workflow = "on: push\njobs: {only: {runs-on: guarded, steps: [{run: echo done}]}}\n";
        try (AutoCloseable _ = bench.guardedRunner(folder.resolve("guarded"))) {
            bench.awaitRun(bench.push(workflow));
            bench.execute(
                    "insert into run_listeners select id, repository_id, '{}', '{}' from pipelines");
            bench.awaitRun(bench.push(workflow));
        }

        assertThat(
                        bench.text(
                                "select string_agg(delivery_key || ' ' || chain, ', ' order by id) from hook_deliveries where source = 'run'"))
                .isEqualTo("run-2-1-requested 1, run-2-1-in_progress 1, run-2-1-completed 1");
    }

    @Test
    void aRunnerNeedsNoMoreThanItsRole() throws Exception {
        runner.stop();
        runner.awaitStopped();
        try (AutoCloseable _ = bench.guardedRunner(folder.resolve("guarded"))) {
            RunId run =
                    bench.push(
                            """
                            on: push
                            jobs:
                              first:
                                runs-on: guarded
                                steps:
                                  - uses: actions/checkout@v4
                                  - run: echo "::warning::careful"
                              second:
                                needs: first
                                runs-on: guarded
                                steps:
                                  - run: sleep 1000
                            """);
            await().atMost(Rows.PATIENCE)
                    .until(() -> bench.jobs(run).get(1).state() == JobState.RUNNING);
            bench.command("cancel", CommandArguments.NONE, run);

            assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
            assertThat(bench.jobs(run).getFirst().conclusion()).isEqualTo(Conclusion.SUCCESS);
        }
    }

    @Test
    void theWorkspaceIsGoneAfterwards() {
        RunId run = bench.pushSteps("- run: echo x > file; echo \"$PWD\"");
        bench.awaitRun(run);

        Path workspace = Path.of(bench.printed(run).getFirst());
        await().atMost(Rows.PATIENCE).until(() -> !Files.exists(workspace));
    }

    @Test
    void aReaderSeesTheFirstLineWhileTheStepGoesOn() {
        RunId run = bench.pushSteps("- run: echo first; sleep 1000");

        bench.awaitLine(run, "first");
        assertThat(bench.job(run).conclusion()).isNull();
    }
}

package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.artifact.Artifact;
import dev.minijenkin.db.artifact.Artifacts;
import dev.minijenkin.db.repository.GuestRuns;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.annotation.Annotations;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.db.secret.EncryptionKeys;
import dev.minijenkin.db.secret.Secrets;
import dev.minijenkin.db.summary.StepSummaries;
import dev.minijenkin.db.summary.StepSummary;
import dev.minijenkin.db.testreport.TestReport;
import dev.minijenkin.db.testreport.TestReports;
import dev.minijenkin.db.variable.Reach;
import dev.minijenkin.db.variable.ValueName;
import dev.minijenkin.testing.Rows;
import dev.minijenkin.testing.TcpProxy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs that guests carry out, each on connections of a role that may do nothing but call
/// functions; what these may not do a runner on a trusted host does.
class GuestRunnerTest {
    private final KeyPair pair = KeyPair.generate(KeyPurpose.RUNNER);
    @TempDir Path folder;
    private RunnerBench bench;
    private Runner trusted;

    @BeforeEach
    void start() {
        bench = new RunnerBench(folder.resolve("nowhere.git"), "0".repeat(40));
        bench.database().runInTransaction(tx -> EncryptionKeys.take(tx, pair.publicHalf()));
        bench.sendToGuests(GuestRuns.FORKS);
        trusted = bench.runner("oak", folder.resolve("oak"), KeyRing.of(List.of(pair)));
    }

    @AfterEach
    void stop() {
        trusted.close();
        bench.close();
    }

    @Test
    void aRunOfAForkIsCarriedOutWholeByAGuestAndByNobodyElse() throws Exception {
        try (AutoCloseable _ = bench.guest("guest_one", 2, folder.resolve("guest"))) {
            RunId run =
                    bench.pushFork(
                            """
                            - id: first
                              run: |
                                echo "I run as $RUNNER_NAME"
                                echo "said=hello" >> "$GITHUB_OUTPUT"
                                echo "# Summary of it" >> "$GITHUB_STEP_SUMMARY"
                                echo "::warning file=src/a.c,line=3::mind this"
                                mkdir -p out && echo content > out/file
                                cat > junit.xml <<'END'
                                <testsuite name="S"><testcase name="good"/><testcase name="bad"><failure message="no"/></testcase></testsuite>
                                END
                            - {uses: actions/upload-artifact@v4, with: {name: kept, path: out}}
                            - {uses: actions/download-artifact@v4, with: {name: kept, path: back}}
                            - run: cat back/file
                            - {uses: mini-jenkin/test-report@v1, with: {name: unit}}
                            - run: echo "${{ secrets.TOKEN }}|${{ steps.first.outputs.said }}|"
                            """);

            assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
            assertThat(bench.printed(run))
                    .contains("I run as guest_one", "content", "|hello|", "##[warning]mind this");
            List<Artifact> artifacts =
                    bench.database().statement(tx -> Artifacts.ofRun(tx, run, 1));
            assertThat(artifacts).extracting(Artifact::name).containsExactly("kept");
            List<StepSummary> summaries =
                    bench.database().statement(tx -> StepSummaries.ofRun(tx, run, 1));
            assertThat(summaries)
                    .extracting(StepSummary::body)
                    .singleElement()
                    .asString()
                    .contains("# Summary of it");
            List<Annotation> annotations =
                    bench.database().statement(tx -> Annotations.ofRun(tx, run, 1));
            assertThat(annotations).extracting(Annotation::message).contains("mind this", "no");
            List<TestReport> reports =
                    bench.database().statement(tx -> TestReports.ofRun(tx, run, 1));
            assertThat(reports.getFirst().counts()).isEqualTo(new TestReport.Counts(1, 1, 0, 0, 0));
            assertThat(bench.stepStates(run))
                    .hasSizeGreaterThan(5)
                    .allMatch(step -> step.endsWith(": SUCCESS/SUCCESS"));
            assertThat(bench.text("select count(*) from guest_claims")).isEqualTo("0");
        }
    }

    @Test
    void trustedRunnersDoNotTakeItAndGuestsTakeNothingElse() throws Exception {
        RunId fork = bench.pushFork("- run: echo never");
        RunId own = bench.pushSteps("- run: echo mine by $RUNNER_NAME");

        assertThat(bench.awaitRun(own).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(own)).contains("mine by oak");
        assertThat(bench.job(fork).state()).isEqualTo(JobState.QUEUED);
        assertThat(explained(fork))
                .contains(
                        "It is in the queue for guest runners, and can never begin as it is: there is none",
                        "oak: is no guest runner, and the run is for guests");
        trusted.stop();
        trusted.awaitStopped();
        RunId waiting = bench.pushSteps("- run: echo trusted only");
        try (AutoCloseable _ = bench.guest("guest_two", 2, folder.resolve("guest"))) {
            await().atMost(Rows.PATIENCE)
                    .until(() ->
                            bench.text(
                                            "select count(*) from guest_claims where reported_at is not null")
                                    .equals("1"));
            assertThat(bench.job(waiting).state()).isEqualTo(JobState.QUEUED);
            assertThat(explained(waiting))
                    .contains(
                            "guest_two: is a guest runner, and takes jobs of runs that are for guests only");
            // Nobody is there who may write down how it ended; then somebody comes.
            assertThat(bench.run(fork).conclusion()).isNull();
            trusted = bench.runner("elm", folder.resolve("elm"), KeyRing.NONE);
            assertThat(bench.awaitRun(fork).conclusion()).isEqualTo(Conclusion.SUCCESS);
            assertThat(bench.awaitRun(waiting).conclusion()).isEqualTo(Conclusion.SUCCESS);
        }
    }

    private String explained(RunId run) {
        return bench.text(
                "select string_agg(subject || ': ' || sentence, '; ') from explain_job("
                        + bench.job(run).id().value()
                        + ")");
    }

    @Test
    void itIsCancelled() throws Exception {
        try (AutoCloseable _ = bench.guest("guest_one", 1, folder.resolve("guest"))) {
            RunId run =
                    bench.pushFork(
                            """
                            - run: echo begun; sleep 600
                            - {if: always(), run: echo tidy}
                            """);
            bench.awaitLine(run, "begun");
            bench.command("cancel", "{}", run);

            Run ended = bench.awaitRun(run);
            assertThat(ended.conclusion()).isEqualTo(Conclusion.CANCELLED);
            assertThat(bench.printed(run)).contains("tidy");
            assertThat(bench.text("select cause from jobs")).isEqualTo("cancelled_by_command");
        }
    }

    /// As a guest that is killed: it says nothing any more, and its process is another one.
    @Test
    void whatAKilledGuestHadIsTakenByAnother() throws Exception {
        bench.execute("update settings set lease_seconds = 2");
        RunId run = bench.pushFork("- run: echo done by $RUNNER_NAME");
        bench.execute(
                """
                insert into runners (name, instance, labels, capacity, host, os, architecture, version, pid, guest_login, guest_keyset)
                values ('guest_dead', gen_random_uuid(), '{linux}', 1, 'h', 'o', 'a', 'v', 1, 'guest_dead', 'x');
                insert into runner_heartbeats (runner_id) select id from runners where name = 'guest_dead';
                delete from queue;
                insert into claims (job_id, runner_id, instance, priority, vtime, claimed_by, acknowledged_at)
                select j.id, r.id, r.instance, 50, 0, 'guest_dead', now()
                from jobs j, runners r where r.name = 'guest_dead';
                insert into guest_claims (claim_id) select id from claims;
                update jobs set state = 'running', started_at = now(), claims_left = claims_left - 1;
                """);
        try (AutoCloseable _ = bench.guest("guest_one", 1, folder.resolve("guest"))) {
            assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
            assertThat(bench.printed(run)).contains("done by guest_one");
            assertThat(bench.text("select string_agg(outcome, ',' order by id) from claims"))
                    .isEqualTo("runner_lost,finished");
        }
    }

    /// And when it is heard of again it has nothing to say.
    @Test
    void whatAGuestHadThatIsCutOffIsTakenByAnother() throws Exception {
        bench.execute("update settings set lease_seconds = 2");
        try (TcpProxy proxy = TcpProxy.to(bench.port());
                AutoCloseable _ = bench.guestBehind(proxy, "guest_cut", folder.resolve("cut"))) {
            RunId run =
                    bench.pushFork(
                            """
                            - run: |
                                echo "begun by $RUNNER_NAME"
                                if [ "$RUNNER_NAME" = guest_cut ]; then sleep 600; fi
                                echo "done by $RUNNER_NAME"
                            """);
            bench.awaitLine(run, "begun by guest_cut");
            proxy.holdUp();
            try (AutoCloseable _ = bench.guest("guest_one", 1, folder.resolve("guest"))) {
                assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
            }
            proxy.letThrough();
            assertThat(bench.log(bench.job(run))).contains("done by guest_one");
            assertThat(bench.text("select string_agg(outcome, ',' order by id) from claims"))
                    .isEqualTo("runner_lost,finished");
        }
    }

    @Test
    void itsSecretsAreSealedToItsOwnKeyAndThoseOfForksAreNone() throws Exception {
        bench.database()
                .runInTransaction(tx ->
                        Secrets.seal(
                                tx,
                                Reach.of(bench.repository()),
                                new ValueName("TOKEN"),
                                "hunter2hunter2"));
        bench.sendToGuests(GuestRuns.ALL);
        String steps =
                """
                - env: {GIVEN: "${{ secrets.TOKEN }}"}
                  run: echo "${#GIVEN} letters by $RUNNER_NAME, $GIVEN"
                """;
        try (AutoCloseable _ = bench.guest("guest_one", 1, folder.resolve("guest"))) {
            RunId own = bench.pushSteps(steps);
            assertThat(bench.awaitRun(own).conclusion()).isEqualTo(Conclusion.SUCCESS);
            assertThat(bench.printed(own)).contains("14 letters by guest_one, ***");

            RunId fork = bench.pushFork(steps);
            assertThat(bench.awaitRun(fork).conclusion()).isEqualTo(Conclusion.SUCCESS);
            assertThat(bench.printed(fork)).contains("0 letters by guest_one, ");
            assertThat(bench.text("select count(*) from guest_secrets")).isEqualTo("0");
            assertThat(bench.dump()).doesNotContain("hunter2");
        }
    }

    @Test
    void actionsOfOthersAreRefusedUnlessTheOperatorNamesThem() throws Exception {
        try (AutoCloseable _ = bench.guest("guest_one", 1, folder.resolve("guest"))) {
            RunId run = bench.pushFork("- uses: somebody/tool@v1");

            assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
            assertThat(bench.text("select cause from jobs"))
                    .isEqualTo(Cause.WORKFLOW_INVALID.name().toLowerCase(java.util.Locale.ROOT));
            assertThat(bench.text("select message from jobs"))
                    .contains("the operator of this runner does not allow that action");
        }
    }
}

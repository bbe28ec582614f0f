package dev.minijenkin.engine.advance;

import static dev.minijenkin.engine.advance.EngineBench.cancelled;
import static dev.minijenkin.engine.advance.EngineBench.failure;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.engine.start.CalledFiles;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Concurrency groups of calling jobs and of the files that they call.
class CallGroupTest {
    private static final String STEPS = "runs-on: linux, steps: [{run: x}]";

    @AutoClose private final EngineBench bench = new EngineBench();
    private final Map<String, String> files = new HashMap<>();

    private RunId push(String... jobs) {
        return bench.start(
                bench.push("refs/heads/main"),
                file("name: ci\non: push\njobs:\n  " + String.join("\n  ", jobs)),
                target ->
                        new CalledFiles.Answer.Found(
                                files.getOrDefault(target.toString(), "")
                                        .getBytes(StandardCharsets.UTF_8)));
    }

    /// A file that can be called.
    private void called(String path, String concurrency, String... jobs) {
        files.put(
                path,
                "on: {workflow_call: {inputs: {where: {type: string}}}}\n"
                        + concurrency
                        + "\njobs:\n  "
                        + String.join("\n  ", jobs));
    }

    private String message(RunId run, String key) {
        return bench.text(
                "select message from jobs where run_id = %d and key = '%s'"
                        .formatted(run.value(), key));
    }

    private String members() {
        return bench.text("select count(*) from concurrency_groups");
    }

    @Test
    void aCallWaitsWithAllItsJobsWhileOneOfAnotherRunIsActive() {
        called("./d.yml", "", "x: {" + STEPS + "}", "y: {needs: x, " + STEPS + "}");
        RunId first = push("d: {concurrency: g, uses: ./d.yml}");
        RunId second =
                push("d: {concurrency: g, uses: ./d.yml}", "after: {needs: d, " + STEPS + "}");

        assertThat(bench.states(first))
                .isEqualTo(Map.of("d", "RUNNING", "d/x", "QUEUED", "d/y", "BLOCKED"));
        assertThat(bench.states(second)).isEqualTo(Map.of("d", "WAITING", "after", "BLOCKED"));
        assertThat(message(second, "d"))
                .isEqualTo("Waits for the concurrency group `g`, which d of ci #1 holds");

        assertThat(bench.work(success())).containsExactly("d/x");
        assertThat(bench.work(success())).containsExactly("d/y");
        assertThat(bench.run(first).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.work(success())).containsExactly("d/x");
        assertThat(bench.work(success())).containsExactly("d/y");
        assertThat(bench.work(success())).containsExactly("after");
        assertThat(bench.run(second).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(members()).isEqualTo("0");
    }

    @Test
    void theGroupOfTheCalledFileIsEnteredAfterThatOfTheCall() {
        called("./d.yml", "concurrency: to-${{ inputs.where }}", "x: {" + STEPS + "}");
        RunId first = push("d: {uses: ./d.yml, with: {where: moon}}");
        RunId other = push("d: {uses: ./d.yml, with: {where: mars}}");
        RunId second = push("d: {concurrency: g, uses: ./d.yml, with: {where: moon}}");

        assertThat(bench.states(other)).isEqualTo(Map.of("d", "RUNNING", "d/x", "QUEUED"));
        assertThat(bench.states(second)).isEqualTo(Map.of("d", "WAITING"));
        assertThat(
                        bench.text(
                                "select string_agg(name || active, ' ' order by id)"
                                        + " from concurrency_groups where run_id = "
                                        + second.value()))
                .isEqualTo("gtrue to-moonfalse");

        assertThat(bench.work(success())).containsExactly("d/x", "d/x");
        assertThat(bench.run(first).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.work(success())).containsExactly("d/x");
        assertThat(bench.run(second).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(members()).isEqualTo("0");
    }

    @Test
    void aCallThatCancelsEndsAllJobsOfTheActiveOne() {
        called("./d.yml", "", "x: {" + STEPS + "}", "y: {needs: x, " + STEPS + "}");
        RunId first = push("d: {concurrency: g, uses: ./d.yml}", "own: {" + STEPS + "}");
        List<ClaimedJob> running = bench.begin();
        RunId second =
                push("d: {concurrency: {group: g, cancel-in-progress: true}, uses: ./d.yml}");

        ClaimedJob x =
                running.stream().filter(job -> job.key().equals("d/x")).findFirst().orElseThrow();
        assertThat(bench.beat().cancelled()).containsExactly(x.claim());
        assertThat(bench.states(first)).containsEntry("d/y", "CANCELLED");
        assertThat(bench.states(second)).isEqualTo(Map.of("d", "WAITING"));
        bench.finish(x, cancelled());

        assertThat(bench.states(first))
                .isEqualTo(
                        Map.of(
                                "d", "CANCELLED",
                                "d/x", "CANCELLED",
                                "d/y", "CANCELLED",
                                "own", "RUNNING"));
        assertThat(bench.job(first, "d/x").cause()).isEqualTo(Cause.SUPERSEDED);
        assertThat(bench.states(second)).containsEntry("d/x", "QUEUED");
    }

    @Test
    void aNewerCallReplacesTheOneThatWaits() {
        called("./d.yml", "concurrency: g", "x: {" + STEPS + "}");
        push("d: {uses: ./d.yml}");
        RunId second = push("d: {uses: ./d.yml}", "after: {needs: d, " + STEPS + "}");
        RunId third = push("d: {uses: ./d.yml}");

        assertThat(bench.states(second)).isEqualTo(Map.of("d", "CANCELLED", "after", "SKIPPED"));
        assertThat(bench.cause(second)).isEqualTo(Cause.SUPERSEDED);
        assertThat(bench.states(third)).isEqualTo(Map.of("d", "WAITING"));
    }

    @Test
    void legsThatCallTakeTurns() {
        called("./d.yml", "", "x: {" + STEPS + "}");
        RunId run =
                push(
                        "d: {concurrency: {group: g, queue: max}, strategy: {matrix: {os: [a, b, c]}}, uses: ./d.yml}");

        assertThat(bench.work(success())).containsExactly("d.a/x");
        assertThat(bench.work(success())).containsExactly("d.b/x");
        assertThat(bench.work(success())).containsExactly("d.c/x");
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void aGroupThatACallAroundItHoldsIsReported() {
        called("./d.yml", "", "e: {uses: ./e.yml}");
        called("./e.yml", "", "x: {concurrency: G, " + STEPS + "}", "y: {" + STEPS + "}");
        RunId run = push("d: {concurrency: g, uses: ./d.yml}");

        assertThat(bench.states(run)).containsEntry("d/e/x", "FAILURE");
        assertThat(message(run, "d/e/x"))
                .startsWith("The job would wait for ever: its own run, or a call around it, holds");
        bench.work(success());
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(members()).isEqualTo("0");
    }

    @Test
    void callsThatWouldWaitForEachOtherAreReported() {
        called(
                "./d.yml",
                "",
                "a: {" + STEPS + "}",
                "b: {needs: a, concurrency: '${{ inputs.where }}', " + STEPS + "}");
        RunId first = push("d: {concurrency: x, uses: ./d.yml, with: {where: y}}");
        RunId second = push("d: {concurrency: y, uses: ./d.yml, with: {where: x}}");
        assertThat(bench.work(success())).containsExactly("d/a", "d/a");

        assertThat(bench.states(second)).containsEntry("d", "FAILURE");
        assertThat(message(second, "d/b"))
                .isEqualTo(
                        "It would wait for ever: d of ci #1 holds the concurrency group `x`, and waits for this run");
        assertThat(bench.states(first)).containsEntry("d/b", "QUEUED");
        bench.work(success());
        assertThat(members()).isEqualTo("0");
    }

    @Test
    void anotherJobOfTheSameCallMayHoldTheGroupForAWhile() {
        called(
                "./d.yml",
                "",
                "a: {concurrency: h, " + STEPS + "}",
                "b: {concurrency: h, " + STEPS + "}");
        RunId run = push("d: {concurrency: g, uses: ./d.yml}");

        assertThat(bench.work(success())).containsExactly("d/a");
        assertThat(bench.work(success())).containsExactly("d/b");
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void aCallThatIsReopenedWaitsAgainAndKeepsItsResults() {
        called("./d.yml", "", "x: {" + STEPS + "}", "y: {needs: x, " + STEPS + "}");
        RunId first = push("d: {concurrency: g, uses: ./d.yml}");
        bench.work(success());
        bench.work(failure());
        RunId second = push("d: {concurrency: g, uses: ./d.yml}");
        ClaimedJob holder = bench.begin().getFirst();
        bench.command("rerun_failed", first);

        assertThat(bench.states(first))
                .isEqualTo(Map.of("d", "WAITING", "d/x", "SUCCESS", "d/y", "BLOCKED"));
        bench.finish(holder, failure());

        assertThat(bench.run(second).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.states(first)).containsEntry("d", "RUNNING");
        assertThat(bench.work(success())).containsExactly("d/y");
        assertThat(bench.run(first).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(members()).isEqualTo("0");
    }

    @Test
    void aReopenedCallThatIsCancelledWhileItWaitsEndsWithItsJobs() {
        called("./d.yml", "", "x: {" + STEPS + "}");
        RunId first =
                push("d: {concurrency: g, uses: ./d.yml}", "after: {needs: d, " + STEPS + "}");
        bench.work(failure());
        push("d: {concurrency: g, uses: ./d.yml}");
        bench.command("rerun_failed", first);
        bench.command("cancel", first);

        assertThat(bench.states(first))
                .containsEntry("d", "CANCELLED")
                .containsEntry("d/x", "CANCELLED");
        assertThat(bench.run(first).conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(members()).isEqualTo("1");
    }

    @Test
    void aBadGroupFailsTheCallAtItsPlaceInTheFileThatSaysIt() {
        called("./d.yml", "concurrency: \"${{ vars.NOTHING }}\"", "x: {" + STEPS + "}");
        RunId run = push("d: {uses: ./d.yml}");

        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(message(run, "d"))
                .isEqualTo("The name of the concurrency group is empty (d.yml:2:14)");
    }
}

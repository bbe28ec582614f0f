package dev.minijenkin.engine.advance;

import static dev.minijenkin.engine.advance.EngineBench.REST;
import static dev.minijenkin.engine.advance.EngineBench.failure;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.engine.start.CalledFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What the end of a job costs: a round trip a statement, with what it leaves for after its commit.
class StatementCountTest {
    @AutoClose private final EngineBench bench = new EngineBench();

    private void push(String workflow) {
        bench.push(file("on: push\n" + workflow));
    }

    private int finish(JobResult result) {
        ClaimedJob job = bench.begin().getFirst();
        try (StatementLog log = new StatementLog()) {
            assertThat(bench.finish(job, result)).isTrue();
            List<String> statements = log.statements();
            return statements.size();
        }
    }

    @Test
    void aJobThatLetsAnotherBegin() {
        push("jobs: {a: {%s}, b: {needs: a, %s}}".formatted(REST, REST));
        assertThat(finish(success())).isEqualTo(7);
    }

    @Test
    void theLastJobOfARun() {
        push("jobs: {a: {%s}}".formatted(REST));
        assertThat(finish(success())).isEqualTo(7);
    }

    @Test
    void aFailureThatSkipsTheRestOfTheRun() {
        push("jobs: {a: {%s}, b: {needs: a, %s}, c: {needs: b, %s}}".formatted(REST, REST, REST));
        assertThat(finish(failure())).isEqualTo(11);
    }

    @Test
    void aJobThatLaysOutAMatrix() {
        push(
                """
                jobs:
                  a: {outputs: {v: '${{ steps.x.outputs.v }}'}, %s}
                  b: {needs: a, strategy: {matrix: {v: '${{ fromJSON(needs.a.outputs.v) }}'}}, %s}
                """
                        .formatted(REST, REST));
        assertThat(finish(success("{\"v\": \"[1, 2, 3]\"}"))).isEqualTo(14);
    }

    @Test
    void theLastJobOfACall() {
        String called = "on: workflow_call\njobs: {a: {%s}}".formatted(REST);
        bench.start(
                bench.push("refs/heads/main"),
                file("on: push\njobs: {c: {uses: ./.mini-jenkin/workflows/c.yml}}"),
                _ -> new CalledFiles.Answer.Found(called.getBytes(StandardCharsets.UTF_8)));
        assertThat(finish(success())).isEqualTo(13);
    }

    @Test
    void aJobThatEntersTheGroupOfTheNextOne() {
        push(
                "jobs: {a: {concurrency: g, %s}, b: {needs: a, concurrency: g, %s}}"
                        .formatted(REST, REST));
        assertThat(finish(success())).isEqualTo(24);
    }

    @Test
    void aJobOfACalledFileThatLetsOneIntoAnEnvironment() {
        String called =
                "on: workflow_call\njobs: {a: {%s}, b: {needs: a, environment: e, concurrency: g, %s}}"
                        .formatted(REST, REST);
        bench.start(
                bench.push("refs/heads/main"),
                file("on: push\njobs: {c: {uses: ./.mini-jenkin/workflows/c.yml}}"),
                _ -> new CalledFiles.Answer.Found(called.getBytes(StandardCharsets.UTF_8)));
        assertThat(finish(success())).isEqualTo(40);
    }
}

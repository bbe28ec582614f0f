package dev.minijenkin.stress.workflow;

import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import dev.minijenkin.stress.scenario.StressException;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.next.JobConditions;
import dev.minijenkin.workflow.next.NextJobs;
import dev.minijenkin.workflow.next.RunJob;
import dev.minijenkin.workflow.plan.PlanResult;
import dev.minijenkin.workflow.plan.PlannedJob;
import dev.minijenkin.workflow.plan.RunPlanner;
import dev.minijenkin.workflow.reader.WorkflowReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How long one warm thread takes to plan a run of 256 matrix jobs, and to decide what is next in
/// it.
public final class PlanScenario implements Scenario {
    private static final int ROUNDS = 8;
    private static final int TIMES = 50;
    private static final String FILE =
            """
            name: Matrix
            on: push
            env: {LEVEL: info}
            jobs:
              test:
                name: Test ${{ matrix.os }} ${{ matrix.version }} ${{ matrix.mode }}
                strategy:
                  fail-fast: false
                  matrix:
                    os: [ubuntu, debian, alpine, macos]
                    version: [8, 11, 17, 21, 22, 23, 24, 25]
                    mode: [a, b, c, d, e, f, g, h]
                    include:
                      - {os: ubuntu, version: 25, coverage: true}
                      - {mode: h, slow: true}
                runs-on: ["${{ matrix.os }}", "x64"]
                timeout-minutes: ${{ matrix.slow && 60 || 20 }}
                env: {JAVA: "${{ matrix.version }}"}
                steps:
                  - uses: actions/checkout@v4
                  - run: ./test.sh "$JAVA" ${{ matrix.mode }}
                  - if: matrix.coverage
                    run: ./coverage.sh
            """;

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public String description() {
        return "How long planning a run of 256 matrix jobs takes one warm thread.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of();
    }

    /// A line a round: the first rounds warm up.
    @Override
    public void run(ScenarioRun run, Report report) {
        Map<String, Value> contexts =
                Map.of(
                        "github",
                        ObjectValue.ofTexts(
                                Map.of("event_name", "push", "ref", "refs/heads/main")));
        for (int round = 1; round <= ROUNDS; round++) {
            double read = 0;
            double planned = 0;
            double next = 0;
            int jobs = 0;
            for (int time = 0; time < TIMES; time++) {
                long start = System.nanoTime();
                Workflow workflow = workflow();
                long afterReading = System.nanoTime();
                List<PlannedJob> plan = plan(workflow, contexts);
                long afterPlanning = System.nanoTime();
                jobs = NextJobs.next(asRun(plan), JobConditions.NONE).starting().size();
                long end = System.nanoTime();
                read += afterReading - start;
                planned += afterPlanning - afterReading;
                next += end - afterPlanning;
            }
            report.line(
                    "round %d: read %.2f ms, plan %.2f ms, decide what is next %.2f ms, %d jobs"
                            .formatted(
                                    round,
                                    read / TIMES / 1e6,
                                    planned / TIMES / 1e6,
                                    next / TIMES / 1e6,
                                    jobs));
        }
    }

    private static Workflow workflow() {
        return switch (WorkflowReader.read("matrix.yml", FILE)) {
            case ReadResult.Valid valid -> valid.workflow();
            case ReadResult.Invalid invalid ->
                    throw new StressException("The file is broken: " + invalid.problems());
        };
    }

    private static List<PlannedJob> plan(Workflow workflow, Map<String, Value> contexts) {
        return switch (RunPlanner.plan("matrix.yml", workflow, contexts)) {
            case PlanResult.Planned(List<PlannedJob> jobs) -> jobs;
            case PlanResult.Refused(var problems) ->
                    throw new StressException("The plan is refused: " + problems);
        };
    }

    private static List<RunJob> asRun(List<PlannedJob> plan) {
        List<RunJob> jobs = new ArrayList<>();
        for (PlannedJob job : plan) {
            jobs.add(
                    new RunJob(
                            jobs.size(),
                            job.key(),
                            job.leg().id(),
                            job.needs(),
                            job.kind(),
                            job.leg().strategy(),
                            new RunJob.Stage.Blocked()));
        }
        return jobs;
    }
}

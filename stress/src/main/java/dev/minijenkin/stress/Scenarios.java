package dev.minijenkin.stress;

import dev.minijenkin.instance.Program;
import dev.minijenkin.runner.workspace.Trees;
import dev.minijenkin.stress.console.ConsoleScenario;
import dev.minijenkin.stress.console.IdleConsoleScenario;
import dev.minijenkin.stress.log.LogsScenario;
import dev.minijenkin.stress.log.SearchScenario;
import dev.minijenkin.stress.queue.HistoryScenario;
import dev.minijenkin.stress.queue.IdleRunnersScenario;
import dev.minijenkin.stress.queue.LatencyScenario;
import dev.minijenkin.stress.queue.LegsScenario;
import dev.minijenkin.stress.queue.QueueScenario;
import dev.minijenkin.stress.queue.StartsScenario;
import dev.minijenkin.stress.queue.ThroughputScenario;
import dev.minijenkin.stress.reliability.DeploymentScenario;
import dev.minijenkin.stress.reliability.LogVolumeScenario;
import dev.minijenkin.stress.reliability.WebhookScenario;
import dev.minijenkin.stress.reliability.WorkerScenario;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioRun;
import dev.minijenkin.stress.server.FirstLineScenario;
import dev.minijenkin.stress.server.HooksScenario;
import dev.minijenkin.stress.server.StreamsScenario;
import dev.minijenkin.stress.server.TriggersScenario;
import dev.minijenkin.stress.step.CheckoutScenario;
import dev.minijenkin.stress.step.StepsScenario;
import dev.minijenkin.stress.workflow.LintScenario;
import dev.minijenkin.stress.workflow.PlanScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// All scenarios there are.
public final class Scenarios {
    private static final List<Scenario> ALL =
            List.of(
                    new FirstLineScenario(),
                    new LatencyScenario(),
                    new ThroughputScenario(),
                    new LegsScenario(),
                    new QueueScenario(),
                    new IdleRunnersScenario(),
                    new StepsScenario(),
                    new CheckoutScenario(),
                    new HistoryScenario(),
                    new StartsScenario(),
                    new TriggersScenario(),
                    new HooksScenario(),
                    new LogsScenario(),
                    new LogVolumeScenario(),
                    new StreamsScenario(),
                    new WorkerScenario(),
                    new DeploymentScenario(),
                    new WebhookScenario(),
                    new SearchScenario(),
                    new ConsoleScenario(),
                    new IdleConsoleScenario(),
                    new LintScenario(),
                    new PlanScenario());

    private static final Duration TIDYING = Duration.ofSeconds(60);

    private Scenarios() {}

    public static List<Scenario> all() {
        return ALL;
    }

    /// Runs one in a folder that is deleted afterwards.
    ///
    /// @param values see [ScenarioRun]
    public static void run(
            Scenario scenario, Map<String, Object> values, Program program, Report report)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("mini-jenkin-stress");
        CountDownLatch over = new CountDownLatch(1);
        Thread atExit = tidying(Thread.currentThread(), over);
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            scenario.run(new ScenarioRun(values, folder, program), report);
        } finally {
            Trees.delete(folder);
            over.countDown();
            forget(atExit);
        }
    }

    /// Where this process is asked to end before a scenario has: none of the processes that the
    /// scenario started is left behind.
    private static Thread tidying(Thread scenario, CountDownLatch over) {
        return Thread.ofPlatform()
                .name("stress-tidying")
                .unstarted(() -> {
                    scenario.interrupt();
                    try {
                        // False: what is left is left.
                        boolean _ = over.await(TIDYING.toSeconds(), TimeUnit.SECONDS);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private static void forget(Thread atExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException _) {
            // It is at work.
        }
    }
}

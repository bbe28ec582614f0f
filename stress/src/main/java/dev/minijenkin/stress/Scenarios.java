package dev.minijenkin.stress;

import dev.minijenkin.instance.Program;
import dev.minijenkin.runner.workspace.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
                    new HistoryScenario(),
                    new StartsScenario(),
                    new TriggersScenario(),
                    new LogsScenario(),
                    new WebhookScenario(),
                    new SearchScenario(),
                    new ConsoleScenario(),
                    new IdleConsoleScenario(),
                    new LintScenario(),
                    new PlanScenario());

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
        try {
            scenario.run(new ScenarioRun(values, folder, program), report);
        } finally {
            Trees.delete(folder);
        }
    }
}

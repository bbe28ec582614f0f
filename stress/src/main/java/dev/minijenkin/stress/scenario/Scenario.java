package dev.minijenkin.stress.scenario;

import dev.minijenkin.stress.report.Report;
import java.io.IOException;
import java.util.List;

/// A benchmark or a trial that a person runs by its name: `mini-jenkin stress NAME`. A new one is a
/// class and a line in [Scenarios].
public interface Scenario {
    String name();

    /// One line for the person.
    String description();

    /// What a person may say about a run of it.
    List<ScenarioOption> options();

    /// Carries it out and tells what it finds.
    void run(ScenarioRun run, Report report) throws IOException, InterruptedException;
}

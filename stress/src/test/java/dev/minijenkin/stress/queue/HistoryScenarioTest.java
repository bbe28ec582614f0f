package dev.minijenkin.stress.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.instance.Program;
import dev.minijenkin.stress.Scenarios;
import dev.minijenkin.stress.report.Report;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryScenarioTest {
    /// It writes rows of nearly all tables by statements of its own: they must fit the schema.
    @Test
    void aSmallOneFindsNothingWrong() throws Exception {
        StringWriter told = new StringWriter();
        Report report = new Report(new PrintWriter(told, true));

        Scenarios.run(
                new HistoryScenario(),
                Map.of(
                        "jobs", 2_000, "queued", 300, "claimed", 20, "rounds", 1, "deleted", 10,
                        "turn", 1),
                Program.of(HistoryScenarioTest.class),
                report);

        assertThat(report.findings()).as(told.toString()).isEmpty();
        assertThat(told.toString()).contains("figures_ms", "open_work_ms", "retention");
    }
}

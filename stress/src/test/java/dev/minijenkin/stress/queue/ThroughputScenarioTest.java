package dev.minijenkin.stress.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.instance.Program;
import dev.minijenkin.stress.Scenarios;
import dev.minijenkin.stress.report.Report;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThroughputScenarioTest {
    /// The control writes rows by statements of its own: they must leave behind what the product
    /// does.
    @Test
    void aSmallOneFindsNothingWrong() throws Exception {
        StringWriter told = new StringWriter();
        Report report = new Report(new PrintWriter(told, true));

        Scenarios.run(
                new ThroughputScenario(20),
                Map.of("jobs", 60, "workers", 4),
                Program.of(ThroughputScenarioTest.class),
                report);

        assertThat(report.findings()).as(told.toString()).isEmpty();
        assertThat(told.toString()).contains("raw: ", "the product comes to ");
    }
}

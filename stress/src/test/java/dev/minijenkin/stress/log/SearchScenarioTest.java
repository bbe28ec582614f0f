package dev.minijenkin.stress.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.instance.Program;
import dev.minijenkin.stress.Scenarios;
import dev.minijenkin.stress.report.Report;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchScenarioTest {
    /// All kinds of searches find what they must, beside a job that prints.
    @Test
    void aSmallOneFindsNothingWrong() throws Exception {
        StringWriter told = new StringWriter();
        Report report = new Report(new PrintWriter(told, true));

        Scenarios.run(
                new SearchScenario(),
                Map.of("lines", 60_000, "lines-a-job", 2_000, "rounds", 5, "beside", 5_000),
                Program.of(SearchScenarioTest.class),
                report);

        assertThat(report.findings()).as(told.toString()).isEmpty();
        assertThat(told.toString()).contains("rare_word", "regex", "index");
    }
}

package dev.minijenkin.stress.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final StringWriter printed = new StringWriter();
    private final Report report = new Report(new PrintWriter(printed));

    @Test
    void whatWasKeptIsOneObjectOnTheLastLine() throws Exception {
        report.line("a line for a person");
        report.figure("claim_p50_ms", 1.5);
        report.control("bash_ms", 2);
        report.check("no job was lost", 0, "jobs were lost");
        report.check("no job is done twice", 3, "jobs are done twice");
        report.finding("a job was lost");
        report.tellAsJson("queue", Map.of("queued", 20));

        JsonNode told = new JsonMapper().readTree(printed.toString().lines().toList().getLast());
        assertThat(told)
                .isEqualTo(
                        new JsonMapper()
                                .readTree(
                                        """
                                        {"scenario": "queue", "options": {"queued": 20}, "figures": {"claim_p50_ms": 1.5},
                                         "control": {"bash_ms": 2.0}, "held": ["no job was lost"], "findings": ["3 jobs are done twice", "a job was lost"]}
                                        """));
    }

    @Test
    void whatIsNoNumberIsLeftOut() {
        report.figure("postgres_ms_per_job", Double.NaN);
        report.tellAsJson("queue", Map.of());

        assertThat(printed.toString()).contains("\"figures\":{}");
    }
}

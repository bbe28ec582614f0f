package dev.minijenkin.stress.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportPageTest {
    private final Report report = new Report(new PrintWriter(new StringWriter()));

    @Test
    void whatIsBrokenStandsBeforeWhatHeldAndBeforeTheFigures() {
        report.figure("claim_p50_ms", 1.5);
        report.check("no job was lost", 0, "jobs were lost");
        report.check("no job is done twice", 3, "jobs are <done> twice");

        assertThat(page())
                .containsSubsequence(
                        "<h2>Broken</h2>",
                        "3 jobs are &lt;done&gt; twice",
                        "no job was lost",
                        "claim p50</th><td class=\"number\">1.50</td><td class=\"unit\">ms</td>",
                        "./mini-jenkin stress trial --jobs 20");
    }

    @Test
    void whereAllHeldItSaysSo() {
        report.check("no job was lost", 0, "jobs were lost");

        assertThat(page()).contains("<h2>All held</h2>").doesNotContain("Broken");
    }

    @Test
    void itNeedsNothingBesideIt() {
        report.timeline().point("Jobs", "ended", 3);

        assertThat(page())
                .contains("prefers-color-scheme: dark")
                .doesNotContain("http://", "https://", "src=", "@import", "<script");
    }

    @Test
    void aPlotIsWholeXmlWithALineForEachSeriesAndATickForEachTrouble() throws Exception {
        for (int point = 0; point < 2_000; point++) {
            report.timeline().point("Jobs & claims", "ended", point);
            report.timeline().point("Jobs & claims", "lost", point == 1_003 ? 5_000 : 0);
        }
        report.timeline().mark("kill", "oak \"1\"");
        Timeline time = report.timeline();
        Map<String, List<Timeline.Point>> series = time.plots().values().iterator().next();

        String svg = new Plot("Jobs & claims", series, time.marks()).svg();

        Document read =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)));
        assertThat(read.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(read.getElementsByTagName("title").getLength()).isEqualTo(1);
        assertThat(svg).as("the one peak, at the top of the plot").contains(",34.0 ");
        assertThat(svg.length()).as("no more points than are seen").isLessThan(20_000);
    }

    private String page() {
        return new ReportPage(
                        "trial",
                        "Tries something.",
                        Map.of("jobs", 20),
                        "./mini-jenkin stress trial --jobs 20",
                        Instant.EPOCH)
                .html(report);
    }
}

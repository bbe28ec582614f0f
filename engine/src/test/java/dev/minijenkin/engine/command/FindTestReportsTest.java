package dev.minijenkin.engine.command;

import static dev.minijenkin.engine.advance.EngineBench.REST;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.engine.advance.EngineBench;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FindTestReportsTest {
    @AutoClose private final EngineBench bench = new EngineBench();
    private final SentCommands wishes = new SentCommands(bench);

    @Test
    void jobsThatAreClaimedFromThenOnKnowThePatterns() {
        bench.push(file("name: ci\non: push\njobs: {a: {%s}, b: {%s}}\n".formatted(REST, REST)));

        assertThat(said("target/*.xml", "!target/x.xml"))
                .isEqualTo(
                        "DONE Jobs of ci that begin from now on are looked through for target/*.xml, !target/x.xml when they end");
        assertThat(patterns()).containsExactly("target/*.xml", "!target/x.xml");
        assertThat(bench.claim())
                .isNotEmpty()
                .allMatch(job -> job.terms().testReports().equals("target/*.xml\n!target/x.xml"));
        assertThat(said()).isEqualTo("DONE Jobs of ci are not looked through for reports of tests");
        assertThat(patterns()).isEmpty();
    }

    @Test
    void noPatternLeadsOutOfTheWorkspaceAndNoneIsEvaluated() {
        bench.push(file("name: ci\non: push\njobs: {a: {%s}}\n".formatted(REST)));

        for (String outside :
                List.of("/etc/*.xml", "~/x.xml", "../x.xml", "a/../../x.xml", "a/..", "!/etc/x")) {
            assertThat(said("a.xml", outside))
                    .isEqualTo(
                            "REFUSED A pattern stays in the workspace, and \"%s\" does not"
                                    .formatted(outside));
        }
        assertThat(said("${{ secrets.X }}.xml"))
                .startsWith("REFUSED A pattern holds no expression");
        assertThat(said("!a.xml")).startsWith("REFUSED Give at least one pattern");
        assertThat(said("")).startsWith("REFUSED A pattern is one line");
        assertThat(said("a\nb")).startsWith("REFUSED A pattern is one line");
        assertThat(said(Collections.nCopies(51, "a.xml").toArray(String[]::new)))
                .isEqualTo("REFUSED A pipeline has at most 50 patterns");
        assertThat(said("a..b/*.xml", "..a/x.xml")).startsWith("DONE");
    }

    private List<String> patterns() {
        return bench.in(tx -> Pipelines.ofRepository(tx, bench.repository().id()))
                .getFirst()
                .testReports();
    }

    private String said(String... patterns) {
        String path =
                bench.in(tx -> Pipelines.ofRepository(tx, bench.repository().id()))
                        .getFirst()
                        .path();
        return wishes.said(
                wishes.insert(
                        new NewCommand(
                                "find_test_reports",
                                CommandArguments.testReports(path, List.of(patterns)),
                                null,
                                null,
                                null,
                                bench.repository().id())));
    }
}

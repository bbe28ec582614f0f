package dev.minijenkin.workflow.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Workflow;
import java.util.List;

/// What the tests of reading share.
public final class Workflows {
    private Workflows() {}

    /// Reads a file that must be valid, with warnings or without.
    public static Workflow valid(String text) {
        ReadResult result = WorkflowReader.read("ci.yml", text);
        assertThat(result).as(result.problems().toString()).isInstanceOf(ReadResult.Valid.class);
        return ((ReadResult.Valid) result).workflow();
    }

    /// Problems as `line:column: level: message`.
    public static List<String> problems(String text) {
        return WorkflowReader.read("ci.yml", text).problems().stream()
                .map(problem -> problem.toString().replace("ci.yml:", ""))
                .toList();
    }

    /// A file with one job; each line of `job` stands below it, indented by four.
    public static String job(String job) {
        return "on: push\njobs:\n  build:\n" + job.indent(4);
    }

    /// A file with one step; each line of `step` belongs to it; its first line is line 6, column 9.
    public static String step(String step) {
        return job("runs-on: linux\nsteps:\n  - " + step.indent(4).strip().replace("\n", "\n"));
    }
}

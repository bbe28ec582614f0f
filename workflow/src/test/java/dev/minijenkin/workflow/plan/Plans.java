package dev.minijenkin.workflow.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.reader.WorkflowReader;
import java.util.List;
import java.util.Map;

/// Plans files in tests.
public final class Plans {
    private Plans() {}

    public static Workflow workflow(String text) {
        ReadResult result = WorkflowReader.read("ci.yml", text);
        assertThat(result).as(result.problems().toString()).isInstanceOf(ReadResult.Valid.class);
        return ((ReadResult.Valid) result).workflow();
    }

    public static List<PlannedJob> jobs(String text, Map<String, Value> contexts) {
        PlanResult result = RunPlanner.plan("ci.yml", workflow(text), contexts);
        assertThat(result).isInstanceOf(PlanResult.Planned.class);
        return ((PlanResult.Planned) result).jobs();
    }

    /// Problems as `line:column: level: message`.
    public static List<String> problems(String text, Map<String, Value> contexts) {
        PlanResult result = RunPlanner.plan("ci.yml", workflow(text), contexts);
        assertThat(result).isInstanceOf(PlanResult.Refused.class);
        return ((PlanResult.Refused) result)
                .problems().stream()
                        .map(problem -> problem.toString().replace("ci.yml:", ""))
                        .toList();
    }

    /// A file with one job, whose keys begin in line 4, column 5.
    public static String job(String id, String keys) {
        return "on: push\njobs:\n  " + id + ":\n" + withDefaults(keys);
    }

    /// Keys of a job, with what they lack.
    public static String withDefaults(String keys) {
        String whole = keys.contains("runs-on:") ? keys : keys + "\nruns-on: linux";
        return (whole.strip() + "\nsteps: [{run: x}]").indent(4);
    }
}

package dev.minijenkin.cli.workflow;

import dev.minijenkin.cli.part.Table;
import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.lint.LintReport;
import dev.minijenkin.workflow.plan.JobKind;
import dev.minijenkin.workflow.plan.PlannedJob;
import dev.minijenkin.workflow.preview.Preview;
import dev.minijenkin.workflow.preview.PreviewEvent;
import dev.minijenkin.workflow.preview.PreviewJob;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `plan` prints about a file.
///
/// @param preview empty where the file cannot be read
record PlanReport(PreviewEvent event, LintReport problems, Optional<Preview> preview) {
    private static final String AFTER_NEEDS = "after its needs";

    void print(PrintWriter out) {
        switch (preview.orElse(new Preview.Broken(problems.errors()))) {
            case Preview.Broken _ -> {}
            case Preview.Ignored(String reason) -> out.println("Nothing starts: " + reason + ".");
            case Preview.Starts(List<PreviewJob> jobs) -> {
                Table table = new Table("JOB", "NAME", "RUNS", "NEEDS", "RUNS ON");
                jobs.forEach(job -> row(table, job));
                table.print(out);
            }
        }
    }

    private static void row(Table table, PreviewJob row) {
        PlannedJob job = row.job();
        table.row(
                row.key(),
                row.name(),
                row.runs().map(runs -> runs ? "yes" : "no").orElse("open"),
                String.join(", ", row.needs()),
                switch (job.kind()) {
                    case STEPS -> String.join(", ", job.labels());
                    case CALL -> "a called workflow";
                    case DEFERRED -> AFTER_NEEDS;
                });
    }

    /// One JSON object: the fields of a [LintReport], `event`, `ref`, `starts`, `reason` where
    /// nothing starts, `jobs`. The `if` of a job is true, false, or null where only the run can
    /// tell.
    String toJson() {
        Map<String, Value> report = problems.fields();
        report.put("event", Value.of(event.name()));
        report.put("ref", Value.of(event.ref()));
        List<Value> jobs = List.of();
        boolean starts = false;
        switch (preview.orElse(new Preview.Broken(problems.errors()))) {
            case Preview.Broken _ -> {}
            case Preview.Ignored(String reason) -> report.put("reason", Value.of(reason));
            case Preview.Starts(List<PreviewJob> found) -> {
                starts = true;
                jobs = found.stream().map(PlanReport::job).toList();
            }
        }
        report.put("starts", Value.of(starts));
        report.put("jobs", ArrayValue.of(jobs));
        return Json.text(ObjectValue.ignoringCase(report));
    }

    private static Value job(PreviewJob row) {
        PlannedJob job = row.job();
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("id", Value.of(row.key()));
        fields.put("name", Value.of(row.name()));
        fields.put("leg", job.leg().isOfMatrix() ? Value.of(job.leg().id()) : NullValue.NULL);
        fields.put("matrix", job.leg().matrix());
        fields.put("needs", texts(row.needs()));
        fields.put("runs-on", texts(job.labels()));
        fields.put("condition", Value.of(job.definition().condition()));
        fields.put("if", row.runs().<Value>map(Value::of).orElse(NullValue.NULL));
        fields.put("calls", Value.of(job.kind() == JobKind.CALL));
        fields.put("deferred", Value.of(job.kind() == JobKind.DEFERRED));
        return ObjectValue.ignoringCase(fields);
    }

    private static Value texts(List<String> texts) {
        return ArrayValue.of(texts.stream().<Value>map(Value::of).toList());
    }
}

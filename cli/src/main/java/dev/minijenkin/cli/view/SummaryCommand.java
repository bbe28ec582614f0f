package dev.minijenkin.cli.view;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.summary.StepSummaries;
import dev.minijenkin.db.summary.StepSummary;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin summary`
@Command(
        name = "summary",
        mixinStandardHelpOptions = true,
        description =
                "Prints what the steps of a run tell people (GITHUB_STEP_SUMMARY), as Markdown.")
public final class SummaryCommand implements Runnable {
    @Mixin private DatabaseOptions database;

    @Parameters(paramLabel = "RUN", description = "id of the run")
    private long run;

    @Option(names = "--json", description = "print one JSON object a step")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        try (Database open = Database.open(database.configuration("summary"), HintSink.NONE)) {
            Run found =
                    open.statement(tx -> Runs.find(tx, new RunId(run)))
                            .orElseThrow(() ->
                                    new CommandFailureException("There is no run " + run + "."));
            List<StepSummary> summaries =
                    open.statement(tx -> StepSummaries.ofRun(tx, found.id(), found.attempt()));
            if (summaries.isEmpty() && !json) {
                out.println("No step of run " + run + " wrote a summary.");
            }
            for (StepSummary summary : summaries) {
                out.println(json ? toJson(summary) : toText(summary));
            }
            out.flush();
        }
    }

    private static String toText(StepSummary summary) {
        return "<!-- %s: %s -->%n%s%n"
                .formatted(
                        summary.jobName(),
                        summary.stepName().isEmpty()
                                ? "step " + summary.stepNumber()
                                : summary.stepName(),
                        summary.body().stripTrailing());
    }

    private static String toJson(StepSummary summary) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("job", Value.of((double) summary.job().value()));
        fields.put("job_name", Value.of(summary.jobName()));
        fields.put("step", Value.of((double) summary.stepNumber()));
        fields.put("step_name", Value.of(summary.stepName()));
        fields.put("markdown", Value.of(summary.body()));
        return Json.text(ObjectValue.ignoringCase(fields));
    }
}

package dev.minijenkin.cli.view;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.RunWords;
import dev.minijenkin.cli.part.Table;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.view.explain.Explanation;
import dev.minijenkin.db.view.explain.Explanations;
import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin explain`
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says why a job has not begun: what it waits for, its place in the queue, when it likely starts,",
            "and for each runner what keeps it from taking the job. With --run: of all such jobs of a run."
        })
public final class ExplainCommand implements Callable<Integer> {
    @Mixin private DatabaseOptions database;

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "id of the job")
    private @Nullable Long job;

    @Option(names = "--run", paramLabel = "RUN", description = "id of a run")
    private @Nullable Long run;

    @Option(names = "--json", description = "print one JSON object a job")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Long one = job;
        Long all = run;
        if ((one == null) == (all == null)) {
            throw new CommandFailureException(
                    "Which job? Give its id, or --run and the id of a run.");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Database open = Database.open(database.configuration("explain"), HintSink.NONE)) {
            List<JobId> jobs =
                    all == null
                            ? List.of(new JobId(one == null ? 0 : one))
                            : open.statement(tx -> Explanations.waiting(tx, all));
            if (jobs.isEmpty()) {
                out.println("No job of run " + all + " waits.");
            }
            for (JobId each : jobs) {
                List<Explanation> rows = open.statement(tx -> Explanations.of(tx, each));
                if (rows.isEmpty()) {
                    throw new CommandFailureException("There is no job " + each.value() + ".");
                }
                if (json) {
                    out.println(toJson(each, rows));
                } else {
                    print(each, rows, out);
                }
            }
            out.flush();
            return 0;
        }
    }

    private static void print(JobId job, List<Explanation> rows, PrintWriter out) {
        Explanation state = rows.getFirst();
        out.println("Job %d, %s: %s".formatted(job.value(), state.subject(), state.sentence()));
        if (rows.size() > 1) {
            Table table = new Table("", "", "");
            for (Explanation row : rows.subList(1, rows.size())) {
                table.row(row.kind(), row.subject(), row.sentence() + line(row) + start(row));
            }
            table.print(out);
        }
        out.println();
    }

    private static String line(Explanation row) {
        Long place = row.place();
        return place == null || row.kind().equals("queue") ? "" : "; place " + place + " in line";
    }

    private static String start(Explanation row) {
        if (!row.kind().equals("queue")) {
            return "";
        }
        Instant at = row.startsAt();
        if (at == null) {
            return "; when it starts nobody can say";
        }
        Duration left = Duration.between(Instant.now(), at);
        return left.toSeconds() < 1
                ? "; it should start at once"
                : "; it should start in about " + RunWords.duration(left);
    }

    private static String toJson(JobId job, List<Explanation> rows) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("job", Value.of((double) job.value()));
        fields.put("reasons", ArrayValue.of(rows.stream().map(ExplainCommand::value).toList()));
        return Json.text(ObjectValue.ignoringCase(fields));
    }

    private static Value value(Explanation row) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("kind", Value.of(row.kind()));
        fields.put("subject", Value.of(row.subject()));
        fields.put("sentence", Value.of(row.sentence()));
        fields.put("place", row.place() == null ? NullValue.NULL : Value.of(row.place()));
        fields.put(
                "starts_at",
                row.startsAt() == null ? NullValue.NULL : Value.of(row.startsAt().toString()));
        return ObjectValue.ignoringCase(fields);
    }
}

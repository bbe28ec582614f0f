package dev.minijenkin.instance.run;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogCursor;
import dev.minijenkin.db.log.LogLines;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.annotation.Annotations;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobForm;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.run.step.Step;
import dev.minijenkin.db.run.step.Steps;
import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.definition.JobDefinitions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How runs ended, for programs: one JSON object.
public final class RunReport {
    private static final int PAGE = 64;

    private RunReport() {}

    /// The fields are `conclusion`, `runs`, `jobs`. Of several runs the conclusion is that of the
    /// first that did not succeed; the jobs of all stand one after another.
    public static String json(Database database, List<RunId> runs) {
        List<Value> all = new ArrayList<>();
        List<Value> jobs = new ArrayList<>();
        for (RunId id : runs) {
            Run run = database.statement(tx -> Runs.find(tx, id)).orElseThrow();
            String workflow = database.statement(tx -> Runs.source(tx, id)).path();
            all.add(run(database, run, workflow));
            database.statement(tx -> Jobs.ofRun(tx, id, run.attempt()))
                    .forEach(job -> jobs.add(job(database, job, workflow)));
        }
        Map<String, Value> report = new LinkedHashMap<>();
        report.put("conclusion", word(conclusion(database, runs)));
        report.put("runs", ArrayValue.of(all));
        report.put("jobs", ArrayValue.of(jobs));
        return Json.text(ObjectValue.tellingCaseApart(report));
    }

    /// The same where nothing could be started.
    public static String json(String reason) {
        Map<String, Value> report = new LinkedHashMap<>();
        report.put("conclusion", Value.of("failure"));
        report.put("message", Value.of(reason));
        report.put("runs", ArrayValue.of(List.of()));
        report.put("jobs", ArrayValue.of(List.of()));
        return Json.text(ObjectValue.tellingCaseApart(report));
    }

    /// Of all runs together: what the first one ended with that did not succeed.
    public static Conclusion conclusion(Database database, List<RunId> runs) {
        Conclusion together = Conclusion.SKIPPED;
        for (RunId id : runs) {
            Conclusion own = database.statement(tx -> Runs.find(tx, id)).orElseThrow().conclusion();
            if (own != null && own != Conclusion.SUCCESS && own != Conclusion.SKIPPED) {
                return own;
            }
            together = own == Conclusion.SUCCESS ? own : together;
        }
        return together;
    }

    private static Value run(Database database, Run run, String workflow) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("id", Value.of((double) run.id().value()));
        fields.put("number", Value.of((double) run.number()));
        fields.put("workflow", Value.of(workflow));
        fields.put("event", Value.of(run.origin().event()));
        fields.put("ref", Value.of(run.origin().ref()));
        fields.put("commit", Value.of(run.origin().commitSha()));
        fields.put("conclusion", word(run.conclusion()));
        List<Value> problems = new ArrayList<>();
        for (Annotation annotation :
                database.statement(tx -> Annotations.ofRun(tx, run.id(), run.attempt()))) {
            problems.add(annotation(annotation));
        }
        fields.put("annotations", ArrayValue.of(problems));
        return ObjectValue.tellingCaseApart(fields);
    }

    private static Value annotation(Annotation annotation) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("level", Value.of(EnumWords.of(annotation.level())));
        fields.put("title", Value.of(annotation.title()));
        fields.put("message", Value.of(annotation.message()));
        fields.put("path", Value.of(annotation.path()));
        fields.put("line", Value.of(annotation.line()));
        return ObjectValue.tellingCaseApart(fields);
    }

    private static Value job(Database database, Job job, String workflow) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("id", Value.of(job.key()));
        fields.put("name", Value.of(job.name()));
        fields.put("workflow", Value.of(workflow));
        fields.put("matrix", matrix(database, job.id()));
        fields.put("conclusion", word(job.conclusion()));
        fields.put(
                "cause",
                job.cause() == null ? NullValue.NULL : Value.of(EnumWords.of(job.cause())));
        fields.put("outputs", Json.parse(job.outputs()));
        List<Value> steps = List.of();
        if (job.form() == JobForm.STEPS) {
            Map<Integer, List<Value>> lines = lines(database, job.id());
            steps =
                    database.statement(tx -> lastClaim(tx, job.id())).stream()
                            .map(step -> step(step, lines))
                            .toList();
            fields.put("lines", ArrayValue.of(lines.getOrDefault(0, List.of())));
        }
        fields.put("steps", ArrayValue.of(steps));
        return ObjectValue.tellingCaseApart(fields);
    }

    private static Value matrix(Database database, JobId job) {
        String definition = database.statement(tx -> Jobs.definitions(tx, List.of(job))).get(job);
        return definition == null
                ? NullValue.NULL
                : JobDefinitions.decode(definition)
                        .contexts()
                        .getOrDefault("matrix", NullValue.NULL);
    }

    private static List<Step> lastClaim(Tx tx, JobId job) {
        List<Step> all = Steps.ofJob(tx, job);
        return all.stream().filter(step -> step.claim().equals(all.getLast().claim())).toList();
    }

    private static Value step(Step step, Map<Integer, List<Value>> lines) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("number", Value.of(step.number()));
        fields.put("name", Value.of(step.name()));
        fields.put("outcome", word(step.outcome()));
        fields.put("conclusion", word(step.conclusion()));
        fields.put("lines", ArrayValue.of(lines.getOrDefault(step.number(), List.of())));
        return ObjectValue.tellingCaseApart(fields);
    }

    /// By the number of the step; 0: what stands before the first one.
    private static Map<Integer, List<Value>> lines(Database database, JobId job) {
        Map<Integer, StepLines> steps = new TreeMap<>();
        LogCursor cursor = new LogCursor(job);
        LogLines whole = new LogLines();
        int last = 0;
        List<LogChunk> chunks = database.statement(tx -> cursor.next(tx, PAGE));
        while (!chunks.isEmpty()) {
            for (LogChunk chunk : chunks) {
                last = chunk.stepNumber();
                whole.take(chunk, sink(steps, last));
            }
            chunks = database.statement(tx -> cursor.next(tx, PAGE));
        }
        whole.end(sink(steps, last));
        Map<Integer, List<Value>> lines = new LinkedHashMap<>();
        steps.forEach((number, said) -> lines.put(number, said.values()));
        return lines;
    }

    private static LogLines.Sink sink(Map<Integer, StepLines> steps, int step) {
        return new LogLines.Sink() {
            @Override
            public void line(Instant time, byte[] bytes, long more) {
                steps.computeIfAbsent(step, _ -> new StepLines())
                        .add(new String(bytes, StandardCharsets.UTF_8));
            }

            @Override
            public void claimed() {
                // What an earlier claim wrote is no more what happened.
                steps.clear();
            }
        };
    }

    private static Value word(@Nullable Conclusion conclusion) {
        return conclusion == null ? NullValue.NULL : Value.of(EnumWords.of(conclusion));
    }
}

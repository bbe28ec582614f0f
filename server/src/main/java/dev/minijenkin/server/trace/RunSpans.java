package dev.minijenkin.server.trace;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.trace.EndedJob;
import dev.minijenkin.db.trace.EndedJob.EndedStep;
import dev.minijenkin.db.trace.EndedRun;
import dev.minijenkin.engine.trace.TraceContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The spans of a run that ended, of its jobs and their steps, in the words of OpenTelemetry's
/// conventions for CI/CD.
///
/// @param pages below which the pages of runs are
record RunSpans(TraceContext trace, URI pages) {
    List<Span> of(EndedRun run, List<EndedJob> jobs) {
        String ofRun = trace.ofRun(run.run(), run.attempt());
        List<Span> spans = new ArrayList<>();
        spans.add(span(run, ofRun));
        for (EndedJob job : jobs) {
            String ofJob = trace.ofJob(job.job());
            spans.add(span(job, ofRun, ofJob));
            job.steps().forEach(step -> spans.add(span(job, step, ofJob)));
        }
        return spans;
    }

    private Span span(EndedRun run, String id) {
        EndedRun.Title title = run.title();
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("cicd.pipeline.name", title.pipeline());
        attributes.put("cicd.pipeline.run.id", Long.toString(run.run().value()));
        attributes.put("cicd.pipeline.result", result(run.conclusion()));
        attributes.put(
                "cicd.pipeline.run.url.full",
                pages.toString().replaceFirst("/+$", "") + "/runs/" + run.run().value());
        attributes.put("vcs.repository.name", title.repository());
        attributes.put("vcs.ref.head.name", title.ref());
        attributes.put("vcs.ref.head.revision", title.commit());
        attributes.put("mini_jenkin.run.number", title.number());
        attributes.put("mini_jenkin.run.attempt", (long) run.attempt());
        attributes.put("mini_jenkin.event", title.event());
        return new Span(
                trace.traceId(),
                id,
                trace.parent(),
                Span.Kind.SERVER,
                "RUN " + title.pipeline(),
                run.startedAt(),
                run.finishedAt(),
                failure(run.conclusion(), null),
                attributes);
    }

    private Span span(EndedJob job, String run, String id) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("cicd.pipeline.task.name", job.name());
        attributes.put("cicd.pipeline.task.run.id", Long.toString(job.job().value()));
        attributes.put("cicd.pipeline.task.run.result", result(job.conclusion()));
        attributes.put("cicd.worker.name", job.runner());
        Instant queued = job.queuedAt();
        if (queued != null && !queued.isAfter(job.startedAt())) {
            attributes.put(
                    "mini_jenkin.queued_ms", Duration.between(queued, job.startedAt()).toMillis());
        }
        return new Span(
                trace.traceId(),
                id,
                Optional.of(run),
                Span.Kind.INTERNAL,
                job.name(),
                job.startedAt(),
                job.finishedAt(),
                failure(job.conclusion(), EnumWords.ofNullable(job.cause())),
                attributes);
    }

    private Span span(EndedJob job, EndedStep step, String parent) {
        Conclusion conclusion = step.conclusion();
        Instant finished = step.finishedAt();
        Integer exitCode = step.exitCode();
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("mini_jenkin.step.number", (long) step.number());
        if (conclusion != null) {
            attributes.put("cicd.pipeline.task.run.result", result(conclusion));
        }
        if (exitCode != null) {
            attributes.put("process.exit.code", exitCode.longValue());
        }
        return new Span(
                trace.traceId(),
                trace.ofStep(job.claim(), step.number()),
                Optional.of(parent),
                Span.Kind.INTERNAL,
                step.name(),
                step.startedAt(),
                finished == null ? job.finishedAt() : finished,
                conclusion == null
                        ? Optional.of("lost")
                        : failure(conclusion, exitCode == null ? null : "exit code " + exitCode),
                attributes);
    }

    private static Optional<String> failure(Conclusion conclusion, @Nullable String why) {
        return switch (conclusion) {
            case FAILURE -> Optional.of(why == null ? "failure" : why);
            case TIMED_OUT -> Optional.of("timeout");
            case SUCCESS, CANCELLED, SKIPPED -> Optional.empty();
        };
    }

    private static String result(Conclusion conclusion) {
        return switch (conclusion) {
            case SUCCESS -> "success";
            case FAILURE -> "failure";
            case CANCELLED -> "cancellation";
            case SKIPPED -> "skip";
            case TIMED_OUT -> "timeout";
        };
    }
}

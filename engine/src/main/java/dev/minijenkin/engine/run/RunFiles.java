package dev.minijenkin.engine.run;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.CalledSource;
import dev.minijenkin.db.run.CalledSources;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunSource;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.plan.CallTarget;
import dev.minijenkin.workflow.problem.Problem;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What a run was made from, each part read at most once and only when it is asked for. Used by one
/// thread, within one transaction.
public final class RunFiles {
    private final Tx tx;
    private final Run run;
    private final Map<CallTarget, RunFile> files = new HashMap<>();
    private final Supplier<RunSource> source;
    private final Supplier<Value> payload;

    public RunFiles(Tx tx, Run run) {
        this.tx = tx;
        this.run = run;
        source = new Lazy<>(() -> Runs.source(tx, run.id()));
        payload = new Lazy<>(() -> EventPayload.read(source.get().eventPayload()));
    }

    /// Of a run that is not stored yet: nothing but the payload of its event is asked for.
    RunFiles(Tx tx, Run run, Value payload) {
        this.tx = tx;
        this.run = run;
        source =
                () -> {
                    throw new IllegalStateException("Run " + run.id() + " is not stored yet");
                };
        this.payload = () -> payload;
    }

    /// The file in which a job stands: that of the run, or the one that its caller calls.
    ///
    /// @param jobs of the attempt
    public RunFile of(Job job, Collection<Job> jobs) {
        return caller(job, jobs)
                .flatMap(caller -> Optional.ofNullable(caller.calls()))
                .map(CallTarget::parse)
                .map(this::read)
                .orElseGet(() -> read(CallTarget.own(source.get().path())));
    }

    public static Optional<Job> caller(Job job, Collection<Job> jobs) {
        String scope = job.position().caller();
        return scope.isEmpty()
                ? Optional.empty()
                : jobs.stream().filter(other -> other.position().scope().equals(scope)).findFirst();
    }

    public RunFile read(CallTarget target) {
        return files.computeIfAbsent(target, this::readNow);
    }

    private RunFile readNow(CallTarget target) {
        if (target.equals(CallTarget.own(source.get().path()))) {
            return read(target, source.get().workflow());
        }
        return switch (CalledSources.find(tx, run.id(), target.toString()).orElse(null)) {
            case CalledSource.Present(_, byte[] content) -> read(target, content);
            case CalledSource.Absent(_, String fault) -> new RunFile.Absent(target, fault);
            case null ->
                    new RunFile.Absent(
                            target, "The file %s was not kept with the run".formatted(target));
        };
    }

    private static RunFile read(CallTarget target, byte[] content) {
        String path = RunFile.path(target);
        return switch (new WorkflowSource(path, content).read()) {
            case ReadResult.Valid valid -> new RunFile.Present(target, valid.workflow());
            case ReadResult.Invalid invalid ->
                    new RunFile.Absent(
                            target,
                            "The file %s is not valid any more: %s"
                                    .formatted(
                                            path,
                                            invalid.problems().stream()
                                                    .map(Problem::toString)
                                                    .findFirst()
                                                    .orElse("")));
        };
    }

    /// The same contexts with `github.event`, which is kept once a run and not once a job, where
    /// the text needs it.
    public Map<String, Value> withEvent(String text, Map<String, Value> contexts) {
        return mayNeedEvent(text) ? withEvent(contexts) : contexts;
    }

    /// The same contexts with `github.event`.
    public Map<String, Value> withEvent(Map<String, Value> contexts) {
        if (!(contexts.get("github") instanceof ObjectValue github)) {
            return contexts;
        }
        Map<String, Value> fields = new LinkedHashMap<>(github.fields());
        fields.put("event", payload.get());
        Map<String, Value> together = new LinkedHashMap<>(contexts);
        together.put("github", ObjectValue.ignoringCase(fields));
        return together;
    }

    /// The payload of the event may be megabytes, and few texts look at it: those that name it, or
    /// take `github` as a whole or by a computed name.
    private static boolean mayNeedEvent(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        return folded.contains("event") || folded.contains("github[") || folded.contains("tojson");
    }
}

package dev.minijenkin.engine.start;

import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.hold.Holds;
import dev.minijenkin.db.listener.RunListeners;
import dev.minijenkin.db.repository.Pipeline;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.db.run.CalledSources;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.annotation.Annotations;
import dev.minijenkin.db.run.start.NewJob;
import dev.minijenkin.db.run.start.NewJobs;
import dev.minijenkin.db.run.start.NewRunJobs;
import dev.minijenkin.db.run.start.NewRuns;
import dev.minijenkin.db.run.start.RunNumber;
import dev.minijenkin.db.run.start.WantedRun;
import dev.minijenkin.db.variable.Variables;
import dev.minijenkin.engine.advance.RunProgress;
import dev.minijenkin.engine.run.CallerScope;
import dev.minijenkin.engine.run.JobRows;
import dev.minijenkin.engine.run.RunEvents;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// Inserts runs of one repository with all that belongs to them, and lets the jobs that need
/// nothing enter the queue: any number of runs with as many statements as one, but for what only
/// some of them need. Used by one thread, within one transaction.
public final class RunInsertion {
    /// Who holds runs of code that nobody here knows.
    static final String RULE = "the rule for forks";

    private final Tx tx;
    private final RepositoryId repository;
    private final List<StartableRun> runs;
    private final Map<String, Pipeline> pipelines;

    private RunInsertion(Tx tx, RepositoryId repository, List<StartableRun> runs) {
        this.tx = tx;
        this.repository = repository;
        this.runs = runs;
        pipelines = Pipelines.ensure(tx, repository, names(runs));
    }

    /// A run that cannot be is inserted as one that failed, with annotations that say why.
    ///
    /// @param runs of one repository
    /// @return one for each, in the same order; empty where this delivery has started this pipeline
    ///   already, or nobody wants the pipeline to run
    public static List<Optional<StartedRun>> insert(Tx tx, List<StartableRun> runs) {
        return runs.isEmpty()
                ? List.of()
                : new RunInsertion(tx, runs.getFirst().trigger().repository().id(), runs).insert();
    }

    private List<Optional<StartedRun>> insert() {
        List<Optional<RunNumber>> numbers =
                NewRuns.number(tx, runs.stream().map(this::wanted).toList());
        ObjectValue vars = ObjectValue.ofTexts(Variables.of(tx, repository));
        List<Optional<StartedRun>> started = new ArrayList<>();
        List<PlannedRun> planned = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            StartableRun run = runs.get(i);
            Optional<PlannedRun> plan =
                    numbers.get(i).map(number -> PlannedRun.of(run, pipeline(run), number, vars));
            plan.ifPresent(planned::add);
            started.add(plan.map(PlannedRun::started));
        }
        insert(planned);
        return started;
    }

    private void insert(List<PlannedRun> planned) {
        NewRuns.insert(tx, planned.stream().map(PlannedRun::row).toList());
        sendToGuests(planned);
        planned.forEach(this::insertWhatBelongsTo);
        if (RunListeners.areThere(tx, repository)) {
            planned.forEach(run -> RunEvents.requested(tx, run.run().id()));
        }
        List<PlannedRun> beginning = planned.stream().filter(run -> !run.plan().refused()).toList();
        holdInDoubt(beginning);
        List<PlannedRun> further = new ArrayList<>();
        beginning.stream()
                .collect(Collectors.partitioningBy(run -> run.run().onGuests()))
                .forEach((onGuests, runs) -> {
                    if (!runs.isEmpty()) {
                        further.addAll(insertJobs(runs, onGuests));
                    }
                });
        planned.stream().filter(run -> run.plan().refused()).forEach(this::refuse);
        further.forEach(run -> RunProgress.begin(tx, run.run()));
    }

    private void sendToGuests(List<PlannedRun> planned) {
        List<RunId> guests =
                planned.stream().map(PlannedRun::run).filter(Run::onGuests).map(Run::id).toList();
        if (!guests.isEmpty()) {
            Runs.sendToGuests(tx, guests);
        }
    }

    private void holdInDoubt(List<PlannedRun> beginning) {
        Map<RunId, String> reasons = new LinkedHashMap<>();
        for (PlannedRun run : beginning) {
            run.startable()
                    .trigger()
                    .doubt()
                    .ifPresent(doubt -> reasons.put(run.run().id(), doubt));
        }
        if (!reasons.isEmpty()) {
            Holds.holdUntilApproved(tx, RULE, reasons);
        }
    }

    private void insertWhatBelongsTo(PlannedRun planned) {
        if (planned.startable() instanceof ReadyRun ready) {
            CalledSources.insert(tx, planned.run().id(), ready.called());
        }
        Annotations.insert(
                tx, planned.run().id(), planned.run().attempt(), planned.plan().annotations());
    }

    /// @return runs with which there is more to do
    private List<PlannedRun> insertJobs(List<PlannedRun> beginning, boolean onGuests) {
        JobRows rows =
                JobRows.of(
                        tx,
                        beginning.stream().flatMap(run -> run.plan().jobs().stream()).toList(),
                        onGuests);
        List<NewRunJobs> jobs = new ArrayList<>();
        List<PlannedRun> further = new ArrayList<>();
        for (PlannedRun planned : beginning) {
            List<NewJob> ofRun = rows.rows(planned.run(), planned.plan().jobs(), CallerScope.NONE);
            FirstStep step =
                    FirstStep.of(
                            tx,
                            planned.run(),
                            ofRun,
                            planned.plan(),
                            planned.startable().trigger().doubt().isPresent());
            jobs.add(new NewRunJobs(planned.run(), ofRun, step.queued()));
            if (step.leavesMore()) {
                further.add(planned);
            }
        }
        NewJobs.insert(tx, jobs);
        return further;
    }

    /// Ends one that cannot go on, before any of its jobs began.
    private void refuse(PlannedRun planned) {
        Runs.finish(tx, planned.run().id(), Conclusion.FAILURE, Cause.WORKFLOW_INVALID);
        RunEvents.completed(tx, planned.run().id());
    }

    private Pipeline pipeline(StartableRun run) {
        return Objects.requireNonNull(pipelines.get(run.path()));
    }

    private WantedRun wanted(StartableRun run) {
        TriggerEvent trigger = run.trigger();
        return new WantedRun(pipeline(run).id(), trigger.delivery(), trigger.name(), trigger.ref());
    }

    /// Of a file that comes several times the last word counts.
    private static Map<String, Optional<String>> names(List<StartableRun> runs) {
        Map<String, Optional<String>> names = new LinkedHashMap<>();
        for (StartableRun run : runs) {
            switch (run) {
                case ReadyRun ready -> names.put(run.path(), Optional.of(ready.name()));
                case BrokenRun _ -> names.putIfAbsent(run.path(), Optional.empty());
            }
        }
        return names;
    }
}

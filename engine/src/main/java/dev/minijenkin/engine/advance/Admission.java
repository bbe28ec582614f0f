package dev.minijenkin.engine.advance;

import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.group.GroupName;
import dev.minijenkin.db.group.Groups;
import dev.minijenkin.db.group.NewMember;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.annotation.Annotations;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.run.job.WaitingReason;
import dev.minijenkin.engine.run.GroupRows;
import dev.minijenkin.engine.run.OpenRun;
import dev.minijenkin.engine.run.ProblemAnnotations;
import dev.minijenkin.workflow.model.Concurrency;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import dev.minijenkin.workflow.plan.definition.JobGuard;
import dev.minijenkin.workflow.plan.text.BadTextException;
import dev.minijenkin.workflow.plan.text.GuardTexts;
import dev.minijenkin.workflow.plan.text.GuardTexts.Group;
import dev.minijenkin.workflow.plan.text.GuardTexts.Target;
import dev.minijenkin.workflow.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The way of jobs whose turn has come into the queue: first through their concurrency group, then
/// through the rules and the lock of their environment; and that of calls through theirs and that
/// of the file that they call. They only enter here, to wait; [GroupHandover] and
/// [EnvironmentHandover] let them on. Its transaction holds the lock of the run.
final class Admission {
    private final OpenRun open;
    private final Tx tx;
    private final Run run;
    private final PendingHandovers handovers;
    private boolean failed;

    /// @param handovers takes what is entered or left
    Admission(OpenRun open, PendingHandovers handovers) {
        this.open = open;
        this.handovers = handovers;
        tx = open.tx();
        run = open.run();
    }

    /// Whether a job failed here, so that its run has to be looked at again.
    boolean failed() {
        return failed;
    }

    /// Jobs whose turn has come: those with nothing to enter are queued.
    ///
    /// @param definitions of those that have something to enter, with the results of their needs
    void admit(List<Job> starting, Function<Job, JobDefinition> definitions) {
        List<JobId> free = new ArrayList<>();
        for (Job job : starting) {
            if (!job.plan().guarded()) {
                free.add(job.id());
            } else {
                enter(job, definitions.apply(job), free);
            }
        }
        Queue.enqueue(tx, free);
    }

    /// A job that is active in its group goes on.
    void passGroup(JobId job, JobDefinition definition) {
        try {
            List<JobId> free = new ArrayList<>();
            deploy(job, texts(definition).target(definition.guard().environment()), free);
            Queue.enqueue(tx, free);
        } catch (BadTextException e) {
            fail(job, e);
        }
    }

    /// Lets a call into a group, if it has not entered it yet.
    ///
    /// @return whether it is in, or there is no group: it may go on
    boolean passGroup(Job call, Concurrency concurrency, GuardTexts texts) throws BadTextException {
        Optional<Group> group = texts.group(concurrency);
        if (group.isEmpty() || Groups.entered(tx, call.id()).contains(named(group.get()).key())) {
            return true;
        }
        refuseOwnGroup(call, concurrency, group.get());
        Jobs.setGuard(tx, call.id(), null, group.get().name());
        enter(call.id(), group.get());
        return false;
    }

    /// The jobs of a run that have ended leave what they had entered.
    static void leaveEnded(OpenRun open, PendingHandovers handovers) {
        RunId run = open.run().id();
        Groups.leaveEnded(open.tx(), run).forEach(handovers::add);
        Deployments.endEnded(open.tx(), run).forEach(handovers::add);
    }

    private void enter(Job job, JobDefinition definition, List<JobId> free) {
        JobGuard guard = definition.guard();
        try {
            GuardTexts texts = texts(definition);
            Optional<Group> group = texts.group(guard.concurrency());
            Optional<Target> target = texts.target(guard.environment());
            if (group.isPresent()) {
                refuseOwnGroup(job, guard.concurrency(), group.get());
            }
            Jobs.setGuard(
                    tx,
                    job.id(),
                    target.map(Target::name).orElse(null),
                    group.map(Group::name).orElse(null));
            if (group.isPresent()) {
                enter(job.id(), group.get());
            } else {
                deploy(job.id(), target, free);
            }
        } catch (BadTextException e) {
            fail(job.id(), e);
        }
    }

    /// It would wait for the end of what it is part of.
    private void refuseOwnGroup(Job job, Concurrency concurrency, Group group)
            throws BadTextException {
        if (Groups.isHeldBy(tx, named(group), run.id(), callers(job))) {
            throw GuardTexts.ownGroup(concurrency, group);
        }
    }

    private List<JobId> callers(Job job) {
        List<JobId> callers = new ArrayList<>();
        Optional<Job> caller = open.caller(job);
        while (caller.isPresent()) {
            callers.add(caller.get().id());
            caller = open.caller(caller.get());
        }
        return callers;
    }

    private GroupName named(Group group) {
        return GroupRows.named(run.repository(), group.name());
    }

    private void enter(JobId job, Group group) {
        NewMember member = new NewMember(named(group), GroupRows.rules(group), run.id(), job);
        Jobs.await(
                tx,
                job,
                WaitingReason.CONCURRENCY,
                "Waits for the concurrency group `%s`".formatted(group.name()));
        Groups.enter(tx, member);
        handovers.add(member.group());
    }

    private void deploy(JobId job, Optional<Target> target, List<JobId> free) {
        if (target.isEmpty()) {
            free.add(job);
            return;
        }
        EnvironmentId environment = Environments.ensure(tx, run.repository(), target.get().name());
        if (!target.get().deploys()) {
            free.add(job);
            return;
        }
        Jobs.await(
                tx,
                job,
                WaitingReason.DEPLOYMENT_LOCK,
                "Waits for the deployment lock of `%s`".formatted(target.get().name()));
        Deployments.request(tx, environment, run, job);
        handovers.add(environment);
    }

    private GuardTexts texts(JobDefinition definition) {
        return new GuardTexts(text -> open.files().withEvent(text, definition.contexts()));
    }

    private void fail(JobId job, BadTextException e) {
        Problem problem = e.problem(path(job));
        Annotations.insert(
                tx, run.id(), run.attempt(), List.of(ProblemAnnotations.ofJob(job, problem)));
        Jobs.finish(
                tx,
                job,
                JobResult.withoutRunner(
                        Conclusion.FAILURE,
                        Cause.WORKFLOW_INVALID,
                        "%s (line %d, column %d)"
                                .formatted(problem.message(), problem.line(), problem.column())));
        failed = true;
    }

    /// Of the file in which the job stands.
    private String path(JobId id) {
        return open.jobs().stream()
                .filter(job -> job.id().equals(id))
                .findFirst()
                .map(job -> open.file(job).path())
                .orElseThrow();
    }
}

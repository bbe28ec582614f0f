package dev.minijenkin.engine.command;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.hold.Holds;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobForm;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.engine.advance.StopJobs;
import java.util.List;
import java.util.Optional;

/// Holds a run, with the jobs whose turn comes later too, or one job, with those that it calls:
/// what is in the queue leaves it, and nothing enters it until [Release]. What a runner has goes
/// on. In the lines of groups and environments it keeps its place, and lets others pass.
final class Hold {
    private Hold() {}

    static CommandResult execute(Tx tx, PendingCommand command) {
        if (command.job() != null) {
            return holdJob(tx, command, command.job());
        }
        if (command.run() != null) {
            return holdRun(tx, command, command.run());
        }
        return CommandAnswers.refused("The command names neither a run nor a job that exists");
    }

    private static CommandResult holdRun(Tx tx, PendingCommand command, RunId id) {
        Optional<Run> run = Runs.lock(tx, id);
        if (run.isEmpty()) {
            return CommandAnswers.refused("There is no such run");
        }
        if (run.get().state() == RunState.FINISHED) {
            return CommandAnswers.refused("The run has ended already");
        }
        if (!Holds.hold(tx, id, run.get().attempt(), command.actor(), command.reason())) {
            return CommandAnswers.refused("The run is held already");
        }
        List<Job> open = open(Jobs.ofRun(tx, id, run.get().attempt()));
        return held(tx, run.get(), "The run is held", open);
    }

    private static CommandResult holdJob(Tx tx, PendingCommand command, JobId id) {
        Optional<Run> run = Jobs.runOf(tx, id).flatMap(of -> Runs.lock(tx, of));
        if (run.isEmpty()) {
            return CommandAnswers.refused("There is no such job");
        }
        Job job = Jobs.find(tx, id).orElseThrow();
        if (job.state() == JobState.FINISHED) {
            return CommandAnswers.refused("The job %s has ended already".formatted(job.name()));
        }
        if (withRunner(job)) {
            return CommandAnswers.refused(
                    "A runner has the job %s already, and a hold does not reach it there: cancel it"
                            .formatted(job.name()));
        }
        List<Job> with = open(StopJobs.withCalled(tx, run.get(), job));
        int held =
                Holds.hold(
                        tx,
                        run.get().id(),
                        run.get().attempt(),
                        with.stream().map(Job::id).toList(),
                        command.actor(),
                        command.reason());
        return held == 0
                ? CommandAnswers.refused("The job %s is held already".formatted(job.name()))
                : held(tx, run.get(), "The job %s is held".formatted(job.name()), with);
    }

    private static CommandResult held(Tx tx, Run run, String sentence, List<Job> jobs) {
        int left =
                Queue.park(
                                tx,
                                jobs.stream()
                                        .filter(job -> job.state() == JobState.QUEUED)
                                        .map(Job::id)
                                        .toList())
                        .size();
        long going =
                jobs.stream().filter(Hold::withRunner).count()
                        + jobs.stream().filter(job -> job.state() == JobState.QUEUED).count()
                        - left;
        tx.hint(Topic.RUN, run.id().value());
        return CommandAnswers.done(
                sentence
                        + (left == 0
                                ? ""
                                : ": %s left the queue".formatted(CommandAnswers.jobs(left)))
                        + (going == 0
                                ? ""
                                : "; a runner has %s, which is not touched"
                                        .formatted(CommandAnswers.jobs((int) going))));
    }

    private static List<Job> open(List<Job> jobs) {
        return jobs.stream().filter(job -> job.state() != JobState.FINISHED).toList();
    }

    private static boolean withRunner(Job job) {
        return job.form() == JobForm.STEPS
                && (job.state() == JobState.CLAIMED || job.state() == JobState.RUNNING);
    }
}

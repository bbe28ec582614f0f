package dev.minijenkin.engine.command;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.hold.Holds;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.engine.advance.HeldWork;
import dev.minijenkin.engine.advance.StopJobs;
import java.util.List;
import java.util.Optional;

/// Lets a run or a job go on that [Hold] kept: where it was, behind whatever else it waits for.
final class Release {
    private Release() {}

    static CommandResult execute(Tx tx, PendingCommand command) {
        if (command.job() != null) {
            return releaseJob(tx, command.job());
        }
        if (command.run() != null) {
            return releaseRun(tx, command.run());
        }
        return CommandAnswers.refused("The command names neither a run nor a job that exists");
    }

    private static CommandResult releaseRun(Tx tx, RunId id) {
        if (Runs.lock(tx, id).isEmpty()) {
            return CommandAnswers.refused("There is no such run");
        }
        boolean released = Holds.release(tx, id);
        int jobs = Holds.of(tx, id).size();
        String others =
                jobs == 0
                        ? ""
                        : "; %s of it stay held by themselves: release them by --job"
                                .formatted(CommandAnswers.jobs(jobs));
        if (!released) {
            return CommandAnswers.refused("The run is not held" + others);
        }
        HeldWork.letOn(tx, id);
        return CommandAnswers.done("The run goes on" + others);
    }

    private static CommandResult releaseJob(Tx tx, JobId id) {
        Optional<Run> run = Jobs.runOf(tx, id).flatMap(of -> Runs.lock(tx, of));
        if (run.isEmpty()) {
            return CommandAnswers.refused("There is no such job");
        }
        Job job = Jobs.find(tx, id).orElseThrow();
        List<JobId> with = StopJobs.withCalled(tx, run.get(), job).stream().map(Job::id).toList();
        boolean released = Holds.release(tx, with) > 0;
        boolean withRun =
                Holds.of(tx, run.get().id()).stream().anyMatch(hold -> hold.job() == null);
        String name = "The job " + job.name();
        if (!released) {
            return CommandAnswers.refused(
                    withRun
                            ? name + " is held with its run: release the run"
                            : name + " is not held");
        }
        HeldWork.letOn(tx, run.get().id());
        return CommandAnswers.done(
                withRun ? name + " is released, and stays held with its run" : name + " goes on");
    }
}

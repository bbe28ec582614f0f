package dev.minijenkin.engine.command;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.engine.advance.HeldWork;
import dev.minijenkin.engine.advance.RunProgress;
import dev.minijenkin.engine.advance.StopJobs;
import dev.minijenkin.engine.advance.StopRun;
import java.util.Optional;

/// Ends a run or a job.
///
/// Of a run those jobs go on that tidy up ([StopRun]). Cancelled by its own name a job ends in any
/// case.
final class Cancel {
    private Cancel() {}

    static CommandResult execute(Tx tx, PendingCommand command) {
        if (command.job() != null) {
            return cancelJob(tx, command.job(), message(command));
        }
        if (command.run() != null) {
            return cancelRun(tx, command.run(), message(command));
        }
        return CommandAnswers.refused("The command names neither a run nor a job that exists");
    }

    private static CommandResult cancelRun(Tx tx, RunId id, String message) {
        Optional<Run> run = Runs.lock(tx, id);
        if (run.isEmpty()) {
            return CommandAnswers.refused("There is no such run");
        }
        if (run.get().state() == RunState.FINISHED) {
            return CommandAnswers.refused("The run has ended already");
        }
        StopRun stopped = StopRun.stop(tx, run.get(), Cause.CANCELLED_BY_COMMAND, message);
        HeldWork.letOn(tx, id);
        RunProgress.advance(tx, id);
        int surviving = stopped.surviving();
        return surviving == 0
                ? CommandAnswers.done("Cancelled: %s".formatted(shown(stopped.jobs())))
                : CommandAnswers.done(
                        "Cancelled: %s; %s by its own condition"
                                .formatted(
                                        shown(stopped.jobs()),
                                        surviving == 1
                                                ? "1 job goes on"
                                                : surviving + " jobs go on"));
    }

    private static CommandResult cancelJob(Tx tx, JobId id, String message) {
        Optional<Run> run = Jobs.runOf(tx, id).flatMap(of -> Runs.lock(tx, of));
        if (run.isEmpty()) {
            return CommandAnswers.refused("There is no such job");
        }
        Job job = Jobs.find(tx, id).orElseThrow();
        if (job.state() == JobState.FINISHED) {
            return CommandAnswers.refused("The job %s has ended already".formatted(job.name()));
        }
        StopJobs stopped =
                StopJobs.stopWithCalled(tx, run.get(), job, Cause.CANCELLED_BY_COMMAND, message);
        RunProgress.advance(tx, run.get());
        return CommandAnswers.done("Cancelled: %s".formatted(shown(stopped)));
    }

    private static String shown(StopJobs stopped) {
        if (stopped.asked() == 0) {
            return "%s ended".formatted(CommandAnswers.jobs(stopped.ended()));
        }
        String rest =
                "the runner of %s was asked to end it"
                        .formatted(CommandAnswers.jobs(stopped.asked()));
        return stopped.ended() == 0
                ? rest
                : "%s ended, %s".formatted(CommandAnswers.jobs(stopped.ended()), rest);
    }

    private static String message(PendingCommand command) {
        String who = "Cancelled by " + command.actor();
        return command.reason() == null ? who : who + ": " + command.reason();
    }
}

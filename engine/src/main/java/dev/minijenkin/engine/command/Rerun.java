package dev.minijenkin.engine.command;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.Jobs;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Jobs of a run that has ended again, as another attempt of it: at the same commit, by the same
/// definitions.
final class Rerun {
    private static final Set<Conclusion> FAILED =
            EnumSet.of(Conclusion.FAILURE, Conclusion.TIMED_OUT, Conclusion.CANCELLED);

    private Rerun() {}

    static CommandResult all(Tx tx, PendingCommand command) {
        return rerun(tx, command, command.run(), _ -> true, "");
    }

    static CommandResult failed(Tx tx, PendingCommand command) {
        return rerun(
                tx,
                command,
                command.run(),
                // A call failed because one of its jobs did.
                job ->
                        job.calls() == null
                                && job.conclusion() != null
                                && FAILED.contains(job.conclusion()),
                "No job of this attempt failed");
    }

    /// The job may be one of an earlier attempt: its successor in the newest is meant.
    static CommandResult job(Tx tx, PendingCommand command) {
        Optional<Job> named = Optional.ofNullable(command.job()).flatMap(id -> Jobs.find(tx, id));
        if (named.isEmpty()) {
            return CommandAnswers.refused("The command names no job that exists");
        }
        Job wanted = named.get();
        return job(tx, command, wanted, Jobs.runOf(tx, wanted.id()).orElseThrow());
    }

    /// @param run of the job
    static CommandResult job(Tx tx, PendingCommand command, Job wanted, RunId run) {
        return rerun(tx, command, run, isSame(wanted), "The job is no more in the newest attempt");
    }

    /// Whether one of another attempt is the same job.
    static Predicate<Job> isSame(Job wanted) {
        return job -> job.key().equals(wanted.key()) && job.matrixIndex() == wanted.matrixIndex();
    }

    /// @param otherwise the refusal where no job is wanted
    private static CommandResult rerun(
            Tx tx,
            PendingCommand command,
            @Nullable RunId id,
            Predicate<Job> wanted,
            String otherwise) {
        Optional<Run> run = Optional.ofNullable(id).flatMap(known -> Runs.lock(tx, known));
        if (run.isEmpty()) {
            return CommandAnswers.refused("The command names no run that exists");
        }
        if (run.get().state() != RunState.FINISHED) {
            return CommandAnswers.refused("The run has not ended yet: wait, or cancel it first");
        }
        List<Job> jobs = Jobs.ofRun(tx, run.get().id(), run.get().attempt());
        if (jobs.isEmpty()) {
            return CommandAnswers.refused(
                    "The run has no jobs, because its workflow file is broken: push a mended one");
        }
        Repetition repetition = Repetition.of(jobs, wanted);
        if (repetition.isEmpty()) {
            return CommandAnswers.refused(otherwise);
        }
        int attempt = Attempt.start(tx, run.get(), repetition, command.actor());
        int again = repetition.repeated().size() + repetition.deferred().size();
        int kept = repetition.kept().size();
        return CommandAnswers.done(
                "Attempt %d: %s again%s"
                        .formatted(
                                attempt,
                                CommandAnswers.jobs(again),
                                kept == 0
                                        ? ""
                                        : ", the results of %s kept"
                                                .formatted(CommandAnswers.jobs(kept))));
    }
}

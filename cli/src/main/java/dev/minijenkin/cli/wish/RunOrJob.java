package dev.minijenkin.cli.wish;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What a command is about: a run, or one job.
final class RunOrJob {
    @Parameters(arity = "0..1", paramLabel = "RUN", description = "id of the run")
    private @Nullable Long run;

    @Option(names = "--job", paramLabel = "JOB", description = "id of one job, and no run")
    private @Nullable Long job;

    /// A command about it that says everything by that.
    ///
    /// @throws CommandFailureException where neither or both are given
    NewCommand command(CommandKind kind, @Nullable String reason) {
        return command(kind, kind, reason);
    }

    /// The same where a job has a command of its own.
    NewCommand command(CommandKind ofRun, CommandKind ofJob, @Nullable String reason) {
        Long wholeRun = run;
        Long oneJob = job;
        if ((wholeRun == null) == (oneJob == null)) {
            throw new CommandFailureException(
                    "Which? Give the id of a run, or --job and the id of a job.");
        }
        return new NewCommand(
                (oneJob == null ? ofRun : ofJob).word(),
                CommandArguments.NONE,
                reason,
                wholeRun == null ? null : new RunId(wholeRun),
                oneJob == null ? null : new JobId(oneJob),
                null);
    }

    boolean isJob() {
        return job != null;
    }
}

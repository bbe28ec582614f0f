package dev.minijenkin.engine.command;

import dev.minijenkin.db.EnumWords;
import java.util.Optional;

/// What can be wished: the words of `commands.kind`.
public enum CommandKind {
    /// Starts workflows of a repository at a ref; arguments: [CommandArguments#trigger].
    TRIGGER,
    /// The workflow files of a repository's default branch are read again: what people can start by
    /// hand, schedules, listeners.
    REFRESH,
    /// A delivery that failed is carried out again; arguments: [CommandArguments#delivery].
    REDELIVER,
    /// A delivery comes once more, as another one; arguments: [CommandArguments#delivery].
    REPLAY,
    /// Says what a delivery would start; arguments: [CommandArguments#preview].
    PREVIEW,
    /// All jobs of a run again.
    RERUN,
    /// The jobs of a run that failed again, and what needs them.
    RERUN_FAILED,
    /// One job again, and what needs it.
    RERUN_JOB,
    /// Ends a run, or one job.
    CANCEL,
    /// Nothing of a run, or of one job, enters the queue.
    HOLD,
    /// What was held goes on.
    RELEASE,
    /// A run is served earlier or later; arguments: [CommandArguments#priority].
    PRIORITISE,
    /// A pipeline starts no more runs; arguments: [CommandArguments#workflow].
    SWITCH_OFF,
    /// A pipeline starts runs again; arguments: [CommandArguments#workflow].
    SWITCH_ON,
    /// Reports of tests are looked for where a job of a pipeline has ended; arguments:
    /// [CommandArguments#testReports].
    FIND_TEST_REPORTS,
    /// Which runs of a repository guests carry out, or whose pull requests from forks wait;
    /// arguments: [CommandArguments#guests], [CommandArguments#forks].
    CHANGE_REPOSITORY,
    /// A runner takes no more jobs; arguments: [CommandArguments#runner].
    DRAIN,
    /// A runner takes jobs again; arguments: [CommandArguments#runner].
    RESUME,
    /// An environment that is kept locked is free again; arguments: [CommandArguments#environment].
    FREE_ENVIRONMENT,
    /// A job that waits for approval, or all such jobs of a run, are approved.
    APPROVE,
    /// The same are rejected, and fail.
    REJECT,
    /// A job that waits at its environment passes all rules but the lock; wants a reason.
    BREAK_GLASS,
    /// What was deployed well before is deployed again; arguments: [CommandArguments#rollBack].
    ROLL_BACK,
    /// A runner that is silent has left; arguments: [CommandArguments#runner].
    FORGET,
    /// A test message goes to a target; arguments: [CommandArguments#target].
    TEST_TARGET,
    /// Messages that were given up are delivered after all; arguments: [CommandArguments#messages].
    RESEND;

    /// As the database spells it.
    public String word() {
        return EnumWords.of(this);
    }

    static Optional<CommandKind> of(String word) {
        for (CommandKind kind : values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}

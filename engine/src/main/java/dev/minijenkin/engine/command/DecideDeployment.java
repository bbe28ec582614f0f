package dev.minijenkin.engine.command;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.deployment.DeploymentDecisions;
import dev.minijenkin.db.deployment.EnvironmentGate;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.engine.advance.EnvironmentHandover;
import dev.minijenkin.engine.advance.RunProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// What a person says to a job that waits at its environment, or to all jobs of a run that wait for
/// approval.
final class DecideDeployment {
    private final Tx tx;
    private final PendingCommand command;
    private final Run run;

    private DecideDeployment(Tx tx, PendingCommand command, Run run) {
        this.tx = tx;
        this.command = command;
        this.run = run;
    }

    static CommandResult approve(Tx tx, PendingCommand command) {
        return execute(tx, command, DecideDeployment::approve);
    }

    static CommandResult reject(Tx tx, PendingCommand command) {
        return execute(tx, command, DecideDeployment::reject);
    }

    static CommandResult breakGlass(Tx tx, PendingCommand command) {
        return command.job() == null
                ? CommandAnswers.refused("The command names no job that exists")
                : execute(tx, command, DecideDeployment::breakGlass);
    }

    private static CommandResult execute(
            Tx tx,
            PendingCommand command,
            BiFunction<DecideDeployment, Job, CommandResult> decision) {
        JobId job = command.job();
        Optional<RunId> id = job == null ? Optional.ofNullable(command.run()) : Jobs.runOf(tx, job);
        Optional<Run> run = id.flatMap(known -> Runs.lock(tx, known));
        if (run.isEmpty()) {
            return CommandAnswers.refused("The command names neither a run nor a job that exists");
        }
        List<JobId> jobs =
                job == null ? DeploymentDecisions.undecided(tx, run.get().id()) : List.of(job);
        if (jobs.isEmpty()) {
            return CommandAnswers.refused("No job of the run waits for approval");
        }
        DecideDeployment deciding = new DecideDeployment(tx, command, run.get());
        return together(
                jobs.stream()
                        .map(each -> Jobs.find(tx, each).orElseThrow())
                        .map(each -> deciding.decide(each, decision))
                        .toList());
    }

    private CommandResult decide(
            Job job, BiFunction<DecideDeployment, Job, CommandResult> decision) {
        if (job.state() == JobState.FINISHED) {
            return CommandAnswers.refused(
                    job.conclusion() == Conclusion.CANCELLED
                            ? "The job %s was cancelled meanwhile".formatted(job.name())
                            : "The job %s has ended already".formatted(job.name()));
        }
        return decision.apply(this, job);
    }

    /// Done where one of them is; each says what came of it.
    private static CommandResult together(List<CommandResult> results) {
        List<CommandResult> done = new ArrayList<>(results);
        done.removeIf(result -> result.state() != CommandState.DONE);
        String outcome =
                String.join("; ", results.stream().map(CommandResult::outcome).distinct().toList());
        return done.isEmpty() ? CommandAnswers.refused(outcome) : CommandAnswers.done(outcome);
    }

    private CommandResult approve(Job job) {
        Optional<String> refusal = DeploymentDecisions.decide(tx, command.id(), job.id());
        if (refusal.isPresent()) {
            return CommandAnswers.refused(refusal.get());
        }
        EnvironmentGate gate = DeploymentDecisions.gate(tx, job.id()).orElseThrow();
        tx.afterCommit(new EnvironmentHandover(gate.environment(), false));
        return CommandAnswers.done(
                gate.missing() == 0
                        ? "Approved: %s has all approvals of %s".formatted(job.name(), gate.name())
                        : "Approved: %s has %d of %d approvals of %s"
                                .formatted(
                                        job.name(),
                                        gate.approvals(),
                                        gate.approvals() + gate.missing(),
                                        gate.name()));
    }

    private CommandResult reject(Job job) {
        Optional<EnvironmentGate> gate = DeploymentDecisions.gate(tx, job.id());
        Optional<String> refusal = DeploymentDecisions.decide(tx, command.id(), job.id());
        if (refusal.isPresent()) {
            return CommandAnswers.refused(refusal.get());
        }
        String sentence =
                "Rejected for %s by %s%s"
                        .formatted(gate.orElseThrow().name(), command.actor(), because());
        Jobs.finish(
                tx,
                job.id(),
                JobResult.withoutRunner(Conclusion.FAILURE, Cause.REJECTED, sentence));
        RunProgress.advance(tx, run);
        return CommandAnswers.done("%s: %s".formatted(job.name(), sentence));
    }

    private CommandResult breakGlass(Job job) {
        Optional<EnvironmentGate> gate = DeploymentDecisions.gate(tx, job.id());
        Optional<String> refusal = DeploymentDecisions.breakGlass(tx, command.id(), job.id());
        if (refusal.isPresent()) {
            return CommandAnswers.refused(refusal.get());
        }
        tx.afterCommit(new EnvironmentHandover(gate.orElseThrow().environment(), false));
        return CommandAnswers.done(
                "The glass of %s is broken: no rule keeps %s, and only the lock does"
                        .formatted(gate.get().name(), job.name()));
    }

    private String because() {
        String reason = command.reason();
        return reason == null || reason.isBlank() ? "" : ": " + reason.strip();
    }
}

package dev.minijenkin.engine.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.deployment.DeploymentDecisions;
import dev.minijenkin.db.deployment.DeploymentHistory;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.deployment.PastDeployment;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.Jobs;
import java.util.List;
import java.util.Optional;

/// Deploys to an environment again what was deployed well before: the job of that deployment runs
/// again, through all rules of the environment but that of older commits.
final class RollBack {
    private static final int SHORT_SHA = 8;

    private RollBack() {}

    static CommandResult execute(Tx tx, PendingCommand command) {
        JsonNode arguments = CommandArguments.read(command.arguments());
        String name = CommandArguments.text(arguments, "environment");
        Optional<EnvironmentId> environment =
                Optional.ofNullable(command.repository())
                        .flatMap(repository -> Environments.find(tx, repository, name));
        if (environment.isEmpty()) {
            return CommandAnswers.refused(
                    "The repository has no environment \"%s\"".formatted(name));
        }
        JsonNode given = arguments.path("deployment");
        if (given.isMissingNode() || given.isNull()) {
            return DeploymentHistory.lastGood(tx, environment.get())
                    .map(good -> rollBack(tx, command, name, good))
                    .orElseGet(() ->
                            CommandAnswers.refused(
                                    "Nothing was deployed well to %s before what was deployed last"
                                            .formatted(name)));
        }
        if (!given.isIntegralNumber()) {
            return CommandAnswers.refused("Its argument \"deployment\" is no id");
        }
        return DeploymentHistory.find(tx, environment.get(), given.longValue())
                .map(past ->
                        past.state().equals("succeeded")
                                ? rollBack(tx, command, name, past)
                                : CommandAnswers.refused(
                                        "Deployment %d is %s: only one that succeeded is rolled back to"
                                                .formatted(past.id(), past.state())))
                .orElseGet(() ->
                        CommandAnswers.refused(
                                "%s has no deployment %d".formatted(name, given.longValue())));
    }

    private static CommandResult rollBack(
            Tx tx, PendingCommand command, String environment, PastDeployment to) {
        Job deployed = Jobs.find(tx, to.job()).orElseThrow();
        CommandResult rerun = Rerun.job(tx, command, deployed, to.run());
        if (rerun.state() != CommandState.DONE) {
            return CommandAnswers.refused(
                    "%s, which was deployed well: %s".formatted(to.name(), rerun.outcome()));
        }
        Run run = Runs.lock(tx, to.run()).orElseThrow();
        List<Job> again =
                Jobs.ofRun(tx, run.id(), run.attempt()).stream()
                        .filter(Rerun.isSame(deployed))
                        .toList();
        if (again.isEmpty()) {
            throw new IllegalStateException(
                    "%s is planned anew, so that nobody can say which job deploys"
                            .formatted(to.name()));
        }
        again.forEach(job -> DeploymentDecisions.rollBack(tx, command.id(), job.id()));
        return CommandAnswers.done(
                "%s goes back to %s at %s. %s"
                        .formatted(
                                environment,
                                to.name(),
                                to.commit().substring(0, SHORT_SHA),
                                rerun.outcome()));
    }
}

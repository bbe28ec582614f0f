package dev.minijenkin.server.resource;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.view.api.deployment.ApiDeployment;
import dev.minijenkin.db.view.api.deployment.ApiDeployments;
import dev.minijenkin.db.view.api.deployment.ApiEnvironment;
import dev.minijenkin.server.api.Answer;
import dev.minijenkin.server.api.ApiRequest;
import dev.minijenkin.server.api.Operation;
import dev.minijenkin.server.api.Parameter;
import dev.minijenkin.server.api.ProblemException;
import java.util.List;

/// Environments and what was deployed to them.
public final class DeploymentOperations {
    private static final String TAG = "Deployments";

    private static final Parameter<Long> ENVIRONMENT =
            Parameter.id("environment", "Id of an environment");
    private static final Parameter<Long> DEPLOYMENT =
            Parameter.id("deployment", "Id of a deployment");
    private static final Parameter<Long> REPOSITORY =
            Parameter.filterId("repository", "Only those of the repository with this id");
    private static final Parameter<Long> OF_ENVIRONMENT =
            Parameter.filterId("environment", "Only those to the environment with this id");
    private static final Parameter<String> STATE =
            Parameter.word(
                    "state",
                    List.of("waiting", "active", "succeeded", "failed", "cancelled", "rejected"),
                    "Only those in this state");

    private final Database database;

    public DeploymentOperations(Database database) {
        this.database = database;
    }

    public List<Operation> all() {
        return List.of(
                Operation.get("/environments", "listEnvironments")
                        .about(TAG, "Environments with their rules and locks")
                        .takes(REPOSITORY)
                        .givesPage(ApiEnvironment.class, this::environments),
                Operation.get("/environments/{environment}", "getEnvironment")
                        .about(TAG, "One environment with its rules and its lock")
                        .takes(ENVIRONMENT)
                        .givesOne(ApiEnvironment.class, this::environment),
                Operation.get("/deployments", "listDeployments")
                        .about(TAG, "Deployments, the newest first")
                        .takes(OF_ENVIRONMENT, STATE)
                        .givesPage(ApiDeployment.class, this::list),
                Operation.get("/deployments/{deployment}", "getDeployment")
                        .about(TAG, "One deployment")
                        .takes(DEPLOYMENT)
                        .givesOne(ApiDeployment.class, this::one));
    }

    private Answer environments(ApiRequest request) {
        RepositoryId repository = request.find(REPOSITORY).map(RepositoryId::new).orElse(null);
        return Answer.page(
                database.statement(
                        tx -> ApiDeployments.environments(tx, request.page(), repository)));
    }

    private Answer environment(ApiRequest request) {
        EnvironmentId id = new EnvironmentId(request.get(ENVIRONMENT));
        return Answer.of(
                database.statement(tx -> ApiDeployments.environment(tx, request.reach(), id))
                        .orElseThrow(() -> ProblemException.notFound("environment")));
    }

    private Answer list(ApiRequest request) {
        EnvironmentId environment =
                request.find(OF_ENVIRONMENT).map(EnvironmentId::new).orElse(null);
        return Answer.page(
                database.statement(tx ->
                        ApiDeployments.page(
                                tx,
                                request.page(),
                                environment,
                                request.find(STATE).orElse(null))));
    }

    private Answer one(ApiRequest request) {
        long id = request.get(DEPLOYMENT);
        return Answer.of(
                database.statement(tx -> ApiDeployments.find(tx, request.reach(), id))
                        .orElseThrow(() -> ProblemException.notFound("deployment")));
    }
}

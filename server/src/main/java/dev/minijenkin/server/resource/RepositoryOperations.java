package dev.minijenkin.server.resource;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.view.api.repository.ApiPipeline;
import dev.minijenkin.db.view.api.repository.ApiRepositories;
import dev.minijenkin.db.view.api.repository.ApiRepository;
import dev.minijenkin.server.api.Answer;
import dev.minijenkin.server.api.ApiRequest;
import dev.minijenkin.server.api.Operation;
import dev.minijenkin.server.api.Parameter;
import dev.minijenkin.server.api.ProblemException;
import java.util.List;

/// Repositories and their pipelines.
public final class RepositoryOperations {
    private static final String TAG = "Repositories";
    private static final Parameter<Long> REPOSITORY =
            Parameter.id("repository", "Id of a repository");
    private static final Parameter<Long> PIPELINE = Parameter.id("pipeline", "Id of a pipeline");
    private static final Parameter<String> NAME =
            Parameter.text("name", "Of one repository, ignoring case");
    private static final Parameter<Long> OF_REPOSITORY =
            Parameter.filterId("repository", "Only those of the repository with this id");

    private final Database database;

    public RepositoryOperations(Database database) {
        this.database = database;
    }

    public List<Operation> all() {
        return List.of(
                Operation.get("/repositories", "listRepositories")
                        .about(TAG, "Repositories, in the order in which they were registered")
                        .takes(NAME)
                        .givesPage(ApiRepository.class, this::list),
                Operation.get("/repositories/{repository}", "getRepository")
                        .about(TAG, "One repository")
                        .takes(REPOSITORY)
                        .givesOne(ApiRepository.class, this::one),
                Operation.get("/pipelines", "listPipelines")
                        .about(
                                TAG,
                                "Pipelines with their figures, in the order in which they were seen first")
                        .takes(OF_REPOSITORY)
                        .givesPage(ApiPipeline.class, this::pipelines),
                Operation.get("/pipelines/{pipeline}", "getPipeline")
                        .about(TAG, "One pipeline with its figures")
                        .takes(PIPELINE)
                        .givesOne(ApiPipeline.class, this::pipeline));
    }

    private Answer list(ApiRequest request) {
        return Answer.page(
                database.statement(tx ->
                        ApiRepositories.page(tx, request.page(), request.find(NAME).orElse(null))));
    }

    private Answer one(ApiRequest request) {
        RepositoryId id = new RepositoryId(request.get(REPOSITORY));
        return Answer.of(
                database.statement(tx -> ApiRepositories.find(tx, request.reach(), id))
                        .orElseThrow(() -> ProblemException.notFound("repository")));
    }

    private Answer pipelines(ApiRequest request) {
        RepositoryId repository = request.find(OF_REPOSITORY).map(RepositoryId::new).orElse(null);
        return Answer.page(
                database.statement(
                        tx -> ApiRepositories.pipelines(tx, request.page(), repository)));
    }

    private Answer pipeline(ApiRequest request) {
        PipelineId id = new PipelineId(request.get(PIPELINE));
        return Answer.of(
                database.statement(tx -> ApiRepositories.pipeline(tx, request.reach(), id))
                        .orElseThrow(() -> ProblemException.notFound("pipeline")));
    }
}

package dev.minijenkin.server.resource;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Sha256;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.token.LiveToken;
import dev.minijenkin.db.token.TokenCommands;
import dev.minijenkin.db.token.TokenCommands.Refusal;
import dev.minijenkin.db.token.TokenCommands.RequestKey;
import dev.minijenkin.db.token.TokenCommands.SendOutcome;
import dev.minijenkin.db.token.TokenReach;
import dev.minijenkin.db.token.TokenScope;
import dev.minijenkin.db.view.api.command.ApiCommand;
import dev.minijenkin.db.view.api.command.ApiCommands;
import dev.minijenkin.engine.command.CommandKind;
import dev.minijenkin.server.api.Answer;
import dev.minijenkin.server.api.ApiEndpoint;
import dev.minijenkin.server.api.ApiRequest;
import dev.minijenkin.server.api.Gives;
import dev.minijenkin.server.api.Operation;
import dev.minijenkin.server.api.OperationAccess;
import dev.minijenkin.server.api.Parameter;
import dev.minijenkin.server.api.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Commands: sent as the owner of the token, carried out by whoever is alive, and told by their
/// address.
public final class CommandOperations {
    private static final String TAG = "Commands";
    private static final int LONGEST_KEY = 200;

    private static final Parameter<Long> COMMAND = Parameter.id("command", "Id of a command");
    private static final Parameter<Long> RUN =
            Parameter.filterId("run", "Only those about the run with this id");
    private static final Parameter<Long> JOB =
            Parameter.filterId("job", "Only those about the job with this id");
    private static final Parameter<Long> REPOSITORY =
            Parameter.filterId("repository", "Only those about the repository with this id");
    private static final Parameter<String> STATE =
            Parameter.word(
                    "state",
                    RunOperations.words(CommandState.values()),
                    "Only those in this state");
    private static final Parameter<String> KIND =
            Parameter.word(
                    "kind",
                    Arrays.stream(CommandKind.values()).map(CommandKind::word).toList(),
                    "Only those of this kind");
    private static final Parameter<String> REASON =
            Parameter.text("reason", "Why; kept in the audit log");
    private static final Parameter<String> KEY =
            Parameter.header(
                    "Idempotency-Key",
                    LONGEST_KEY,
                    "What you call this request: sent again under the same key it is the same command");

    private final Database database;

    public CommandOperations(Database database) {
        this.database = database;
    }

    public List<Operation> all() {
        return List.of(
                Operation.post("/commands", "sendCommand")
                        .about(TAG, "Sends a command; somebody who is alive carries it out")
                        .forWho(OperationAccess.STEER)
                        .takes(KEY)
                        .takesBody(CommandForm.schemaOfAll())
                        .gives(new Gives.Accepted(ApiCommand.class), this::send),
                Operation.get("/commands", "listCommands")
                        .about(TAG, "What was asked for, the newest first")
                        .takes(RUN, JOB, REPOSITORY, STATE, KIND)
                        .givesPage(ApiCommand.class, this::list),
                Operation.get("/commands/{command}", "getCommand")
                        .about(TAG, "One command: `state` and `outcome` tell what came of it")
                        .forWho(OperationAccess.READ_OR_STEER)
                        .takes(COMMAND)
                        .givesOne(
                                ApiCommand.class,
                                request ->
                                        Answer.of(
                                                find(
                                                        request,
                                                        new CommandId(request.get(COMMAND))))),
                Operation.delete("/commands/{command}", "withdrawCommand")
                        .about(
                                TAG,
                                "Takes a command back that nobody has begun to carry out: what the owner of the token sent, with the scope `admin` what anybody did")
                        .forWho(OperationAccess.STEER)
                        .takes(COMMAND, REASON)
                        .givesOne(ApiCommand.class, this::withdraw));
    }

    private Answer send(ApiRequest request) {
        CommandForm form = CommandForm.of(request.body());
        SentBody sent = new SentBody(form.kind(), request.body());
        Optional<RequestKey> key =
                request.find(KEY)
                        .map(given -> new RequestKey(given, Sha256.of(request.body().toString())));
        SendOutcome outcome =
                database.statement(tx ->
                        TokenCommands.send(
                                tx,
                                request.caller().proof(),
                                sent.command(),
                                sent.due(),
                                key.orElse(null)));
        return switch (outcome) {
            case SendOutcome.Sent(CommandId id, boolean _) ->
                    Answer.accepted(
                            ApiEndpoint.ROOT + "/commands/" + id.value(), find(request, id));
            case SendOutcome.Refused(Refusal why) -> throw refused(why);
        };
    }

    private Answer withdraw(ApiRequest request) {
        CommandId id = new CommandId(request.get(COMMAND));
        Optional<Refusal> refusal =
                database.statement(tx ->
                        TokenCommands.withdraw(
                                tx,
                                request.caller().proof(),
                                id,
                                request.find(REASON).orElse(null)));
        if (refusal.isPresent()) {
            throw refused(refusal.get());
        }
        return Answer.of(find(request, id));
    }

    private static ProblemException refused(Refusal why) {
        return switch (why) {
            case TOKEN -> new ProblemException(401, "The token counts no more");
            case SCOPE ->
                    new ProblemException(
                            403,
                            "The token, or its owner, may not ask for this: its scopes say what it may");
            case SUBJECT -> ProblemException.notFound("run, job, repository, delivery or command");
            case TIME -> new ProblemException(422, "`at` is more than 400 days ahead");
            case KEY ->
                    new ProblemException(
                            422,
                            "Another request came under this `Idempotency-Key`: take another key");
            case LATE ->
                    new ProblemException(
                            409, "It is too late: it is carried out already, or being so");
        };
    }

    private Answer list(ApiRequest request) {
        ApiCommands.Filter filter =
                new ApiCommands.Filter(
                        request.find(RUN).map(RunId::new).orElse(null),
                        request.find(JOB).map(JobId::new).orElse(null),
                        request.find(REPOSITORY).map(RepositoryId::new).orElse(null),
                        request.find(STATE).orElse(null),
                        request.find(KIND).orElse(null));
        return Answer.page(
                database.statement(tx ->
                        ApiCommands.page(
                                tx, request.page(), request.caller().token().id(), filter)));
    }

    private ApiCommand find(ApiRequest request, CommandId command) {
        LiveToken token = request.caller().token();
        // Who may not read sees what it sent itself.
        TokenReach reach =
                token.may(TokenScope.READ) ? token.reach() : new TokenReach.Only(Set.of());
        return database.statement(tx -> ApiCommands.find(tx, reach, token.id(), command))
                .orElseThrow(() -> ProblemException.notFound("command"));
    }
}

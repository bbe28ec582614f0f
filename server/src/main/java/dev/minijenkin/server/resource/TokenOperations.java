package dev.minijenkin.server.resource;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.token.LiveToken;
import dev.minijenkin.db.token.TokenReach;
import dev.minijenkin.db.view.api.page.Meaning;
import dev.minijenkin.server.api.Answer;
import dev.minijenkin.server.api.Operation;
import dev.minijenkin.server.api.OperationAccess;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a token is told of itself.
public final class TokenOperations {
    @Meaning("The token that was shown")
    record OwnToken(
            long id,
            String name,
            @Meaning("Database role as which it acts") String owner,
            @Meaning("What the owner may do by it at this moment") List<String> scopes,
            @Meaning("Ids of the repositories that it is limited to; null: it is not limited")
                    @Nullable List<Long> repositories,
            Instant expiresAt) {
        static OwnToken of(LiveToken token) {
            return new OwnToken(
                    token.id().value(),
                    token.name(),
                    token.owner(),
                    token.scopes().stream().sorted().map(EnumWords::of).toList(),
                    switch (token.reach()) {
                        case TokenReach.Everything _ -> null;
                        case TokenReach.Only(Set<RepositoryId> repositories) ->
                                repositories.stream().map(RepositoryId::value).sorted().toList();
                    },
                    token.expires());
        }
    }

    public List<Operation> all() {
        return List.of(
                Operation.get("/token", "getToken")
                        .about("This interface", "What the token is that you show")
                        .forWho(OperationAccess.READ_OR_STEER)
                        .givesOne(
                                OwnToken.class,
                                request -> Answer.of(OwnToken.of(request.caller().token()))));
    }
}

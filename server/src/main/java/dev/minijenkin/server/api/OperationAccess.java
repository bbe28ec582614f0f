package dev.minijenkin.server.api;

import dev.minijenkin.db.token.LiveToken;
import dev.minijenkin.db.token.TokenScope;

/// Who may call an operation.
public enum OperationAccess {
    /// Everybody, without a token.
    OPEN("No token is needed"),
    /// Sees what is within the reach of the token.
    READ("Scope `read`"),
    /// Is about the whole installation: not for tokens that are limited to repositories.
    READ_EVERYTHING("Scope `read`, not limited to repositories"),
    /// Sends commands.
    STEER("Scope `steer`, and `admin` for what only administrators may"),
    /// Sees what became of commands: who may send them sees at least its own.
    READ_OR_STEER("Scope `read`, or `steer` for the commands that this token sent");

    private final String words;

    OperationAccess(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /// @throws ProblemException where the token may not
    void check(LiveToken token) {
        boolean may =
                switch (this) {
                    case OPEN -> true;
                    case READ, READ_EVERYTHING -> token.may(TokenScope.READ);
                    case STEER -> token.may(TokenScope.STEER) || token.may(TokenScope.ADMIN);
                    case READ_OR_STEER ->
                            token.may(TokenScope.READ)
                                    || token.may(TokenScope.STEER)
                                    || token.may(TokenScope.ADMIN);
                };
        if (!may) {
            throw new ProblemException(
                    403,
                    "The token %s may not do this: it takes %s"
                            .formatted(token.name(), words.replace("Scope", "the scope")));
        }
        if (this == READ_EVERYTHING && !token.reach().isEverything()) {
            throw new ProblemException(
                    403,
                    "The token %s is limited to repositories, and this is about the whole installation"
                            .formatted(token.name()));
        }
    }
}

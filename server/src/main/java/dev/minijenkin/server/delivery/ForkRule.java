package dev.minijenkin.server.delivery;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.repository.ForkApproval;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.db.run.Contributors;
import java.util.Optional;
import java.util.Set;

/// Says of a pull request from a fork whether its runs wait until an operator approves of them: as
/// the repository asks for it, and where either its author or who acts on it now is not known. A
/// host that says nothing about the author leaves it to what was run here before.
final class ForkRule {
    private static final String CONTRIBUTOR = "CONTRIBUTOR";
    private static final Set<String> COLLABORATORS = Set.of("OWNER", "MEMBER", "COLLABORATOR");

    private final Database database;
    private final Repository repository;

    ForkRule(Database database, Repository repository) {
        this.database = database;
        this.repository = repository;
    }

    /// Why its runs wait; empty: they begin at once.
    Optional<String> doubt(DeliveryRequest.PullRequest pull) {
        return pull.fork().flatMap(fork -> doubt(fork, pull.actor()));
    }

    private Optional<String> doubt(Fork fork, String actor) {
        if (!isKnown(fork.author(), fork.association())) {
            return Optional.of(sentence(fork.author(), "asks from", fork));
        }
        return actor.equals(fork.author()) || isKnown(actor, "")
                ? Optional.empty()
                : Optional.of(sentence(actor, "acts on a pull request from", fork));
    }

    private boolean isKnown(String login, String association) {
        return COLLABORATORS.contains(association)
                || switch (repository.forkApproval()) {
                    // Who pushed once may have been a collaborator then.
                    case OUTSIDERS -> association.isEmpty() && hasPushed(login);
                    case FIRST_TIME -> association.equals(CONTRIBUTOR) || hasContributed(login);
                    case NEW_TO_HOST ->
                            association.equals(CONTRIBUTOR)
                                    || association.equals("FIRST_TIME_CONTRIBUTOR")
                                    || hasContributed(login);
                };
    }

    private boolean hasPushed(String login) {
        return isName(login)
                && database.statement(tx -> Contributors.hasPushed(tx, repository.id(), login));
    }

    private boolean hasContributed(String login) {
        return isName(login)
                && database.statement(
                        tx -> Contributors.hasContributed(tx, repository.id(), login));
    }

    private static boolean isName(String login) {
        return !login.isBlank() && !login.equals(PayloadFields.UNKNOWN);
    }

    private String sentence(String login, String does, Fork fork) {
        return "%s %s the fork %s and %s"
                .formatted(
                        isName(login) ? plain(login) : "somebody",
                        does,
                        fork.repository().isEmpty() ? "of somebody" : plain(fork.repository()),
                        lacks(repository.forkApproval()));
    }

    private static String lacks(ForkApproval approval) {
        return switch (approval) {
            case OUTSIDERS -> "is no collaborator of this repository";
            case FIRST_TIME -> "contributes to this repository for the first time";
            case NEW_TO_HOST -> "is new to the git host";
        };
    }

    /// Strangers choose these names, and terminals show them.
    private static String plain(String name) {
        String letters = name.replaceAll("[^\\p{L}\\p{N}._/@+-]", "?");
        return letters.substring(0, Math.min(100, letters.length()));
    }
}

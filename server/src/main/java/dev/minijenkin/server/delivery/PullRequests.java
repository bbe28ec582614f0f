package dev.minijenkin.server.delivery;

import dev.minijenkin.workflow.trigger.Event;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Repository;

/// Pull requests, by whatever fields a git host tells of them.
final class PullRequests {
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");

    /// Bitbucket Cloud cuts them.
    private static final Pattern CUT_SHA = Pattern.compile("[0-9a-f]{12,40}");

    private PullRequests() {}

    /// What the fields of a payload come to.
    ///
    /// @param head commit, perhaps cut: then the ref says the rest
    static DeliveryRequest read(
            Event event, String head, String base, String actor, Optional<Fork> fork) {
        boolean whole = !event.ref().startsWith("refs/heads/");
        if (!(whole ? SHA : CUT_SHA).matcher(head).matches()
                || !Repository.isValidRefName(event.ref())) {
            return new DeliveryRequest.Unreadable(
                    "The pull request names no commit of 40 hexadecimal digits");
        }
        if (!Repository.isValidRefName("refs/heads/" + event.baseRef())) {
            return new DeliveryRequest.Unreadable(
                    "The pull request names no branch that it goes to");
        }
        return new DeliveryRequest.PullRequest(
                event,
                head,
                Optional.of(base).filter(sha -> SHA.matcher(sha).matches()),
                actor,
                fork);
    }
}

package dev.minijenkin.server.git;

import java.io.IOException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;

/// The repository that a mirror follows. Whatever goes wrong there is
/// [RepositoryUnreachableException], with a sentence that holds no password.
final class Remote {
    /// Of silence, not of the whole fetch: the first one of a large repository takes its time.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Repository mirror;
    private final String url;

    Remote(Repository mirror, String url) {
        this.mirror = mirror;
        this.url = url;
    }

    void fetch(RefSpec what) {
        try (Transport transport = open()) {
            transport.fetch(NullProgressMonitor.INSTANCE, List.of(what));
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /// Branches before tags, as git hosts do.
    Optional<ResolvedRef> resolve(String name) {
        List<String> candidates =
                name.startsWith("refs/")
                        ? List.of(name)
                        : List.of("refs/heads/" + name, "refs/tags/" + name);
        List<RefSpec> specs = candidates.stream().map(RefSpec::new).toList();
        try (Transport transport = open();
                FetchConnection connection = transport.openFetch(specs)) {
            Map<String, Ref> refs = connection.getRefsMap();
            for (String candidate : candidates) {
                Ref found = refs.get(candidate);
                ObjectId id = found == null ? null : found.getObjectId();
                if (id != null) {
                    return Optional.of(new ResolvedRef(candidate, id.name()));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /// Without the password.
    String shownUrl() {
        try {
            return new URIish(url).toString();
        } catch (URISyntaxException e) {
            return url;
        }
    }

    private Transport open() throws NotSupportedException, TransportException {
        Transport transport;
        try {
            transport = Transport.open(mirror, new URIish(url));
        } catch (URISyntaxException e) {
            throw new TransportException("this is no address that git knows", e);
        }
        transport.setTimeout((int) SILENCE.toSeconds());
        transport.setTagOpt(TagOpt.NO_TAGS);
        if (transport instanceof SshTransport ssh) {
            ssh.setSshSessionFactory(new SystemSsh());
        }
        return transport;
    }

    private RepositoryUnreachableException unreachable(IOException e) {
        String shown = shownUrl();
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        // JGit puts the address before its messages.
        reason = reason.startsWith(shown + ": ") ? reason.substring(shown.length() + 2) : reason;
        return new RepositoryUnreachableException(
                "The repository cannot be fetched from " + shown + ": " + reason, e);
    }
}

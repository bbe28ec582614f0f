package dev.minijenkin.server.git;

import dev.minijenkin.db.RepositoryId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.HttpTransport;
import org.eclipse.jgit.transport.NetRCCredentialsProvider;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;

/// The repository that a mirror follows. Whatever goes wrong there is
/// [RepositoryUnreachableException], or [CommitMissingException] where it answers, with a sentence
/// that holds no password. Thread-safe.
final class Remote {
    /// Of silence, not of the whole fetch: the first one of a large repository takes its time.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final RepositoryId id;
    private final Repository mirror;
    private final String url;
    private volatile long answers;

    Remote(RepositoryId id, Repository mirror, String url) {
        this.id = id;
        this.mirror = mirror;
        this.url = url;
    }

    /// How often it has answered: whoever sees another number than before knows that it is there.
    long answers() {
        return answers;
    }

    /// Something of it was seen.
    @SuppressWarnings("NonAtomicVolatileUpdate") // That it changes is all that counts.
    void answered() {
        answers++;
    }

    void fetch(List<RefSpec> what) {
        try (Transport transport = open()) {
            transport.fetch(NullProgressMonitor.INSTANCE, what);
            answered();
        } catch (IOException e) {
            if (isSaidByTheRemote(e) && tellsItsRefs()) {
                throw new CommitMissingException(sentence(e), e);
            }
            throw unreachable(e);
        }
    }

    /// Whether it answers, and only did not give what was wanted: each protocol and each host words
    /// that in another way.
    private boolean tellsItsRefs() {
        try (Transport transport = open();
                FetchConnection connection = transport.openFetch()) {
            answered();
            return connection.getRefsMap() != null;
        } catch (IOException e) {
            return false;
        }
    }

    /// All its branches, by their full names.
    Map<String, ObjectId> branches() {
        try (Transport transport = open();
                FetchConnection connection =
                        transport.openFetch(List.of(new RefSpec("refs/heads/*:refs/heads/*")))) {
            Map<String, ObjectId> branches = new HashMap<>();
            connection
                    .getRefsMap()
                    .forEach((name, ref) -> {
                        ObjectId tip = ref.getObjectId();
                        if (name.startsWith("refs/heads/") && tip != null) {
                            branches.put(name, tip);
                        }
                    });
            answered();
            return branches;
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
            answered();
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
            return url.replaceFirst("//[^/]*@", "//");
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
        if (transport instanceof HttpTransport) {
            // As git does: user and password of a host stand in ~/.netrc, and never in the URL.
            transport.setCredentialsProvider(new NetRCCredentialsProvider());
        }
        if (transport instanceof SshTransport ssh) {
            ssh.setSshSessionFactory(new SystemSsh());
        }
        return transport;
    }

    private RepositoryUnreachableException unreachable(IOException e) {
        return new RepositoryUnreachableException(id, isOfTheHost(e), sentence(e), e);
    }

    /// Nothing below says so: no network, no disk that is full.
    private static boolean isSaidByTheRemote(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (!(cause instanceof TransportException)) {
                return false;
            }
        }
        return true;
    }

    /// The network says so, and not the repository.
    private static boolean isOfTheHost(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketException
                    || cause instanceof InterruptedIOException
                    || cause instanceof UnknownHostException
                    || cause instanceof SSLException) {
                return true;
            }
        }
        return false;
    }

    private String sentence(IOException e) {
        String shown = shownUrl();
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        // JGit puts the address before its messages.
        reason = reason.startsWith(shown + ": ") ? reason.substring(shown.length() + 2) : reason;
        return "The repository cannot be fetched from " + shown + ": " + reason;
    }
}

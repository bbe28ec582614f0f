package dev.minijenkin.server.registration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.repository.RepositoryName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jgit.internal.storage.file.FileRepository;

/// The hook of a plain bare repository that tells a server of every push.
///
/// A hook that is there already and not ours is never replaced. It is chained by moving it into
/// `hooks/post-receive.d/`: ours runs each executable file there after itself, with the same input.
public final class PostReceiveHook {
    private static final String SCRIPT = "post-receive";
    private static final String MARK = "# Mini-Jenkin:";

    private PostReceiveHook() {}

    /// Writes `hooks/post-receive`. One that an earlier call wrote is replaced.
    ///
    /// As it holds the secret, only the owner of the repository can read it, and the group where
    /// the repository is shared with it.
    ///
    /// @param bareRepository folder of the bare repository, or `.git` of one with a work tree
    /// @param serverUrl `http://host:port`
    /// @param repositoryName as it is registered
    /// @throws IllegalArgumentException with a sentence for a person
    public static void install(
            Path bareRepository, String serverUrl, String repositoryName, String secret) {
        RepositoryName.check(repositoryName);
        if (!serverUrl.startsWith("http://") && !serverUrl.startsWith("https://")) {
            throw new IllegalArgumentException(
                    "\"" + serverUrl + "\" is no server address: write http://host:port");
        }
        Path hooks = bareRepository.resolve("hooks");
        Path hook = hooks.resolve(SCRIPT);
        try {
            check(bareRepository, hook);
            boolean shared = isShared(bareRepository);
            HookKeys keys = HookKeys.of(secret);
            String script =
                    script().replace("@SERVER@", quoted(serverUrl.replaceFirst("/+$", "")))
                            .replace("@REPOSITORY@", quoted(repositoryName))
                            .replace("@INNER_KEY@", quoted(keys.inner()))
                            .replace("@OUTER_KEY@", quoted(keys.outer()))
                            .replace("@MASK@", shared ? "007" : "077");
            Files.createDirectories(hooks);
            write(hooks, hook, script, shared);
        } catch (IOException e) {
            throw new UncheckedIOException("The hook " + hook + " cannot be written", e);
        }
    }

    private static void check(Path bareRepository, Path hook) throws IOException {
        if (!Files.isRegularFile(bareRepository.resolve("HEAD"))
                || !Files.isDirectory(bareRepository.resolve("objects"))) {
            throw new IllegalArgumentException(bareRepository + " is no bare git repository");
        }
        try (FileRepository repository = new FileRepository(bareRepository.toFile())) {
            String elsewhere = repository.getConfig().getString("core", null, "hooksPath");
            if (elsewhere != null) {
                throw new IllegalArgumentException(
                        bareRepository
                                + " takes its hooks from "
                                + elsewhere
                                + ", as its core.hooksPath says: unset that and try again");
            }
        }
        if (Files.exists(hook) && !Files.readString(hook, ISO_8859_1).contains(MARK)) {
            throw new IllegalArgumentException(
                    hook
                            + " is there already and is not ours: move it into "
                            + hook
                            + ".d/ and try again, then both run");
        }
    }

    private static boolean isShared(Path bareRepository) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(bareRepository);
        return permissions.contains(PosixFilePermission.GROUP_WRITE);
    }

    /// Written aside and renamed: a push may come at any moment.
    private static void write(Path hooks, Path hook, String script, boolean shared)
            throws IOException {
        Path fresh = Files.createTempFile(hooks, SCRIPT, ".new");
        try {
            Files.setPosixFilePermissions(
                    fresh, PosixFilePermissions.fromString(shared ? "rwxr-x---" : "rwx------"));
            Files.writeString(fresh, script);
            UserPrincipal owner = Files.getOwner(hooks);
            if (!shared && !Files.getOwner(fresh).equals(owner)) {
                // Root installs it for the one who owns the repository.
                Files.setOwner(fresh, owner);
            }
            Files.move(fresh, hook, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static String script() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(PostReceiveHook.class.getResourceAsStream(SCRIPT))) {
            return new String(stream.readAllBytes(), UTF_8);
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

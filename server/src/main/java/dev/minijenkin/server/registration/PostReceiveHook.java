package dev.minijenkin.server.registration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/// The hook of a plain bare repository that tells a server of every push.
public final class PostReceiveHook {
    private static final String SCRIPT = "post-receive";
    private static final String MARK = "# Mini-Jenkin:";

    private PostReceiveHook() {}

    /// Writes `hooks/post-receive`, readable by its owner alone, as it holds the secret. One that
    /// an earlier call wrote is replaced.
    ///
    /// @param bareRepository folder of the bare repository, or `.git` of one with a work tree
    /// @param serverUrl `http://host:port`
    /// @param repositoryName as it is registered
    /// @throws IllegalArgumentException with a sentence for a person
    public static void install(
            Path bareRepository, String serverUrl, String repositoryName, String secret) {
        Path hooks = bareRepository.resolve("hooks");
        Path hook = hooks.resolve(SCRIPT);
        if (!Files.exists(bareRepository.resolve("HEAD"))) {
            throw new IllegalArgumentException(bareRepository + " is no bare git repository");
        }
        if (!serverUrl.startsWith("http://") && !serverUrl.startsWith("https://")) {
            throw new IllegalArgumentException(
                    "\"" + serverUrl + "\" is no server address: write http://host:port");
        }
        try {
            if (Files.exists(hook) && !Files.readString(hook).contains(MARK)) {
                throw new IllegalArgumentException(
                        hook
                                + " is there already and not ours: call ours from it, or move it away first");
            }
            String script =
                    script()
                            .replace("@SERVER@", quoted(serverUrl.replaceFirst("/+$", "")))
                            .replace("@REPOSITORY@", quoted(repositoryName))
                            .replace("@SECRET@", quoted(secret));
            Files.createDirectories(hooks);
            Path fresh =
                    Files.createTempFile(
                            hooks,
                            SCRIPT,
                            ".new",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwx------")));
            Files.writeString(fresh, script);
            Files.move(fresh, hook, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The hook " + hook + " cannot be written", e);
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

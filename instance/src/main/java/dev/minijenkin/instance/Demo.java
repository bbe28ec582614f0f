package dev.minijenkin.instance;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.repository.RepositoryRegistration;
import dev.minijenkin.server.registration.PostReceiveHook;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;

/// A sample: a bare repository with a hook, a clone of it, and a workflow whose jobs form a DAG.
public final class Demo {
    public static final String REPOSITORY = "demo/hello";

    private final Path home;
    private final Path bare;
    private final Path clone;

    public Demo(Home home) {
        this.home = home.demo();
        this.bare = home.demo().resolve("hello.git");
        this.clone = home.demo().resolve("hello");
    }

    /// Makes what is missing and registers it.
    public void prepare(Database database, URI server) {
        try {
            if (!Files.isDirectory(bare)) {
                Files.createDirectories(bare);
                new GitCommand(bare).run("init", "--quiet", "--bare", "--initial-branch=main", ".");
            }
            if (!Files.isDirectory(clone)) {
                new GitCommand(home).run("clone", "--quiet", bare.toString(), clone.toString());
                writeFiles();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The demo cannot be written to " + clone, e);
        }
        String secret =
                new RepositoryRegistration(database, new SecureRandom())
                        .register(REPOSITORY, bare.toString(), "main", false)
                        .hookSecret();
        PostReceiveHook.install(bare, server.toString(), REPOSITORY, secret);
    }

    /// Commits and pushes, as a developer would; the commit's id.
    public String push() {
        try {
            Files.writeString(clone.resolve("pushed.txt"), Instant.now() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("The demo cannot be written to " + clone, e);
        }
        GitCommand git = new GitCommand(clone);
        git.run("add", "--all");
        git.run("commit", "--quiet", "--message", "Greet the world");
        git.run("push", "--quiet", "origin", "HEAD:refs/heads/main");
        return git.run("rev-parse", "HEAD").strip();
    }

    public Path folder() {
        return clone;
    }

    private void writeFiles() throws IOException {
        Path workflows = Files.createDirectories(clone.resolve(".mini-jenkin/workflows"));
        copy("ci.yml", workflows.resolve("ci.yml"));
        for (String script : new String[] {"greet.sh", "greet_test.sh"}) {
            Path file = clone.resolve(script);
            copy(script, file);
            if (!file.toFile().setExecutable(true)) {
                throw new IOException(file + " cannot be made executable");
            }
        }
    }

    private static void copy(String resource, Path target) throws IOException {
        try (InputStream in = Demo.class.getResourceAsStream("demo/" + resource)) {
            if (in == null) {
                throw new IOException("The file demo/" + resource + " is missing from the program");
            }
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}

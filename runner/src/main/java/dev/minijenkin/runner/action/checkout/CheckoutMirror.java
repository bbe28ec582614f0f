package dev.minijenkin.runner.action.checkout;

import dev.minijenkin.runner.action.git.Git;
import dev.minijenkin.runner.action.git.GitException;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.runner.workspace.JobFiles;
import dev.minijenkin.runner.workspace.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What checkouts of a repository have fetched before, with all of its history, kept on the host:
/// what a later one needs is there already.
///
/// The repository of a checkout sees the objects of the mirror while it fetches, and then gets them
/// as its own, as further names of the same files: it works wherever it is taken. Nothing in a
/// mirror is changed, files are added and put together. Where anything is wrong with it, the
/// checkout fetches everything by itself.
///
/// Jobs of other users than the runner's do without: they could neither read nor share it. So do
/// checkouts of other repositories than the run's: who may not fetch one finds nothing of it here.
final class CheckoutMirror {
    private static final Logger LOG = LoggerFactory.getLogger(CheckoutMirror.class);
    private static final int MOST_PACKS = 50;
    private static final int ROUNDS = 3;

    private final StepScope scope;
    private final Checkout checkout;
    private final Map<String, String> credentials;
    private final Path folder;
    private final Path alternates;
    private final Path objects;
    private boolean lent;

    /// @param credentials variables by which git shows who it is
    CheckoutMirror(StepScope scope, Checkout checkout, Map<String, String> credentials) {
        this.scope = scope;
        this.checkout = checkout;
        this.credentials = Map.copyOf(credentials);
        UUID name =
                UUID.nameUUIDFromBytes(checkout.remote().url().getBytes(StandardCharsets.UTF_8));
        this.folder = scope.workspace().mirrors().resolve("of-" + name);
        this.objects = checkout.folder().resolve(".git").resolve("objects");
        this.alternates = objects.resolve("info").resolve("alternates");
    }

    /// Lets the repository of the checkout, which is made, see what is there; before that, brings
    /// the commit that is wanted.
    ///
    /// @return where the commit can be fetched from; empty: from the remote alone
    Optional<Path> lend() throws GitException, InterruptedException {
        if (!checkout.remote().own()
                || scope.workspace().user().user().isPresent()
                || !checkout.sparse().filter().isEmpty()
                || !checkout.sparse().patterns().isEmpty()) {
            return Optional.empty();
        }
        try {
            boolean there = !checkout.commit().isEmpty() && bring();
            if (Files.isDirectory(folder)) {
                JobFiles.write(
                        alternates,
                        (folder.resolve("objects") + "\n").getBytes(StandardCharsets.UTF_8));
                lent = true;
            }
            return there && lent && checkout.depth() > 0 && !checkout.tags()
                    ? Optional.of(folder)
                    : Optional.empty();
        } catch (IOException e) {
            LOG.warn("The mirror {} is not used: {}", folder, DiskTrouble.place(e));
            return Optional.empty();
        }
    }

    /// Whether the commit is there afterwards.
    private boolean bring() throws IOException, GitException, InterruptedException {
        if (Files.isDirectory(folder)) {
            Git git = git(folder);
            if (has(git)) {
                return true;
            }
            if (packs() > MOST_PACKS) {
                git.tries("repack", "--geometric=2", "-d", "-q");
            }
            return fetch(git);
        }
        Path work = folder.resolveSibling("unfinished-" + UUID.randomUUID());
        Files.createDirectories(work);
        try {
            Git git = git(work);
            boolean made =
                    git.tries("init", "--quiet", "--bare", "--template=", ".")
                            && git.tries("config", "uploadpack.allowAnySHA1InWant", "true")
                            && fetch(git);
            if (made && !Files.isDirectory(folder)) {
                Files.move(work, folder, StandardCopyOption.ATOMIC_MOVE);
            }
            return made;
        } finally {
            Trees.delete(work, scope.stopCheck());
        }
    }

    private boolean fetch(Git git) throws GitException, InterruptedException {
        String commit = checkout.commit();
        return (fetch(git, "+refs/heads/*:refs/heads/*") && has(git))
                || (fetch(git, "+" + commit + ":refs/runs/" + commit) && has(git));
    }

    private boolean fetch(Git git, String spec) throws GitException, InterruptedException {
        return git.tries(
                "-c",
                "fetch.unpackLimit=1",
                "fetch",
                "--quiet",
                "--no-tags",
                "--force",
                Git.OPERANDS,
                checkout.remote().url(),
                spec);
    }

    private boolean has(Git git) throws GitException, InterruptedException {
        return git.tries("cat-file", "-e", checkout.commit() + "^{commit}");
    }

    private Git git(Path at) {
        return new Git(scope, at, false, credentials);
    }

    private int packs() throws IOException {
        int packs = 0;
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(folder.resolve("objects").resolve("pack"), "*.pack")) {
            for (Path _ : found) {
                packs++;
            }
        }
        return packs;
    }

    /// Makes what the repository of the checkout saw its own.
    void settle() {
        if (!lent) {
            return;
        }
        lent = false;
        try {
            for (int round = 1; ; round++) {
                try {
                    share();
                    break;
                } catch (NoSuchFileException e) {
                    // Packs were put together just now: the others have it all.
                    if (round == ROUNDS) {
                        throw e;
                    }
                }
            }
            Files.deleteIfExists(alternates);
        } catch (IOException e) {
            throw DiskTrouble.explain("share what was fetched before", objects, e);
        }
    }

    private void share() throws IOException {
        Path from = folder.resolve("objects");
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes seen)
                            throws IOException {
                        if (at.equals(from.resolve("info"))) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        Files.createDirectories(objects.resolve(from.relativize(at).toString()));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes seen)
                            throws IOException {
                        if (!file.getFileName().toString().startsWith("tmp_")) {
                            share(file, objects.resolve(from.relativize(file).toString()));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static void share(Path file, Path as) throws IOException {
        try {
            Files.createLink(as, file);
        } catch (FileAlreadyExistsException _) {
            // By an earlier checkout into the same folder.
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException _) {
            Files.copy(file, as, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// After something failed with what it gave: the next checkout begins anew.
    void forget(GitException failed) {
        if (failed.outcome() instanceof StepOutcome.Failed && Files.isDirectory(folder)) {
            try {
                Trees.delete(folder);
            } catch (IOException e) {
                LOG.warn("Cannot delete {}: {}", folder, e.getMessage());
            }
        }
    }
}

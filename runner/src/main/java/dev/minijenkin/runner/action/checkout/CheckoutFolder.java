package dev.minijenkin.runner.action.checkout;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.action.git.Git;
import dev.minijenkin.runner.action.git.GitException;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.stop.StopCheck;
import dev.minijenkin.runner.user.FileRights;
import dev.minijenkin.runner.workspace.Trees;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/// The folder of a checkout, in whatever state steps before left it: an earlier checkout of the
/// same repository is used again, with its own settings and nothing else of it; anything else makes
/// room.
final class CheckoutFolder {
    /// What is left of work that was broken off.
    private static final List<String> BROKEN_OFF =
            List.of(
                    "AUTO_MERGE",
                    "BISECT_LOG",
                    "BISECT_NAMES",
                    "BISECT_START",
                    "BISECT_TERMS",
                    "BISECT_EXPECTED_REV",
                    "CHERRY_PICK_HEAD",
                    "MERGE_AUTOSTASH",
                    "MERGE_HEAD",
                    "MERGE_MODE",
                    "MERGE_MSG",
                    "MERGE_RR",
                    "REBASE_HEAD",
                    "REVERT_HEAD",
                    "SQUASH_MSG",
                    "rebase-apply",
                    "rebase-merge",
                    "sequencer");

    /// What is made anew: it may be broken, or keep git from looking at files.
    private static final List<String> MADE_ANEW =
            List.of("index", "info/sparse-checkout", "modules");

    private final Git git;
    private final Checkout checkout;
    private final StopCheck stop;
    private final FileRights files;
    private final Path folder;
    private final Path dotGit;
    private boolean isUsed;

    CheckoutFolder(Git git, Checkout checkout, StopCheck stop) {
        this.git = git;
        this.checkout = checkout;
        this.stop = stop;
        this.files = git.files();
        this.folder = checkout.folder();
        this.dotGit = folder.resolve(".git");
    }

    /// Makes the folder a repository whose remote is the one that is wanted.
    ///
    /// @param workspace out of which nothing may lead
    void prepare(Path workspace) throws GitException, InterruptedException {
        try {
            makeFolder(workspace);
            isUsed = isUsable();
            if (!isUsed) {
                files.run(this::clear);
                git.run("init", "--quiet", "--template=", "--initial-branch=main", ".");
                git.run("remote", "add", Git.OPERANDS, "origin", checkout.remote().url());
            }
        } catch (IOException e) {
            throw DiskTrouble.explain("make the folder of the checkout", folder, e);
        }
    }

    /// After the checkout: what earlier ones left that git did not dare to delete.
    void clean() throws GitException, InterruptedException {
        if (isUsed && checkout.clean()) {
            git.tries("clean", "-ffdxq");
        }
    }

    /// Whatever stands in the way and is no folder goes; a link to a folder is the workspace's own.
    private void makeFolder(Path workspace) throws IOException, GitException {
        if (files.call(() -> leadsOut(workspace))) {
            throw new GitException(
                    new StepOutcome.Failed(
                            Cause.WORKFLOW_INVALID,
                            "has a path that leads out of the workspace by a link"));
        }
    }

    private boolean leadsOut(Path workspace) throws IOException {
        Path at = workspace;
        for (Path name : workspace.relativize(folder)) {
            if (!Files.isDirectory(at)) {
                Trees.delete(at, stop);
                Files.createDirectories(at);
            }
            at = at.resolve(name);
        }
        if (!Files.isDirectory(at)) {
            Trees.delete(at, stop);
            Files.createDirectories(at);
        }
        return !folder.toRealPath().startsWith(workspace.toRealPath());
    }

    private void clear() throws IOException {
        Trees.open(folder);
        try (var entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                Trees.delete(entry, stop);
            }
        }
    }

    /// Whether an earlier checkout of the same repository is there and could be put in order.
    private boolean isUsable() throws IOException, GitException, InterruptedException {
        if (!Files.isDirectory(dotGit, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        files.run(this::deleteLocks);
        Optional<String> top = git.ask("rev-parse", "--show-cdup");
        Optional<String> url = git.ask("config", "--local", "--get", "remote.origin.url");
        return top.map(String::strip).equals(Optional.of(""))
                && url.map(String::strip).equals(Optional.of(checkout.remote().url()))
                && putInOrder();
    }

    private boolean putInOrder() throws IOException, GitException, InterruptedException {
        boolean sparse = Files.exists(dotGit.resolve("info/sparse-checkout"));
        if (Files.exists(dotGit.resolve("modules"), LinkOption.NOFOLLOW_LINKS)) {
            git.tries("submodule", "deinit", "--all", "--force", "--quiet");
        }
        files.run(() -> {
            for (String name : BROKEN_OFF) {
                Trees.delete(dotGit.resolve(name), stop);
            }
            for (String name : MADE_ANEW) {
                Trees.delete(dotGit.resolve(name), stop);
            }
        });
        if ((sparse && !git.tries("sparse-checkout", "disable"))
                || !git.tries("reset", "--hard", "--quiet")
                || !git.tries("checkout", "--force", "--detach", "--quiet")
                || (checkout.clean() && !git.tries("clean", "-ffdxq"))) {
            return false;
        }
        CheckoutCredentials.forget(checkout.remote(), git);
        return git.deletesRefs();
    }

    /// Left by a git that was killed.
    private void deleteLocks() throws IOException {
        Files.walkFileTree(
                dotGit,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes seen) {
                        stop.check();
                        return path.equals(dotGit.resolve("objects"))
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path path, BasicFileAttributes seen)
                            throws IOException {
                        if (String.valueOf(path.getFileName()).endsWith(".lock")) {
                            Files.deleteIfExists(path);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path path, IOException e) {
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}

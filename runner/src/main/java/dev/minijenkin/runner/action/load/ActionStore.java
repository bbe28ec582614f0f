package dev.minijenkin.runner.action.load;

import dev.minijenkin.runner.action.call.UnusableActionException;
import dev.minijenkin.runner.action.git.Git;
import dev.minijenkin.runner.action.git.GitException;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.runner.workspace.Trees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The actions of other repositories that a host has: a folder for each commit, fetched once and
/// kept for as long as jobs use it now and then. Nothing in it is ever changed.
///
/// Thread-safe: jobs that want the same commit wait for the one that fetches it.
final class ActionStore {
    private static final Logger LOG = LoggerFactory.getLogger(ActionStore.class);
    private static final Duration UNUSED = Duration.ofDays(30);
    private static final String TAG = "refs/tags/";
    private static final String BRANCH = "refs/heads/";

    private final Path root;
    private final Path unfinished;
    private final Map<Path, ReentrantLock> locks = new ConcurrentHashMap<>();

    /// @param root of this runner alone; made when it is needed
    ActionStore(Path root) {
        this.root = root;
        this.unfinished = root.resolve("unfinished");
        tidy();
    }

    /// The commit at which a ref stands now.
    String resolve(String url, RemoteName action, StepScope scope)
            throws UnusableActionException, GitException, InterruptedException {
        Git git = new Git(scope, made(unfinished), false);
        String ref = action.ref();
        boolean whole = ref.startsWith("refs/");
        Optional<String> answer =
                whole
                        ? git.askAloud("ls-remote", Git.OPERANDS, url, ref, ref + "^{}")
                        : git.ask(
                                "ls-remote",
                                Git.OPERANDS,
                                url,
                                TAG + ref,
                                TAG + ref + "^{}",
                                BRANCH + ref);
        if (answer.isEmpty()) {
            throw new UnusableActionException(
                    "uses '%s', and its repository cannot be read: %s"
                            .formatted(action.shown(), url));
        }
        // A tag with an object of its own means the commit behind it; a tag goes before a branch.
        return Stream.of(TAG + ref + "^{}", TAG + ref, BRANCH + ref, ref + "^{}", ref)
                .flatMap(name -> named(answer.get(), name).stream())
                .findFirst()
                .orElseThrow(() ->
                        new UnusableActionException(
                                "uses '%s', and its repository has no branch, no tag and no commit '%s'"
                                        .formatted(action.shown(), ref)));
    }

    private static Optional<String> named(String answer, String ref) {
        return answer.lines()
                .map(line -> line.split("\t", 2))
                .filter(parts -> parts.length == 2 && parts[1].equals(ref))
                .map(parts -> parts[0])
                .findFirst();
    }

    /// The folder of a commit, fetched where it is not here yet.
    ///
    /// @param ref by which it is fetched from hosts that give no commit away by its name
    Path tree(String url, String repository, String ref, String commit, StepScope scope)
            throws UnusableActionException, GitException, InterruptedException {
        Path tree =
                root.resolve("of-" + repository.toLowerCase(Locale.ROOT).replace('/', '+'))
                        .resolve(commit);
        ReentrantLock lock = locks.computeIfAbsent(tree, _ -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            if (Files.isDirectory(tree)) {
                Files.setLastModifiedTime(tree, FileTime.from(Instant.now()));
            } else {
                fetch(url, repository, ref, commit, tree, scope);
            }
            return tree;
        } catch (IOException e) {
            throw DiskTrouble.explain("keep an action", tree, e);
        } finally {
            lock.unlock();
        }
    }

    private void fetch(
            String url, String repository, String ref, String commit, Path tree, StepScope scope)
            throws UnusableActionException, GitException, InterruptedException, IOException {
        scope.printer().heading("Fetch " + repository + " at " + commit);
        Path work = made(unfinished.resolve(UUID.randomUUID().toString()));
        try {
            Git git = new Git(scope, work, false);
            git.demand("init", "--quiet");
            boolean fetched =
                    git.tries(
                                    "fetch",
                                    "--quiet",
                                    "--depth=1",
                                    "--no-tags",
                                    Git.OPERANDS,
                                    url,
                                    commit)
                            || git.askAloud("fetch", "--quiet", Git.OPERANDS, url, ref).isPresent();
            if (!fetched || !git.tries("checkout", "--quiet", "--force", commit)) {
                throw new UnusableActionException(
                        "uses an action of %s, whose commit %s cannot be fetched from %s"
                                .formatted(repository, commit, url));
            }
            Trees.delete(work.resolve(".git"));
            Files.createDirectories(tree.getParent());
            Files.move(work, tree, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Trees.delete(work);
        }
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw DiskTrouble.explain("keep actions", folder, e);
        }
    }

    /// What was broken off, and what nobody has used for long.
    private void tidy() {
        try {
            Trees.delete(unfinished);
            try (DirectoryStream<Path> repositories = Files.newDirectoryStream(root, "of-*")) {
                for (Path repository : repositories) {
                    tidy(repository);
                }
            }
        } catch (NoSuchFileException _) {
            // No action was ever used here.
        } catch (IOException e) {
            LOG.warn("Cannot tidy the actions in {}: {}", root, e.getMessage());
        }
    }

    private static void tidy(Path repository) throws IOException {
        Instant old = Instant.now().minus(UNUSED);
        try (DirectoryStream<Path> trees = Files.newDirectoryStream(repository)) {
            for (Path tree : trees) {
                if (Files.getLastModifiedTime(tree).toInstant().isBefore(old)) {
                    Trees.delete(tree);
                }
            }
        }
    }
}

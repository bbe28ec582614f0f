package dev.minijenkin.runner.workspace;

import dev.minijenkin.engine.folder.PrivateFolder;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.user.JobUser;
import dev.minijenkin.runner.user.JobUsers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder on a build host that one runner process owns while it runs: job folders, pipes,
/// tools.
public final class WorkFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);
    private static final int LONGEST_NAME = 40;

    private final Path root;
    private final Path control;
    private final FileChannel lockFile;
    private final SpareFolders spares;

    private WorkFolder(Path root, Path control, FileChannel lockFile) throws IOException {
        this.root = root;
        this.control = control;
        this.lockFile = lockFile;
        Trees.delete(jobs());
        this.spares = new SpareFolders(Files.createDirectories(jobs()));
    }

    /// Takes the folder, makes it if needed, and clears what a runner that died left in it.
    ///
    /// @throws RunnerException if another runner has it, or if it cannot be written
    public static WorkFolder take(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            PrivateFolder.make(root);
            FileChannel channel =
                    FileChannel.open(
                            root.resolve(".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new RunnerException(
                        "Another runner works in " + root + ": give each a work folder of its own");
            }
            WorkFolder taken = new WorkFolder(root, ControlFolder.take(root), channel);
            Files.createDirectory(taken.pipes());
            return taken;
        } catch (IOException e) {
            throw DiskTrouble.explain("use the work folder", root, e);
        }
    }

    /// Makes the folders of one claim, all below one folder, so that claims that come and go at the
    /// same moment share nothing.
    ///
    /// @param repository its name, which may hold slashes
    /// @param job key of the job
    /// @param claim makes the folder one of this claim only
    /// @param user whose they are
    public Workspace workspace(String repository, String job, long claim, JobUser user) {
        Path folder = jobs().resolve(folderName(claim, repository + "-" + job));
        return Workspace.create(
                folder,
                control.resolve(Long.toString(claim)),
                repository,
                user,
                spares.moveTo(folder, repository, user));
    }

    /// Takes the folders of a claim back, whose processes have ended: nothing is left of what they
    /// held. What cannot be deleted stays and is logged.
    ///
    /// @param repository that they were made for
    public void release(Workspace workspace, String repository) {
        delete(workspace.control(), workspace.user());
        delete(workspace.services(), JobUser.OWN);
        spares.keep(workspace, repository).forEach(spare -> delete(spare.root(), spare.user()));
    }

    /// Deletes a folder of a job, which its processes may still change, with no more rights than
    /// they have.
    private static void delete(Path folder, JobUser user) {
        try {
            if (user.user().isPresent() && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                user.files().run(() -> Trees.deleteContent(folder));
            }
            Trees.delete(folder);
        } catch (IOException e) {
            LOG.warn("Cannot delete {}: {}", folder, e.getMessage());
        }
    }

    /// Lets other users get to what is theirs here, and makes sure that they do.
    ///
    /// @throws RunnerException with a sentence, if one of them does not
    public void admit(JobUsers users) {
        if (users.isEmpty()) {
            return;
        }
        try {
            for (Path way :
                    List.of(root, control, pipes(), jobs(), Files.createDirectories(actions()))) {
                OwnFolders.openWay(way);
            }
        } catch (IOException e) {
            throw DiskTrouble.explain("open the work folder to the users of jobs", root, e);
        }
        users.checkWay(jobs());
        users.checkWay(pipes());
    }

    /// The instances under which processes before this one may hold a name. They are dead, for
    /// their lock is ours. Empty where there was none.
    ///
    /// @throws RunnerException if the folder cannot be read
    public Set<UUID> predecessors() {
        try {
            return Files.exists(instanceFile())
                    ? Files.readAllLines(instanceFile()).stream()
                            .flatMap(line -> instance(line).stream())
                            .collect(Collectors.toUnmodifiableSet())
                    : Set.of();
        } catch (IOException e) {
            throw DiskTrouble.explain("use the work folder", root, e);
        }
    }

    /// Empty where a crash of the host cut the line short.
    private static Optional<UUID> instance(String line) {
        try {
            return Optional.of(UUID.fromString(line.strip()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Tells the folder from every other one, on whatever host.
    ///
    /// @throws RunnerException if the disk refuses
    public String id() {
        Path file = root.resolve(".id");
        try {
            Optional<UUID> kept =
                    Files.exists(file) ? instance(Files.readString(file)) : Optional.empty();
            if (kept.isEmpty()) {
                kept = Optional.of(UUID.randomUUID());
                Files.writeString(file, kept.get() + "\n");
            }
            return kept.get().toString();
        } catch (IOException e) {
            throw DiskTrouble.explain("use the work folder", root, e);
        }
    }

    /// Keeps the instances under which this process may hold a name, for the one that takes the
    /// folder after it. Where that fails, the other one only waits longer.
    public void remember(Collection<UUID> instances) {
        try {
            Files.write(instanceFile(), instances.stream().map(UUID::toString).toList());
        } catch (IOException e) {
            LOG.warn("{}", DiskTrouble.explain("keep its instance", root, e).getMessage());
        }
    }

    /// By which the processes of a claim are known; those of all claims in this folder begin alike.
    public String trackingId(long claim) {
        return trackingPrefix() + claim;
    }

    /// What the tracking ids of this folder's claims begin with.
    public String trackingPrefix() {
        return root + "#";
    }

    /// Where it lies, absolute: no two runners of a host have the same.
    public Path root() {
        return root;
    }

    public Path pipes() {
        return control.resolve("pipes");
    }

    /// What is fetched of other repositories' actions: kept between jobs. Made by whoever needs it.
    public Path actions() {
        return root.resolve("actions");
    }

    /// What jobs keep by `actions/cache`. Made by whoever needs it.
    public Path caches() {
        return root.resolve("caches");
    }

    /// `RUNNER_TOOL_CACHE` of a repository's jobs that run as this user: kept between them.
    ///
    /// @throws RunnerException if the disk refuses
    public Path tools(String repository, JobUser user) {
        return ofRepository("tools", repository, user);
    }

    /// `HOME` of a repository's jobs: kept between them, and no other repository's job finds
    /// anything in it.
    ///
    /// @throws RunnerException if the disk refuses
    ///
    /// @param user as whom they run
    public Path home(String repository, JobUser user) {
        return ofRepository("homes", repository, user);
    }

    private Path ofRepository(String kind, String repository, JobUser user) {
        // Names differ by more than their case, and hold no plus.
        String name = "of-" + repository.toLowerCase(Locale.ROOT).replace('/', '+');
        Path all = root.resolve(kind);
        Path parent = user.user().map(as -> all.resolve("as-" + as.name())).orElse(all);
        Path folder = parent.resolve(name);
        try {
            if (user.user().isEmpty()) {
                JobFiles.makeFolder(folder);
            } else if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(folder);
                OwnFolders.openWay(all);
                OwnFolders.openWay(parent);
                OwnFolders.give(folder, user.user().get());
            }
            return folder;
        } catch (IOException e) {
            throw DiskTrouble.explain("keep what belongs to a repository", folder, e);
        }
    }

    @Override
    public void close() {
        spares.clear().forEach(spare -> delete(spare.root(), spare.user()));
        try {
            Trees.delete(control);
            lockFile.close();
        } catch (IOException e) {
            throw DiskTrouble.explain("leave the work folder", root, e);
        }
    }

    private Path instanceFile() {
        return root.resolve(".instance");
    }

    private Path jobs() {
        return root.resolve("jobs");
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /// Nothing that a name can hold leads out of the folder, and no name makes it too long for a
    /// file system, or for a socket that a step makes below it.
    private static String folderName(long claim, String name) {
        String safe = name.replaceAll("[^A-Za-z0-9_.-]", "+");
        return claim + "-" + safe.substring(0, Math.min(safe.length(), LONGEST_NAME));
    }
}

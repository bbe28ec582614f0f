package dev.minijenkin.runner.workspace;

import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.fault.RunnerException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder on a build host that one runner process owns while it runs: job folders, pipes,
/// tools.
public final class WorkFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);
    private static final int LONGEST_NAME = 40;

    private final Path root;
    private final FileChannel lockFile;

    private WorkFolder(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /// Takes the folder, makes it if needed, and clears what a runner that died left in it.
    ///
    /// @throws RunnerException if another runner has it, or if it cannot be written
    public static WorkFolder take(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
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
            WorkFolder taken = new WorkFolder(root, channel);
            Trees.delete(taken.jobs());
            Trees.delete(taken.pipes());
            for (Path part : new Path[] {taken.jobs(), taken.pipes(), taken.tools()}) {
                Files.createDirectories(part);
            }
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
    public Workspace workspace(String repository, String job, long claim) {
        return Workspace.create(jobs().resolve(folderName(claim, repository + "-" + job)));
    }

    /// The instance under which the process before this one worked here. It is dead, for its lock
    /// is ours. Empty where there was none.
    ///
    /// @throws RunnerException if the folder cannot be read
    public Optional<UUID> predecessor() {
        try {
            return Files.exists(instanceFile())
                    ? Optional.of(UUID.fromString(Files.readString(instanceFile()).strip()))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            // Cut short by a crash of the host.
            return Optional.empty();
        } catch (IOException e) {
            throw DiskTrouble.explain("use the work folder", root, e);
        }
    }

    /// Keeps this process's instance for the one that takes the folder after it. Where that fails,
    /// the other one only waits longer.
    public void remember(UUID instance) {
        try {
            Files.writeString(instanceFile(), instance + "\n");
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

    public Path pipes() {
        return root.resolve("pipes");
    }

    /// `RUNNER_TOOL_CACHE`: kept between jobs.
    public Path tools() {
        return root.resolve("tools");
    }

    @Override
    public void close() {
        try {
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

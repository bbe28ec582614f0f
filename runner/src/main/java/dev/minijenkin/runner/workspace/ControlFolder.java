package dev.minijenkin.runner.workspace;

import dev.minijenkin.engine.folder.PrivateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the runner keeps the small files by which it and its steps speak to each other: scripts,
/// file commands, pipes.
///
/// A dozen of them come and go with each job. On a disk that is dear: ext4 gives no inode out again
/// for a minute and looks at each that was freed in that time whenever a file is made, so that a
/// file takes the longer the more there were. They lie in memory instead, where the host has a file
/// system for that, and some room in it.
final class ControlFolder {
    private static final Logger LOG = LoggerFactory.getLogger(ControlFolder.class);
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM = 256L << 20;

    private ControlFolder() {}

    /// The one of a work folder, empty: what a runner that died left in it is deleted. The caller
    /// holds the work folder.
    ///
    /// @param root of the work folder, absolute
    static Path take(Path root) throws IOException {
        return take(root, MEMORY);
    }

    /// @param memory where it is to lie, if that is a file system in memory
    static Path take(Path root, Path memory) throws IOException {
        Path onDisk = root.resolve("control");
        Trees.delete(onDisk);
        try {
            if (hasRoom(memory)) {
                Path inMemory = ownFolder(root, memory.toRealPath());
                Trees.deleteContent(inMemory);
                return inMemory;
            }
        } catch (IOException e) {
            LOG.info("Files of steps lie on the disk, not in {}: {}", memory, e.getMessage());
        }
        return Files.createDirectories(onDisk);
    }

    /// Named after the work folder, whose lock is the runner's: no other runner comes here. Anybody
    /// may lay a link there first, to a folder that this user would rather keep.
    private static Path ownFolder(Path root, Path memory) throws IOException {
        UUID name = UUID.nameUUIDFromBytes(root.toString().getBytes(StandardCharsets.UTF_8));
        Path wanted =
                memory.resolve("mini-jenkin-" + Files.getAttribute(root, "unix:uid") + "-" + name);
        if (Files.isSymbolicLink(wanted)) {
            throw new IOException(wanted + " is a link");
        }
        Path made = PrivateFolder.make(wanted);
        if (!made.equals(wanted)) {
            throw new IOException(wanted + " is a link");
        }
        return made;
    }

    private static boolean hasRoom(Path memory) throws IOException {
        if (!Files.isDirectory(memory)) {
            return false;
        }
        FileStore store = Files.getFileStore(memory);
        return store.type().equals("tmpfs") && store.getUsableSpace() >= ROOM;
    }
}

package dev.minijenkin.runner.workspace;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Files in folders that belong to a job: whatever stands at a path, its steps may have put there.
/// Nothing here follows a link, and nothing waits for a pipe.
public final class JobFiles {
    private static final int BUFFER = 64 * 1024;

    private JobFiles() {}

    /// The beginning of a file.
    ///
    /// @param bytes as many as were asked for, or all
    /// @param size of the whole file
    public record Content(byte[] bytes, long size) {}

    /// Makes a folder where none is, in the place of whatever else is there.
    public static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Trees.delete(folder);
            Files.createDirectories(folder);
        }
    }

    /// Writes a file in the place of whatever is there.
    public static void write(Path file, byte[] content) throws IOException {
        makeFolder(folderOf(file));
        try {
            create(file, content);
        } catch (FileAlreadyExistsException _) {
            Trees.delete(file);
            create(file, content);
        }
    }

    /// Reads a file; empty where there is none.
    ///
    /// @param most bytes that are read
    /// @throws IOException if it is no regular file of the runner's own user, or cannot be read
    public static Optional<Content> read(Path file, long most) throws IOException {
        Seen seen;
        try {
            seen = look(file, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        check(file, seen);
        if (seen.size() == 0) {
            // As most of a step's files are.
            return Optional.of(new Content(new byte[0], 0));
        }
        try (FileChannel channel = open(file)) {
            Seen opened = look(file, LinkOption.NOFOLLOW_LINKS);
            check(file, opened);
            if (!opened.key().equals(seen.key())) {
                throw new IOException("changed while it was read");
            }
            return Optional.of(new Content(read(channel, most), channel.size()));
        }
    }

    private static void create(Path file, byte[] content) throws IOException {
        Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file of a job lies in a folder");
    }

    /// What stands at a path: users by their numbers, because the name of one is looked up in the
    /// host's list of users each time.
    private record Seen(boolean regular, long size, Object key, Object user) {}

    private static Seen look(Path path, LinkOption... options) throws IOException {
        Map<String, Object> found =
                Files.readAttributes(path, "unix:isRegularFile,size,fileKey,uid", options);
        return new Seen(
                Objects.equals(found.get("isRegularFile"), true),
                ((Number) found.getOrDefault("size", 0L)).longValue(),
                Objects.requireNonNull(found.get("fileKey")),
                Objects.requireNonNull(found.get("uid")));
    }

    private static void check(Path file, Seen seen) throws IOException {
        if (!seen.regular()) {
            throw new IOException("is no regular file any more");
        }
        if (!seen.user().equals(look(folderOf(file)).user())) {
            throw new IOException("belongs to another user");
        }
    }

    /// For reading and writing: that does not wait should a pipe stand there by now.
    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, options(StandardOpenOption.WRITE));
        } catch (AccessDeniedException _) {
            return FileChannel.open(file, options(StandardOpenOption.READ));
        }
    }

    private static Set<OpenOption> options(StandardOpenOption option) {
        return new HashSet<>(List.of(StandardOpenOption.READ, option, LinkOption.NOFOLLOW_LINKS));
    }

    /// By position, which a pipe refuses.
    private static byte[] read(FileChannel channel, long most) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        while (bytes.size() < most) {
            buffer.clear().limit((int) Math.min(BUFFER, most - bytes.size()));
            if (channel.read(buffer, bytes.size()) < 0) {
                break;
            }
            bytes.write(buffer.array(), 0, buffer.position());
        }
        return bytes.toByteArray();
    }
}

package dev.minijenkin.console.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// Files that only their owner may read, replaced as a whole: whoever reads meanwhile, or after a
/// crash, finds the one or the other.
public final class PersonalFile {
    private PersonalFile() {}

    /// The folder where this user's programs keep what they are told.
    public static Path folder(Map<String, String> environment) {
        String folder = environment.getOrDefault("XDG_CONFIG_HOME", "");
        // The same home as that of everything else: whoever sets another one means all of it.
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        // Where the standard of desktops has it: a folder that is not absolute is none.
        Path named = Path.of(folder);
        return (named.isAbsolute() ? named : home.resolve(".config")).resolve("mini-jenkin");
    }

    public static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        createPrivately(fresh);
        Files.writeString(fresh, text);
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void createPrivately(Path fresh) throws IOException {
        if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    fresh,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(fresh);
        }
    }
}

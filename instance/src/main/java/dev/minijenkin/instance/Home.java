package dev.minijenkin.instance;

import dev.minijenkin.engine.folder.PrivateFolder;
import dev.minijenkin.engine.key.KeyFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// The folder in which a local instance lives: `~/.mini-jenkin` unless told otherwise.
///
/// Only its owner may enter it: it holds the password of the local database and the secrets of
/// hooks.
///
/// @param binaries where the programs of its PostgreSQL lie, which others may use too
public record Home(Path folder, Path binaries) {
    /// Name of the file in which a running local instance says how its database is reached.
    public static final String INSTANCE_FILE = "instance.properties";

    /// `~/.mini-jenkin`, or what `MINI_JENKIN_HOME` says.
    public static Path usual(Map<String, String> environment) {
        String named = environment.get("MINI_JENKIN_HOME");
        return named != null
                ? Path.of(named)
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")))
                        .resolve(".mini-jenkin");
    }

    /// The folder, made where it is missing and closed to other users.
    public static Home at(Path folder) {
        try {
            Path made = PrivateFolder.make(folder);
            return new Home(made, made.resolve("binaries"));
        } catch (FileSystemException e) {
            throw new InstanceException(
                    "The folder " + folder + " cannot be used: " + reason(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The folder " + folder + " cannot be created or entered", e);
        }
    }

    private static String reason(FileSystemException e) {
        return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    }

    /// Where a run of a working tree lives that nobody else takes part in: runs that are carried
    /// out at the same time have one each, and a local instance has its own.
    ///
    /// @param place counted from 1
    Home ofRun(int place) {
        Home own = at(folder.resolve(place == 1 ? "run" : "run-" + place));
        return new Home(own.folder(), binaries);
    }

    /// Where the sample for the console lives, beside the local instance of a person.
    public Home ofSample() {
        return new Home(at(folder.resolve("console-demo")).folder(), binaries);
    }

    /// The data of its PostgreSQL.
    public Path postgres() {
        return folder.resolve("postgres");
    }

    /// Where the running local instance says how to reach it.
    Path instance() {
        return folder.resolve(INSTANCE_FILE);
    }

    Path lock() {
        return folder.resolve("up.lock");
    }

    public Path server() {
        return folder.resolve("server");
    }

    public Path work() {
        return folder.resolve("work");
    }

    /// The private keys of this host.
    public KeyFolder keys() {
        return new KeyFolder(folder.resolve("keys"));
    }

    /// What runs of working trees fetch from: a bare repository for each tree.
    public Path mirrors() {
        return folder.resolve("mirrors");
    }

    Path demo() {
        return folder.resolve("demo");
    }

    /// Writes a file that only its owner may read.
    static void writePrivately(Path file, String content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(
                fresh,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, content);
        Files.move(
                fresh,
                file,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}

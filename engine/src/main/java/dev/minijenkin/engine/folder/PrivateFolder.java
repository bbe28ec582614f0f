package dev.minijenkin.engine.folder;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/// Folders that only their owner may enter: what lies in them is carried out, or tells secrets.
public final class PrivateFolder {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");
    private static final int STICKY = 01000;
    private static final Path SELF = Path.of("/proc/self");

    private PrivateFolder() {}

    /// Makes the folder where there is none, and closes one that is there already to everybody
    /// else.
    ///
    /// @return its real path
    /// @throws IOException if it is another user's, or cannot be made or closed; the reason says so
    public static Path make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
        Path real = folder.toRealPath();
        UserPrincipal owner = Files.getOwner(real);
        if (!owner.equals(self(real))) {
            throw new FileSystemException(
                    folder.toString(),
                    null,
                    "it belongs to " + owner.getName() + ", who could change what this user runs");
        }
        if (((int) Files.getAttribute(real, "unix:mode") & STICKY) != 0) {
            throw new FileSystemException(
                    folder.toString(), null, "it is shared by everybody: name one below it");
        }
        if (!Files.getPosixFilePermissions(real).equals(OWNER_ONLY)) {
            Files.setPosixFilePermissions(real, OWNER_ONLY);
        }
        return real;
    }

    /// Who this process is; a user may have no name.
    private static UserPrincipal self(Path folder) throws IOException {
        return Files.exists(SELF)
                ? Files.getOwner(SELF)
                : folder.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName(System.getProperty("user.name"));
    }
}

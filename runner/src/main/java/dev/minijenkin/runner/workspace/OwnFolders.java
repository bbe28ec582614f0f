package dev.minijenkin.runner.workspace;

import dev.minijenkin.runner.user.SystemUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Folders of the runner's own that jobs of other users have to do with.
final class OwnFolders {
    private static final Set<PosixFilePermission> WAY =
            PosixFilePermissions.fromString("rwx--x--x");
    private static final Set<PosixFilePermission> PRIVATE =
            PosixFilePermissions.fromString("rwx------");

    private OwnFolders() {}

    /// Lets everybody pass through, to what they know the name of, and see nothing.
    static void openWay(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, WAY);
    }

    /// Gives a folder away that lies in one of the runner's own.
    static void give(Path folder, SystemUser user) throws IOException {
        Files.setPosixFilePermissions(folder, PRIVATE);
        Files.setAttribute(folder, "unix:gid", user.gid(), LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(folder, "unix:uid", user.uid(), LinkOption.NOFOLLOW_LINKS);
    }
}

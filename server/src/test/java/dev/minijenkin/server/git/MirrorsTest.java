package dev.minijenkin.server.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorsTest {
    @TempDir private Path folder;

    @Test
    void theirFolderIsClosedToOtherUsersAlsoWhereItWasThere() throws Exception {
        Path open = Files.createDirectory(folder.resolve("mirrors"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Mirrors _ = new Mirrors(open)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open)))
                    .isEqualTo("rwx------");
        }
    }
}

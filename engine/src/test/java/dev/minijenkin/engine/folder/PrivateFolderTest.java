package dev.minijenkin.engine.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFolderTest {
    @TempDir private Path folder;

    @Test
    void aFolderIsClosedToOthersWhetherItWasThereOrNot() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), open);

        for (Path one : new Path[] {open, folder.resolve("new/er"), link}) {
            Path made = PrivateFolder.make(one);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aFolderOfSomebodyElseIsRefused() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        try {
            Files.setAttribute(other, "unix:uid", 65534);
        } catch (IOException e) {
            assumeThat(e).as("only root gives folders away").isNull();
        }

        assertThatThrownBy(() -> PrivateFolder.make(other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it belongs to");
    }

    @Test
    void aFolderOfEverybodyStaysOne() throws Exception {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        assertThat(new ProcessBuilder("chmod", "1777", shared.toString()).start().waitFor())
                .isZero();

        assertThatThrownBy(() -> PrivateFolder.make(shared)).hasMessageContaining("shared");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared)))
                .isEqualTo("rwxrwxrwx");
    }
}

package dev.minijenkin.runner.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlFolderTest {
    private static final Path MEMORY = Path.of("/dev/shm");

    @TempDir private Path folder;

    @Test
    void itLiesInMemoryAndNobodyElseMayEnterIt() throws IOException {
        assumeTrue(Files.isDirectory(MEMORY) && Files.getFileStore(MEMORY).type().equals("tmpfs"));

        Path control = ControlFolder.take(folder);

        assertThat(control).hasParentRaw(MEMORY.toRealPath());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(control)))
                .isEqualTo("rwx------");
        Files.delete(control);
    }

    @Test
    void eachWorkFolderHasItsOwn() throws IOException {
        Path one = ControlFolder.take(Files.createDirectory(folder.resolve("one")));
        Path other = ControlFolder.take(Files.createDirectory(folder.resolve("other")));

        assertThat(one).isNotEqualTo(other);
        assertThat(ControlFolder.take(folder.resolve("one"))).isEqualTo(one);
        Files.delete(one);
        Files.delete(other);
    }

    @Test
    void whatADeadRunnerLeftIsGone() throws IOException {
        Path control = ControlFolder.take(folder);
        Files.createDirectory(control.resolve("7"));
        Files.writeString(control.resolve("7/event.json"), "{}");

        assertThat(ControlFolder.take(folder)).isEqualTo(control).isEmptyDirectory();
        Files.delete(control);
    }

    @Test
    void withoutMemoryItLiesInTheWorkFolder() throws IOException {
        assertThat(ControlFolder.take(folder, folder.resolve("none")))
                .isEqualTo(folder.resolve("control"))
                .isEmptyDirectory();
        Path disk = Files.createDirectory(folder.resolve("disk"));
        if (!Files.getFileStore(disk).type().equals("tmpfs")) {
            assertThat(ControlFolder.take(folder, disk)).isEqualTo(folder.resolve("control"));
        }
    }

    @Test
    void aFolderThatSomebodyLaidThereIsNotUsed() throws IOException {
        Path control = ControlFolder.take(folder);
        assumeTrue(control.startsWith(MEMORY.toRealPath()));
        Files.delete(control);
        Files.writeString(control, "a file of somebody");

        assertThat(ControlFolder.take(folder)).isEqualTo(folder.resolve("control"));
        Files.delete(control);
    }

    @Test
    void aLinkThatSomebodyLaidThereIsNotFollowed() throws IOException {
        Path control = ControlFolder.take(folder);
        assumeTrue(control.startsWith(MEMORY.toRealPath()));
        Files.delete(control);
        Path kept = Files.createDirectory(folder.resolve("kept"));
        Files.writeString(kept.resolve("letter"), "dear");
        Files.createSymbolicLink(control, kept);

        assertThat(ControlFolder.take(folder)).isEqualTo(folder.resolve("control"));
        assertThat(kept.resolve("letter")).exists();
        Files.delete(control);
    }
}

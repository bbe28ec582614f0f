package dev.minijenkin.runner.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.runner.stop.StopCheck;
import dev.minijenkin.runner.stop.StoppedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreesTest {
    @TempDir Path folder;

    @Test
    void nothingIsLeftAndWhatALinkNamesIsNotTouched() throws IOException {
        Path kept = Files.writeString(folder.resolve("kept"), "x");
        Path tree = Files.createDirectories(folder.resolve("tree/of/folders"));
        Files.writeString(tree.resolve("file"), "x");
        Files.createSymbolicLink(tree.resolve("link"), kept);
        Files.createSymbolicLink(tree.resolve("folder"), folder);
        Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("r--------"));

        Trees.delete(folder.resolve("tree"));

        assertThat(folder.resolve("tree")).doesNotExist();
        assertThat(kept).exists();
        Trees.delete(folder.resolve("nowhere"));
    }

    @Test
    void aLinkIsDeletedAndNotWhatItNames() throws IOException {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        Files.writeString(kept.resolve("file"), "x");
        Path link = Files.createSymbolicLink(folder.resolve("link"), kept);

        Trees.delete(link);

        assertThat(link).doesNotExist();
        assertThat(kept.resolve("file")).exists();
    }

    @Test
    void itEndsAtAFileOrAFolderWhereItsJobIsToEnd() throws IOException {
        Path files = Files.createDirectory(folder.resolve("files"));
        Path folders = Files.createDirectory(folder.resolve("folders"));
        for (int i = 0; i < 5; i++) {
            Files.writeString(files.resolve("file" + i), "x");
            Files.createDirectory(folders.resolve("folder" + i));
        }

        assertThatThrownBy(() -> Trees.delete(files, third())).isInstanceOf(StoppedException.class);
        assertThat(files).isDirectoryContaining(file -> true);
        assertThatThrownBy(() -> Trees.delete(folders, third()))
                .isInstanceOf(StoppedException.class);
    }

    /// Lets two be.
    private static StopCheck third() {
        AtomicInteger checks = new AtomicInteger();
        return () -> {
            if (checks.incrementAndGet() == 3) {
                throw new StoppedException();
            }
        };
    }
}

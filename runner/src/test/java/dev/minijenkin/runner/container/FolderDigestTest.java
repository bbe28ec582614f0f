package dev.minijenkin.runner.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDigestTest {
    @TempDir Path folder;

    @Test
    void tellsFoldersApartByNamesContentsRightsAndLinks() throws Exception {
        Path file = Files.createDirectories(folder.resolve("a")).resolve("b");
        Files.writeString(file, "text");
        Files.createDirectories(folder.resolve(".git"));
        String before = FolderDigest.of(folder);

        Files.writeString(folder.resolve(".git/index"), "of git");
        assertThat(FolderDigest.of(folder)).isEqualTo(before);
        Files.writeString(file, "other");
        String other = FolderDigest.of(folder);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        String program = FolderDigest.of(folder);
        Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));
        String link = FolderDigest.of(folder);
        Files.move(file, folder.resolve("ab"));
        String moved = FolderDigest.of(folder);

        assertThat(new String[] {before, other, program, link, moved}).doesNotHaveDuplicates();
    }
}

package dev.minijenkin.runner.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFilesTest {
    @TempDir Path folder;

    @Test
    void asMuchAsIsWantedIsReadAndTheSizeIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "0123456789");

        JobFiles.Content content = JobFiles.read(file, 4).orElseThrow();

        assertThat(content.bytes()).isEqualTo("0123".getBytes(StandardCharsets.UTF_8));
        assertThat(content.size()).isEqualTo(10);
        assertThat(JobFiles.read(folder.resolve("none"), 4)).isEmpty();
    }

    @Test
    void whatIsNoFileIsNotRead() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret");
        Path link = Files.createSymbolicLink(folder.resolve("link"), secret);
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        for (Path none : new Path[] {link, pipe, Files.createDirectory(folder.resolve("sub"))}) {
            assertThatThrownBy(() -> JobFiles.read(none, 100))
                    .as("%s", none)
                    .isInstanceOf(IOException.class)
                    .hasMessage("is no regular file any more");
        }
    }

    /// A step may make a second name for whatever it can reach.
    @Test
    void aFileOfAnotherUserIsNotRead() throws IOException {
        assumeThat(System.getProperty("user.name")).as("may give files away").isEqualTo("root");
        Path file = Files.writeString(folder.resolve("file"), "s3cret");
        Files.setOwner(
                file,
                file.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("nobody"));

        assertThatThrownBy(() -> JobFiles.read(file, 100))
                .isInstanceOf(IOException.class)
                .hasMessage("belongs to another user");
    }
}

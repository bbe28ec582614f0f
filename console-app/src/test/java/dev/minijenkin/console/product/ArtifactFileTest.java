package dev.minijenkin.console.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.artifact.Artifact;
import dev.minijenkin.db.artifact.ArtifactId;
import dev.minijenkin.db.artifact.ArtifactPacking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactFileTest {
    private static final List<byte[]> PIECES =
            List.of("one ".getBytes(UTF_8), "two".getBytes(UTF_8));

    @TempDir private Path folder;

    @Test
    void itsPiecesAreWrittenInTheirOrderAndReplaceWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("dist.tar.gz"), "older");
        List<Long> told = new ArrayList<>();
        ArtifactFile.write(artifact("dist", "one two"), ArtifactFileTest::piece, file, told::add);
        assertThat(file).hasContent("one two");
        assertThat(told).containsExactly(4L, 7L);
        assertThat(files()).containsExactly("dist.tar.gz");
    }

    @Test
    void whatIsNotWholeLeavesWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("dist.tar.gz"), "older");
        assertThatThrownBy(() ->
                        ArtifactFile.write(
                                artifact("dist", "one two three"),
                                ArtifactFileTest::piece,
                                file,
                                bytes -> {}))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("dist was not saved: it is not whole any more");
        assertThat(file).hasContent("older");
        assertThat(files()).containsExactly("dist.tar.gz");
    }

    @Test
    void aDatabaseThatGoesAwayLeavesNothing() throws IOException {
        Path file = folder.resolve("dist.tar.gz");
        assertThatThrownBy(() ->
                        ArtifactFile.write(
                                artifact("dist", "one two"),
                                seq -> {
                                    if (seq > 0) {
                                        throw new IllegalStateException("away");
                                    }
                                    return piece(seq);
                                },
                                file,
                                bytes -> {}))
                .hasMessage("away");
        assertThat(files()).isEmpty();
    }

    @Test
    void aFolderThatIsGoneIsToldOf() {
        assertThatThrownBy(() ->
                        ArtifactFile.write(
                                artifact("dist", "one two"),
                                ArtifactFileTest::piece,
                                folder.resolve("gone/dist.tar.gz"),
                                bytes -> {}))
                .hasMessageStartingWith("dist was not saved: ");
    }

    @Test
    void itIsCalledSoThatEveryFileSystemTakesIt() {
        assertThat(ArtifactFile.name(artifact("web dist/../x", "")))
                .isEqualTo("web-dist-..-x.tar.gz");
        assertThat(ArtifactFile.name(artifact("...", ""))).isEqualTo("artifact.tar.gz");
        assertThat(ArtifactFile.name(artifact("a.tar.gz", ""))).isEqualTo("a.tar.gz");
        assertThat(ArtifactFile.name(artifact("x".repeat(255), ""))).hasSize(127);
    }

    @Test
    void sizesAreRoundedWithinTheirUnit() {
        assertThat(Stream.of(612L, 1000L, 18_400_000L, 999_960L, 5_000_000_000L))
                .extracting(ByteWords::of)
                .containsExactly("612 B", "1.0 kB", "18.4 MB", "1.0 MB", "5.0 GB");
    }

    private static Optional<byte[]> piece(int seq) {
        return seq < PIECES.size() ? Optional.of(PIECES.get(seq)) : Optional.empty();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Artifact artifact(String name, String content) {
        try {
            return new Artifact(
                    new ArtifactId(1),
                    name,
                    content.length(),
                    HexFormat.of()
                            .formatHex(
                                    MessageDigest.getInstance("SHA-256")
                                            .digest(content.getBytes(UTF_8))),
                    new Artifact.Form(ArtifactPacking.TAR_GZ, "application/gzip"),
                    OffsetDateTime.MIN);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

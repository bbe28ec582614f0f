package dev.minijenkin.console.product;

import dev.minijenkin.db.artifact.Artifact;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;

/// An artifact as a file of a person: written piece by piece beside its place, and put there as a
/// whole once it is known to be what was kept. Runs on a worker.
final class ArtifactFile {
    private static final int LONGEST_NAME = 120;

    private ArtifactFile() {}

    /// `web-dist.tar.gz`: of characters that every file system takes.
    static String name(Artifact artifact) {
        String ending =
                switch (artifact.form().packing()) {
                    case TAR_GZ -> ".tar.gz";
                    case ZIP -> ".zip";
                    case NONE -> "";
                };
        String plain =
                artifact.name()
                        .replaceAll("[^\\p{L}\\p{Nd}._-]+", "-")
                        .replaceAll("^[-.]+|[-.]+$", "");
        String kept = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
        return (kept.isEmpty() ? "artifact" : kept) + (kept.endsWith(ending) ? "" : ending);
    }

    /// Writes it; a file of that name is replaced.
    ///
    /// @param pieces by their number from 0; empty after the last one
    /// @param progress is told how many bytes are written
    /// @throws UncheckedIOException that says what is wrong in one sentence
    static void write(
            Artifact artifact,
            IntFunction<Optional<byte[]>> pieces,
            Path file,
            LongConsumer progress) {
        Path fresh = file.resolveSibling(file.getFileName() + ".part");
        try {
            String digest = copy(pieces, fresh, progress);
            if (!digest.equals(artifact.digest())) {
                throw new IOException(
                        "it is not whole any more: its retention may have ended meanwhile");
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    artifact.name() + " was not saved: " + e.getMessage(), e);
        } finally {
            remove(fresh);
        }
    }

    private static String copy(
            IntFunction<Optional<byte[]>> pieces, Path fresh, LongConsumer progress)
            throws IOException {
        MessageDigest digest = sha256();
        try (OutputStream out =
                new DigestOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(fresh)), digest)) {
            long written = 0;
            int seq = 0;
            Optional<byte[]> piece = pieces.apply(seq);
            while (piece.isPresent()) {
                out.write(piece.get());
                written += piece.get().length;
                progress.accept(written);
                seq++;
                piece = pieces.apply(seq);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void remove(Path fresh) {
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException _) {
            // What is left has a name that tells what it is.
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

package dev.minijenkin.codegen;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jooq.Constants;

/// What the generated schema depends on: every migration's name and bytes, how jOOQ is told to
/// generate, and its version.
record Fingerprint(String value) {
    private static final String FILE = ".fingerprint";

    static Fingerprint of(Path migrations) throws IOException {
        MessageDigest digest = sha256();
        digest.update(Constants.FULL_VERSION.getBytes(StandardCharsets.UTF_8));
        digest.update(generator());
        for (Path file : sortedFiles(migrations)) {
            digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(file));
        }
        return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
    }

    static Fingerprint recordedIn(Path output) throws IOException {
        Path file = output.resolve(FILE);
        return new Fingerprint(Files.exists(file) ? Files.readString(file) : "");
    }

    void recordIn(Path output) throws IOException {
        Files.writeString(output.resolve(FILE), value);
    }

    private static byte[] generator() throws IOException {
        try (InputStream code =
                Fingerprint.class.getResourceAsStream(
                        SchemaGenerator.class.getSimpleName() + ".class")) {
            return Objects.requireNonNull(code, "own class file").readAllBytes();
        }
    }

    private static List<Path> sortedFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}

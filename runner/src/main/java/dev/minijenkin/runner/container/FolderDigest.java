package dev.minijenkin.runner.container;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// Tells by what a folder holds whether an image of it was built before: names, contents and
/// whether files can be executed. What git keeps beside them does not count.
final class FolderDigest {
    private FolderDigest() {}

    static String of(Path folder) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path one, BasicFileAttributes how) {
                        return one.endsWith(".git")
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path one, BasicFileAttributes how) {
                        files.put(folder.relativize(one).toString(), one);
                        return FileVisitResult.CONTINUE;
                    }
                });
        MessageDigest digest = sha256();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                add(file.getKey(), file.getValue(), out);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// With its length, so that no two folders look alike.
    private static void add(String name, Path file, OutputStream out) throws IOException {
        boolean link = Files.isSymbolicLink(file);
        boolean plain = !link && Files.isRegularFile(file);
        String head =
                "%s\0%s\0%d\0"
                        .formatted(
                                name,
                                link
                                        ? "link to " + Files.readSymbolicLink(file)
                                        : plain && Files.isExecutable(file) ? "program" : "file",
                                plain ? Files.size(file) : 0);
        out.write(head.getBytes(StandardCharsets.UTF_8));
        if (plain) {
            Files.copy(file, out);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

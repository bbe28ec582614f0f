package dev.minijenkin.runner.workspace;

import dev.minijenkin.workflow.expression.FileHashes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// `hashFiles`: one hash over the hashes of all matching files of a workspace, in the order of
/// their paths.
public record WorkspaceHashes(Path workspace) implements FileHashes {
    private static final String FOLLOW_LINKS = "--follow-symbolic-links";

    @Override
    public String hash(List<String> arguments) {
        boolean follow = !arguments.isEmpty() && arguments.getFirst().equals(FOLLOW_LINKS);
        List<FilePattern> patterns = new ArrayList<>();
        for (String argument : follow ? arguments.subList(1, arguments.size()) : arguments) {
            argument.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(line -> patterns.add(FilePattern.of(line, workspace)));
        }
        try {
            return together(matching(patterns, follow));
        } catch (IOException e) {
            throw new IllegalArgumentException("hashFiles cannot read: " + e.getMessage(), e);
        }
    }

    private List<Path> matching(List<FilePattern> patterns, boolean follow) throws IOException {
        FileVisitOption[] options =
                follow
                        ? new FileVisitOption[] {FileVisitOption.FOLLOW_LINKS}
                        : new FileVisitOption[0];
        LinkOption[] links =
                follow ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        try (Stream<Path> files = Files.walk(workspace, options)) {
            return files.filter(file -> Files.isRegularFile(file, links))
                    .filter(file -> FilePattern.lastWord(patterns, workspace.relativize(file)))
                    .sorted()
                    .toList();
        }
    }

    private static String together(List<Path> files) throws IOException {
        if (files.isEmpty()) {
            return "";
        }
        MessageDigest all = sha256();
        for (Path file : files) {
            MessageDigest one = sha256();
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), one)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            all.update(one.digest());
        }
        return HexFormat.of().formatHex(all.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

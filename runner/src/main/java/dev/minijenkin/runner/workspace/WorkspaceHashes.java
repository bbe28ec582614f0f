package dev.minijenkin.runner.workspace;

import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.stop.StopCheck;
import dev.minijenkin.workflow.expression.FileHashes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `hashFiles`: one hash over the hashes of all matching files of a workspace, in the order in
/// which a search finds them: see [FilePattern#searched].
///
/// A link to a file counts as that file, if it lies in the workspace or if links are followed; what
/// is no file, links that lead nowhere or in a circle, and what the kernel makes up (`/proc`) count
/// as not there.
///
/// @param stop asked all the time
/// @param limit after which it gives up; 120 s is that of the language
public record WorkspaceHashes(Path workspace, StopCheck stop, Duration limit)
        implements FileHashes {
    private static final Duration USUAL_LIMIT = Duration.ofMinutes(2);
    private static final String FOLLOW_LINKS = "--follow-symbolic-links";
    private static final List<Path> MADE_UP =
            List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));
    private static final int BUFFER = 256 * 1024;

    /// That nobody stops.
    public WorkspaceHashes(Path workspace) {
        this(workspace, StopCheck.NEVER);
    }

    public WorkspaceHashes(Path workspace, StopCheck stop) {
        this(workspace, stop, USUAL_LIMIT);
    }

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
            return new Search(patterns, follow).hash();
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + DiskTrouble.place(e), e);
        }
    }

    /// One call.
    private final class Search extends SimpleFileVisitor<Path> {
        private final List<FilePattern> patterns;
        private final boolean follow;
        private final long deadline = System.nanoTime() + limit.toNanos();
        private final List<Path> files = new ArrayList<>();
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

        Search(List<FilePattern> patterns, boolean follow) {
            this.patterns = patterns;
            this.follow = follow;
        }

        String hash() throws IOException {
            Set<FileVisitOption> options = follow ? Set.of(FileVisitOption.FOLLOW_LINKS) : Set.of();
            Files.walkFileTree(workspace, options, Integer.MAX_VALUE, this);
            if (files.isEmpty()) {
                return "";
            }
            files.sort(
                    Comparator.comparing(
                            workspace::relativize,
                            FilePattern.searched(FilePattern.starts(patterns))));
            MessageDigest all = sha256();
            for (Path file : files) {
                all.update(hash(file));
            }
            return HexFormat.of().formatHex(all.digest());
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            check();
            return follow && isMadeUp(folder.toRealPath())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            check();
            if (FilePattern.lastWord(patterns, workspace.relativize(file), this::check)) {
                Path real = real(file);
                if (real != null && Files.isRegularFile(real)) {
                    files.add(file);
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof FileSystemLoopException || e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        /// Where the content of a file that was found lies; null where it does not count.
        private @Nullable Path real(Path file) {
            try {
                Path real = file.toRealPath();
                boolean counts = follow ? !isMadeUp(real) : real.startsWith(workspace.toRealPath());
                return counts ? real : null;
            } catch (IOException _) {
                return null;
            }
        }

        private byte[] hash(Path file) throws IOException {
            MessageDigest one = sha256();
            Path real = real(file);
            // A step that goes on in the background may have put a pipe in its place, which waits.
            if (real != null && Files.isRegularFile(real)) {
                try (FileChannel channel = FileChannel.open(real, StandardOpenOption.READ)) {
                    while (channel.read(buffer.clear()) >= 0) {
                        check();
                        one.update(buffer.flip());
                    }
                }
            }
            return one.digest();
        }

        private void check() {
            stop.check();
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalArgumentException(
                        "gives up after " + limit.toSeconds() + " seconds");
            }
        }
    }

    private static boolean isMadeUp(Path real) {
        return MADE_UP.stream().anyMatch(real::startsWith);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

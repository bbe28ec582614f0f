package dev.minijenkin.runner.workspace;

import dev.minijenkin.runner.stop.StopCheck;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Files and folders that patterns name: `*`, `?` and `[…]` within a name, `**` over folders, `~/`
/// the home, a leading `!` takes away again. A folder that is named stands for all that is in it.
public final class PathPatterns {
    private final Path workspace;
    private final Path home;
    private final StopCheck stop;

    /// Relative patterns begin at the workspace.
    public PathPatterns(Path workspace, Path home, StopCheck stop) {
        this.workspace = workspace;
        this.home = home;
        this.stop = stop;
    }

    /// Whether a pattern takes a name in.
    public static boolean fits(String pattern, String name) {
        return compile(pattern).matcher(name).matches();
    }

    /// What is there, each once, in the order in which it is found.
    ///
    /// @throws IOException if a folder cannot be read
    public Set<Path> found(List<String> patterns) throws IOException {
        Set<Path> found = new LinkedHashSet<>();
        for (String pattern : patterns) {
            if (pattern.startsWith("!")) {
                Pattern taken = compile(whole(pattern.substring(1).strip()));
                found.removeIf(path -> taken.matcher(path.toString()).matches());
            } else {
                add(whole(pattern), found);
            }
        }
        return found;
    }

    /// All files that the patterns name, also those in folders that they name. A folder or a file
    /// that is taken away again is so with all that is in it.
    ///
    /// @throws IOException if a folder cannot be read
    public Set<Path> files(List<String> patterns) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (String pattern : patterns) {
            if (pattern.startsWith("!")) {
                String whole = whole(pattern.substring(1).strip());
                Pattern taken = Pattern.compile(FilePattern.regex(whole) + "(/.*)?");
                files.removeIf(path -> taken.matcher(path.toString()).matches());
                continue;
            }
            Set<Path> found = new LinkedHashSet<>();
            add(whole(pattern), found);
            for (Path path : found) {
                collect(path, files);
            }
        }
        return files;
    }

    /// The folder or file at which each pattern begins to look.
    public List<Path> beginnings(List<String> patterns) {
        return patterns.stream()
                .filter(pattern -> !pattern.startsWith("!"))
                .map(this::whole)
                .map(pattern -> {
                    int special = special(pattern);
                    return special == pattern.length()
                            ? Path.of(pattern).normalize()
                            : Path.of(pattern.substring(0, pattern.lastIndexOf('/', special) + 1))
                                    .normalize();
                })
                .toList();
    }

    private void collect(Path path, Set<Path> files) throws IOException {
        Files.walkFileTree(
                path,
                EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                Integer.MAX_VALUE,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        stop.check();
                        if (attributes.isRegularFile()) {
                            files.add(file.normalize());
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static int special(String pattern) {
        int special = 0;
        while (special < pattern.length() && "*?[".indexOf(pattern.charAt(special)) < 0) {
            special++;
        }
        return special;
    }

    private String whole(String pattern) {
        String expanded =
                pattern.equals("~") || pattern.startsWith("~/")
                        ? home + pattern.substring(1)
                        : pattern;
        while (expanded.startsWith("./")) {
            expanded = expanded.substring(2);
        }
        String whole = expanded.startsWith("/") ? expanded : workspace + "/" + expanded;
        while (whole.endsWith("/") && whole.length() > 1) {
            whole = whole.substring(0, whole.length() - 1);
        }
        return whole;
    }

    private void add(String pattern, Set<Path> found) throws IOException {
        int special = special(pattern);
        try {
            if (special == pattern.length()) {
                Path path = Path.of(pattern).normalize();
                if (Files.exists(path)) {
                    found.add(path);
                }
                return;
            }
            Path base = Path.of(pattern.substring(0, pattern.lastIndexOf('/', special) + 1));
            if (Files.isDirectory(base)) {
                Files.walkFileTree(base, new Search(compile(pattern), found));
            }
        } catch (InvalidPathException _) {
            // No file can be called so.
        }
    }

    private static Pattern compile(String pattern) {
        return Pattern.compile(FilePattern.regex(pattern));
    }

    private final class Search extends SimpleFileVisitor<Path> {
        private final Pattern pattern;
        private final Set<Path> found;

        Search(Pattern pattern, Set<Path> found) {
            this.pattern = pattern;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return visit(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            visit(file);
            return FileVisitResult.CONTINUE;
        }

        private boolean visit(Path path) {
            stop.check();
            return pattern.matcher(path.toString()).matches() && found.add(path.normalize());
        }
    }
}

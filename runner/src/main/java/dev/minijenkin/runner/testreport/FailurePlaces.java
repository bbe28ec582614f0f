package dev.minijenkin.runner.testreport;

import dev.minijenkin.db.testreport.TestOutcome;
import dev.minijenkin.db.testreport.TestResult;
import dev.minijenkin.runner.stop.StopCheck;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the place of a failure in the workspace: the one that the report names, else the first
/// line of the stack that lies in a file of the repository. Used by one thread.
public final class FailurePlaces {
    private static final int MOST_FILES = 100_000;
    private static final Set<String> LEFT_OUT =
            Set.of(".git", "node_modules", "target", "build", "dist", ".gradle", "__pycache__");

    /// `at pkg.Shop.sell(Shop.java:12)`
    private static final Pattern JAVA =
            Pattern.compile(
                    "\\bat (?:[^\\s(]*/)?([\\w.$]+)\\.[\\w$<>]+\\(([\\w$]+\\.\\w+):(\\d{1,9})\\)");

    /// `shop/test_sell.py:12`, `at sell (/work/shop/sell.js:12:5)`, `shop_test.go:12`
    private static final Pattern PLAIN =
            Pattern.compile("([\\w@./\\\\-]+\\.[A-Za-z]\\w{0,5})(?::|\", line )(\\d{1,9})\\b");

    private final Path workspace;
    private final StopCheck stop;
    private @Nullable Map<String, Path> byName;

    public FailurePlaces(Path workspace, StopCheck stop) {
        this.workspace = workspace;
        this.stop = stop;
    }

    /// The result with its place, where one is found.
    public TestResult placed(TestResult result) {
        if (result.outcome() != TestOutcome.FAILED && result.outcome() != TestOutcome.FLAKY) {
            return result;
        }
        Optional<String> told = inWorkspace(result.path());
        if (told.isPresent() && result.line() > 0) {
            return at(result, told.get(), result.line());
        }
        return stack(result)
                .or(() -> told.map(path -> at(result, path, result.line())))
                .orElseGet(() -> at(result, "", 0));
    }

    private Optional<TestResult> stack(TestResult result) {
        String text = result.details().isEmpty() ? result.message() : result.details();
        Optional<TestResult> first = Optional.empty();
        Matcher java = JAVA.matcher(text);
        while (java.find()) {
            String type = java.group(1).replaceFirst("\\$.*", "");
            int dot = type.lastIndexOf('.');
            String name =
                    (dot < 0 ? "" : type.substring(0, dot + 1).replace('.', '/')) + java.group(2);
            Optional<String> path = named(name);
            if (path.isPresent()) {
                TestResult here = at(result, path.get(), number(java.group(3)));
                if (type.equals(result.suite())) {
                    return Optional.of(here);
                }
                first = first.or(() -> Optional.of(here));
            }
        }
        if (first.isPresent()) {
            return first;
        }
        Matcher plain = PLAIN.matcher(text);
        while (plain.find()) {
            Optional<String> path = inWorkspace(plain.group(1));
            if (path.isPresent()) {
                return Optional.of(at(result, path.get(), number(plain.group(2))));
            }
        }
        return Optional.empty();
    }

    private static TestResult at(TestResult result, String path, int line) {
        return new TestResult(
                result.suite(),
                result.name(),
                result.outcome(),
                result.milliseconds(),
                result.message(),
                result.details(),
                path,
                path.isEmpty() ? 0 : line);
    }

    /// A path as the repository has it; empty where there is no such file in the workspace.
    private Optional<String> inWorkspace(String path) {
        if (path.isBlank()) {
            return Optional.empty();
        }
        try {
            Path file = workspace.resolve(path.replace('\\', '/')).normalize();
            if (file.startsWith(workspace) && Files.isRegularFile(file)) {
                return Optional.of(shown(file));
            }
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
        return path.startsWith("/") ? Optional.empty() : named(path.replaceFirst("^\\./", ""));
    }

    /// The file whose path ends so.
    private Optional<String> named(String end) {
        if (byName == null) {
            byName = walk();
        }
        return Optional.ofNullable(byName.get(end)).map(this::shown);
    }

    private String shown(Path file) {
        return workspace.relativize(file).toString();
    }

    /// By each end of their paths, of which the first one found counts.
    private Map<String, Path> walk() {
        Map<String, Path> found = new HashMap<>();
        try {
            Files.walkFileTree(
                    workspace,
                    new SimpleFileVisitor<>() {
                        private int files;

                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path folder, BasicFileAttributes attributes) {
                            return LEFT_OUT.contains(String.valueOf(folder.getFileName()))
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            stop.check();
                            Path inside = workspace.relativize(file);
                            int names = inside.getNameCount();
                            for (int from = names - 1; from >= 0; from--) {
                                found.putIfAbsent(inside.subpath(from, names).toString(), file);
                            }
                            return ++files < MOST_FILES
                                    ? FileVisitResult.CONTINUE
                                    : FileVisitResult.TERMINATE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException _) {
            // A place is a help, and no more.
        }
        return found;
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}

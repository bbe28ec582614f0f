package dev.minijenkin.runner.matcher;

import dev.minijenkin.runner.user.FileRights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The problem matchers of one job: steps add and remove them, and each of their lines is held
/// against them.
///
/// Guarded by `this`; only [#isEmpty] is asked without.
public final class ProblemMatchers {
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m?");
    private static final int MOST_BYTES = 1024 * 1024;

    private final Path workspace;
    private final FileRights files;
    private final UnaryOperator<String> paths;
    private List<ProblemMatcher> matchers = new ArrayList<>();
    private volatile boolean empty = true;

    /// Those of a job whose steps run on this machine.
    ///
    /// @param workspace in which files are looked for
    /// @param files with which rights
    public ProblemMatchers(Path workspace, FileRights files) {
        this(workspace, files, path -> path);
    }

    /// Those of a job whose steps may see files under other paths.
    ///
    /// @param workspace in which files are looked for
    /// @param files with which rights
    /// @param paths from those that programs of the job print to those of the host
    public ProblemMatchers(Path workspace, FileRights files, UnaryOperator<String> paths) {
        this.paths = paths;
        this.workspace = workspace;
        this.files = files;
    }

    /// Whether no line needs to be looked at.
    public boolean isEmpty() {
        return empty;
    }

    /// Adds those of a file, in the place of others of the same owners.
    ///
    /// @param file a path; relative to the workspace
    /// @throws IllegalArgumentException with a sentence, if it cannot be read
    public synchronized void add(String file) {
        List<ProblemMatcher> added = read(file);
        for (ProblemMatcher matcher : added) {
            remove(matcher.owner());
        }
        List<ProblemMatcher> all = new ArrayList<>(added);
        all.addAll(matchers);
        become(all);
    }

    public synchronized void remove(String owner) {
        List<ProblemMatcher> rest = new ArrayList<>(matchers);
        rest.removeIf(matcher -> matcher.owner().equalsIgnoreCase(owner));
        become(rest);
    }

    /// Removes those of a file.
    ///
    /// @throws IllegalArgumentException with a sentence, if it cannot be read
    public synchronized void removeFile(String file) {
        read(file).forEach(matcher -> remove(matcher.owner()));
    }

    /// What a line completes.
    ///
    /// @param given the line, which may have colours
    /// @param warnings told of matchers that are given up
    public synchronized Optional<FoundProblem> line(String given, Consumer<String> warnings) {
        String line = given.indexOf('\u001b') < 0 ? given : COLOURS.matcher(given).replaceAll("");
        for (ProblemMatcher matcher : List.copyOf(matchers)) {
            Optional<Problem> problem = next(matcher, line, warnings);
            if (problem.isPresent()) {
                matchers.stream().filter(other -> other != matcher).forEach(ProblemMatcher::reset);
                return found(problem.get());
            }
        }
        return Optional.empty();
    }

    private Optional<Problem> next(ProblemMatcher matcher, String line, Consumer<String> warnings) {
        try {
            return matcher.next(new TimedText(line, LONGEST));
        } catch (SlowPatternException | StackOverflowError _) {
            if (matcher.wasSlow()) {
                remove(matcher.owner());
                warnings.accept(
                        "The problem matcher '%s' is removed: three times it took longer than a second with a line"
                                .formatted(matcher.owner()));
            }
            return Optional.empty();
        }
    }

    private static FoundProblem.Severity severity(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "warning" -> FoundProblem.Severity.WARNING;
            case "notice" -> FoundProblem.Severity.NOTICE;
            default -> FoundProblem.Severity.ERROR;
        };
    }

    /// Empty where it says nothing, or with a word for how bad it is that nobody knows.
    private Optional<FoundProblem> found(Problem problem) {
        String word = problem.severity().toLowerCase(Locale.ROOT);
        if (problem.message().isBlank()
                || !List.of("", "error", "warning", "notice").contains(word)) {
            return Optional.empty();
        }
        return Optional.of(
                new FoundProblem(
                        severity(word),
                        problem.message(),
                        path(problem),
                        number(problem.line()),
                        number(problem.column())));
    }

    /// Of a file that is there, in the checkout that it belongs to.
    private String path(Problem problem) {
        if (problem.file().isBlank()) {
            return "";
        }
        try {
            Path file = Path.of(paths.apply(problem.file()));
            Path folder = Path.of(problem.folderOf()).getParent();
            if (!file.isAbsolute() && folder != null) {
                file = folder.resolve(file);
            }
            Path whole = workspace.resolve(file).normalize();
            return Files.isRegularFile(whole) ? inCheckout(whole) : "";
        } catch (InvalidPathException _) {
            return "";
        }
    }

    private String inCheckout(Path file) {
        Path folder = file.getParent();
        while (folder != null && folder.startsWith(workspace)) {
            if (Files.isRegularFile(folder.resolve(".git").resolve("config"))) {
                return folder.relativize(file).toString();
            }
            folder = folder.getParent();
        }
        return "";
    }

    private static int number(String text) {
        try {
            return Math.max(0, Integer.parseInt(text.strip()));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private List<ProblemMatcher> read(String file) {
        String content = content(file);
        try {
            return MatcherFile.read(content);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The problem matcher '" + file + "' " + e.getMessage(), e);
        }
    }

    private String content(String file) {
        try {
            Path path = workspace.resolve(paths.apply(file));
            Optional<String> content =
                    files.call(() ->
                            Files.isRegularFile(path) && Files.size(path) <= MOST_BYTES
                                    ? Optional.of(Files.readString(path, StandardCharsets.UTF_8))
                                    : Optional.empty());
            if (content.isPresent()) {
                return content.get();
            }
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "The problem matcher '" + file + "' cannot be read: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                "The problem matcher '" + file + "' is no file that can be read");
    }

    private void become(List<ProblemMatcher> others) {
        matchers = others;
        empty = others.isEmpty();
    }
}

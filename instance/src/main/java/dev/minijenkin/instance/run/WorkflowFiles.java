package dev.minijenkin.instance.run;

import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.instance.InstanceException;
import dev.minijenkin.workflow.model.ReadResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The workflow files of a working tree: those of `.mini-jenkin/workflows`, and where that is
/// missing those of `.github/workflows`.
public final class WorkflowFiles {
    private static final List<String> FOLDERS =
            List.of(".mini-jenkin/workflows", ".github/workflows");

    /// Four bytes a character at most: the reader refuses what is longer.
    private static final int MORE_THAN_A_FILE_MAY_HAVE = 4 * 1024 * 1024 + 4;

    private WorkflowFiles() {}

    /// Whether a folder has workflows of its own.
    public static boolean areIn(Path root) {
        return folder(root).isPresent();
    }

    /// All of them, by name.
    static List<WorkflowSource> all(Path root) {
        Path folder =
                folder(root)
                        .orElseThrow(() ->
                                new InstanceException(
                                        "There is neither .mini-jenkin/workflows nor .github/workflows in "
                                                + root));
        return in(root, folder);
    }

    /// Those that somebody means: a file or a folder, seen from where this process is or from the
    /// top of the tree, or a name, with or without its ending, or the `name` of a workflow.
    static List<WorkflowSource> named(Path root, String wanted) {
        for (Path from : List.of(Path.of("").toAbsolutePath(), root)) {
            Optional<Path> path = path(from, wanted);
            if (path.filter(Files::isRegularFile).isPresent()) {
                return List.of(read(root, path.get()));
            }
            if (path.filter(Files::isDirectory).isPresent()) {
                return in(root, path.get());
            }
        }
        List<WorkflowSource> all = folder(root).map(folder -> in(root, folder)).orElse(List.of());
        List<WorkflowSource> byFile = all.stream().filter(file -> isCalled(file, wanted)).toList();
        List<WorkflowSource> found =
                byFile.isEmpty()
                        ? all.stream().filter(file -> name(file).equals(wanted)).toList()
                        : byFile;
        if (found.isEmpty()) {
            throw new InstanceException(
                    "There is no workflow \"%s\" in %s; there %s"
                            .formatted(
                                    wanted,
                                    root,
                                    all.isEmpty()
                                            ? "is none at all"
                                            : "are "
                                                    + String.join(
                                                            ", ",
                                                            all.stream()
                                                                    .map(WorkflowSource::path)
                                                                    .toList())));
        }
        return found;
    }

    /// What a path in the tree holds; empty where it is no file, or lies outside.
    static Optional<byte[]> content(Path root, String path) {
        return path(root, path)
                .filter(file -> file.startsWith(root))
                .filter(Files::isRegularFile)
                .map(WorkflowFiles::bytes);
    }

    private static Optional<Path> folder(Path root) {
        return FOLDERS.stream().map(root::resolve).filter(Files::isDirectory).findFirst();
    }

    private static Optional<Path> path(Path from, String wanted) {
        try {
            return Optional.of(from.resolve(wanted).normalize());
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private static boolean isCalled(WorkflowSource file, String wanted) {
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        return name.equals(wanted) || name.replaceFirst("\\.ya?ml$", "").equals(wanted);
    }

    private static String name(WorkflowSource file) {
        return file.read() instanceof ReadResult.Valid valid ? valid.workflow().name() : "";
    }

    private static List<WorkflowSource> in(Path root, Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(".*\\.ya?ml"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> read(root, file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be read", e);
        }
    }

    /// A file outside of the tree is called as it is called there.
    private static WorkflowSource read(Path root, Path file) {
        String path =
                file.startsWith(root)
                        ? root.relativize(file).toString()
                        : file.getFileName().toString();
        return new WorkflowSource(path, bytes(file));
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MORE_THAN_A_FILE_MAY_HAVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read", e);
        }
    }
}

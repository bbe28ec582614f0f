package dev.minijenkin.cli.workflow;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.workflow.lint.RepositoryFiles;
import dev.minijenkin.workflow.plan.CallTarget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The files that a workflow file may name: those of the repository that it lies in, three folders
/// up from it, and those of others as far as these are checked out.
final class FilesAround implements RepositoryFiles {
    /// Four bytes a character at most: the reader refuses what is longer, and a pipe or a log that
    /// was named by mistake does not fill the memory.
    static final int MORE_THAN_A_FILE_MAY_HAVE = 4 * 1024 * 1024 + 4;

    private final Path file;
    private final OtherRepositories others;

    private FilesAround(Path file, OtherRepositories others) {
        this.file = file.toAbsolutePath().normalize();
        this.others = others;
    }

    static RepositoryFiles of(Path file, OtherRepositories others) {
        return new FilesAround(file, others);
    }

    /// Files that were copied out of a repository one by one say nothing of those beside them.
    @Override
    public boolean isWhole() {
        return root().filter(folder -> Files.exists(folder.resolve(".git"))).isPresent();
    }

    @Override
    public Optional<String> text(CallTarget wanted) {
        Optional<Path> place =
                wanted.isOwn()
                        ? root().flatMap(folder -> OtherRepositories.below(folder, wanted.path()))
                                .filter(Files::isRegularFile)
                        : others.find(wanted);
        return place.map(FilesAround::text);
    }

    private Optional<Path> root() {
        Path folder = file.getParent();
        Path hidden = folder == null ? null : folder.getParent();
        return Optional.ofNullable(hidden == null ? null : hidden.getParent());
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MORE_THAN_A_FILE_MAY_HAVE), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailureException("The file " + file + " cannot be read", e);
        }
    }
}

package dev.minijenkin.cli;

import dev.minijenkin.workflow.lint.RepositoryFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The files of the repository that a workflow file lies in: three folders up from it.
final class FilesAround {
    private FilesAround() {}

    static RepositoryFiles of(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path hidden = folder == null ? null : folder.getParent();
        Path root = hidden == null ? null : hidden.getParent();
        if (root == null) {
            return path -> Optional.empty();
        }
        return path -> {
            Path wanted = root.resolve(path).normalize();
            if (!wanted.startsWith(root) || !Files.isRegularFile(wanted)) {
                return Optional.empty();
            }
            try {
                return Optional.of(new String(Files.readAllBytes(wanted), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new CommandFailureException("The file " + wanted + " cannot be read", e);
            }
        };
    }
}

package dev.minijenkin.runner.action.cache;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.cache.CacheKey;
import dev.minijenkin.runner.cache.CacheStore;
import dev.minijenkin.runner.command.StepAnnotation;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepProcess;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.runner.workspace.JobFiles;
import dev.minijenkin.runner.workspace.PathPatterns;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Packs and unpacks archives with the host's tar, and with its zstd where it has one. Paths are
/// kept as they are, be they in the workspace (relative to it) or not.
final class CacheArchive {
    private final StepScope scope;
    private final Path workspace;
    private final String path;

    CacheArchive(StepScope scope) {
        this.scope = scope;
        this.workspace = scope.workspace().source();
        this.path = scope.host().environment().getOrDefault("PATH", "");
    }

    StepOutcome unpack(Path archive) throws IOException, InterruptedException {
        if (!isOthers()) {
            return unpackHere(archive);
        }
        Path copy = temporary();
        try {
            try (OutputStream out = scope.files().write(copy)) {
                Files.copy(archive, out);
            }
            return unpackHere(copy);
        } finally {
            delete(copy);
        }
    }

    private StepOutcome unpackHere(Path archive) throws InterruptedException {
        return tar(List.of("--extract", compression(archive), "--file", archive.toString()));
    }

    /// Whether the processes of the job are another user's, and cannot get at the store.
    private boolean isOthers() {
        return scope.workspace().user().user().isPresent();
    }

    private Path temporary() throws IOException {
        Path folder = scope.workspace().actions();
        scope.files().run(() -> Files.createDirectories(folder));
        return folder.resolve(UUID.randomUUID().toString());
    }

    private void delete(Path file) throws IOException {
        scope.files().run(() -> Files.deleteIfExists(file));
    }

    StepOutcome pack(List<String> patterns, CacheStore store, String repository, CacheKey key)
            throws IOException, InterruptedException {
        Path home = Path.of(scope.environment().getOrDefault("HOME", workspace.toString()));
        Set<Path> found =
                scope.files()
                        .call(() ->
                                new PathPatterns(workspace, home, scope.stopCheck())
                                        .found(patterns));
        if (found.isEmpty()) {
            String message =
                    "Nothing is there to be kept in the cache: " + String.join(", ", patterns);
            scope.printer().warning(message);
            scope.effects().annotate(StepAnnotation.of(StepAnnotation.Level.WARNING, message));
            return new StepOutcome.Succeeded();
        }
        Path list = scope.workspace().temp().resolve("cache-" + key.version());
        Path archive = store.unfinished(repository);
        Path packed = isOthers() ? temporary() : archive;
        try {
            byte[] names = names(found).getBytes(StandardCharsets.UTF_8);
            scope.files().run(() -> JobFiles.write(list, names));
            StepOutcome outcome =
                    tar(
                            List.of(
                                    "--create",
                                    usualCompression(),
                                    "--file",
                                    packed.toString(),
                                    "--null",
                                    "--verbatim-files-from",
                                    "--files-from",
                                    list.toString()));
            if (outcome instanceof StepOutcome.Succeeded) {
                if (isOthers()) {
                    // Not the file itself: the job could still write it.
                    try (InputStream in = scope.files().read(packed)) {
                        Files.copy(in, archive);
                    }
                }
                long size = Files.size(archive);
                String said =
                        store.keep(repository, key, archive)
                                ? "Kept in the cache: %s (%d bytes)"
                                : "Not kept in the cache: %s (%d bytes), another job was faster, or it is too big";
                scope.printer().line(said.formatted(key.key(), size));
            }
            return outcome;
        } finally {
            delete(list);
            delete(packed);
            Files.deleteIfExists(archive);
        }
    }

    private String names(Set<Path> found) {
        StringBuilder names = new StringBuilder();
        for (Path one : found) {
            Path name = one.startsWith(workspace) ? workspace.relativize(one) : one;
            names.append(name.toString().isEmpty() ? "." : name).append('\0');
        }
        return names.toString();
    }

    private StepOutcome tar(List<String> arguments) throws InterruptedException {
        String program = scope.host().findProgram("tar", path).orElse("");
        if (program.isEmpty()) {
            return new StepOutcome.Failed(
                    Cause.RUNNER_ERROR, "needs tar, and this host has none where its PATH looks");
        }
        List<String> command =
                new ArrayList<>(List.of(program, "--absolute-names", "-C", workspace.toString()));
        command.addAll(arguments);
        return StepProcess.run(scope, command, workspace, scope.environment());
    }

    private String usualCompression() {
        return scope.host().hasProgram("zstd", path) ? "--zstd" : "--gzip";
    }

    /// As it was packed, whatever the host had then.
    private static String compression(Path archive) {
        try (var in = Files.newInputStream(archive)) {
            return in.read() == 0x1f ? "--gzip" : "--zstd";
        } catch (IOException _) {
            return "--zstd";
        }
    }
}

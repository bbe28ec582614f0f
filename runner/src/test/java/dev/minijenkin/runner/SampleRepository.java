package dev.minijenkin.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A bare repository with one commit.
record SampleRepository(Path bare, String commit) {
    static SampleRepository create(Path folder, Map<String, String> files) throws IOException {
        Path work = Files.createDirectories(folder.resolve("work"));
        Path bare = folder.resolve("shop.git");
        git(work, "init", "--quiet", "--initial-branch=main", ".");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(work.resolve(file.getKey()), file.getValue());
        }
        git(work, "add", "--all");
        git(
                work,
                "-c",
                "user.name=Ana",
                "-c",
                "user.email=ana@example.org",
                "commit",
                "-qm",
                "Mend it");
        git(folder, "clone", "--quiet", "--bare", work.toString(), bare.toString());
        return new SampleRepository(bare, git(work, "rev-parse", "HEAD").strip());
    }

    private static String git(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(command + ": " + said);
        }
        return said;
    }
}

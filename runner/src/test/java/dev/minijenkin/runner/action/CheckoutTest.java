package dev.minijenkin.runner.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.testing.GitFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of a checkout, given to git.
class CheckoutTest {
    private static final String PROGRAM = "--upload-pack=touch pwned; git-upload-pack";

    @TempDir private Path folder;
    private Path workspace;
    private GitFolder git;
    private String commit;

    @BeforeEach
    void push() throws IOException {
        git = GitFolder.create(folder).write("file", "content");
        commit = git.commit("One");
        git.push("HEAD:refs/heads/main");
        workspace = Files.createDirectory(folder.resolve("workspace"));
    }

    @Test
    void bringsTheCommitOfTheRun() throws IOException, InterruptedException {
        assertThat(checkOut(git.bare().toString(), Map.of())).isZero();
        assertThat(workspace.resolve("file")).hasContent("content");
    }

    @Test
    void aRefThatLooksLikeAnOptionIsARef() throws IOException, InterruptedException {
        for (String ref : List.of(PROGRAM, "refs/heads/" + PROGRAM, "--output=pwned", "-u")) {
            assertThat(checkOut(git.bare().toString(), Map.of("ref", ref))).as(ref).isNotZero();
            assertThat(files()).as(ref).noneMatch(name -> name.contains("pwned"));
        }
    }

    @Test
    void anAddressThatLooksLikeAnOptionIsAnAddress() throws IOException, InterruptedException {
        assertThat(checkOut(PROGRAM, Map.of())).isNotZero();
        assertThat(files()).noneMatch(name -> name.contains("pwned"));
    }

    /// Exit code of the first command that fails; 0 where none does.
    private int checkOut(String url, Map<String, String> inputs)
            throws IOException, InterruptedException {
        Checkout checkout =
                Checkout.of(
                        inputs,
                        new ClaimedJob.Source("shop", url, "refs/heads/main", commit),
                        Files.createTempDirectory(workspace, "checkout"));
        for (List<String> arguments : checkout.commands()) {
            List<String> command = new ArrayList<>(List.of("git"));
            command.addAll(arguments);
            int code =
                    new ProcessBuilder(command)
                            .directory(checkout.folder().toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor();
            if (code != 0) {
                return code;
            }
        }
        Files.copy(
                checkout.folder().resolve("file"),
                workspace.resolve("file"),
                StandardCopyOption.REPLACE_EXISTING);
        return 0;
    }

    private List<String> files() throws IOException {
        try (var entries = Files.walk(folder)) {
            return entries.map(Path::toString).toList();
        }
    }
}

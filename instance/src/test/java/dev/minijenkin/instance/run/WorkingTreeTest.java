package dev.minijenkin.instance.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.testing.GitFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkingTreeTest {
    @TempDir private Path given;
    private Path folder;

    @BeforeEach
    void resolve() throws IOException {
        folder = given.toRealPath();
    }

    @Test
    void isTheCommitThatIsCheckedOutWhereNothingHasChanged() {
        GitFolder repository = GitFolder.create(folder).write("a.txt", "a");
        String head = repository.commit("One");

        Snapshot tree = take(repository.work());

        assertThat(tree.commit().sha()).isEqualTo(head);
        assertThat(tree.commit().message()).isEqualTo("One");
        assertThat(tree.changed()).isFalse();
        assertThat(tree.versioned()).isTrue();
        assertThat(tree.ref()).isEqualTo("refs/heads/main");
    }

    @Test
    void holdsWhatIsNotCommittedAndLeavesTheRepositoryAlone()
            throws IOException, InterruptedException {
        GitFolder repository =
                GitFolder.create(folder)
                        .write("kept.txt", "old")
                        .write("gone.txt", "x")
                        .write(".gitignore", "ignored.txt\n");
        String head = repository.commit("One");
        Path work = repository.work();
        call(work, "git", "tag", "v1");
        call(work, "git", "branch", "other");
        repository.write("kept.txt", "new").write("fresh.txt", "y").write("ignored.txt", "z");
        Files.delete(work.resolve("gone.txt"));
        String before = state(work);

        Snapshot tree = take(work);

        assertThat(state(work)).isEqualTo(before);
        assertThat(tree.changed()).isTrue();
        assertThat(tree.base()).isEqualTo(head);
        Path clone = folder.resolve("clone");
        call(folder, "git", "clone", "-q", tree.mirror().toString(), clone.toString());
        assertThat(call(clone, "git", "rev-parse", "HEAD", "HEAD^").lines())
                .containsExactly(tree.commit().sha(), head);
        assertThat(clone.resolve("kept.txt")).hasContent("new");
        assertThat(clone.resolve("fresh.txt")).hasContent("y");
        assertThat(clone.resolve("gone.txt")).doesNotExist();
        assertThat(clone.resolve("ignored.txt")).doesNotExist();
        assertThat(call(clone, "git", "describe", "--tags", "HEAD")).startsWith("v1-1-g");
        assertThat(call(clone, "git", "rev-parse", "origin/other").strip()).isEqualTo(head);
    }

    @Test
    void isMadeOfAFolderThatIsNoRepository() throws IOException, InterruptedException {
        Path plain = Files.createDirectories(folder.resolve("plain project"));
        Files.writeString(plain.resolve("a.txt"), "a");

        Snapshot first = take(plain);

        assertThat(first.versioned()).isFalse();
        assertThat(first.repository()).isEqualTo("local/plain-project");
        assertThat(plain).isDirectoryNotContaining("glob:**/.git");
        assertThat(take(plain).commit().sha()).isEqualTo(first.commit().sha());
        Files.writeString(plain.resolve("a.txt"), "b");
        assertThat(take(plain).commit().sha()).isNotEqualTo(first.commit().sha());

        GitFolder repository = GitFolder.create(folder).write("sub/a.txt", "a");
        repository.commit("One");
        assertThat(take(repository.work().resolve("sub")).versioned()).isFalse();
        assertThat(WorkingTree.top(repository.work().resolve("sub"))).isEqualTo(repository.work());
    }

    @Test
    void isCalledLikeItsRemote() throws IOException, InterruptedException {
        GitFolder repository = GitFolder.create(folder).write("a.txt", "a");
        repository.commit("One");
        Path work = repository.work();
        call(work, "git", "remote", "set-url", "origin", "git@forge.example:shop/web.git");
        assertThat(take(work).repository()).isEqualTo("shop/web");
        assertThat(take(work).serverUrl()).isEqualTo("https://forge.example");
        call(work, "git", "remote", "set-url", "origin", "https://ana@forge.example:8443/a/b/c/");
        assertThat(take(work).repository()).isEqualTo("b/c");
        call(work, "git", "checkout", "-q", "--orphan", "empty");
        assertThat(take(work).branch()).isEqualTo("empty");
    }

    private Snapshot take(Path work) {
        return WorkingTree.at(work, folder.resolve("mirrors")).take();
    }

    private static String state(Path work) throws IOException, InterruptedException {
        return call(work, "git", "status", "--porcelain")
                + call(work, "git", "for-each-ref")
                + call(work, "git", "count-objects", "-v")
                + call(work, "sha256sum", ".git/index");
    }

    private static String call(Path in, String... command)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(in.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}

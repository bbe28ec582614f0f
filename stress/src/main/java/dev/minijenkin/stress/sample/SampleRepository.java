package dev.minijenkin.stress.sample;

import dev.minijenkin.instance.GitCommand;
import dev.minijenkin.stress.scenario.StressException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A bare repository with one workflow file, to which commits are added as a push would.
public final class SampleRepository {
    private static final String BRANCH = "refs/heads/main";

    private final GitCommand git;
    private final String tree;

    private SampleRepository(GitCommand git, String tree) {
        this.git = git;
        this.tree = tree;
    }

    /// Makes the repository; its workflow file is `.mini-jenkin/workflows/ci.yml`.
    public static SampleRepository create(Path folder, String workflow) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StressException("The folder " + folder + " cannot be made", e);
        }
        GitCommand git = new GitCommand(folder);
        git.run("init", "--quiet", "--bare", "--initial-branch=main", ".");
        String blob = git.feed(workflow, "hash-object", "-w", "--stdin").strip();
        String workflows = git.feed("100644 blob " + blob + "\tci.yml\n", "mktree").strip();
        String own = git.feed("040000 tree " + workflows + "\tworkflows\n", "mktree").strip();
        String tree = git.feed("040000 tree " + own + "\t.mini-jenkin\n", "mktree").strip();
        return new SampleRepository(git, tree);
    }

    public Path folder() {
        return git.folder();
    }

    /// Adds a commit to the branch; its id.
    public String commit(String message) {
        String commit = git.run("commit-tree", tree, "-m", message).strip();
        git.run("update-ref", BRANCH, commit);
        return commit;
    }
}

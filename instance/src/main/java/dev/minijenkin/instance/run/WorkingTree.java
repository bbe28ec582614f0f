package dev.minijenkin.instance.run;

import dev.minijenkin.engine.start.Commit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The folder whose files run, as they lie there: what is not committed and what is not even added
/// too, but nothing that is ignored.
///
/// Its files become a commit of a bare repository beside the run, which borrows the objects of the
/// folder's own one. Of that one nothing is written: no object, no index, no ref.
final class WorkingTree {
    private static final String USUAL_BRANCH = "main";
    private static final String NOBODY = "local";
    private static final String PUBLIC_FORGE = "https://github.com";
    private static final Pattern REMOTE =
            Pattern.compile(
                    "(?:\\w+://(?:[^/@]*@)?|[^/@]+@)([^/:]+)(?::\\d+)?[/:](.*?/)?([^/]+)/([^/]+?)(?:\\.git)?/?");

    private final Path root;
    private final TreeMirror mirror;
    private final TreeGit git;
    private final boolean versioned;

    private WorkingTree(Path root, TreeMirror mirror) {
        this.root = root;
        this.mirror = mirror;
        this.git = TreeGit.in(root);
        this.versioned =
                git.ask("rev-parse", "--show-toplevel")
                        .filter(top -> isSame(Path.of(top), root))
                        .isPresent();
    }

    /// @param root its top
    /// @param mirrors where the bare repositories are
    static WorkingTree at(Path root, Path mirrors) {
        return new WorkingTree(root, TreeMirror.of(root.toString(), mirrors));
    }

    /// Where the tree begins that a folder lies in; the folder itself where that is no repository.
    static Path top(Path folder) {
        return TreeGit.in(folder)
                .ask("rev-parse", "--show-toplevel")
                .filter(top -> !top.isEmpty())
                .map(Path::of)
                .orElse(folder);
    }

    Snapshot take() {
        try {
            mirror.prepare();
            return versioned ? ofRepository() : ofFolder();
        } catch (IOException e) {
            throw new UncheckedIOException("The files of " + root + " cannot be taken", e);
        }
    }

    private Snapshot ofRepository() throws IOException {
        Path objects = mirror.borrow(git);
        Path index = mirror.folder().resolve("work.index");
        TreeMirror.copyOrDelete(
                root.resolve(git.demand("rev-parse", "--git-path", "index")), index);
        TreeGit writing =
                new TreeGit(
                        root,
                        Map.of(
                                "GIT_INDEX_FILE", index.toString(),
                                "GIT_OBJECT_DIRECTORY",
                                        mirror.folder().resolve("objects").toString(),
                                "GIT_ALTERNATE_OBJECT_DIRECTORIES", objects.toString()));
        writing.demand("add", "--all", ".");
        String tree = writing.demand("write-tree");
        String head = git.ask("rev-parse", "--quiet", "--verify", "HEAD^{commit}").orElse("");
        boolean changed = head.isEmpty() || !git.demand("rev-parse", "HEAD^{tree}").equals(tree);
        String sha = changed ? commit(writing, tree, head) : head;
        String branch = git.ask("symbolic-ref", "--quiet", "--short", "HEAD").orElse(USUAL_BRANCH);
        String defaultBranch =
                git.ask("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
                        .map(name -> name.replaceFirst("^origin/", ""))
                        .orElseGet(() -> branchOr(branch));
        mirror.writeRefs(git, branch, Map.of("refs/heads/" + branch, sha));
        return snapshot(writing, branch, defaultBranch, sha, head, changed);
    }

    /// `main` or `master` where there is one of them.
    private String branchOr(String branch) {
        return List.of(USUAL_BRANCH, "master").stream()
                .filter(name ->
                        git.ask("rev-parse", "--quiet", "--verify", "refs/heads/" + name)
                                .isPresent())
                .findFirst()
                .orElse(branch);
    }

    /// No repository, or only a part of one: its files alone, without a history.
    private Snapshot ofFolder() throws IOException {
        mirror.borrowNothing();
        TreeGit writing =
                new TreeGit(
                        root,
                        Map.of(
                                "GIT_DIR", mirror.folder().toString(),
                                "GIT_WORK_TREE", root.toString(),
                                "GIT_INDEX_FILE",
                                        mirror.folder().resolve("work.index").toString()));
        writing.demand("add", "--all", ".");
        String tree = writing.demand("write-tree");
        String known =
                writing.ask("rev-parse", "--quiet", "--verify", "refs/heads/" + USUAL_BRANCH)
                        .orElse("");
        boolean same =
                !known.isEmpty()
                        && writing.ask("rev-parse", known + "^{tree}").equals(Optional.of(tree));
        String sha = same ? known : commit(writing, tree, "");
        writing.demand("update-ref", "refs/heads/" + USUAL_BRANCH, sha);
        mirror.setHead(USUAL_BRANCH);
        return snapshot(writing, USUAL_BRANCH, USUAL_BRANCH, sha, "", false);
    }

    private String commit(TreeGit writing, String tree, String parent) {
        Map<String, String> environment = new LinkedHashMap<>(writing.environment());
        String name = git.ask("config", "user.name").orElse(System.getProperty("user.name"));
        String mail = git.ask("config", "user.email").orElse(NOBODY + "@localhost");
        for (String role : List.of("AUTHOR", "COMMITTER")) {
            environment.put("GIT_" + role + "_NAME", name.isBlank() ? NOBODY : name);
            environment.put("GIT_" + role + "_EMAIL", mail);
        }
        TreeGit committing = new TreeGit(root, environment);
        String message =
                parent.isEmpty()
                        ? "Files of " + root
                        : git.demand("log", "-1", "--format=%B", parent)
                                + "\n\nWith what is not committed in "
                                + root;
        return parent.isEmpty()
                ? committing.demand("commit-tree", tree, "-m", message)
                : committing.demand("commit-tree", tree, "-p", parent, "-m", message);
    }

    private Snapshot snapshot(
            TreeGit reading,
            String branch,
            String defaultBranch,
            String sha,
            String head,
            boolean changed) {
        List<String> told = reading.demand("log", "-1", "--format=%an%n%B", sha).lines().toList();
        Optional<Matcher> remote =
                versioned
                        ? git.ask("config", "--get", "remote.origin.url")
                                .map(REMOTE::matcher)
                                .filter(Matcher::matches)
                        : Optional.empty();
        return new Snapshot(
                mirror.folder(),
                remote.map(found -> plain(found.group(3)) + "/" + plain(found.group(4)))
                        .orElse(NOBODY + "/" + plain(root.getFileName() + "")),
                branch,
                defaultBranch,
                remote.map(found -> "https://" + found.group(1)).orElse(PUBLIC_FORGE),
                new Commit(
                        sha,
                        String.join("\n", told.subList(1, told.size())).strip(),
                        told.getFirst()),
                head,
                changed,
                versioned);
    }

    private static String plain(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_.-]", "-").replaceFirst("^\\.+", "");
        return plain.isEmpty() ? NOBODY : plain;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException _) {
            return false;
        }
    }
}

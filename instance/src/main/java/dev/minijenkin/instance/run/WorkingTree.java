package dev.minijenkin.instance.run;

import dev.minijenkin.engine.start.Commit;
import dev.minijenkin.instance.InstanceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
    private final Path mirror;
    private final TreeGit git;
    private final boolean versioned;

    private WorkingTree(Path root, Path mirror) {
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
        return new WorkingTree(root, mirrors.resolve(fingerprint(root) + ".git"));
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
            prepareMirror();
            return versioned ? ofRepository() : ofFolder();
        } catch (IOException e) {
            throw new UncheckedIOException("The files of " + root + " cannot be taken", e);
        }
    }

    private void prepareMirror() throws IOException {
        if (!Files.exists(mirror.resolve("HEAD"))) {
            Files.createDirectories(mirror);
            TreeGit.in(mirror).demand("init", "--quiet", "--bare", ".");
        }
    }

    private Snapshot ofRepository() throws IOException {
        List<String> places =
                git.demand(
                                "rev-parse",
                                "--git-path",
                                "index",
                                "--git-path",
                                "objects",
                                "--git-path",
                                "shallow")
                        .lines()
                        .toList();
        Path objects = root.resolve(places.get(1)).toAbsolutePath().normalize();
        borrow(objects);
        copyOrDelete(root.resolve(places.get(2)), mirror.resolve("shallow"));
        Path index = mirror.resolve("work.index");
        copyOrDelete(root.resolve(places.get(0)), index);
        TreeGit writing =
                new TreeGit(
                        root,
                        Map.of(
                                "GIT_INDEX_FILE", index.toString(),
                                "GIT_OBJECT_DIRECTORY", mirror.resolve("objects").toString(),
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
        writeRefs(branch, sha);
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
        Files.deleteIfExists(mirror.resolve("objects/info/alternates"));
        Files.deleteIfExists(mirror.resolve("shallow"));
        TreeGit writing =
                new TreeGit(
                        root,
                        Map.of(
                                "GIT_DIR", mirror.toString(),
                                "GIT_WORK_TREE", root.toString(),
                                "GIT_INDEX_FILE", mirror.resolve("work.index").toString()));
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
        Files.writeString(mirror.resolve("HEAD"), "ref: refs/heads/" + USUAL_BRANCH + "\n");
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
                mirror,
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

    private void borrow(Path objects) throws IOException {
        Path info = Files.createDirectories(mirror.resolve("objects/info"));
        Files.writeString(info.resolve("alternates"), objects + "\n");
    }

    private static void copyOrDelete(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.deleteIfExists(to);
        }
    }

    /// All branches and tags as the folder's repository has them, those of `origin` where it has no
    /// branch of the name; the branch that is checked out is at the commit that runs.
    private void writeRefs(String branch, String sha) throws IOException {
        Map<String, String> refs = new LinkedHashMap<>();
        for (String line :
                git.demand(
                                "for-each-ref",
                                "--format=%(objectname) %(refname)",
                                "refs/remotes/origin",
                                "refs/heads",
                                "refs/tags")
                        .lines()
                        .sorted((a, b) ->
                                Boolean.compare(
                                        b.contains(" refs/remotes/"), a.contains(" refs/remotes/")))
                        .toList()) {
            int blank = line.indexOf(' ');
            String name = line.substring(blank + 1);
            if (!name.equals("refs/remotes/origin/HEAD")) {
                refs.put(
                        name.replaceFirst("^refs/remotes/origin/", "refs/heads/"),
                        line.substring(0, blank));
            }
        }
        refs.put("refs/heads/" + branch, sha);
        StringBuilder packed = new StringBuilder("# pack-refs with: \n");
        refs.forEach((name, at) -> packed.append(at).append(' ').append(name).append('\n'));
        deleteLooseRefs();
        Path fresh = mirror.resolve("packed-refs.new");
        Files.writeString(fresh, packed, StandardCharsets.UTF_8);
        Files.move(
                fresh,
                mirror.resolve("packed-refs"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(mirror.resolve("HEAD"), "ref: refs/heads/" + branch + "\n");
    }

    /// Those of a time when the folder was no repository would go before the others.
    private void deleteLooseRefs() throws IOException {
        try (Stream<Path> all = Files.walk(mirror.resolve("refs"))) {
            for (Path loose : all.filter(Files::isRegularFile).toList()) {
                Files.delete(loose);
            }
        }
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

    private static String fingerprint(Path root) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(root.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new InstanceException("This Java has no SHA-256", e);
        }
    }
}

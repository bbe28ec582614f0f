package dev.minijenkin.instance.run;

import dev.minijenkin.db.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A bare repository beside a run, which the run fetches from. It may borrow the objects of
/// somebody's own repository, of which nothing is written.
record TreeMirror(Path folder) {
    private static final int NAME_LETTERS = 20;

    /// That of a tree, or of an address.
    ///
    /// @param mirrors where the bare repositories are
    static TreeMirror of(String name, Path mirrors) {
        return new TreeMirror(
                mirrors.resolve(Sha256.hex(name).substring(0, NAME_LETTERS) + ".git"));
    }

    /// Makes it where it is missing.
    void prepare() throws IOException {
        if (!Files.exists(folder.resolve("HEAD"))) {
            Files.createDirectories(folder);
            git().demand("init", "--quiet", "--bare", ".");
        }
    }

    TreeGit git() {
        return TreeGit.in(folder);
    }

    /// From now on it has the objects of a repository beside its own.
    ///
    /// @return where they lie
    Path borrow(TreeGit of) throws IOException {
        List<String> places =
                of.demand("rev-parse", "--git-path", "objects", "--git-path", "shallow")
                        .lines()
                        .toList();
        Path objects = of.folder().resolve(places.get(0)).toAbsolutePath().normalize();
        Path info = Files.createDirectories(folder.resolve("objects/info"));
        Files.writeString(info.resolve("alternates"), objects + "\n");
        copyOrDelete(of.folder().resolve(places.get(1)), folder.resolve("shallow"));
        return objects;
    }

    void borrowNothing() throws IOException {
        Files.deleteIfExists(folder.resolve("objects/info/alternates"));
        Files.deleteIfExists(folder.resolve("shallow"));
    }

    /// All branches and tags as a repository has them, those of `origin` where it has no branch of
    /// the name.
    ///
    /// @param branch that is checked out
    /// @param others what stands elsewhere than there: commits by full ref
    void writeRefs(TreeGit of, String branch, Map<String, String> others) throws IOException {
        Map<String, String> refs = new LinkedHashMap<>();
        for (String line :
                of.demand(
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
        refs.putAll(others);
        StringBuilder packed = new StringBuilder("# pack-refs with: \n");
        refs.forEach((name, at) -> packed.append(at).append(' ').append(name).append('\n'));
        deleteLooseRefs();
        Path fresh = folder.resolve("packed-refs.new");
        Files.writeString(fresh, packed, StandardCharsets.UTF_8);
        Files.move(
                fresh,
                folder.resolve("packed-refs"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        setHead(branch);
    }

    void setHead(String branch) throws IOException {
        Files.writeString(folder.resolve("HEAD"), "ref: refs/heads/" + branch + "\n");
    }

    static void copyOrDelete(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.deleteIfExists(to);
        }
    }

    /// Those of a time when the folder was no repository would go before the others.
    private void deleteLooseRefs() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("refs"))) {
            for (Path loose : all.filter(Files::isRegularFile).toList()) {
                Files.delete(loose);
            }
        }
    }
}

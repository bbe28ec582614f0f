package dev.minijenkin.instance.run;

import dev.minijenkin.instance.InstanceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The commit of a past run on this machine: out of the clone that somebody stands in, where that
/// has it, else fetched from where the run had it from, with the rights of this person.
///
/// @param mirror bare repository that has it, with the ref of the run at it
/// @param from where it was found, for people
record PastCommit(Path mirror, String from) {
    /// @param clone where it is looked for first
    /// @param mirrors where the bare repositories are
    /// @throws InstanceException where it cannot be had
    static PastCommit find(PastJob past, Path clone, Path mirrors) {
        try {
            return has(TreeGit.in(clone), sha(past))
                    ? borrowed(past, TreeGit.in(clone), mirrors)
                    : fetched(past, clone, mirrors);
        } catch (IOException e) {
            throw new UncheckedIOException("The commit cannot be kept in " + mirrors, e);
        }
    }

    private static PastCommit borrowed(PastJob past, TreeGit clone, Path mirrors)
            throws IOException {
        TreeMirror mirror = TreeMirror.of(clone.folder().toString(), mirrors);
        mirror.prepare();
        mirror.borrow(clone);
        Map<String, String> refs = new LinkedHashMap<>();
        String ref = past.run().origin().ref();
        // A tag stays the object that it is.
        if (!isAt(clone, ref, sha(past))) {
            refs.put(ref, sha(past));
        }
        mirror.writeRefs(clone, past.repository().defaultBranch(), refs);
        return new PastCommit(mirror.folder(), clone.folder().toString());
    }

    private static PastCommit fetched(PastJob past, Path clone, Path mirrors) throws IOException {
        String url = past.repository().url();
        TreeMirror mirror = TreeMirror.of(url, mirrors);
        mirror.prepare();
        TreeGit git = mirror.git();
        try {
            git.demand(
                    "fetch",
                    "--quiet",
                    "--force",
                    "--prune",
                    "--",
                    url,
                    "+refs/heads/*:refs/heads/*",
                    "+refs/tags/*:refs/tags/*");
            if (!has(git, sha(past))) {
                git.demand("fetch", "--quiet", "--no-tags", "--", url, sha(past));
            }
        } catch (InstanceException e) {
            throw new InstanceException(
                    ("The commit %s of %s is not in %s: go to a clone that has it, or see to it that"
                                    + " it can be fetched. %s")
                            .formatted(sha(past), past.repository().name(), clone, e.getMessage()),
                    e);
        }
        if (!isAt(git, past.run().origin().ref(), sha(past))) {
            git.demand("update-ref", past.run().origin().ref(), sha(past));
        }
        mirror.setHead(past.repository().defaultBranch());
        return new PastCommit(mirror.folder(), url);
    }

    private static boolean has(TreeGit git, String sha) {
        return git.ask("cat-file", "-e", sha + "^{commit}").isPresent();
    }

    private static boolean isAt(TreeGit git, String ref, String sha) {
        return git.ask("rev-parse", "--quiet", "--verify", ref + "^{commit}")
                .filter(sha::equals)
                .isPresent();
    }

    private static String sha(PastJob past) {
        return past.run().origin().commitSha();
    }
}

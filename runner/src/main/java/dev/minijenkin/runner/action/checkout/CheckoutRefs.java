package dev.minijenkin.runner.action.checkout;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.action.git.Git;
import dev.minijenkin.runner.action.git.GitException;
import dev.minijenkin.runner.step.StepOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Brings what a checkout wants into the repository of its folder, and says what the work tree is
/// to be. As the reference does: a branch is a local branch with its upstream, everything else a
/// detached head.
final class CheckoutRefs {
    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";
    private static final Pattern TOLD = Pattern.compile("(?m)^[0-9a-f]{40,64}\\t(refs/\\S+)$");
    private static final Pattern HEAD_REF = Pattern.compile("(?m)^ref: refs/heads/(\\S+)\\tHEAD$");
    private static final Pattern HEAD_COMMIT = Pattern.compile("(?m)^([0-9a-f]{40,64})\\tHEAD$");

    private final Git git;
    private final Checkout checkout;
    private final Optional<Path> mirror;

    /// @param mirror that has the commit
    CheckoutRefs(Git git, Checkout checkout, Optional<Path> mirror) {
        this.git = git;
        this.checkout = checkout;
        this.mirror = mirror;
    }

    /// What to fetch and what to be on then.
    ///
    /// @param branch local branch to be on; empty: a detached head
    /// @param start what to be at, a full name or a commit
    /// @param specs what to fetch
    private record Target(String branch, String start, List<String> specs) {}

    /// Fetches.
    ///
    /// @return the arguments of `git checkout`
    List<String> fetch() throws GitException, InterruptedException {
        Target target = target();
        if (checkout.depth() == 0) {
            fetchAll(target);
        } else {
            fetch(target);
        }
        return target.branch().isEmpty()
                ? List.of("--detach", target.start())
                : List.of("-B", target.branch(), target.start());
    }

    private void fetchAll(Target target) throws GitException, InterruptedException {
        fetch(List.of("+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*"));
        // What the run is about may not be reachable, or its branch may have moved on.
        boolean there =
                checkout.commit().isEmpty()
                        ? commitAt(target.start()).isPresent()
                        : commitAt(target.start()).equals(Optional.of(checkout.commit()));
        if (!there) {
            fetch(target);
        }
    }

    /// A tag that was deleted or moved meanwhile becomes one of the commit.
    private void fetch(Target target) throws GitException, InterruptedException {
        boolean isTag = checkout.ref().startsWith(TAGS) && !checkout.commit().isEmpty();
        if (isTag && !isThere(checkout.ref())) {
            fetch(List.of("+" + checkout.commit() + ":" + checkout.ref()));
            return;
        }
        fetch(target.specs());
        if (isTag && !commitAt(checkout.ref()).equals(Optional.of(checkout.commit()))) {
            fetch(List.of("+" + checkout.commit() + ":" + checkout.ref()));
        }
    }

    private void fetch(List<String> specs) throws GitException, InterruptedException {
        List<String> fetch =
                new ArrayList<>(List.of("fetch", "--no-progress", "--prune", "--force"));
        fetch.add("--no-recurse-submodules");
        fetch.add(checkout.tags() ? "--tags" : "--no-tags");
        if (checkout.depth() > 0) {
            fetch.add("--depth=" + checkout.depth());
        } else if (git.ask("rev-parse", "--is-shallow-repository")
                .filter(answer -> answer.strip().equals("true"))
                .isPresent()) {
            fetch.add("--unshallow");
        }
        if (!checkout.sparse().filter().isEmpty()) {
            fetch.add("--filter=" + checkout.sparse().filter());
        } else if (!checkout.sparse().patterns().isEmpty()) {
            fetch.add("--filter=blob:none");
        }
        fetch.add(Git.OPERANDS);
        if (mirror.isEmpty()
                || !specs.stream().allMatch(this::isOfCommit)
                || !tries(fetch, specs)) {
            git.run(whole(fetch, "origin", specs));
        }
    }

    /// What the mirror has: its refs are not the remote's.
    private boolean isOfCommit(String spec) {
        return spec.equals(checkout.commit()) || spec.startsWith("+" + checkout.commit() + ":");
    }

    private boolean tries(List<String> fetch, List<String> specs)
            throws GitException, InterruptedException {
        String from = mirror.orElseThrow().toString();
        return git.tries(whole(fetch, from, specs).toArray(String[]::new));
    }

    private static List<String> whole(List<String> fetch, String from, List<String> specs) {
        List<String> whole = new ArrayList<>(fetch);
        whole.add(from);
        whole.addAll(specs);
        return whole;
    }

    private Target target() throws GitException, InterruptedException {
        String ref = checkout.ref();
        String commit = checkout.commit();
        if (ref.isEmpty()) {
            return commit.isEmpty() ? usual() : new Target("", commit, List.of(commit));
        }
        if (!ref.startsWith("refs/")) {
            return commit.isEmpty() ? named(ref) : branch(ref, commit);
        }
        checkName(ref);
        if (ref.startsWith(HEADS)) {
            return branch(ref.substring(HEADS.length()), commit.isEmpty() ? ref : commit);
        }
        if (ref.startsWith(TAGS)) {
            return new Target("", commit.isEmpty() ? ref : commit, List.of("+" + ref + ":" + ref));
        }
        String own = ref.replaceFirst("^refs/", "refs/remotes/");
        return new Target("", own, List.of("+" + (commit.isEmpty() ? ref : commit) + ":" + own));
    }

    /// What the repository itself is on.
    private Target usual() throws GitException, InterruptedException {
        String told =
                git.demand("ls-remote", "--quiet", "--symref", Git.OPERANDS, "origin", "HEAD");
        Matcher named = HEAD_REF.matcher(told);
        if (named.find()) {
            return branch(named.group(1), HEADS + named.group(1));
        }
        Matcher bare = HEAD_COMMIT.matcher(told);
        if (bare.find()) {
            return new Target("", bare.group(1), List.of(bare.group(1)));
        }
        throw new GitException(
                new StepOutcome.Failed(
                        Cause.CHECKOUT_FAILED,
                        "asks for the default branch, and the repository has none: give it a ref"));
    }

    /// Of a branch and a tag of one name the branch is meant.
    private Target named(String name) throws GitException, InterruptedException {
        checkName(HEADS + name);
        Set<String> there = told(HEADS + name, TAGS + name);
        if (!there.contains(HEADS + name) && there.contains(TAGS + name)) {
            String tag = TAGS + name;
            return new Target("", tag, List.of("+" + tag + ":" + tag));
        }
        if (there.isEmpty()) {
            git.printer().error("The repository has neither a branch nor a tag '" + name + "'.");
        }
        return branch(name, HEADS + name);
    }

    /// @param from a full ref, or a commit
    private Target branch(String name, String from) throws GitException, InterruptedException {
        checkName(HEADS + name);
        String remote = "refs/remotes/origin/" + name;
        if (git.tries("check-ref-format", "--branch", name)) {
            return new Target(name, remote, List.of("+" + from + ":" + remote));
        }
        git.printer()
                .warning(
                        "No local branch can be called '"
                                + name
                                + "', so the head is detached: say where to when pushing.");
        // Beside the branches: `origin/HEAD` means something else.
        String own = "refs/remotes/checkout/" + name;
        return new Target("", own, List.of("+" + from + ":" + own));
    }

    private void checkName(String ref) throws GitException, InterruptedException {
        if (!git.tries("check-ref-format", ref)) {
            throw new GitException(
                    new StepOutcome.Failed(
                            Cause.WORKFLOW_INVALID,
                            "asks for '" + checkout.ref() + "', which is no name of a ref"));
        }
    }

    private boolean isThere(String ref) throws GitException, InterruptedException {
        return told(ref).contains(ref);
    }

    /// Which of some refs the remote has.
    private Set<String> told(String... refs) throws GitException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("ls-remote", "--quiet", Git.OPERANDS, "origin"));
        command.addAll(List.of(refs));
        return TOLD.matcher(git.demand(command.toArray(String[]::new)))
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(List.of(refs)::contains)
                .collect(Collectors.toSet());
    }

    private Optional<String> commitAt(String name) throws GitException, InterruptedException {
        return git.ask("rev-parse", "--quiet", "--verify", name + "^{commit}").map(String::strip);
    }
}

package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.testing.GitFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Checkouts of all refs into folders in all states.
class CheckoutTest {
    private static final String PROGRAM = "--upload-pack=touch pwned; git-upload-pack";

    @TempDir Path folder;
    private GitFolder git;
    private String first;
    private String second;
    private RunnerBench bench;
    private Runner runner;

    @BeforeEach
    void start() {
        git = GitFolder.create(folder);
        first = git.write("file", "first\n").write("only-first", "x\n").commit("First");
        git.git("rm", "-q", "only-first");
        second = git.write("file", "second\n").write(".gitignore", "*.o\n").commit("Second");
        git.push("main", "HEAD:refs/pull/7/merge");
        bench = new RunnerBench(git.bare(), second);
        runner = bench.runner("oak", 1, folder.resolve("runner"));
    }

    @AfterEach
    void stop() {
        runner.close();
        bench.close();
    }

    @Test
    void aBranchHasItsUpstreamAndCanBePushed() {
        git.push("HEAD:refs/heads/feature/a");
        RunId run =
                bench.pushSteps(
                        """
                        - uses: actions/checkout@v4
                        - run: git status -sb | head -1
                        - uses: actions/checkout@v4
                          with: {ref: feature/a}
                        - run: |
                            git status -sb | head -1
                            git branch | cat
                            git config user.name x; git config user.email x
                            git commit -q --allow-empty -m "From the job"; git push -q
                        - uses: actions/checkout@v4
                          with: {ref: refs/heads/feature/a, fetch-depth: 0}
                        - run: git log -1 --format=%s; git log --oneline | wc -l
                        """);

        bench.assertSucceeds(run);
        assertThat(bench.printed(run))
                .containsSubsequence(
                        "## main...origin/main",
                        "## feature/a...origin/feature/a",
                        "* feature/a",
                        "From the job",
                        "3");
        assertThat(git.gitInBare("log", "-1", "--format=%s", "feature/a").strip())
                .isEqualTo("From the job");
    }

    /// Neither a pattern, nor a place to write to, nor a word of git's own.
    @Test
    void whatIsNoNameOfARefIsRefused() {
        List<String> refs =
                List.of(
                        "*",
                        "main:refs/heads/evil",
                        "refs/heads/main:refs/heads/evil",
                        "refs/heads/*",
                        "main^{commit}",
                        "main~1",
                        "a..b",
                        "a b",
                        "x.lock",
                        "main@{1}");
        StringBuilder steps = new StringBuilder();
        for (String ref : refs) {
            steps.append(
                    """
                    - uses: actions/checkout@v4
                      continue-on-error: true
                      with: {ref: '%s'}
                    """
                            .formatted(ref));
        }
        RunId run = bench.pushSteps(steps.toString());

        bench.assertSucceeds(run);
        assertThat(bench.printed(run))
                .containsExactlyElementsOf(
                        refs.stream()
                                .map(ref ->
                                        "##[error]The step asks for '"
                                                + ref
                                                + "', which is no name of a ref.")
                                .toList());
    }

    @Test
    void itsOutputsTellWhatWasCheckedOut() {
        git.push("HEAD~1:refs/heads/old");
        RunId run =
                bench.pushSteps(
                        """
                        - uses: actions/checkout@v4
                          id: own
                        - run: echo "${{ steps.own.outputs.ref }} ${{ steps.own.outputs.commit }}"
                        - uses: actions/checkout@v4
                          id: branch
                          with: {ref: old, path: sub}
                        - run: echo "${{ steps.branch.outputs.ref }} ${{ steps.branch.outputs.commit }}"
                        - uses: actions/checkout@v4
                          id: commit
                          with: {ref: %s}
                        - run: echo "[${{ steps.commit.outputs.ref }}] ${{ steps.commit.outputs.commit }}"
                        """
                                .formatted(first));

        bench.assertSucceeds(run);
        assertThat(bench.printed(run))
                .contains("refs/heads/main " + second, "old " + first, "[] " + first);
    }

    @Test
    void aPushOfATagHasTheTag() {
        git.git("tag", "-a", "v1", "-m", "One", second);
        git.git("tag", "light", second);
        git.git("tag", "-a", "moved", "-m", "Elsewhere", first);
        git.push("v1", "light", "moved");

        RunId annotated = bench.pushSteps(checkout("git describe"), "refs/tags/v1", second);
        bench.assertSucceeds(annotated);
        assertThat(bench.printed(annotated)).endsWith("v1");
        RunId light = bench.pushSteps(checkout("git describe --tags"), "refs/tags/light", second);
        bench.assertSucceeds(light);
        assertThat(bench.printed(light)).endsWith("light");
        for (String tag : List.of("moved", "deleted")) {
            RunId run =
                    bench.pushSteps(
                            checkout("git rev-parse HEAD; git describe --tags"),
                            "refs/tags/" + tag,
                            second);
            bench.assertSucceeds(run);
            assertThat(bench.printed(run)).endsWith(second, tag);
        }
        RunId all =
                bench.pushSteps(
                        """
                        - {uses: actions/checkout@v4, with: {fetch-depth: 0}}
                        - run: git tag | wc -l
                        - {uses: actions/checkout@v4, with: {fetch-tags: true, path: other}}
                        - run: git -C other tag | wc -l
                        - {uses: actions/checkout@v4, with: {ref: v1, path: third}}
                        - run: git -C third describe; git -C third rev-parse --abbrev-ref HEAD
                        """);
        bench.assertSucceeds(all);
        assertThat(bench.printed(all)).containsSubsequence("3", "3", "v1", "HEAD");
    }

    @Test
    void everyKindOfRefIsFound() {
        git.git("tag", "both", first);
        git.push("both", first + ":refs/heads/other", second + ":refs/heads/both");
        git.gitInBare("update-ref", "refs/heads/HEAD", first);
        git.gitInBare("update-ref", "refs/heads/-dash", first);
        git.gitInBare("update-ref", "refs/changes/1/2", first);
        for (String ref :
                List.of(
                        first,
                        first.toUpperCase(Locale.ROOT),
                        "other",
                        "refs/heads/other",
                        "refs/tags/both",
                        "refs/changes/1/2",
                        "HEAD",
                        "-dash",
                        "refs/heads/-dash")) {
            assertStandsAt(first, ref);
        }
        for (String ref : List.of("both", "main", "refs/pull/7/merge")) {
            assertStandsAt(second, ref);
        }
        for (String ref :
                List.of(
                        "refs/heads/main",
                        "refs/pull/7/merge",
                        "refs/heads/HEAD",
                        "refs/heads/-dash",
                        "refs/heads/gone")) {
            RunId run = bench.pushSteps(checkout("git rev-parse HEAD"), ref, first);
            bench.assertSucceeds(run);
            assertThat(bench.printed(run)).as(ref).endsWith(first);
        }
    }

    private void assertStandsAt(String commit, String ref) {
        RunId run =
                bench.pushSteps(
                        """
                        - uses: actions/checkout@v4
                          with: {ref: '%s'}
                        - run: git rev-parse HEAD
                        - uses: actions/checkout@v4
                          with: {ref: '%s', fetch-depth: 0, path: deep}
                        - run: git -C deep rev-parse HEAD
                        """
                                .formatted(ref, ref));
        bench.assertSucceeds(run);
        assertThat(bench.printed(run)).as(ref).contains(commit).endsWith(commit);
    }

    @Test
    void whatIsNoRefSaysSoAndIsNeverAnOption() throws IOException {
        for (String ref :
                List.of(
                        PROGRAM,
                        "refs/heads/" + PROGRAM,
                        "--output=pwned",
                        "-u",
                        "no-such",
                        "a..b",
                        "@{-1}",
                        "main^",
                        "*",
                        "refs/heads/*",
                        "refs/heads/no-such",
                        "+main:main")) {
            RunId run =
                    bench.pushSteps(
                            """
                            - uses: actions/checkout@v4
                              with: {ref: '%s'}
                            """
                                    .formatted(ref));
            assertThat(bench.awaitRun(run).conclusion()).as(ref).isEqualTo(Conclusion.FAILURE);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files).noneMatch(file -> file.toString().contains("pwned"));
        }
    }

    /// Some two dozen jobs, each of many processes of git.
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void whateverIsInTheFolderMakesRoom() {
        List<String> states =
                List.of(
                        "git checkout -q -b x; echo a > file; git commit -qam a; git checkout -q -; echo b > file;"
                                + " git commit -qam b; ! git merge x",
                        "git checkout -q -b y; echo a > file; git commit -qam a; git checkout -q main; echo b > file;"
                                + " git commit -qam b; ! git rebase y",
                        "touch .git/index.lock .git/HEAD.lock .git/shallow.lock .git/refs/heads/main.lock",
                        "echo broken > .git/index",
                        "echo broken > .git/HEAD",
                        "rm .git/HEAD",
                        "rm -rf .git/objects",
                        "rm -rf .git; echo 'gitdir: /nowhere' > .git",
                        "rm -rf .git; ln -s /nowhere .git",
                        "git update-index --assume-unchanged file; echo changed > file",
                        "git update-index --skip-worktree file; rm file",
                        "rm -rf file; mkdir -p file/x; echo y > file/x/y",
                        "mkdir -p a/b; touch a/b/c d.o; chmod -R a-w a file",
                        "git config remote.origin.url /elsewhere",
                        "git checkout -q --orphan empty; git rm -rfq .",
                        "git worktree add -q -f sub HEAD",
                        "git init -q nested; touch nested/z",
                        "git branch feature; git update-ref refs/remotes/origin/feature HEAD",
                        "printf '#!/bin/sh\\nexit 1\\n' > .git/hooks/x 2>/dev/null || mkdir .git/hooks;"
                                + " printf '#!/bin/sh\\nexit 1\\n' > .git/hooks/post-checkout;"
                                + " chmod +x .git/hooks/post-checkout",
                        "git config core.hooksPath /x; git config core.fsmonitor /bin/false",
                        "git sparse-checkout set nothing",
                        "git bisect start -q; git bisect bad",
                        "git rm -rqf . ; rm -rf \"$PWD\"/*; touch stray");
        git.push("HEAD:refs/heads/feature/deep");
        for (int from = 0; from < states.size(); from += 4) {
            assertMakeRoom(states.subList(from, Math.min(states.size(), from + 4)));
        }
    }

    private void assertMakeRoom(List<String> states) {
        StringBuilder steps = new StringBuilder();
        steps.append("- run: git config --global user.name x; git config --global user.email x\n");
        for (String state : states) {
            steps.append("- uses: actions/checkout@v4\n");
            steps.append("- run: |\n").append(state.indent(4));
            steps.append("- {uses: actions/checkout@v4, with: {ref: feature/deep}}\n");
            steps.append(
                    "- run: git rev-parse HEAD; cat file; ls; git status --porcelain --ignored;"
                            + " git status | grep 'in progress' || true\n");
        }
        RunId run = bench.pushSteps(steps.toString());

        bench.assertSucceeds(run);
        List<String> shown = bench.printed(run);
        int at = 0;
        for (String state : states) {
            at = at + shown.subList(at, shown.size()).indexOf(second) + 1;
            assertThat(shown.subList(at, at + 2)).as(state).containsExactly("second", "file");
            assertThat(shown.subList(at, shown.size()))
                    .as(state)
                    .noneMatch(line -> line.contains("in progress") || line.startsWith("?? "));
        }
    }

    @Test
    void whatIsInTheWayOfAPathGoesAndNothingLeadsOut() {
        RunId run =
                bench.pushSteps(
                        """
                        - run: touch a; ln -s /nowhere c; mkdir real; ln -s real d
                        - {uses: actions/checkout@v4, with: {path: a/b}}
                        - {uses: actions/checkout@v4, with: {path: c}}
                        - {uses: actions/checkout@v4, with: {path: d/e}}
                        - run: cat a/b/file c/file real/e/file; rm -rf "$GITHUB_WORKSPACE"; touch "$GITHUB_WORKSPACE"
                          working-directory: ${{ runner.temp }}/../shop
                        - uses: actions/checkout@v4
                        - run: cat file; ln -s /tmp out
                        - {uses: actions/checkout@v4, with: {path: out/x}, id: out, continue-on-error: true}
                        - {uses: actions/checkout@v4, with: {path: ../x}, continue-on-error: true}
                        - run: echo "${{ steps.out.outcome }}"
                        """);

        bench.assertSucceeds(run);
        assertThat(bench.printed(run))
                .containsSubsequence("second", "second", "second", "second", "failure")
                .anyMatch(line -> line.contains("leads out of the workspace by a link"));
    }

    @Test
    void whatIsNotCleanedStays() {
        RunId run =
                bench.pushSteps(
                        """
                        - uses: actions/checkout@v4
                        - run: touch stray x.o; echo changed > file; git config user.name kept
                        - {uses: actions/checkout@v4, with: {clean: false}}
                        - run: ls; cat file; git config user.name
                        - uses: actions/checkout@v4
                        - run: ls; git config user.name
                        """);

        bench.assertSucceeds(run);
        assertThat(bench.printed(run))
                .containsSubsequence("file", "stray", "x.o", "second", "kept", "file", "kept");
        assertThat(bench.printed(run)).filteredOn("stray"::equals).hasSize(1);
    }

    @Test
    void whatWasFetchedBeforeIsThereAndStaysTheWorkspacesOwn() throws IOException {
        String steps =
                """
                - {uses: actions/checkout@v4, with: {fetch-depth: %d}}
                - run: git fsck --full && git log --oneline | wc -l && cat file && find .git -name alternates
                """;
        bench.assertSucceeds(bench.pushSteps(steps.formatted(1)));
        Files.move(git.bare(), folder.resolve("away"));
        RunId away = bench.pushSteps(steps.formatted(1));
        bench.assertSucceeds(away);
        assertThat(bench.printed(away))
                .contains("1", "second")
                .noneMatch(l -> l.contains("altern"));

        Files.move(folder.resolve("away"), git.bare());
        RunId whole = bench.pushSteps(steps.formatted(0));
        bench.assertSucceeds(whole);
        assertThat(bench.printed(whole)).contains("2", "second");
    }

    @Test
    void aMirrorThatIsBrokenIsNotUsedForLong() throws IOException {
        String step = "- uses: actions/checkout@v4\n- run: cat file\n";
        bench.assertSucceeds(bench.pushSteps(step));
        try (Stream<Path> files = Files.walk(folder.resolve("runner/mirrors"))) {
            for (Path pack : files.filter(file -> file.toString().endsWith(".pack")).toList()) {
                Files.delete(pack);
                Files.writeString(pack, "PACK and nothing");
            }
        }
        bench.awaitRun(bench.pushSteps(step));
        RunId after = bench.pushSteps(step);
        bench.assertSucceeds(after);
        assertThat(bench.printed(after)).contains("second");
    }

    @Test
    void submodulesOfAnEarlierCheckoutLeaveNothing() {
        GitFolder library = GitFolder.create(folder, "library");
        library.write("code", "library\n").commit("Library");
        library.push("main");
        git.git("checkout", "-q", "-b", "with");
        git.git(
                "-c",
                "protocol.file.allow=always",
                "submodule",
                "--quiet",
                "add",
                library.bare().toString(),
                "sub");
        git.commit("With a submodule");
        git.push("with");
        RunId run =
                bench.pushSteps(
                        """
                        - run: git config --file "$RUNNER_TEMP/x" a.b c
                        - {uses: actions/checkout@v4, with: {ref: with}}
                        - run: git -c protocol.file.allow=always submodule --quiet update --init; cat sub/code; touch sub/new
                        - {uses: actions/checkout@v4, with: {ref: main}}
                        - run: ls; ls .git/modules || echo none
                        """);

        bench.assertSucceeds(run);
        assertThat(bench.printed(run)).containsSubsequence("library", "file", "none");
        assertThat(bench.printed(run)).doesNotContain("sub");
    }

    @Test
    void aPartOfTheTreeIsEnough() {
        git.write("a/one", "1").write("b/two", "2").commit("Folders");
        git.push("main");
        RunId run =
                bench.pushSteps(
                        """
                        - {uses: actions/checkout@v4, with: {ref: main, sparse-checkout: a}}
                        - run: ls a; ls b || echo no b
                        - {uses: actions/checkout@v4, with: {ref: main}}
                        - run: ls b
                        """);

        bench.assertSucceeds(run);
        assertThat(bench.printed(run)).containsSubsequence("one", "no b", "two");
    }

    @Test
    void whatStepsConfiguredForTheirUserMeansNothingToACheckout() {
        RunId run =
                bench.pushSteps(
                        """
                        - run: |
                            git config --global url."/nowhere/".insteadOf /
                            git config --global core.hooksPath /nowhere
                            echo "GIT_DIR=/nowhere" >> "$GITHUB_ENV"
                            echo "GIT_CONFIG_GLOBAL=/nowhere" >> "$GITHUB_ENV"
                            echo "GIT_INDEX_FILE=/nowhere/x" >> "$GITHUB_ENV"
                        - uses: actions/checkout@v4
                        - run: cat file
                        """);

        bench.assertSucceeds(run);
        assertThat(bench.printed(run)).endsWith("second");
    }

    @Test
    void allCommandsTogetherHaveTheTimeOfTheStep() {
        RunId run =
                bench.pushSteps(
                        """
                        - {uses: actions/checkout@v4, timeout-minutes: 0.000001}
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.text("select outcome from steps")).isEqualTo("timed_out");
    }

    private static String checkout(String script) {
        return "- uses: actions/checkout@v4\n- run: " + script + "\n";
    }
}

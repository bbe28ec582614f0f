package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `actions/setup-node` and its like, with versions that a step before them lays into the tool
/// cache of the repository: numbers so high that no host has them.
class SetupActionsTest {
    private static final String COMMIT = "0".repeat(40);

    /// `installed KIND VERSION PROGRAM WHAT-IT-SAYS`.
    private static final String INSTALL =
            """
            - run: |
                installed() {
                  mkdir -p "$RUNNER_TOOL_CACHE/$1/$2/x64/bin"
                  printf '#!/bin/sh\\necho "%s"\\n' "$4" > "$RUNNER_TOOL_CACHE/$1/$2/x64/bin/$3"
                  chmod +x "$RUNNER_TOOL_CACHE/$1/$2/x64/bin/$3"
                }
            """;

    @TempDir Path folder;
    private RunnerBench bench;
    private Runner runner;

    @BeforeEach
    void start() {
        bench = new RunnerBench(folder.resolve("nowhere.git"), COMMIT);
        runner = bench.runner("oak", 1, folder.resolve("runner"));
    }

    @AfterEach
    void stop() {
        runner.close();
        bench.close();
    }

    @Test
    void theNewestThatFitsGoesBeforeTheOthers() throws Exception {
        RunId run =
                bench.pushSteps(
                        INSTALL
                                + """
                                    installed node 918.1.0 node v918.1.0
                                    installed node 918.2.0 node v918.2.0
                                    installed node 920.0.0 node v920.0.0
                                - id: node
                                  uses: actions/setup-node@v4
                                  with: {node-version: 918.x}
                                - run: echo "${{ steps.node.outputs.node-version }} $(node)"
                                """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run)).contains("v918.2.0 v918.2.0");
    }

    @Test
    void aFileOfTheWorkspaceNamesTheVersion() throws Exception {
        RunId run =
                bench.pushSteps(
                        INSTALL
                                + """
                                    installed go 901.22.3 go "go version go901.22.3 linux/amd64"
                                    installed node 918.2.0 node v918.2.0
                                    printf 'module shop\\n\\ngo 901.20\\n' > go.mod
                                    printf '{"engines": {"node": ">=918 <919"}}' > package.json
                                - id: go
                                  uses: actions/setup-go@v5
                                  with: {go-version-file: go.mod}
                                - id: node
                                  uses: actions/setup-node@v4
                                  with: {node-version-file: package.json}
                                - run: echo "${{ steps.go.outputs.go-version }} and ${{ steps.node.outputs.node-version }}"
                                """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run)).contains("901.22.3 and v918.2.0");
    }

    @Test
    void javaIsKnownByWhatItWroteDownAndNeverStarted() throws Exception {
        RunId run =
                bench.pushSteps(
                        INSTALL
                                + """
                                    installed Java_jdk 917.0.2 java "nobody asks me"
                                    echo 'JAVA_VERSION="917.0.2"' > "$RUNNER_TOOL_CACHE/Java_jdk/917.0.2/x64/release"
                                - id: java
                                  uses: actions/setup-java@v4
                                  with: {distribution: temurin, java-version: 917}
                                - run: echo "${{ steps.java.outputs.version }} [${JAVA_HOME#"$RUNNER_TOOL_CACHE"}] $(java)"
                                """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run)).contains("917.0.2 [/Java_jdk/917.0.2/x64] nobody asks me");
    }

    @Test
    void settingsForWherePackagesGoNameVariablesAndHoldNoSecret() {
        RunId run =
                bench.pushSteps(
                        INSTALL
                                + """
                                    installed node 918.2.0 node v918.2.0
                                    installed Java_jdk 917.0.2 java "nobody asks me"
                                    echo 'JAVA_VERSION="917.0.2"' > "$RUNNER_TOOL_CACHE/Java_jdk/917.0.2/x64/release"
                                - uses: actions/setup-node@v4
                                  with: {node-version: 918.x, registry-url: 'https://npm.example', scope: Team}
                                - uses: actions/setup-java@v4
                                  with:
                                    distribution: temurin
                                    java-version: 917
                                    server-id: central
                                    server-password: MAVEN_PASSWORD
                                    gpg-passphrase: PASSPHRASE
                                - uses: actions/setup-java@v4
                                  with: {distribution: temurin, java-version: 917, server-id: x, overwrite-settings: false}
                                - run: |
                                    test "$NPM_CONFIG_USERCONFIG" = "$RUNNER_TEMP/.npmrc"
                                    cat "$NPM_CONFIG_USERCONFIG"; echo "$NODE_AUTH_TOKEN"
                                    grep -h 'id>\\|env' ~/.m2/settings.xml | tr -d ' '
                                  env: {NODE_AUTH_TOKEN: own}
                                """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run))
                .containsSubsequence(
                        "//npm.example/:_authToken=${NODE_AUTH_TOKEN}",
                        "@team:registry=https://npm.example/",
                        "own",
                        "<id>central</id>",
                        "<username>${env.GITHUB_ACTOR}</username>",
                        "<password>${env.MAVEN_PASSWORD}</password>",
                        "<id>gpg.passphrase</id>",
                        "<passphrase>${env.PASSPHRASE}</passphrase>");
    }

    @Test
    void pythonUnderANameOfItsVersionIsPythonToo() throws Exception {
        RunId run =
                bench.pushSteps(
                        INSTALL
                                + """
                                    installed Python 903.11.7 python3.11 "Python 903.11.7"
                                - id: python
                                  uses: actions/setup-python@v5
                                  with: {python-version: '903.11'}
                                - run: echo "$(python) and $(python3)"
                                """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run)).contains("Python 903.11.7 and Python 903.11.7");
    }

    @Test
    void anyOtherProgramIsSetUpByItsName() throws Exception {
        RunId run =
                bench.pushSteps(
                        INSTALL
                                + """
                                    installed shovel 7.1 shovel "shovel 7.1 (garden)"
                                    installed shovel 8.0 shovel "shovel 8.0 (garden)"
                                - uses: mini-jenkin/setup@v1
                                  with: {tool: shovel, version: '<8'}
                                - run: shovel
                                """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run)).contains("shovel 7.1 (garden)");
    }

    @Test
    void whatIsNotThereSaysWhatWasAskedWhatThereIsAndHowToAddIt() throws Exception {
        RunId run =
                bench.pushSteps(
                        INSTALL
                                + """
                                    installed shovel 7.1 shovel "shovel 7.1"
                                - uses: mini-jenkin/setup@v1
                                  with: {tool: shovel, version: '>=9'}
                                """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(String.join("\n", bench.printed(run)))
                .contains("asks for shovel >=9, and this host has 7.1 (")
                .contains("install it, or unpack it to ")
                .contains("/shovel/VERSION/ARCHITECTURE");
    }

    @Test
    void whatCannotBeReadIsRefusedWithASentence() throws Exception {
        for (List<String> each :
                List.of(
                        List.of(
                                "actions/setup-node@v4",
                                "node-version: newest",
                                "'newest', which cannot be read"),
                        List.of(
                                "actions/setup-node@v4",
                                "node-version: lts/none",
                                "a line that this runner does not know"),
                        List.of(
                                "actions/setup-node@v4",
                                "node-version-file: ../../x",
                                "not in the workspace"),
                        List.of("actions/setup-go@v5", "go-version-file: gone", "cannot be read"),
                        List.of(
                                "actions/setup-java@v4",
                                "distribution: zulu",
                                "needs the input java-version"),
                        List.of("mini-jenkin/setup@v1", "tool: ../sh", "needs the input tool"))) {
            RunId run =
                    bench.pushSteps("- uses: " + each.get(0) + "\n  with: {" + each.get(1) + "}\n");

            assertThat(bench.awaitRun(run).conclusion())
                    .as(each.get(1))
                    .isEqualTo(Conclusion.FAILURE);
            assertThat(String.join("\n", bench.printed(run))).as(each.get(1)).contains(each.get(2));
        }
    }
}
